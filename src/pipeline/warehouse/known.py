"""Pages that the warehouse itself knows for an interval: own archive, running live blogs."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, select

from pipeline.model import Capture, Discovered, Interval
from pipeline.warehouse.engine import reading
from pipeline.warehouse.tables import batch, content, observation, observed_entry, raw_capture

QUIET = timedelta(hours=24)
"""A live blog that told nothing for so long before the interval has ended."""

MIN_NIGHTS = 2
"""One that was seen on a single night is left to be announced again: most end with their day."""


def known_pages(engine: Engine, source: str, interval: Interval) -> list[Discovered]:
    """What to look at besides what the Source announces.

    The addresses that this interval's Batch captured before, and live blogs that still ran when
    the interval began, judged from earlier nights alone: asked again later, after this night or
    those that follow it were run, the answer is the same.
    """
    with reading(engine) as connection:
        captured = _list_captured(connection, source, interval)
        running = _list_running(connection, source, interval)
    found = {one.url: one for one in [*running, *captured]}
    return [found[url] for url in sorted(found)]


def known_keys(engine: Engine, capture: Capture) -> frozenset[str]:
    """The keys of all Entries that earlier Captures of the same address showed."""
    query = (
        select(observed_entry.c.entry_key)
        .join(observation, observation.c.capture_id == observed_entry.c.capture_id)
        .where(
            observation.c.source == capture.source,
            observation.c.url == capture.url,
            observation.c.captured_at < capture.captured_at,
        )
        .distinct()
    )
    with reading(engine) as connection:
        return frozenset(connection.scalars(query))


def _list_captured(connection: Connection, source: str, interval: Interval) -> list[Discovered]:
    query = (
        select(raw_capture.c.url)
        .join(batch, batch.c.batch_id == raw_capture.c.batch_id)
        .where(
            batch.c.source == source,
            batch.c.interval_start == interval.start,
            batch.c.interval_end == interval.end,
            raw_capture.c.root_capture_id.is_(None),
        )
        .distinct()
    )
    return [Discovered(url=url, via="archive") for url in connection.scalars(query)]


def _list_running(connection: Connection, source: str, interval: Interval) -> list[Discovered]:
    """Live blogs that have lasted over nights, and were alive shortly before the interval."""
    said = func.max(content.c.published_at)
    edited = func.max(content.c.updated_at)
    query = (
        select(
            observation.c.url,
            func.max(observation.c.published_at),
            func.max(observation.c.modified_at),
            said,
            edited,
        )
        .join(batch, batch.c.batch_id == observation.c.batch_id)
        .outerjoin(observed_entry, observed_entry.c.capture_id == observation.c.capture_id)
        .outerjoin(content, content.c.entry_sha256 == observed_entry.c.entry_sha256)
        .where(
            batch.c.source == source,
            batch.c.interval_end <= interval.start,
            observation.c.kind == "liveblog",
        )
        .group_by(observation.c.url)
        .having(func.count(batch.c.night.distinct()) >= MIN_NIGHTS)
    )
    found = []
    for url, published_at, *signs in connection.execute(query):
        latest = max((sign for sign in signs if sign is not None), default=published_at)
        if _is_running(latest, interval):
            found.append(Discovered(url, "running", published_at, latest))
    return found


def _is_running(latest: datetime | None, interval: Interval) -> bool:
    return latest is not None and latest >= interval.start - QUIET
