"""Quarantine: what was set aside, at which stage and why; nothing is lost, all can be replayed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Connection, Engine, RowMapping, Select, select

from pipeline.errors import UsageError
from pipeline.warehouse.audit_tables import quarantine
from pipeline.warehouse.columns import SHORT_ID
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.ledger import read_batch
from pipeline.warehouse.rows import AnyRow, synchronise
from pipeline.warehouse.stage import name_entry_row
from pipeline.warehouse.tables import batch as batch_table
from pipeline.warehouse.tables import stg_entry, stg_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model import Batch, Capture

AUDIT = "audit"
EXTRACT = "extract"
ARCHIVE = "archive"
_WANTED = {EXTRACT: "page_is_readable", ARCHIVE: "record_is_whole"}


class FailedRow(Protocol):
    """A staged row that failed an expectation, as the audit tells it."""

    @property
    def table(self) -> str: ...
    @property
    def row_key(self) -> str: ...
    @property
    def expectation(self) -> str: ...
    @property
    def column(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...
    @property
    def severity(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SetAside:
    """One thing that was set aside, and why."""

    id: str
    batch_id: str
    source: str
    night: date
    stage: str
    """archive, extract or audit."""
    row_table: str
    """captures, pages or entries."""
    row_key: str
    reason: str
    """The expectation that failed."""
    severity: str
    column: str | None
    value: str | None
    """What stood there; for an unreadable page what was wrong with it."""
    url: str | None
    capture_id: str | None
    run_id: str
    status: str
    """open, or replayed: it passed when it was tried again."""
    payload: dict[str, Any] = field(default_factory=dict)


def quarantine_rows(engine: Engine, batch: Batch, failures: Iterable[FailedRow]) -> int:
    """Set the rows aside that failed the audit of a Batch; publishing leaves them out.

    The list is the whole truth about the Batch: what was set aside before and is not in it has
    passed now, and becomes ``replayed``.

    Returns:
        How many failures stand open.
    """
    with writing(engine, lock=batch.source) as connection:
        staged = _load_payloads(connection, batch.batch_id)
        rows = [
            _row_of_failure(batch, one, staged.get((one.table, one.row_key))) for one in failures
        ]
        return _settle(connection, batch, AUDIT, rows)


def quarantine_captures(
    engine: Engine, batch: Batch, unreadable: Sequence[tuple[Capture, str]]
) -> int:
    """Set Captures aside of which no page could be made, each with what was wrong.

    The list is the whole truth about the Batch, as in ``quarantine_rows``.
    """
    with writing(engine, lock=batch.source) as connection:
        rows = [row_of_capture(batch, capture, reason) for capture, reason in unreadable]
        return _settle(connection, batch, EXTRACT, rows)


def list_quarantined(
    engine: Engine, *, source: str | None = None, status: str | None = "open"
) -> list[SetAside]:
    """What was set aside, in order of night, source and row."""
    query = _select_set_aside()
    if source is not None:
        query = query.where(quarantine.c.source == source)
    if status is not None:
        query = query.where(quarantine.c.status == status)
    with reading(engine) as connection:
        return [SetAside(**row) for row in connection.execute(query).mappings()]


def find_quarantined(engine: Engine, quarantine_id: str) -> dict[str, Any]:
    """One thing that was set aside, whole, by its id or the id's beginning.

    Raises:
        UsageError: nothing, or more than one thing, goes by that id.
    """
    matches = quarantine.c.quarantine_id.startswith(quarantine_id, autoescape=True)
    with reading(engine) as connection:
        rows = connection.execute(_select_set_aside().where(matches).limit(2)).mappings().all()
    if len(rows) != 1:
        problem = "more than one such id" if rows else "no such id in quarantine"
        raise UsageError(problem, url=quarantine_id)
    found = dict(rows[0])
    return {"quarantine_id": found.pop("id"), **found}


def list_batches_to_replay(
    engine: Engine, *, source: str | None = None, quarantine_ids: Sequence[str] = ()
) -> list[Batch]:
    """Batches to extract, audit and publish again, so that what is set aside gets another try.

    Args:
        engine: the warehouse.
        source: only this Source's; None: every one's.
        quarantine_ids: only the Batches that hold these; none given: all that hold something open.
    """
    c = quarantine.c
    query = select(c.batch_id).where(c.status == "open").distinct().order_by(c.batch_id)
    if source is not None:
        query = query.where(c.source == source)
    if quarantine_ids:
        query = query.where(c.quarantine_id.in_(quarantine_ids))
    with reading(engine) as connection:
        found = [read_batch(connection, one) for one in connection.scalars(query).all()]
    return sorted(found, key=lambda one: (one.night, one.source))


def _select_set_aside() -> Select[*tuple[Any, ...]]:
    """The columns of SetAside, under its names."""
    c = quarantine.c
    return (
        select(
            c.quarantine_id.label("id"),
            c.batch_id,
            c.source,
            batch_table.c.night,
            c.stage,
            c.row_table,
            c.row_key,
            c.expectation.label("reason"),
            c.severity,
            c.column_name.label("column"),
            c.value,
            c.url,
            c.capture_id,
            c.run_id,
            c.status,
            c.payload,
        )
        .join(batch_table, batch_table.c.batch_id == c.batch_id)
        .order_by(batch_table.c.night, c.source, c.row_key, c.expectation, c.quarantine_id)
    )


def _settle(connection: Connection, batch: Batch, stage: str, rows: list[AnyRow]) -> int:
    c = quarantine.c
    query = select(quarantine).where(c.batch_id == batch.batch_id, c.stage == stage)
    stored = [dict(row) for row in connection.execute(query).mappings()]
    wanted = {row["quarantine_id"]: row for row in rows}
    passed = [row | {"status": "replayed"} for row in stored if row["quarantine_id"] not in wanted]
    synchronise(connection, quarantine, stored, [*wanted.values(), *passed])
    return len(wanted)


def _row_of_failure(batch: Batch, failure: FailedRow, payload: AnyRow | None) -> AnyRow:
    known = payload or {}
    return _name_row(
        batch,
        AUDIT,
        row_table=failure.table,
        row_key=failure.row_key,
        expectation=failure.expectation,
        severity=failure.severity,
        column_name=failure.column,
        value=failure.value,
        payload=known,
        url=known.get("page_url"),
        capture_id=known.get("capture_id"),
    )


def row_of_capture(batch: Batch, capture: Capture, reason: str, stage: str = EXTRACT) -> AnyRow:
    """The row of a Capture that was set aside."""
    where = {
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "warc_length": capture.warc_length,
        "media_type": capture.media_type,
        "payload_bytes": capture.payload_bytes,
    }
    return _name_row(
        batch,
        stage,
        row_table="captures",
        row_key=capture.capture_id,
        expectation=_WANTED[stage],
        severity="critical",
        column_name=None,
        value=reason,
        payload=where,
        url=capture.url,
        capture_id=capture.capture_id,
    )


def _name_row(batch: Batch, stage: str, **row: str | AnyRow | None) -> AnyRow:
    named = f"{batch.batch_id}|{stage}|{row['row_table']}|{row['row_key']}|{row['expectation']}"
    named += f"|{row['column_name'] or ''}"
    return row | {
        "quarantine_id": hashlib.sha256(named.encode()).hexdigest()[:SHORT_ID],
        "batch_id": batch.batch_id,
        "stage": stage,
        "source": batch.source,
        "run_id": batch.run_id,
        "status": "open",
    }


def _load_payloads(connection: Connection, batch_id: str) -> dict[tuple[str, str], AnyRow]:
    """Every staged row of a Batch as JSON, under the table and key that the audit uses."""
    found: dict[tuple[str, str], AnyRow] = {}
    urls: dict[str, str] = {}
    for row in connection.execute(
        select(stg_page).where(stg_page.c.batch_id == batch_id)
    ).mappings():
        urls[row["capture_id"]] = row["url"]
        payload = _to_json(row) | {"page_url": row["url"]}
        found["pages", row["capture_id"]] = payload
    for row in connection.execute(
        select(stg_entry).where(stg_entry.c.batch_id == batch_id)
    ).mappings():
        payload = _to_json(row) | {"page_url": urls.get(row["capture_id"])}
        found["entries", name_entry_row(row["capture_id"], row["ordinal"])] = payload
    return found


def _to_json(row: RowMapping) -> AnyRow:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
    }
