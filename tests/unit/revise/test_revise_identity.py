"""How Entries are known again when their ids, addresses, times or texts change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.model import Coverage, Entry, Observation
from pipeline.revise import revise_live_blog

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
TEXTS = [
    "The council of Marlbridge has closed both bridges over the river until further notice.",
    "Volunteers carry sandbags to the old mill, where the water rose by a metre overnight.",
    "Trains between the coast and the valley are replaced by buses, the operator says.",
    "A school in the upper town opens its gym to forty families who had to leave their homes.",
    "The weather service lowers its warning from red to orange for the eastern districts.",
]


def make_entry(number, key=None, **fields):
    given = {
        "entry_key": key or f"id-{number}",
        "position": number,
        "headline": None,
        "author": None,
        "text": TEXTS[number],
        "published_at": START + timedelta(minutes=30 * (9 - number)),
        "precision": "minute",
        "dated_by": "time_element",
    }
    return Entry(**(given | fields))


def observe(at, *entries, state="complete"):
    placed = tuple(replace(entry, position=n) for n, entry in enumerate(entries))
    return Observation(
        f"c{at}", START + timedelta(hours=9, minutes=at), Coverage(state, len(placed)), placed
    )


def revise(*observations):
    return revise_live_blog("blog", observations, retract_after=2)


def follow(first, second, others=True):
    """Entry 1 as seen first and second, among others that stay."""
    around = [make_entry(n) for n in (0, 2, 3, 4)] if others else []
    history = revise(
        observe(0, *around[:1], first, *around[1:]),
        observe(1, *around[:1], second, *around[1:]),
    )
    entry = next(e for e in history.entries if e.versions[0].entry.text == first.text)
    return history, entry


@pytest.mark.parametrize(
    ("first", "second", "method"),
    [
        ({}, {"text": "Something else altogether."}, "native_id"),
        (
            {"url": "https://example.org/live#a"},
            {"url": "https://example.org/live#a", "text": "Something else altogether."},
            "permalink",
        ),
        (
            {"headline": "Sandbags"},
            {"headline": "SANDBAGS", "text": "Something else altogether."},
            "time_headline",
        ),
        ({}, {}, "text"),
        ({}, {"text": TEXTS[1].replace("metre", "metre and a half")}, "text"),
        ({}, {"text": TEXTS[1] + " Ten more lorries are on their way from the depot."}, "text"),
        (
            {"published_at": None, "precision": None, "dated_by": None},
            {"text": TEXTS[1].replace("overnight", "last night")},
            "text",
        ),
        ({}, {"published_at": START + timedelta(days=1)}, "text"),
    ],
)
def test_entry_is_known_again(first, second, method):
    key = "id-1" if method == "native_id" else "other"
    history, entry = follow(make_entry(1, **first), make_entry(1, key, **second))
    assert len(history.entries) == 5
    assert entry.matched_by == method
    assert 0.8 <= entry.match_score <= 1
    assert {event.type for event in history.events} <= {"added", "edited"}


@pytest.mark.parametrize(
    "second",
    [
        {"text": "Something else altogether happens in another place."},
        {"text": "No."},
        {"text": TEXTS[1][:15]},
        {"text": TEXTS[1].replace("metre", "yard"), "published_at": START - timedelta(hours=5)},
    ],
)
def test_entry_is_another(second):
    history, _ = follow(make_entry(1), make_entry(1, "other", **second))
    assert len(history.entries) == 6


def test_posts_cut_from_one_template_are_not_taken_for_each_other():
    score = "Goal for the home side in minute {}, it is {} to nil, what a night for the fans."
    posts = [make_entry(0, f"g{n}", text=score.format(7 * n, n)) for n in range(6)]
    posts = [replace(p, published_at=START + timedelta(minutes=7 * n)) for n, p in enumerate(posts)]
    pages = [posts[2::-1], posts[4:1:-1], posts[:2:-1]]
    captures = [observe(at, *page, state="partial") for at, page in enumerate(pages)]
    history = revise(*captures)
    assert len(history.entries) == 6
    assert {event.type for event in history.events} == {"added"}


def test_entry_id_rests_on_the_first_key_and_stays():
    first, second = make_entry(1), make_entry(1, "other")
    alone = revise(observe(0, make_entry(0), first))
    _, entry = follow(first, second)
    assert entry.entry_id in {e.entry_id for e in alone.entries}
    third = replace(second, text="Words that nobody has seen before in this place.")
    later = revise(observe(0, make_entry(0), first), observe(1, second), observe(2, third))
    assert entry.entry_id in {e.entry_id for e in later.entries}
    assert len(later.entries) == 2


def test_address_of_the_page_itself_identifies_nobody():
    url = "https://example.org/live"
    before = [make_entry(n, url=url) for n in range(3)]
    after = [make_entry(n, url=url) for n in (3, 4)]
    history = revise(observe(0, *before, state="partial"), observe(1, *after, state="partial"))
    assert len(history.entries) == 5


def test_repeated_key_in_a_page_counts_once():
    history = revise(observe(0, make_entry(0), make_entry(1, "id-0"), make_entry(2)))
    assert len(history.entries) == 2


def test_page_whose_ids_all_changed_is_the_same_page():
    before = [make_entry(n) for n in range(5)]
    after = [make_entry(n, f"new-{n}", author="Desk") for n in range(5)]
    history = revise(observe(0, *before), observe(1, *after), observe(2, *after))
    assert len(history.entries) == 5
    assert {event.type for event in history.events} == {"added", "edited"}


def test_nothing_observed_is_no_history():
    history = revise()
    assert (history.entries, history.events) == ((), ())
    assert revise(observe(0)) == history
