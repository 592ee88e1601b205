"""What may have been missed between two captures that show no entry in common."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.model import Coverage, Entry, Observation
from pipeline.revise import revise_live_blog

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
WORDS = ("harbour", "ferry", "storm", "council", "bridge", "train", "market", "school")


def make_post(number, **fields):
    """One every ten minutes."""
    given = {
        "entry_key": f"post-{number}",
        "position": 0,
        "headline": None,
        "author": None,
        "text": f"{WORDS[number % 8]} {number * 7919} " * 4,
        "published_at": START + timedelta(minutes=10 * number),
        "precision": "minute",
        "dated_by": "time_element",
    }
    return Entry(**(given | fields))


def observe(at, numbers, state="partial", declared=None, **fields):
    posts = [make_post(number, **fields) for number in numbers]
    placed = tuple(replace(post, position=n) for n, post in enumerate(posts))
    coverage = Coverage(state=state, shown=len(placed), declared=declared)
    return Observation(f"c{at:03d}", START + timedelta(hours=at), coverage, placed)


def list_gaps(*observations):
    history = revise_live_blog("blog", observations, retract_after=2)
    return [(g.capture_id_before, g.capture_id, g.missed, g.is_counted) for g in history.gaps]


def test_windows_that_overlap_miss_nothing():
    assert list_gaps(observe(1, [5, 4, 3]), observe(2, [7, 6, 5]), observe(3, [7, 6, 5])) == []


def test_what_was_missed_is_estimated_by_the_usual_distance():
    assert list_gaps(observe(1, [4, 3, 2, 1]), observe(4, [20, 19, 18, 17])) == [
        ("c001", "c004", 12, False)
    ]


def test_the_span_and_the_distance_are_told():
    first, second = observe(1, [4, 3, 2, 1]), observe(4, [20, 19, 18, 17])
    (gap,) = revise_live_blog("blog", (second, first), retract_after=2).gaps
    assert (gap.begins_at, gap.ends_at) == (
        START + timedelta(minutes=40),
        START + timedelta(minutes=170),
    )
    assert gap.spacing_s == 600


def test_the_page_s_own_count_goes_before_an_estimate():
    first = observe(1, [4, 3, 2, 1], declared=4)
    second = observe(4, [20, 19, 18, 17], declared=19)
    assert list_gaps(first, second) == [("c001", "c004", 11, True)]


def test_a_capture_from_between_closes_the_gap():
    first, last = observe(1, [3, 2, 1]), observe(9, [6, 5, 4])
    between = observe(5, [4, 3, 2])
    assert list_gaps(first, last) == [("c001", "c009", 0, False)]
    assert list_gaps(first, last, between) == []


@pytest.mark.parametrize("state", ["complete", "unavailable"])
def test_a_page_that_shows_all_or_proves_nothing_has_no_gap(state):
    assert list_gaps(observe(1, [4, 3, 2, 1]), observe(4, [20, 19, 18], state=state)) == []


def test_without_times_nothing_tells_how_many():
    timeless = {"published_at": None, "precision": None, "dated_by": None}
    first, second = observe(1, [7, 6, 5], **timeless), observe(4, [20, 19, 18], **timeless)
    assert list_gaps(first, second) == [("c001", "c004", None, False)]


def test_an_older_part_of_the_live_blog_is_no_gap():
    assert list_gaps(observe(1, [20, 19, 18]), observe(2, [4, 3, 2])) == []


def test_a_pinned_post_that_stays_bridges_nothing():
    first = observe(1, [4, 3, 2, 1])
    pinned = replace(make_post(1), is_pinned=True, position=0)
    second = observe(4, [20, 19, 18, 17])
    second = replace(second, entries=(pinned, *second.entries))
    assert list_gaps(first, second) == [("c001", "c004", 12, False)]
