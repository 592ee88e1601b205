"""Thirty dates backfilled: killed on the way, gone on with, and run again without any change."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from thirty_dates import ARCHIVED, DATES, FIRST, SOURCE, running_archive, write_sources
from wayback import Wayback

from pipeline.newsroom.script import NIGHTS
from pipeline.newsroom.server import Newsroom, running_newsroom
from pipeline.warehouse import hash_public_rows, open_warehouse, run_query

CHILD = Path(__file__).with_name("backfill_in_child.py")
KILLED_IN = "2026-03-18 capture_pages"


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with running_newsroom(night=NIGHTS[-1]) as running:
        yield running


@pytest.fixture
def server(newsroom: Newsroom) -> Iterator[Wayback]:
    with running_archive(newsroom) as running:
        yield running


@pytest.fixture
def environment(newsroom: Newsroom, server: Wayback, tmp_path: Path) -> dict[str, str]:
    write_sources(tmp_path / "sources", newsroom, server)
    return {
        **os.environ,
        "DATELINE_HOME": str(tmp_path / "home"),
        "DATELINE_WAREHOUSE_URL": f"sqlite:///{tmp_path / 'warehouse.db'}",
        "DATELINE_SOURCES_DIR": str(tmp_path / "sources"),
    }


def start(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(FIRST), str(DATES), SOURCE],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(environment: dict[str, str]) -> None:
    process = start(environment)
    _, stderr = process.communicate(timeout=250)
    assert process.returncode == 0, stderr


def kill_in(environment: dict[str, str], line: str) -> None:
    """End the backfill as a power cut would, once it has said the line."""
    process = start(environment)
    assert process.stdout is not None
    for told in process.stdout:
        if told.strip() == line:
            process.kill()
            break
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == -9, stderr


def test_thirty_dates(environment: dict[str, str], server: Wayback) -> None:
    warehouse_url = environment["DATELINE_WAREHOUSE_URL"]
    kill_in(environment, KILLED_IN)
    asked = len(server.asked)
    finish(environment)
    # What was answered before the kill was not asked again: a search a date, a replay a capture.
    assert len(server.searches) == DATES
    assert len(server.replays) == len(set(server.replays)) == 2 * len(ARCHIVED)
    assert asked == 18 + 6

    told = run_query(
        warehouse_url,
        "select night, status, discovered, from_cdx, from_live, entries, reason from coverage"
        " order by night",
    ).rows
    assert [str(row[0]) for row in told] == [
        str(FIRST + timedelta(days=number)) for number in range(DATES)
    ]
    assert {row[1] for row in told} == {"published"}
    by_night = {str(row[0]): row for row in told}
    for day in ARCHIVED:
        assert by_night[str(day)][2:5] == (1, 2, 0)
        assert int(str(by_night[str(day)][5])) > 0
    for night in NIGHTS:
        assert by_night[str(night)][3] == 0
        assert int(str(by_night[str(night)][4])) > 0
    nothing = [row for row in told if row[2] == 0]
    assert len(nothing) == DATES - len(ARCHIVED) - len(NIGHTS)
    assert {row[6] for row in nothing} == {"nothing was found"}

    before, asked = hash_rows(warehouse_url), len(server.asked)
    finish(environment)
    assert hash_rows(warehouse_url) == before
    assert len(server.asked) == asked


def hash_rows(url: str) -> str:
    engine = open_warehouse(url)
    try:
        return hash_public_rows(engine)
    finally:
        engine.dispose()
