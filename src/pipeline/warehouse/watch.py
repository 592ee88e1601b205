"""Live blogs that may still run: what their polling is planned from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, case, func, select, union

from pipeline.model import Watched
from pipeline.warehouse.engine import reading
from pipeline.warehouse.history_tables import entry, entry_version, event, live_blog
from pipeline.warehouse.tables import fetch_log, observation, raw_capture

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect, Select

TO_THE_MINUTE = ("minute", "second")


def list_watched(engine: Engine, source: str, since: datetime, now: datetime) -> list[Watched]:
    """The live blogs of a Source that were captured since an instant, by address.

    What was captured or asked after ``now`` does not count: the answer for an instant in the past
    is the one that was given then.
    """
    c = live_blog.c
    query = (
        select(c.live_blog_id, c.url, func.max(raw_capture.c.captured_at))
        .join(raw_capture, (raw_capture.c.source == c.source) & (raw_capture.c.url == c.url))
        .where(c.source == source, raw_capture.c.captured_at.between(since, now))
        .group_by(c.live_blog_id, c.url)
        .order_by(c.url)
    )
    with reading(engine) as connection:
        return [
            _watch(connection, live_blog_id, url, captured_at, now)
            for live_blog_id, url, captured_at in connection.execute(query).all()
        ]


def list_looked_at(
    engine: Engine, source: str, urls: Iterable[str], since: datetime
) -> frozenset[str]:
    """Those of the addresses that are known as live blogs, or were captured since an instant."""
    wanted = list(urls)
    captured, blog = raw_capture.c, live_blog.c
    query = union(
        select(blog.url).where(blog.source == source, blog.url.in_(wanted)),
        select(captured.url).where(
            captured.source == source, captured.url.in_(wanted), captured.captured_at >= since
        ),
    )
    with reading(engine) as connection:
        return frozenset(connection.scalars(query))


def _watch(
    connection: Connection, live_blog_id: str, url: str, captured_at: datetime, now: datetime
) -> Watched:
    failures, failed_at = connection.execute(
        select(func.count(), func.max(fetch_log.c.asked_at)).where(
            fetch_log.c.url == url,
            fetch_log.c.asked_at > captured_at,
            fetch_log.c.asked_at <= now,
        )
    ).one()
    asked_at = max(captured_at, failed_at or captured_at)
    news = [
        min(said_at, asked_at)
        for query in (_select_entries(live_blog_id, now), _select_edits(live_blog_id, now))
        for said_at in connection.scalars(query)
    ]
    ends = connection.scalars(_select_ends(live_blog_id, now))
    return Watched(url, asked_at, tuple(sorted(news)), failures, tuple(ends))


def _select_ends(live_blog_id: str, now: datetime) -> Select[datetime]:
    """The end of its coverage as each Capture tells it: 'closed' means by then."""
    c = observation.c
    is_later = c.coverage_ends_at.is_(None) | (c.coverage_ends_at > c.captured_at)
    ends_at = case(
        (c.closing_words.is_not(None) & is_later, c.captured_at), else_=c.coverage_ends_at
    )
    return (
        select(ends_at)
        .where(c.page_id == live_blog_id, c.kind == "liveblog", c.captured_at <= now)
        .where(ends_at.is_not(None))
        .order_by(c.captured_at, c.capture_id)
    )


def _select_entries(live_blog_id: str, now: datetime) -> CompoundSelect[datetime]:
    """When each Entry appeared: by its own time if that is known to the minute, else as seen."""
    c = entry_version.c
    said_at = func.coalesce(c.published_at, c.observed_from)
    return (
        select(said_at)
        .join(entry, entry.c.entry_id == c.entry_id)
        .where(entry.c.live_blog_id == live_blog_id, c.version == 1, c.observed_from <= now)
        .where(c.precision.in_(TO_THE_MINUTE))
        .union_all(
            select(c.observed_from)
            .join(entry, entry.c.entry_id == c.entry_id)
            .where(entry.c.live_blog_id == live_blog_id, c.version == 1, c.observed_from <= now)
            .where(c.precision.is_(None) | c.precision.not_in(TO_THE_MINUTE))
        )
    )


def _select_edits(live_blog_id: str, now: datetime) -> Select[datetime]:
    c = event.c
    return (
        select(c.observed_at)
        .join(entry, entry.c.entry_id == c.entry_id)
        .where(entry.c.live_blog_id == live_blog_id, c.type != "added", c.observed_at <= now)
    )
