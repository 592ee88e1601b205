"""`dateline run` through real processes: twice is once, two at once are one, texts load too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.newsroom.server import running_newsroom
from pipeline.newsroom.sources import write_sources_for
from pipeline.warehouse import hash_public_rows, open_warehouse, run_query

NIGHT = "2026-03-27"
SOURCES = "marlbridge,tiszavar,kadalpuram"


@pytest.fixture
def environment(tmp_path: Path, warehouse_url: str) -> Iterator[dict[str, str]]:
    with running_newsroom(night=NIGHT) as newsroom:
        write_sources_for(tmp_path / "sources", newsroom.addresses)
        yield {
            **os.environ,
            "DATELINE_HOME": str(tmp_path / "home"),
            "DATELINE_WAREHOUSE_URL": warehouse_url,
            "DATELINE_SOURCES_DIR": str(tmp_path / "sources"),
            "DATELINE_SOURCE_NAMES": SOURCES,
        }


def start_dateline(environment: dict[str, str], *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_dateline(environment: dict[str, str], *arguments: str | Path) -> str:
    process = start_dateline(environment, *arguments)
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 0, stderr
    return stdout


def hash_rows(url: str, *, include_capture_times: bool = True) -> str:
    engine = open_warehouse(url)
    try:
        return hash_public_rows(engine, include_capture_times=include_capture_times)
    finally:
        engine.dispose()


def test_a_night_run_twice_changes_no_row(environment: dict[str, str], warehouse_url: str) -> None:
    run_dateline(environment, "run", "--date", NIGHT)
    before = hash_rows(warehouse_url)
    assert run_query(warehouse_url, "select count(*) from entries").rows[0][0] == 20
    run_dateline(environment, "run", "--date", NIGHT)
    assert hash_rows(warehouse_url) == before


def test_the_archive_alone_gives_the_same_rows(
    environment: dict[str, str], warehouse_url: str, tmp_path: Path
) -> None:
    run_dateline(environment, "run", "--date", NIGHT)
    run_dateline(environment, "run", "--date", NIGHT, "--force")
    assert run_query(warehouse_url, "select count(*) from captures where is_revisit").rows != (
        (0,),
    )
    again = f"sqlite:///{tmp_path / 'again.db'}"
    told = run_dateline(environment | {"DATELINE_WAREHOUSE_URL": again}, "rebuild")
    assert "3 batches, 0 records lost" in told
    assert hash_rows(again) == hash_rows(warehouse_url)


def test_two_processes_leave_the_rows_of_one(
    environment: dict[str, str], warehouse_url: str
) -> None:
    arguments = ("run", "--date", NIGHT, "--source", "tiszavar")
    both = [start_dateline(environment, *arguments) for _ in range(2)]
    for process in both:
        _, stderr = process.communicate(timeout=120)
        assert process.returncode == 0, stderr
    entries = "select count(*), count(distinct entry_id) from entries where retracted_at is null"
    assert run_query(warehouse_url, entries).rows == ((5, 5),)
    events = "select type, count(*) from events group by type"
    assert run_query(warehouse_url, events).rows == (("added", 5),)


def test_a_text_loads_as_a_page_of_its_night(
    environment: dict[str, str], warehouse_url: str, tmp_path: Path
) -> None:
    old = tmp_path / "old.txt"
    old.write_text(
        "The ferry to Marl Island was cancelled. Crews blamed the tide.\n\n"
        "Read more in this report:\n\nA spare boat sails tomorrow, the harbour master said.\n"
    )
    for _ in range(2):
        run_dateline(
            environment, "run", "--date", "2025-01-29", "--source", "marlbridge", "--file", old
        )
    told = "select distinct published_at, precision, dated_by from entries"
    rows = run_query(warehouse_url, told).rows
    assert rows
    assert {row[:2] for row in rows} == {("2025-01-29T00:00:00Z", "day")}
    assert run_query(warehouse_url, "select count(*) from captures").rows == ((1,),)


def test_quarantine_is_listed_shown_and_replayed(environment: dict[str, str]) -> None:
    run_dateline(environment, "run", "--date", NIGHT, "--source", "kadalpuram")
    listed = json.loads(run_dateline(environment, "quarantine", "list", "--json").strip())
    assert listed["source"] == "kadalpuram"
    shown = json.loads(run_dateline(environment, "quarantine", "show", listed["id"]))
    assert shown["payload"]["headline"] == "Clove growers hold back"
    assert "kadalpuram 2026-03-27" in run_dateline(environment, "quarantine", "replay")
    assert json.loads(run_dateline(environment, "quarantine", "list", "--json").strip()) == listed
    dry = run_dateline(environment, "run", "--date", NIGHT, "--source", "tiszavar", "--dry-run")
    assert "tiszavar" in dry


def test_a_poll_asks_no_live_blog_that_has_ended(
    environment: dict[str, str], warehouse_url: str
) -> None:
    run_dateline(environment, "run", "--date", NIGHT)
    before = count_captures(warehouse_url)
    run_dateline(environment, "poll")
    assert count_captures(warehouse_url) == before > 0


def count_captures(url: str) -> int:
    engine = open_warehouse(url)
    (count,) = run_query(engine, "select count(*) from captures").rows[0]
    engine.dispose()
    return int(str(count))
