"""Throwaway warehouses on every engine, and nights of invented live blogs to put into them."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from pipeline.model import (
    Access,
    Batch,
    Capture,
    Coverage,
    Discovered,
    Entry,
    Evidence,
    Extraction,
    Removed,
)
from pipeline.nights import night_interval
from pipeline.revise import revise_live_blog
from pipeline.warehouse import (
    PublishCounts,
    captures_of_batch,
    migrate,
    open_batch,
    open_warehouse,
    publish_batch,
    save_capture,
    save_discovered,
    stage_extractions,
)

POSTGRES = os.environ.get("DATELINE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
ENGINES = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
]
revise = partial(revise_live_blog, retract_after=1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of one throwaway database, dropped at the end."""
    name = f"dateline_test_{uuid.uuid4().hex[:12]}"
    server = connect_postgres()
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield f"{POSTGRES.rpartition('/')[0]}/{name}"
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        server.dispose()


@pytest.fixture(params=ENGINES)
def warehouse_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty warehouse: SQLite, then PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'warehouse.db'}"
    url: str = request.getfixturevalue("postgres_url")
    empty_database(url)
    return url


def empty_database(url: str) -> None:
    """Leave nothing of the test before."""
    engine = open_warehouse(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()


def connect_postgres() -> Engine:
    """PostgreSQL for tests. Where there is none, the test is skipped; in CI it fails."""
    url = POSTGRES.replace("postgresql://", "postgresql+psycopg://")
    server = create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5})
    try:
        server.connect().close()
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL is not reachable: {str(error.orig).splitlines()[0]}")
    return server


@pytest.fixture
def engine(warehouse_url: str) -> Iterator[Engine]:
    """A migrated warehouse: SQLite, then PostgreSQL."""
    opened = open_warehouse(warehouse_url)
    migrate(opened)
    yield opened
    opened.dispose()


@dataclass(frozen=True)
class Night:
    """What one capture shows of one invented live blog: post number -> text."""

    day: int
    posts: dict[int, str]
    url: str = "https://news.example/live/storm"
    hour: int = 22
    coverage: str = "complete"

    @property
    def date(self) -> date:
        return date(2026, 3, 1) + timedelta(days=self.day)

    @property
    def captured_at(self) -> datetime:
        return datetime.combine(self.date, time(self.hour), tzinfo=UTC)


class Nightwatch:
    """Takes invented nights through capture, staging and publication of a warehouse."""

    def __init__(self, engine: Engine, source: str = "harbour") -> None:
        self.engine = engine
        self.source = source

    def open(self, night: Night, run_id: str = "run-1") -> Batch:
        interval = night_interval(night.date)
        return open_batch(self.engine, self.source, night.date, interval, run_id)

    def stage(
        self,
        *nights: Night,
        run_id: str = "run-1",
        parser_version: str = "1",
        kind: str = "liveblog",
    ) -> Batch:
        """Capture and stage nights that belong to one Batch."""
        batch = self.open(nights[0], run_id)
        shown = {(night.url, night.captured_at): night for night in nights}
        urls = [Discovered(night.url, "feed") for night in nights]
        save_discovered(self.engine, batch.batch_id, urls)
        for night in nights:
            save_capture(self.engine, batch, capture_of(self.source, night))
        captures = captures_of_batch(self.engine, batch.batch_id)
        items = [
            (capture, read_page(capture, night, kind))
            for capture in captures
            if (night := shown.get((capture.url, capture.captured_at))) is not None
        ]
        stage_extractions(self.engine, batch, items, parser_version)
        return batch

    def publish(self, *nights: Night, **how: str) -> PublishCounts:
        """Stage and publish nights that belong to one Batch."""
        return publish_batch(self.engine, self.stage(*nights, **how), revise=revise)


@pytest.fixture
def watch(engine: Engine) -> Nightwatch:
    return Nightwatch(engine)


@pytest.fixture
def make_watch() -> Callable[[Engine], Nightwatch]:
    return Nightwatch


@pytest.fixture
def make_night() -> Callable[..., Night]:
    return Night


@pytest.fixture
def make_capture() -> Callable[[str, Night], Capture]:
    return capture_of


def capture_of(source: str, night: Night) -> Capture:
    """The index row of an invented response."""
    named = f"{night.url}|{night.captured_at.isoformat()}".encode()
    payload = hashlib.sha256(repr(sorted(night.posts.items())).encode()).hexdigest()
    return Capture(
        capture_id=hashlib.sha256(named).hexdigest(),
        source=source,
        url=night.url,
        final_url=night.url,
        captured_at=night.captured_at,
        status=200,
        media_type="text/html",
        charset="utf-8",
        payload_sha256=payload,
        payload_bytes=100,
        warc_file=f"{source}/{night.date}.warc.gz",
        warc_offset=0,
        warc_length=90,
    )


def read_page(capture: Capture, night: Night, kind: str = "liveblog") -> Extraction:
    """What a parser reads in an invented page; its newest post stands first."""
    posts = sorted(night.posts.items(), reverse=True) if kind == "liveblog" else []
    entries = tuple(read_post(capture, *post, position) for position, post in enumerate(posts))
    return Extraction(
        url=capture.url,
        captured_at=capture.captured_at,
        kind="liveblog" if kind == "liveblog" else "article",
        publisher="The Harbour",
        title=f"Storm, day {night.day}",
        language="en",
        published_at=datetime(2026, 3, 1, 6, tzinfo=UTC),
        modified_at=None,
        lead="A storm nears the harbour.",
        text=None if kind == "liveblog" else "The storm has passed.",
        access=Access("metered", ("json_ld:isAccessibleForFree",)),
        coverage=Coverage(
            night.coverage, len(entries), len(entries) if night.coverage == "complete" else None
        ),
        entries=entries,
        removed=(Removed("newsletter_signup", "Get our morning letter"),),
    )


def read_post(capture: Capture, number: int, text: str, position: int) -> Entry:
    """One invented post."""
    instant = datetime(2026, 3, 1, 6, tzinfo=UTC) + timedelta(minutes=30 * number)
    raw = instant.isoformat()
    return Entry(
        entry_key=f"post-{number}",
        position=position,
        headline=f"Post {number}",
        author=None,
        text=text,
        url=f"{capture.url}#post-{number}",
        published_at=instant,
        precision="second",
        dated_by="json_ld",
        raw_time=raw,
        evidence=(
            Evidence("json_ld", raw, f"json_ld/{position}", "+00:00", instant, "second"),
            Evidence("visible_clock", "06:00", "time", None, None, "minute", ("conflict",)),
        ),
    )


def list_texts(count: int, words: Sequence[str] = ("wind", "rain", "waves")) -> dict[int, str]:
    """Posts that differ clearly: number -> text."""
    return {
        number: f"Report {number}: {words[number % len(words)]} at berth {number * 7} tonight."
        for number in range(count)
    }


@pytest.fixture
def make_texts() -> Callable[[int], dict[int, str]]:
    return list_texts


pytest_plugins = ["airflow_home", "newsroom_nights", "reading_desk"]
