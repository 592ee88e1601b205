"""Marts: days counted ahead. A publication says which days it touched; a refresh counts those anew.

The days that are due stand in the same transaction as the rows that changed, and are struck off in
the one that counts them, both under the Source's lock: none is lost, and counting again changes
nothing. So the marts are at last the same as if they were made from nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, Table, delete, select, text

from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.history_tables import entry, entry_version, event, poll_gap
from pipeline.warehouse.mart_tables import mart_due, mart_live_blog_day
from pipeline.warehouse.rows import AnyRow, Change, insert_missing
from pipeline.warehouse.sql_files import locate_sql
from pipeline.warehouse.tables import observation

if TYPE_CHECKING:
    from pipeline.warehouse.history_rows import Rows

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MartCounts:
    """How a refresh went."""

    sources: int = 0
    days: int = 0
    """Days of a Source that were counted."""
    rows: int = 0
    """Live blogs and days that stand for them."""


def refresh_marts(engine: Engine, *, is_all: bool = False) -> MartCounts:
    """Count every day that was touched since it was counted, a Source a transaction.

    The first time all days are counted: what was touched before there were marts, nobody noted.

    Args:
        engine: the warehouse.
        is_all: count all days anew, also those that were not touched.

    Raises:
        BatchIsBusy: another run was writing for too long.
    """
    total = MartCounts()
    with reading(engine) as connection:
        is_all = is_all or connection.execute(select(mart_live_blog_day).limit(1)).first() is None
        query = select(observation.c.source if is_all else mart_due.c.source).distinct()
        sources = sorted(connection.scalars(query))
    for source in sources:
        with writing(engine, lock=source) as connection:
            if is_all:
                connection.execute(
                    delete(mart_live_blog_day).where(mart_live_blog_day.c.source == source)
                )
                mark_due(connection, source, _list_instants(connection, source))
            days, rows = _count_due(connection, source)
        total = MartCounts(total.sources + 1, total.days + days, total.rows + rows)
    return total


def mark_due(connection: Connection, source: str, instants: Iterable[datetime | None]) -> None:
    """Say that something of these UTC days has changed."""
    days = {instant.astimezone(UTC).date() for instant in instants if instant is not None}
    insert_missing(connection, mart_due, [_due_row(source, day) for day in sorted(days)])


def list_touched(
    stored: Rows, wanted: Rows, changes: Mapping[Table, Change], captured_at: Mapping[str, datetime]
) -> list[datetime | None]:
    """The instants whose days a live blog's changed rows belong to, before and after.

    Args:
        stored: its rows before, by table.
        wanted: its rows now.
        changes: how they differ.
        captured_at: instant by Capture, of all that it has.
    """
    entries = _name_changed(changes[entry]) | _name_changed(changes[entry_version])
    events, gaps = _name_changed(changes[event]), _name_changed(changes[poll_gap])
    instants = [captured_at.get(capture_id) for capture_id in gaps]
    for rows in (stored, wanted):
        instants += [r["first_seen_at"] for r in rows[entry] if r["entry_id"] in entries]
        said = [row for row in rows[entry_version] if row["entry_id"] in entries]
        instants += [row[name] for row in said for name in ("published_at", "observed_from")]
        instants += [row["observed_at"] for row in rows[event] if row["event_id"] in events]
    return instants


def _name_changed(change: Change) -> set[str]:
    """The first part of each key that differs: what the row is about."""
    name = change.table.primary_key.columns[0].name
    rows = [row[name] for row in (*change.missing, *change.changed)]
    return {*rows, *(key[0] for key in change.extra)}


def _count_due(connection: Connection, source: str) -> tuple[int, int]:
    mart, due = mart_live_blog_day.c, mart_due.c
    days = list(connection.scalars(select(due.date).where(due.source == source)))
    if not days:
        return 0, 0
    for day in days:
        connection.execute(
            delete(mart_live_blog_day).where(mart.source == source, mart.date == day)
        )
    statement = (locate_sql() / "marts" / "live_blog_days.sql").read_text(encoding="utf-8")
    rows = connection.execute(text(statement), {"source": source}).rowcount
    connection.execute(delete(mart_due).where(due.source == source))
    return len(days), rows


def _list_instants(connection: Connection, source: str) -> list[datetime | None]:
    """One instant at least of every day that the Source has rows of."""
    instants: list[datetime | None] = []
    for column, own in (
        (entry.c.first_seen_at, entry.c.source),
        (entry_version.c.published_at, entry_version.c.source),
        (event.c.observed_at, event.c.source),
        (observation.c.captured_at, observation.c.source),
    ):
        instants += connection.scalars(select(column).where(own == source).distinct())
    return instants


def _due_row(source: str, day: date) -> AnyRow:
    starts_at = datetime.combine(day, time(), tzinfo=UTC)
    return {"source": source, "date": day, "starts_at": starts_at, "ends_at": starts_at + DAY}
