"""Whatever the lines, cutting loses none and keeps their order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.segment import cut_paragraphs
from pipeline.extract.segment.cut import find_starts

LINES = st.lists(st.text(max_size=60), max_size=30)


@settings(max_examples=60, deadline=None)
@given(LINES, st.sets(st.integers(1, 29), max_size=5))
def test_no_line_is_lost_and_order_is_kept(lines, stated):
    blocks = cut_paragraphs(lines, stated)
    assert [line for block in blocks for line in block] == lines
    assert all(blocks)
    assert cut_paragraphs(lines, stated) == blocks


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-50, 50), max_size=60), st.floats(0, 2))
def test_starts_rise_from_the_first_line(scores, length_weight):
    starts = find_starts(scores, length_weight)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] <= len(scores)
