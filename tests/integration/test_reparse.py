"""Reparse: what differs is shown first, publishing takes it over, and twice changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import steps
from pipeline.errors import BatchFailed, UnreadablePage, UsageError
from pipeline.newsroom.script import NIGHTS
from pipeline.newsroom.stage import end_of
from pipeline.warehouse import hash_public_rows, run_query

LEFT_OUT = {"parser_version"}


def shorten(page):
    """A parser that loses the last paragraph of every entry that has two."""
    entries = [
        replace(one, text=one.text.rpartition("\n\n")[0] or one.text) for one in page.entries
    ]
    return replace(page, entries=tuple(entries))


def drop_first(page):
    """A parser that misses the first entry of a page."""
    return replace(page, entries=page.entries[1:])


def list_rows(engine, view="entries", left_out=()):
    found = run_query(engine, "select * from " + view)  # noqa: S608  # our own names
    return {
        frozenset((name, str(cell)) for name, cell in zip(found.columns, row, strict=True)
                  if name not in left_out)
        for row in found.rows
    }  # fmt: skip


def query(engine, sql):
    return run_query(engine, sql).rows


def test_a_parser_that_reads_the_same_changes_nothing_but_its_version(desk):
    engine = desk.runtime.engine
    views = ("entries", "entry_versions", "events", "removed_blocks", "live_blogs", "quarantined")
    before = {view: list_rows(engine, view, LEFT_OUT) for view in views}
    today = desk.with_parser("2")
    assert steps.compare_readings(today, desk.rereading()) == {
        "source": "tiszavar", "batches": 3, "read": 3,
    }  # fmt: skip
    steps.publish_readings(today, desk.rereading())
    assert {view: list_rows(engine, view, LEFT_OUT) for view in views} == before
    assert query(engine, "select distinct parser_version from entries") == (("2",),)
    assert query(engine, "select count(*) from readings where not is_current") == ((0,),)


def test_what_differs_is_shown_and_nothing_is_published(desk):
    engine = desk.runtime.engine
    before = hash_public_rows(engine)
    counts = steps.compare_readings(desk.with_parser("2", drop_first), desk.rereading())
    assert counts["removed"] >= 3
    assert hash_public_rows(engine) == before
    found = query(
        engine,
        "select night, change, items, is_published from reparse_differences"
        " where change = 'removed' order by night",
    )
    assert {row[0] for row in found} == {str(night) for night in NIGHTS}
    assert all(row[2:] == (1, False) for row in found)
    told = steps.report_readings(desk.with_parser("2"), [desk.rereading()])
    assert f"removed {len(found)}" in told["tiszavar"]


def test_publishing_replaces_the_reading_and_keeps_the_old_one(desk):
    engine = desk.runtime.engine
    ids = query(engine, "select entry_id from entries order by entry_id")
    today = desk.with_parser("2", shorten)
    assert steps.compare_readings(today, desk.rereading())["changed"] > 0
    steps.publish_readings(today, desk.rereading())
    assert query(engine, "select entry_id from entries order by entry_id") == ids
    past = query(engine, "select distinct parser_version from readings where not is_current")
    assert past == (("1",),)
    assert query(engine, "select distinct is_published from reparse_differences") == ((True,),)

    published = hash_public_rows(engine)
    again = steps.compare_readings(today, desk.rereading())
    assert (again["batches"], again["read"]) == (3, 0)
    steps.publish_readings(today, desk.rereading(force=True))
    assert hash_public_rows(engine) == published

    steps.compare_readings(desk.runtime, desk.rereading())
    steps.publish_readings(desk.runtime, desk.rereading())
    assert query(engine, "select entry_id from entries order by entry_id") == ids
    assert query(engine, "select distinct parser_version from entries") == (("1",),)


def test_the_way_back_is_the_same_rows(desk):
    engine = desk.runtime.engine
    before = hash_public_rows(engine)
    for runtime in (desk.with_parser("2", drop_first), desk.runtime):
        steps.compare_readings(runtime, desk.rereading())
        steps.publish_readings(runtime, desk.rereading())
    assert hash_public_rows(engine) == before


def test_a_failing_batch_publishes_nothing_and_the_others_go_on(desk):
    engine = desk.runtime.engine

    def fail_on_the_second(page):
        if page.captured_at == end_of(NIGHTS[1]):
            raise UnreadablePage("no text", url=page.url)
        return shorten(page)

    today = desk.with_parser("2", fail_on_the_second)
    before = list_rows(engine, "quality_results")
    with pytest.raises(BatchFailed, match=str(NIGHTS[1])):
        steps.compare_readings(today, desk.rereading())
    with pytest.raises(BatchFailed, match="1 of 3 batches"):
        steps.publish_readings(today, desk.rereading())
    read = query(
        engine, "select night, parser_version from readings where is_current order by night"
    )
    assert dict(read) == {str(NIGHTS[0]): "2", str(NIGHTS[1]): "1", str(NIGHTS[2]): "2"}
    second = {row for row in before if ("night", str(NIGHTS[1])) in row}
    assert second <= list_rows(engine, "quality_results")


def test_a_range_that_ends_before_it_begins(desk):
    wanted = replace(desk.rereading(), first=NIGHTS[-1], last=NIGHTS[0])
    with pytest.raises(UsageError, match="ends before it begins"):
        steps.compare_readings(desk.runtime, wanted)
