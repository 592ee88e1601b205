"""Nights before the pipeline existed: from a CDX server, from WARC files, from our own archive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import wayback as archive
from wayback import FIRST_NIGHT, Clock, Wayback, declare_cdx, hold_blog, open_runtime, run_night

from pipeline import steps
from pipeline.archive import read_response
from pipeline.errors import BatchFailed
from pipeline.model import Assignment
from pipeline.warehouse import hash_public_rows, run_query

NIGHTS = [FIRST_NIGHT + timedelta(days=night) for night in range(3)]
ROWS = (
    "select entry_id, headline, text, published_at, first_seen_at, last_seen_at, retracted_at"
    " from entries order by entry_id"
)
EVENTS = "select entry_id, type, observed_at from events order by observed_at, entry_id, type"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[Wayback]:
    with archive.running(Wayback(hold_blog(3))) as running:
        yield running


def ask(runtime: steps.Runtime, sql: str) -> tuple[tuple[object, ...], ...]:
    return run_query(runtime.settings.warehouse, sql).rows


def test_three_dates_come_from_a_cdx_server(
    tmp_path: Path, server: Wayback, clock: Clock, warehouse_url: str
) -> None:
    runtime = open_runtime(tmp_path, [declare_cdx(server.address)], clock, warehouse_url)
    for night in NIGHTS:
        assert "2 captured" not in run_night(runtime, night)[archive.PUBLISHER]  # pages, not rows
    captures = ask(runtime, "select url, captured_at, origin, origin_url from captures")
    assert sorted(row[1] for row in captures) == [
        f"2026-03-{27 + night}T{hour:02}:00:00Z" for night in range(3) for hour in (9, 21)
    ]
    assert {(row[0], row[2]) for row in captures} == {(archive.BLOG, "cdx")}
    assert all(f"id_/{archive.BLOG}" in str(row[3]) for row in captures)
    assert len(ask(runtime, ROWS)) == 6
    # Each observation stands at the archive's instant, not at today's.
    assert {row[1] for row in ask(runtime, EVENTS)} == {"added"}
    assert max(str(row[2]) for row in ask(runtime, EVENTS)) == "2026-03-29T21:00:00Z"
    runtime.engine.dispose()


def test_the_record_is_the_exchange_with_the_archive(
    tmp_path: Path, server: Wayback, clock: Clock
) -> None:
    runtime = open_runtime(tmp_path, [declare_cdx(server.address)], clock)
    run_night(runtime, NIGHTS[0])
    ((name, offset, length, address),) = ask(
        runtime,
        "select warc_file, warc_offset, warc_length, origin_url from captures"
        " order by captured_at limit 1",
    )
    found = read_response(runtime.settings.archive, str(name), int(str(offset)), int(str(length)))
    assert found.url == address
    assert found.body == server.held[0].body
    assert found.captured_at >= archive.NOW
    runtime.engine.dispose()


def test_nothing_is_asked_twice(tmp_path: Path, server: Wayback, clock: Clock) -> None:
    runtime = open_runtime(tmp_path, [declare_cdx(server.address)], clock)
    run_night(runtime, NIGHTS[0])
    asked, rows = list(server.asked), hash_public_rows(runtime.engine)
    run_night(runtime, NIGHTS[0])
    assert server.asked == asked
    assert hash_public_rows(runtime.engine) == rows
    run_night(runtime, NIGHTS[0], force=True)
    assert len(server.searches) == 2
    assert len(server.replays) == 2
    runtime.engine.dispose()


def test_a_search_goes_on_behind_its_last_answer(
    tmp_path: Path, clock: Clock, server: Wayback
) -> None:
    server.held = hold_blog(1, hours=range(7, 23))
    server.page_rows = 5
    runtime = open_runtime(tmp_path, [declare_cdx(server.address, max_captures=4)], clock)
    run_night(runtime, NIGHTS[0])
    assert len(server.searches) == 4
    hours = ask(runtime, "select captured_at from captures order by captured_at")
    assert [str(row[0])[11:13] for row in hours] == ["07", "12", "17", "22"]
    runtime.engine.dispose()


def test_searches_keep_the_rate_and_a_429_is_respected(
    tmp_path: Path, clock: Clock, server: Wayback
) -> None:
    server.busy_for = 1
    place = declare_cdx(server.address, searches_per_minute=10, replays_per_minute=30)
    runtime = open_runtime(tmp_path, [place], clock)
    run_night(runtime, NIGHTS[0])
    assert clock.slept[0] == 7.0  # Retry-After
    assert clock.slept[1:] == pytest.approx([6.0, 2.0])  # ten, then thirty a minute
    assert len(server.searches) == 2
    runtime.engine.dispose()


def test_a_server_that_wants_rest_is_left_alone_by_later_nights(
    tmp_path: Path, clock: Clock, server: Wayback
) -> None:
    server.busy_for, server.retry_after = 99, "3600"
    runtime = open_runtime(tmp_path, [declare_cdx(server.address)], clock)
    for night in NIGHTS:
        with pytest.raises(BatchFailed, match="questions to archives were not answered"):
            run_night(runtime, night)
    assert len(server.asked) == 1
    (row,) = {str(row[0]) for row in ask(runtime, "select status from coverage")}
    assert row == "failed"
    assert "left alone" in str(
        ask(runtime, "select reason from coverage where night = '2026-03-28'")
    )
    server.busy_for = 0
    clock.sleep(3600)
    assert run_night(runtime, NIGHTS[0])
    runtime.engine.dispose()


def test_what_is_no_page_is_left(tmp_path: Path, clock: Clock, server: Wayback) -> None:
    page = server.held[0]
    server.held = [
        replace(page, mime="image/png"),
        replace(page, status=404),
        replace(page, url="https://news.example/about"),
        replace(page, at=page.at - timedelta(days=1)),
    ]
    runtime = open_runtime(tmp_path, [declare_cdx(server.address)], clock)
    run_night(runtime, NIGHTS[0])
    assert server.replays == []
    assert ask(runtime, "select discovered, reason from coverage") == ((0, "nothing was found"),)
    runtime.engine.dispose()


def test_a_capture_that_the_archive_lost_is_told(
    tmp_path: Path, clock: Clock, server: Wayback
) -> None:
    runtime = open_runtime(tmp_path, [declare_cdx(server.address)], clock)
    listed = server.list_rows
    server.list_rows = lambda asked: [  # type: ignore[method-assign]
        *listed(asked),
        ["key", "20260327120000", archive.BLOG + "/2", "text/html", "200", "X", "1"],
    ]
    with pytest.raises(BatchFailed, match="1 of 2 pages not captured"):
        run_night(runtime, NIGHTS[0])
    told = ask(runtime, "select captured, failed, from_cdx, archived_lost, reason from coverage")
    assert told[0][:4] == (1, 1, 2, 1)
    assert "answered 404" in str(told[0][4])
    runtime.engine.dispose()


def test_files_give_the_rows_that_the_server_gives(
    tmp_path: Path, server: Wayback, clock: Clock
) -> None:
    """The same captures as WARC files of somebody else's: copied as they stand."""
    by_server = open_runtime(tmp_path / "server", [declare_cdx(server.address)], clock)
    archive.write_collection(tmp_path / "collection", server.held)
    paths = [f"{tmp_path}/collection/*/{{yyyy}}/*/*/*.warc.gz"]
    by_files = open_runtime(tmp_path / "files", [{"type": "warc", "paths": paths}], clock)
    for night in NIGHTS:
        run_night(by_server, night)
        run_night(by_files, night)
    assert ask(by_files, ROWS) == ask(by_server, ROWS) != ()
    assert ask(by_files, EVENTS) == ask(by_server, EVENTS)
    origins = "select distinct origin, status from captures"
    assert ask(by_files, origins) == (("warc", 200),)
    rows = hash_public_rows(by_files.engine)
    run_night(by_files, NIGHTS[1])
    assert hash_public_rows(by_files.engine) == rows
    by_server.engine.dispose()
    by_files.engine.dispose()


def test_a_damaged_file_costs_what_is_damaged(
    tmp_path: Path, server: Wayback, clock: Clock
) -> None:
    path = archive.write_collection(tmp_path / "collection", server.held)
    data = bytearray(path.read_bytes())
    data[-8] ^= 0xFF  # in the last record's checksum: the request beside the last response
    data[600] ^= 0xFF
    path.write_bytes(data)
    runtime = open_runtime(tmp_path / "files", [{"type": "warc", "paths": [str(path)]}], clock)
    for night in NIGHTS:
        run_night(runtime, night)
    assert ask(runtime, "select count(*) from captures")[0][0] in (5, 6)
    runtime.engine.dispose()


def test_a_file_that_is_not_there_is_told(tmp_path: Path, clock: Clock) -> None:
    place = {"type": "warc", "paths": [str(tmp_path / "none.warc.gz")]}
    runtime = open_runtime(tmp_path, [place], clock)
    with pytest.raises(BatchFailed, match="not answered"):
        run_night(runtime, NIGHTS[0])
    runtime.engine.dispose()


def test_a_lost_warehouse_is_rebuilt_from_our_own_files(
    tmp_path: Path, server: Wayback, clock: Clock
) -> None:
    history = [{"type": "own_archive"}, declare_cdx(server.address)]
    first = open_runtime(tmp_path / "first", history, clock)
    for night in NIGHTS:
        run_night(first, night)
    wanted = ask(first, ROWS), ask(first, EVENTS)
    first.engine.dispose()
    again = open_runtime(tmp_path / "again", [{"type": "own_archive"}], clock)
    shutil.copytree(first.settings.archive, again.settings.archive)
    clock.sleep(7200)
    asked = len(server.asked)
    for night in NIGHTS:
        run_night(again, night)
    assert (ask(again, ROWS), ask(again, EVENTS)) == wanted
    assert ask(again, "select distinct origin from captures") == (("own_archive",),)
    assert len(server.asked) == asked
    again.engine.dispose()


def test_a_rebuild_from_the_archive_keeps_the_origins(
    tmp_path: Path, server: Wayback, clock: Clock
) -> None:
    path = archive.write_collection(tmp_path / "collection", server.held[:4])
    history = [{"type": "warc", "paths": [str(path)]}, declare_cdx(server.address)]
    first = open_runtime(tmp_path / "first", history, clock)
    for night in NIGHTS:
        run_night(first, night)
    origins = "select captured_at, origin, origin_url from captures order by captured_at"
    wanted = ask(first, origins), ask(first, ROWS), ask(first, EVENTS)
    again = open_runtime(tmp_path / "again", history, clock)
    shutil.copytree(first.settings.archive, again.settings.archive)
    problems = [one.problem for one in steps.rebuild_warehouse(again, steps.read_archive(again))]
    assert problems == [None, None, None]
    assert (ask(again, origins), ask(again, ROWS), ask(again, EVENTS)) == wanted
    assert [row[1] for row in wanted[0]] == ["warc"] * 4 + ["cdx"] * 2
    first.engine.dispose()
    again.engine.dispose()


def test_an_earlier_place_spares_a_later_one(tmp_path: Path, server: Wayback, clock: Clock) -> None:
    path = archive.write_collection(tmp_path / "collection", server.held)
    history = [{"type": "warc", "paths": [str(path)]}, declare_cdx(server.address)]
    runtime = open_runtime(tmp_path / "both", history, clock)
    run_night(runtime, NIGHTS[0])
    assert ask(runtime, "select from_warc, from_cdx, captured from coverage") == ((2, 0, 1),)
    assert server.replays == []
    runtime.engine.dispose()


def test_a_night_that_still_runs_asks_no_archive(
    tmp_path: Path, server: Wayback, clock: Clock
) -> None:
    runtime = open_runtime(tmp_path, [declare_cdx(server.address)], clock)
    job = Assignment(archive.PUBLISHER, clock.now.date(), "run-1")
    steps.discover_pages(runtime, job)
    assert server.asked == []
    runtime.engine.dispose()
