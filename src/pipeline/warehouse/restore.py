"""A Batch's ledger out of the warehouse and back in: for a rebuild from the archive alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, exists, func, select

from pipeline.warehouse.audit_tables import quality_result
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.ledger_tables import ledger_note
from pipeline.warehouse.rows import AnyRow, insert_missing, replace_rows
from pipeline.warehouse.tables import batch, publication, raw_capture, raw_discovery

TIMES = frozenset({"captured_at", "interval_start", "interval_end", "published_at", "modified_at"})


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that the tables hold of a Batch which no response tells."""

    batch: AnyRow
    discoveries: tuple[AnyRow, ...]
    is_audited: bool
    is_published: bool


def read_ledger(engine: Engine, batch_id: str) -> Ledger:
    """Read a Batch's own row, its addresses and how far it came."""
    with reading(engine) as connection:
        own = connection.execute(select(batch).where(batch.c.batch_id == batch_id)).mappings().one()
        found = connection.execute(
            select(raw_discovery)
            .where(raw_discovery.c.batch_id == batch_id)
            .order_by(raw_discovery.c.position, raw_discovery.c.url)
        ).mappings()
        discoveries = tuple(dict(row) for row in found)
        is_audited = connection.scalar(
            select(exists().where(quality_result.c.batch_id == batch_id))
        )
        is_published = connection.scalar(select(exists().where(publication.c.batch_id == batch_id)))
    return Ledger(dict(own), discoveries, bool(is_audited), bool(is_published))


def find_ledger_note(engine: Engine, batch_id: str) -> str | None:
    """The digest of the ledger that the archive holds of a Batch; None: it holds none."""
    query = select(ledger_note.c.ledger_sha256).where(ledger_note.c.batch_id == batch_id)
    with reading(engine) as connection:
        return connection.scalar(query)


def save_ledger_note(engine: Engine, batch_id: str, ledger_sha256: str, warc_file: str) -> None:
    """Remember which ledger of a Batch the archive holds, and where."""
    row = {"batch_id": batch_id, "ledger_sha256": ledger_sha256, "warc_file": warc_file}
    with writing(engine) as connection:
        replace_rows(connection, ledger_note, [row])


def is_empty(engine: Engine) -> bool:
    """Whether a warehouse knows of no Batch."""
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(batch)) == 0


def restore_batches(
    engine: Engine,
    batches: Sequence[AnyRow],
    discoveries: Sequence[AnyRow],
    captures: Sequence[AnyRow],
) -> None:
    """Insert what the archive knows, in one transaction; times may be ISO 8601 text.

    Further pages of a live blog come after their first page.
    """
    with writing(engine) as connection:
        for table, rows in (
            (batch, batches),
            (raw_discovery, discoveries),
            (raw_capture, sorted(captures, key=_is_further)),
        ):
            insert_missing(connection, table, [_read_times(row) for row in rows])


def restore_outcome(engine: Engine, ledger: AnyRow) -> None:
    """Say how a Batch ended, as its ledger says."""
    from pipeline.warehouse.ledger import close_batch

    close_batch(engine, ledger["batch_id"], ledger["status"], ledger["reason"])


def _is_further(row: AnyRow) -> bool:
    return row["root_capture_id"] is not None


def _read_times(row: AnyRow) -> AnyRow:
    return {name: _read_value(name, value) for name, value in row.items()}


def _read_value(name: str, value: Any) -> Any:  # noqa: ANN401  # a column's value
    if name in TIMES and isinstance(value, str):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if name == "night" and isinstance(value, str) else value
