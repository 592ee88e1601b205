"""Splits, merges and gaps in the warehouse: published, asked for, equal in any order of arrival."""

from __future__ import annotations

import itertools

import pytest

from pipeline.commands.diff import MOVES, describe_changes
from pipeline.warehouse import hash_public_rows, migrate, open_snapshot, open_warehouse, run_query
from pipeline.warehouse.read import Selection
from pipeline.warehouse.stream import list_links, stream_standing

FERRY = "The harbour master closed the eastern quay at noon, and both ferries turned back to port."
SCHOOL = "Schools along the river open at ten tomorrow, the council says, an hour later than usual."
CALM = "No wind is forecast for the night."


@pytest.fixture
def cut_and_joined(make_night):
    """Post 2 is cut in two; then post 4 is merged into post 3."""
    calm = f"{CALM} {CALM[::-1]}"
    first = {
        1: "A calm start.",
        2: f"{FERRY}\n\n{SCHOOL}",
        4: calm,
        9: "Evening.",
    }
    cut = first | {2: FERRY, 3: SCHOOL}
    joined = {number: text for number, text in cut.items() if number != 4}
    joined |= {3: f"{SCHOOL}\n\n{calm}"}
    shown = [first, cut, joined, joined]
    return [make_night(0, posts, hour=8 + hour) for hour, posts in enumerate(shown)]


@pytest.fixture
def scrolled(make_night):
    """A window of four posts that scrolls by ten."""
    texts = {number: f"Report {number * 7919} from berth {number}." for number in range(20)}
    windows = [range(4), range(10, 14)]
    return [
        make_night(day, {number: texts[number] for number in window}, coverage="partial")
        for day, window in enumerate(windows)
    ]


def test_a_split_and_a_merge(watch, cut_and_joined):
    watch.publish(*cut_and_joined)
    found = run_query(
        watch.engine,
        "select type, giver.headline, taker.headline, score from entry_links"
        " join entries as giver on giver.entry_id = from_entry_id"
        " join entries as taker on taker.entry_id = to_entry_id order by type",
    ).rows
    assert found == (("merge", "Post 4", "Post 3", 1.0), ("split", "Post 2", "Post 3", 1.0))


def test_diff_tells_where_text_went(watch, cut_and_joined):
    watch.publish(*cut_and_joined)
    chosen = Selection(url=cut_and_joined[0].url)
    with open_snapshot(watch.engine) as connection:
        links = list_links(connection, chosen)
        changes = list(describe_changes(stream_standing(connection, chosen), links))
    told = [(one["type"], one["headline"], *(len(one[name]) for name in MOVES)) for one in changes]
    assert sorted(told) == [
        ("edited", "Post 2", 1, 0, 0),
        ("edited", "Post 3", 0, 0, 1),
        ("retracted", "Post 4", 0, 1, 0),
    ]


def test_a_gap_is_published_and_counted(watch, scrolled):
    for night in scrolled:
        watch.publish(night)
    gaps = run_query(watch.engine, "poll-gaps")
    assert [row[gaps.columns.index("missed")] for row in gaps.rows] == [6]
    coverage = run_query(watch.engine, "select night, gaps, missed from coverage order by night")
    assert coverage.rows == (("2026-03-01", 0, 0), ("2026-03-02", 1, 6))


def test_a_gap_closes_when_a_capture_from_between_arrives(watch, scrolled, make_night):
    for night in scrolled:
        watch.publish(night)
    texts = scrolled[0].posts | {number: f"Late {number * 6007}." for number in range(4, 10)}
    texts |= scrolled[1].posts
    watch.publish(make_night(0, texts, hour=23, coverage="partial"))
    assert run_query(watch.engine, "poll-gaps").rows == ()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_arrival_does_not_matter(
    tmp_path, make_watch, make_night, cut_and_joined, scrolled, order
):
    cut = [make_night(day, one.posts) for day, one in enumerate(cut_and_joined[1:])]
    hashes = set()
    for arrival in (range(3), order):
        engine = open_warehouse(f"sqlite:///{tmp_path / str(list(arrival))}.db")
        migrate(engine)
        watch = make_watch(engine)
        for index in arrival:
            watch.publish(cut[index], run_id=f"run-{index}")
        for night in scrolled if arrival[0] == 0 else reversed(scrolled):
            other = make_night(night.day + 5, night.posts, url="https://news.example/live/scroll")
            watch.publish(other, run_id=f"run-{night.day}")
        assert run_query(engine, "select count(*) from entry_links").rows == ((1,),)
        hashes.add(hash_public_rows(engine))
        engine.dispose()
    assert len(hashes) == 1
