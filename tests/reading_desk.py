"""The newsroom's nights in an archive and a warehouse, and parsers that read them otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from newsroom_nights import list_pages
from sqlalchemy import Engine

from pipeline import steps
from pipeline.errors import DatelineError
from pipeline.extract.extraction import extract_page
from pipeline.fetch.types import wrap_file
from pipeline.model import Assignment, Discovered, Extraction
from pipeline.newsroom.script import NIGHTS, Publisher, load_publishers
from pipeline.newsroom.site import build_site
from pipeline.newsroom.sources import write_sources_for
from pipeline.newsroom.stage import end_of
from pipeline.settings import Settings
from pipeline.sources import load_sources
from pipeline.steps.parser import Parser
from pipeline.steps.runtime import Runtime

SOURCE = "tiszavar"


def read_here(data: bytes, **how: Any) -> Extraction:
    """What the parser reads, in this process."""
    return extract_page(data, **{name: how[name] for name in how if name != "limits"})


@dataclass(frozen=True)
class Desk:
    """A Runtime over the nights of one invented publisher, captured and published."""

    runtime: Runtime

    def with_parser(
        self, version: str, change: Callable[[Extraction], Extraction] = lambda page: page
    ) -> Runtime:
        """The same desk with another parser: today's, its reading changed."""

        def read(data: bytes, **how: Any) -> Extraction:
            return change(read_here(data, **how))

        return replace(self.runtime, load_parser=lambda: Parser(version, read))

    def rereading(self, *, force: bool = False) -> steps.Rereading:
        return steps.Rereading(SOURCE, NIGHTS[0], NIGHTS[-1], force=force)


def name_origin(publisher: Publisher) -> str:
    """Where the pages of a publisher stand in these tests."""
    return f"http://{publisher.name.replace('_', '-')}.example"


def open_desk(engine: Engine, home: Path) -> Runtime:
    """A Runtime that reads in this process and never waits."""
    publishers = load_publishers()
    write_sources_for(home / "sources", {one.name: name_origin(one) for one in publishers})
    return Runtime(
        settings=Settings(home=home, sources_dir=home / "sources"),
        engine=engine,
        sources=load_sources(home / "sources"),
        clock=lambda: datetime(2026, 4, 1, tzinfo=UTC),
        sleep=time.sleep,
        load_parser=lambda: Parser("1", read_here),
    )


def run_night(runtime: Runtime, publisher: Publisher, night: date) -> None:
    """One night of one publisher from its pages to the public tables, by the steps themselves."""
    origin = name_origin(publisher)
    site = build_site(publisher, origin, night)
    job = Assignment(publisher.name, night, f"run-{night}")
    found = [
        (
            Discovered(origin + page.path, "feed"),
            wrap_file(
                site[page.path].body,
                url=origin + page.path,
                captured_at=end_of(night),
                media_type="text/html",
                charset="utf-8",
            ),
        )
        for page in list_pages(publisher, night)
    ]
    steps.capture_files(runtime, job, found)
    steps.extract_captures(runtime, job)
    try:
        steps.audit_batch(runtime, job)
        steps.publish_batch(runtime, job)
        steps.report_night(runtime, job, [publisher.name])
    except DatelineError as error:
        pytest.fail(f"{publisher.name} {night}: {error}")


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Desk:
    """All nights of one publisher, published: on SQLite, then on PostgreSQL."""
    runtime = open_desk(engine, tmp_path)
    publisher = next(one for one in load_publishers() if one.name == SOURCE)
    for night in NIGHTS:
        run_night(runtime, publisher, night)
    return Desk(runtime)
