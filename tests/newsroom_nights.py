"""The newsroom's three nights, read and published into a warehouse without network or audit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache, partial

import pytest
from sqlalchemy import Engine

from pipeline.extract.extraction import extract_page
from pipeline.model import Capture, Discovered, Extraction
from pipeline.newsroom.script import NIGHTS, PageScript, Publisher, load_publishers
from pipeline.newsroom.site import build_site
from pipeline.newsroom.stage import end_of, list_nights
from pipeline.nights import night_interval
from pipeline.revise import revise_live_blog
from pipeline.warehouse import (
    captures_of_batch,
    migrate,
    open_batch,
    open_warehouse,
    publish_batch,
    save_capture,
    save_discovered,
    stage_extractions,
)

RETRACT_AFTER = 2
ENGINES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


def name_origin(publisher: Publisher) -> str:
    """Where the pages of a publisher stand in these tests."""
    return f"https://{publisher.name.replace('_', '-')}.example"


def list_pages(publisher: Publisher, night: date) -> Iterator[PageScript]:
    """The pages that can be captured in a night."""
    for page in publisher.pages:
        is_readable = not page.is_disallowed and page.fault in {None, "flaky"}
        if is_readable and night in list_nights(page):
            yield page


@cache
def read_pages(publisher: Publisher, night: date) -> tuple[tuple[Capture, Extraction], ...]:
    """Each page of a night as captured at its end, and what extraction makes of it."""
    origin = name_origin(publisher)
    site = build_site(publisher, origin, night)
    found = []
    for page in list_pages(publisher, night):
        body, url = site[page.path].body, origin + page.path
        named = f"{url}|{night}".encode()
        capture = Capture(
            capture_id=hashlib.sha256(named).hexdigest(),
            source=publisher.name,
            url=url,
            final_url=url,
            captured_at=end_of(night),
            status=200,
            media_type="text/html",
            charset="utf-8",
            payload_sha256=hashlib.sha256(body).hexdigest(),
            payload_bytes=len(body),
            warc_file=f"{publisher.name}/{night}.warc.gz",
            warc_offset=0,
            warc_length=len(body),
        )
        read = extract_page(
            body, url=url, captured_at=capture.captured_at, media_type="text/html", charset="utf-8"
        )
        found.append((capture, read))
    return tuple(found)


def publish_night(engine: Engine, publisher: Publisher, night: date) -> None:
    """One night of one publisher, from its pages to the public tables."""
    read = {capture.capture_id: extraction for capture, extraction in read_pages(publisher, night)}
    batch = open_batch(engine, publisher.name, night, night_interval(night), f"run-{night}")
    found = [Discovered(capture.url, "feed") for capture, _ in read_pages(publisher, night)]
    save_discovered(engine, batch.batch_id, found)
    for capture, _ in read_pages(publisher, night):
        save_capture(engine, batch, capture)
    captures = captures_of_batch(engine, batch.batch_id)
    items = [(capture, read[capture.capture_id]) for capture in captures]
    stage_extractions(engine, batch, items, "1")
    publish_batch(engine, batch, revise=partial(revise_live_blog, retract_after=RETRACT_AFTER))


@pytest.fixture(scope="session", params=ENGINES)
def newsroom_warehouse(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A warehouse that holds all nights of all invented publishers, for tests that only read."""
    if request.param == "sqlite":
        yield fill_warehouse(f"sqlite:///{tmp_path_factory.mktemp('newsroom') / 'warehouse.db'}")
        return
    url: str = request.getfixturevalue("postgres_url")
    server = open_warehouse(url).execution_options(isolation_level="AUTOCOMMIT")
    name = f"{url.rpartition('/')[2]}_newsroom"
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine = fill_warehouse(f"{url}_newsroom")
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


def fill_warehouse(url: str) -> Engine:
    """All nights of all publishers."""
    engine = open_warehouse(url)
    migrate(engine)
    for night in NIGHTS:
        for publisher in load_publishers():
            publish_night(engine, publisher, night)
    return engine
