"""Rebuild: the archive alone gives the same public rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import steps
from pipeline.errors import UsageError
from pipeline.warehouse import hash_public_rows, migrate, open_warehouse, run_query


@pytest.fixture
def empty(tmp_path):
    engine = open_warehouse(f"sqlite:///{tmp_path / 'again.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


def test_the_archive_alone_gives_the_same_rows(desk, empty):
    again = replace(desk.runtime, engine=empty)
    found = steps.read_archive(again)
    assert found.lost == []
    assert [one.problem for one in steps.rebuild_warehouse(again, found)] == [None] * 3
    assert hash_public_rows(empty) == hash_public_rows(desk.runtime.engine)
    assert steps.read_archive(again).files == found.files, "nothing was written to the archive"
    with pytest.raises(UsageError, match="empty"):
        list(steps.rebuild_warehouse(again, found))


def test_without_ledgers_what_was_captured_is_published(desk, empty):
    again = replace(desk.runtime, engine=empty)
    found = steps.read_archive(again)
    found.ledgers.clear()
    assert [one.problem for one in steps.rebuild_warehouse(again, found)] == [None] * 3
    entries = "select * from entries order by entry_id"
    assert run_query(empty, entries) == run_query(desk.runtime.engine, entries)


def test_reparsed_rows_are_those_of_a_rebuild_by_that_parser(desk, empty):
    def drop_first(page):
        return replace(page, entries=page.entries[1:])

    today = desk.with_parser("2", drop_first)
    steps.compare_readings(today, desk.rereading())
    steps.publish_readings(today, desk.rereading())
    again = replace(today, engine=empty)
    list(steps.rebuild_warehouse(again, steps.read_archive(again)))
    assert hash_public_rows(empty) == hash_public_rows(today.engine)


def test_a_damaged_record_costs_itself(desk, empty):
    root = desk.runtime.settings.archive
    again = replace(desk.runtime, engine=empty)
    captures = steps.read_archive(again).captures
    lost = min(captures.values(), key=lambda row: row["captured_at"])
    path = f"{root}/{lost['warc_file']}"
    with open(path, "r+b") as file:  # noqa: PTH123
        file.seek(lost["warc_offset"] + lost["warc_length"] // 2)
        file.write(b"\xff\xff\xff\xff")
    found = steps.read_archive(again)
    assert len(found.lost) == 1
    assert set(captures) - set(found.captures) == {lost["capture_id"]}
