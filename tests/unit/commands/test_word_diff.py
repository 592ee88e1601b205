"""Word by word: nothing is lost, and what is shown is short."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.commands.word_diff import ELLIPSIS, MAX_SAME, compare_words, shorten_same

texts = st.text(alphabet=st.sampled_from("ab .,\nű"), max_size=60)


@given(texts, texts)
def test_the_pieces_make_up_both_texts(before, after):
    pieces = compare_words(before, after)
    assert "".join(p.text for p in pieces if p.change != "added") == before
    assert "".join(p.text for p in pieces if p.change != "removed") == after


def test_a_text_that_was_not_there():
    assert [(p.change, p.text) for p in compare_words(None, "New.")] == [("added", "New.")]
    assert compare_words("Same.", "Same.")[0].change == "same"


def test_long_stretches_are_cut_in_their_middle():
    stretch = "word " * 200
    pieces = shorten_same(compare_words(f"{stretch}one {stretch}two", f"{stretch}six {stretch}two"))
    assert all(len(piece.text) <= MAX_SAME + len(ELLIPSIS) for piece in pieces)
    assert [piece.text for piece in pieces if piece.change != "same"] == ["one", "six"]
