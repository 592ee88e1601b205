"""What becomes of Entries over Captures: added, edited, moved, pinned, retracted, restored."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.model import Coverage, Entry, Observation
from pipeline.revise import revise_live_blog

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
WORDS = ("harbour", "ferry", "storm", "council", "bridge", "train", "market", "school")


def make_entry(number, **fields):
    at = START + timedelta(minutes=10 * number)
    text = f"Post {number}: the {WORDS[number % 8]} opens again, {number * 37} people are told."
    given = {
        "entry_key": f"post-{number}",
        "position": 0,
        "headline": f"Headline {number}",
        "author": None,
        "text": text,
        "published_at": at,
        "precision": "minute",
        "dated_by": "time_element",
    }
    return Entry(**(given | fields))


def observe(at, entries, state="complete", declared=None):
    numbered = tuple(e if isinstance(e, Entry) else make_entry(e) for e in entries)
    placed = tuple(replace(e, position=n) for n, e in enumerate(numbered))
    coverage = Coverage(state=state, shown=len(placed), declared=declared)
    return Observation(f"c{at:03d}", START + timedelta(hours=3, minutes=at), coverage, placed)


def revise(*observations, retract_after=2):
    return revise_live_blog("blog", observations, retract_after=retract_after)


def tell(history, *, skip=("added",)):
    keys = {e.entry_id: e.versions[0].entry.entry_key for e in history.entries}
    return [
        (e.type, keys[e.entry_id], e.capture_id, e.confirmed_by)
        for e in history.events
        if e.type not in skip
    ]


def test_first_capture_adds_every_entry():
    history = revise(observe(0, [3, 2, 1]))
    assert [e.type for e in history.events] == ["added"] * 3
    assert all(e.before is None and e.after for e in history.events)


def test_unchanged_captures_tell_nothing_more():
    history = revise(*[observe(at, [3, 2, 1]) for at in range(5)])
    assert tell(history) == []
    assert {e.versions[0].last_capture_id for e in history.entries} == {"c004"}


def test_edit_opens_a_version():
    history = revise(observe(0, [2, 1]), observe(1, [2, make_entry(1, text="Corrected at last.")]))
    assert tell(history) == [("edited", "post-1", "c001", "c001")]
    entry = history.entries[1]
    assert [v.version for v in entry.versions] == [1, 2]
    assert entry.versions[0].observed_to == entry.versions[1].observed_from
    assert entry.versions[1].valid_from is None


def test_edit_with_an_updated_time_is_valid_from_then():
    updated = START + timedelta(hours=2)
    edited = make_entry(1, text="Corrected at last.", updated_at=updated)
    history = revise(observe(0, [2, 1]), observe(1, [2, edited]))
    assert history.entries[1].versions[1].valid_from == updated


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Post 1:  the ferry opens\n\nagain, 37 people are\u00a0told."},
        {"position": 9},
        {"url": "https://example.org/a#post-1"},
        {"updated_at": START},
        {"published_at": START + timedelta(minutes=10, seconds=20), "precision": "second"},
        {"published_at": START, "precision": "day", "dated_by": "page"},
    ],
)
def test_what_is_no_content_is_no_edit(change):
    history = revise(observe(0, [2, 1]), observe(1, [2, make_entry(1, **change)]))
    assert tell(history) == []


def test_relative_times_that_drift_are_no_edit_and_give_way_to_a_finer_one():
    drifting = [
        make_entry(
            1,
            published_at=START + timedelta(minutes=minutes),
            dated_by="relative_time",
        )
        for minutes in (10, 11, 9)
    ]
    captures = [observe(at, [2, entry]) for at, entry in enumerate([*drifting, make_entry(1)])]
    history = revise(*captures)
    assert tell(history) == []
    assert history.entries[1].versions[0].entry.dated_by == "time_element"


def test_another_absolute_time_is_an_edit():
    later = make_entry(1, published_at=START + timedelta(minutes=14))
    assert tell(revise(observe(0, [2, 1]), observe(1, [2, later])))[0][0] == "edited"


def test_retraction_needs_so_many_captures_and_names_the_first():
    full, without = [4, 3, 2, 1], [4, 2, 1]
    history = revise(observe(0, full), observe(1, without))
    assert tell(history) == []
    history = revise(observe(0, full), observe(1, without), observe(2, without))
    assert tell(history) == [("retracted", "post-3", "c001", "c002")]
    gone = history.entries[1]
    assert gone.retracted_at == gone.versions[0].observed_to == observe(1, [1]).captured_at


def test_missing_once_is_nothing():
    history = revise(*[observe(a, p) for a, p in enumerate([[3, 2, 1], [3, 1], [3, 2, 1], [3, 1]])])
    assert tell(history) == []


def test_restored_entry_is_the_same_entry():
    pages = [[4, 3, 2, 1], [4, 2, 1], [4, 2, 1], [4, 3, 2, 1]]
    history = revise(*[observe(at, page) for at, page in enumerate(pages)])
    assert tell(history) == [
        ("retracted", "post-3", "c001", "c002"),
        ("restored", "post-3", "c003", "c003"),
    ]
    assert len(history.entries) == 4
    assert len(history.entries[1].versions) == 2
    assert history.entries[1].retracted_at is None


def test_restored_with_another_text_is_restored_and_edited():
    changed = make_entry(3, text="This is what we say now.")
    pages = [[4, 3, 2, 1], [4, 2, 1], [4, 2, 1], [4, changed, 2, 1]]
    types = [t[0] for t in tell(revise(*[observe(at, page) for at, page in enumerate(pages)]))]
    assert types == ["retracted", "restored", "edited"]


def test_newest_and_oldest_of_a_page_that_counts_itself_can_be_retracted():
    for gone in ([4, 3, 2], [3, 2, 1]):
        pages = [[4, 3, 2, 1], gone, gone]
        history = revise(*[observe(at, p, declared=len(p)) for at, p in enumerate(pages)])
        assert len(tell(history)) == 1


@pytest.mark.parametrize("is_newest_first", [True, False])
def test_page_of_the_latest_ten_retracts_nothing(is_newest_first):
    pages = [list(range(at, at + 10)) for at in range(12)]
    if is_newest_first:
        pages = [page[::-1] for page in pages]
    for state in ("complete", "partial"):
        assert tell(revise(*[observe(at, p, state) for at, p in enumerate(pages)])) == []


def test_oldest_goes_while_another_comes_is_settled_once_the_count_changes():
    pages = [[4, 3, 2, 1], [5, 4, 3, 2], [5, 4, 3, 2], [6, 5, 4, 3, 2]]
    captures = [observe(at, page) for at, page in enumerate(pages)]
    assert tell(revise(*captures[:3])) == []
    assert tell(revise(*captures)) == [("retracted", "post-1", "c001", "c003")]


def test_partial_page_retracts_only_between_what_it_shows():
    pages = [[9, 8, 7, 6, 5, 4, 3, 2, 1], [8, 7, 5, 4, 3], [8, 7, 5, 4, 3]]
    history = revise(*[observe(at, page, "partial") for at, page in enumerate(pages)])
    assert tell(history) == [("retracted", "post-6", "c001", "c002")]


def test_pages_in_turn_retract_nothing():
    first, second = [9, 8, 7, 6], [5, 4, 3, 2, 1]
    captures = [observe(at, (first, second)[at % 2], "partial") for at in range(8)]
    assert tell(revise(*captures)) == []


@pytest.mark.parametrize("state", ["complete", "partial", "unavailable"])
@pytest.mark.parametrize("left", [[], [20], [20, 10, 1], [20, 19, 18]])
def test_shrunk_page_retracts_nothing(state, left):
    full = list(range(20, 0, -1))
    pages = [full, left, left, left, full]
    states = ["complete", state, state, state, "complete"]
    captures = [observe(at, p, s) for at, (p, s) in enumerate(zip(pages, states, strict=True))]
    assert tell(revise(*captures)) == []


def test_retraction_is_still_seen_after_a_shrink():
    full = list(range(20, 0, -1))
    without = [n for n in full if n != 7]
    pages = [full, [20, 3], full, without, without]
    history = revise(*[observe(at, page) for at, page in enumerate(pages)])
    assert tell(history) == [("retracted", "post-7", "c003", "c004")]


def test_insertions_move_nothing():
    assert tell(revise(observe(0, [3, 2, 1]), observe(1, [6, 3, 5, 2, 4, 1]))) == []


def test_move_names_the_mover():
    history = revise(observe(0, [5, 4, 3, 2, 1]), observe(1, [2, 5, 4, 3, 1]))
    assert tell(history) == [("moved", "post-2", "c001", "c001")]
    moved = next(e for e in history.events if e.type == "moved")
    assert (moved.before, moved.after) == ("3", "0")


def test_page_that_turns_its_order_around_moves_nothing():
    assert tell(revise(observe(0, [4, 3, 2, 1]), observe(1, [1, 2, 3, 4, 5]))) == []


def test_pin_and_unpin_are_no_moves():
    pinned = make_entry(2, is_pinned=True)
    pages = [[4, 3, 2, 1], [pinned, 4, 3, 1], [pinned, 5, 4, 3, 1], [5, 4, 3, 2, 1]]
    history = revise(*[observe(at, page) for at, page in enumerate(pages)])
    assert tell(history) == [
        ("pinned", "post-2", "c001", "c001"),
        ("unpinned", "post-2", "c003", "c003"),
    ]


def test_pinned_entry_of_long_ago_leaves_without_a_retraction():
    pinned = make_entry(0, is_pinned=True)
    pages = [[pinned, 9, 8, 7], [9, 8, 7], [9, 8, 7], [9, 8, 7]]
    history = revise(*[observe(at, page, "partial") for at, page in enumerate(pages)])
    assert [t[0] for t in tell(history)] == ["pinned"]


def test_older_capture_takes_its_place():
    captures = [observe(at, page) for at, page in enumerate([[2, 1], [3, 2, 1], [3, 1], [3, 1]])]
    late = revise(*captures[1:], captures[0], captures[2])
    assert late == revise(*captures)


def test_retract_after_must_be_positive():
    with pytest.raises(ValueError, match="retract_after"):
        revise(retract_after=0)
