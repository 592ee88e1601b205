"""The ledger of a Batch: what was discovered, what became of each address, what was captured.

Accounting closes when discovered = captured + refused + failed, and when every staged Entry was
published, unchanged or quarantined.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date
from typing import TYPE_CHECKING, Literal

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, select, update

from pipeline.errors import WarehouseError
from pipeline.model import Batch, BatchKind, Capture, Discovered, Interval
from pipeline.warehouse.columns import SHORT_ID
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.rows import insert_missing, list_columns
from pipeline.warehouse.tables import batch, raw_capture, raw_discovery

if TYPE_CHECKING:
    from collections.abc import Sequence

Outcome = Literal["pending", "captured", "refused", "failed"]
BatchStatus = Literal["open", "published", "failed"]

DAMAGED_SUFFIX = ".damaged"
"""Ends the name of a WARC file that was put aside; rows that lead there have lost their record."""

_CAPTURE_FIELDS = (
    "capture_id",
    "source",
    "url",
    "final_url",
    "captured_at",
    "status",
    "media_type",
    "charset",
    "payload_sha256",
    "payload_bytes",
    "warc_file",
    "warc_offset",
    "warc_length",
    "is_revisit",
    "origin",
    "origin_url",
    "etag",
    "last_modified",
    "root_capture_id",
)


def name_batch(source: str, interval: Interval) -> str:
    """Name the Batch of a Source's night or poll: the same name in every run."""
    start, end = (one.astimezone(UTC).isoformat() for one in (interval.start, interval.end))
    return hashlib.sha256(f"{source}|{start}|{end}".encode()).hexdigest()[:SHORT_ID]


def open_batch(
    engine: Engine,
    source: str,
    night: date,
    interval: Interval,
    run_id: str,
    *,
    kind: BatchKind = "night",
) -> Batch:
    """Open the Batch of an interval, or the one that stands: it keeps its first run's id."""
    batch_id = name_batch(source, interval)
    row = {
        "batch_id": batch_id,
        "source": source,
        "night": night,
        "kind": kind,
        "interval_start": interval.start,
        "interval_end": interval.end,
        "run_id": run_id,
        "status": "open",
        "reason": None,
    }
    with writing(engine, lock=source) as connection:
        insert_missing(connection, batch, [row])
        return read_batch(connection, batch_id)


def find_batch(engine: Engine, batch_id: str) -> Batch:
    """Read one Batch.

    Raises:
        WarehouseError: there is none of that id.
    """
    with reading(engine) as connection:
        return read_batch(connection, batch_id)


def close_batch(
    engine: Engine, batch_id: str, status: BatchStatus, reason: str | None = None
) -> None:
    """Say how a Batch ended. A later run that ends otherwise says so again."""
    with writing(engine) as connection:
        connection.execute(
            update(batch)
            .where(batch.c.batch_id == batch_id)
            .where((batch.c.status != status) | batch.c.reason.is_distinct_from(reason))
            .values(status=status, reason=reason)
        )


def save_discovered(engine: Engine, batch_id: str, found: Sequence[Discovered]) -> int:
    """Add addresses to a Batch, in order; those it has already keep their place and outcome.

    Returns:
        How many were new.
    """
    known = raw_discovery.c
    with writing(engine) as connection:
        query = select(known.url).where(known.batch_id == batch_id)
        have = set(connection.scalars(query))
        fresh: dict[str, Discovered] = {}
        for one in found:
            if one.url not in have:
                fresh.setdefault(one.url, one)
        rows = [
            {
                "batch_id": batch_id,
                "url": one.url,
                "position": len(have) + place,
                "via": one.via,
                "published_at": one.published_at,
                "modified_at": one.modified_at,
                "title": one.title,
                "outcome": "pending",
                "reason": None,
            }
            for place, one in enumerate(fresh.values())
        ]
        insert_missing(connection, raw_discovery, rows)
    return len(rows)


def urls_to_capture(engine: Engine, batch_id: str, *, force: bool = False) -> list[str]:
    """Addresses of a Batch that are still to be fetched, in order of discovery.

    What this Batch captured is not fetched again, unless ``force``. Further pages are not among
    them: they are found anew from the first.
    """
    known = raw_discovery.c
    query = (
        select(known.url)
        .where(known.batch_id == batch_id, known.via != "pagination")
        .order_by(known.position, known.url)
    )
    if not force:
        query = query.where(known.outcome != "captured")
    with reading(engine) as connection:
        return list(connection.scalars(query))


def save_capture(engine: Engine, batch: Batch, capture: Capture) -> None:
    """Write a Capture's index row, and mark its address as captured. Twice is once."""
    row = {name: getattr(capture, name) for name in _CAPTURE_FIELDS}
    row |= {"batch_id": batch.batch_id, "run_id": batch.run_id}
    with writing(engine) as connection:
        insert_missing(connection, raw_capture, [row])
        _mark(connection, batch.batch_id, capture.url, "captured", None)


def mark_url(
    engine: Engine, batch_id: str, url: str, outcome: Outcome, reason: str | None = None
) -> None:
    """Say what became of an address. What was captured once stays captured."""
    with writing(engine) as connection:
        _mark(connection, batch_id, url, outcome, reason)


def captures_of_batch(engine: Engine, batch_id: str) -> list[Capture]:
    """The Captures of a Batch, in order of capture."""
    query = (
        select(*list_columns(raw_capture, _CAPTURE_FIELDS))
        .where(raw_capture.c.batch_id == batch_id)
        .order_by(raw_capture.c.captured_at, raw_capture.c.capture_id)
    )
    with reading(engine) as connection:
        return [_to_capture(row) for row in connection.execute(query).mappings()]


def find_payload(engine: Engine, payload_sha256: str) -> Capture | None:
    """The first Capture that holds a payload in full: what a ``revisit`` record refers to."""
    query = (
        select(*list_columns(raw_capture, _CAPTURE_FIELDS))
        .where(raw_capture.c.payload_sha256 == payload_sha256)
        .where(holds_payload())
        .order_by(raw_capture.c.captured_at, raw_capture.c.capture_id)
        .limit(1)
    )
    with reading(engine) as connection:
        row = connection.execute(query).mappings().first()
    return None if row is None else _to_capture(row)


def list_captures_in(connection: Connection, warc_file: str) -> list[tuple[str, Capture]]:
    """The Captures whose records lie in a WARC file, each with its Batch's id."""
    query = (
        select(raw_capture.c.batch_id, *list_columns(raw_capture, _CAPTURE_FIELDS))
        .where(raw_capture.c.warc_file == warc_file)
        .order_by(raw_capture.c.warc_offset)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return [(row.pop("batch_id"), Capture(**row)) for row in rows]


def holds_payload() -> ColumnElement[bool]:
    """The condition on ``raw_capture`` that a row's own record holds its payload, and is whole."""
    c = raw_capture.c
    return c.is_revisit.is_(False) & c.warc_file.not_like(f"%{DAMAGED_SUFFIX}")


def _mark(
    connection: Connection, batch_id: str, url: str, outcome: Outcome, reason: str | None
) -> None:
    known = raw_discovery.c
    statement = update(raw_discovery).where(known.batch_id == batch_id, known.url == url)
    if outcome != "captured":
        statement = statement.where(known.outcome != "captured")
    connection.execute(statement.values(outcome=outcome, reason=reason))


def read_batch(connection: Connection, batch_id: str) -> Batch:
    row = connection.execute(select(batch).where(batch.c.batch_id == batch_id)).first()
    if row is None:
        raise WarehouseError("no such batch", url=batch_id)
    return Batch(
        batch_id=row.batch_id,
        source=row.source,
        night=row.night,
        interval=Interval(
            start=row.interval_start.astimezone(UTC), end=row.interval_end.astimezone(UTC)
        ),
        run_id=row.run_id,
        kind=row.kind,
    )


def _to_capture(row: RowMapping) -> Capture:
    return Capture(**row)
