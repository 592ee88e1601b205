"""What holds of revise whatever a live blog does."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Coverage, Entry, Observation
from pipeline.revise import revise_live_blog

START = datetime(2026, 3, 1, tzinfo=UTC)
STATES = ("complete", "partial", "unavailable")


@st.composite
def draw_observations(draw, states=STATES):
    observations = []
    for at in range(draw(st.integers(0, 7))):
        numbers = draw(st.lists(st.integers(0, 11), max_size=12, unique=True))
        is_keyed = draw(st.booleans())
        entries = tuple(
            draw_entry(draw, number, position, is_keyed=is_keyed)
            for position, number in enumerate(numbers)
        )
        coverage = Coverage(
            state=draw(st.sampled_from(states)),
            shown=len(entries),
            declared=draw(st.sampled_from((None, len(entries), 20))),
        )
        minute = draw(st.integers(0, 8))
        captured_at = START + timedelta(hours=20, minutes=minute)
        observations.append(Observation(f"c{at}", captured_at, coverage, entries))
    return observations


def draw_entry(draw, number, position, *, is_keyed):
    text = f"Word{number} " * (3 + number) + draw(st.sampled_from(("", "corrected", "again")))
    at = START + timedelta(minutes=number * draw(st.sampled_from((7, 7, 7, 8))))
    return Entry(
        entry_key=f"post-{number}" if is_keyed else f"h{number}{text.strip()[-5:]}{len(text)}",
        position=position,
        headline=draw(st.sampled_from((None, f"Headline {number}"))),
        author=None,
        text=text,
        url=draw(st.sampled_from((None, f"https://example.org/live#post-{number}"))),
        published_at=draw(st.sampled_from((None, at))),
        precision=draw(st.sampled_from(("minute", "day"))),
        dated_by=draw(st.sampled_from(("time_element", "relative_time"))),
        is_pinned=draw(st.integers(0, 9)) == 0,
    )


@settings(deadline=None, max_examples=60)
@given(st.data(), draw_observations(), st.integers(1, 3))
def test_order_of_arrival_does_not_matter(data, observations, retract_after):
    expected = revise_live_blog("blog", observations, retract_after=retract_after)
    arrived = data.draw(st.permutations(observations))
    twice = arrived + arrived[:2]
    assert revise_live_blog("blog", twice, retract_after=retract_after) == expected


@settings(deadline=None, max_examples=60)
@given(draw_observations(), st.integers(1, 3))
def test_history_is_consistent(observations, retract_after):
    history = revise_live_blog("blog", observations, retract_after=retract_after)
    names = [entry.entry_id for entry in history.entries]
    assert len(set(names)) == len(names)
    told = Counter((event.entry_id, event.type) for event in history.events)
    for entry in history.entries:
        check_entry(entry)
        assert told[entry.entry_id, "added"] == 1
        gone = told[entry.entry_id, "retracted"] - told[entry.entry_id, "restored"]
        assert gone == (entry.retracted_at is not None)
        check_events(entry, [e for e in history.events if e.entry_id == entry.entry_id])
    keys = [(e.entry_id, e.type, e.capture_id) for e in history.events]
    assert len(set(keys)) == len(keys)


def check_entry(entry):
    assert [version.version for version in entry.versions] == list(
        range(1, len(entry.versions) + 1)
    )
    for before, after in zip(entry.versions, entry.versions[1:], strict=False):
        assert before.observed_to is not None
        assert before.observed_to <= after.observed_from
    last = entry.versions[-1]
    assert last.observed_to == entry.retracted_at
    assert entry.first_seen_at <= entry.last_seen_at
    assert 0 < entry.match_score <= 1


def check_events(entry, events):
    """Folding the stream gives the current content."""
    content = None
    for event in events:
        if event.type in ("moved", "pinned", "unpinned"):
            continue
        assert event.before == content
        content = event.after
        if event.type == "edited":
            assert event.before != event.after
    expected = None if entry.retracted_at else entry.versions[-1].content_sha256
    assert content == expected


@settings(deadline=None, max_examples=40)
@given(draw_observations(states=("unavailable",)))
def test_unavailable_pages_retract_nothing(observations):
    history = revise_live_blog("blog", observations, retract_after=1)
    assert not [event for event in history.events if event.type == "retracted"]


@settings(deadline=None, max_examples=40)
@given(draw_observations(), st.integers(2, 4))
def test_page_seen_again_and_again_changes_nothing(observations, times):
    page = observations[:1]
    again = [
        Observation(f"again{n}", one.captured_at + timedelta(hours=n), one.coverage, one.entries)
        for one in page
        for n in range(1, times)
    ]
    history = revise_live_blog("blog", page + again, retract_after=1)
    assert {event.type for event in history.events} <= {"added", "pinned"}
