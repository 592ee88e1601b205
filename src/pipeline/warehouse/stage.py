"""Staging: the rows of one Batch at work, replaced as a whole, for the audit to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Table, delete, func, select

from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.rows import CHUNK_ROWS, AnyRow, insert_rows
from pipeline.warehouse.tables import batch as batch_table
from pipeline.warehouse.tables import (
    content,
    observation,
    observed_entry,
    raw_capture,
    stg_entry,
    stg_evidence,
    stg_page,
    stg_removed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from pipeline.model import Batch, Capture, Entry, Extraction

STAGING = (stg_page, stg_entry, stg_evidence, stg_removed)
PLACE_FIELDS = ("entry_key", "position", "is_pinned", "is_key_event")
"""What an Entry is on its page, beside what it says."""

ENTRY_FIELDS = (
    "headline",
    "author",
    "text",
    "url",
    "published_at",
    "precision",
    "dated_by",
    "raw_time",
    "updated_at",
)


@dataclass(frozen=True, slots=True)
class StageCounts:
    """How much a Batch staged."""

    pages: int
    entries: int
    removed: int


@dataclass(frozen=True, slots=True)
class StagedPage:
    """One parsed Capture, as staged. ``row_key`` names the row in quarantine."""

    row_key: str
    capture_id: str
    url: str
    kind: str
    title: str | None
    text: str | None
    published_at: datetime | None
    captured_at: datetime
    coverage_state: str
    shown: int
    declared: int | None


@dataclass(frozen=True, slots=True)
class StagedEntry:
    """One Entry, as staged."""

    row_key: str
    capture_id: str
    entry_key: str | None
    position: int
    headline: str | None
    text: str | None
    published_at: datetime | None
    precision: str | None
    dated_by: str | None
    raw_time: str | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class StagedBatch:
    """All that one Batch staged. Field names are those that the audit asks for."""

    source: str
    captures: int
    pages: tuple[StagedPage, ...]
    entries: tuple[StagedEntry, ...]
    removed_texts: tuple[str, ...]
    usual_dated_share: float | None
    """Share (0 to 1) of dated Entries over the Source's earlier nights; None: there are none."""


def stage_extractions(
    engine: Engine,
    batch: Batch,
    items: Iterable[tuple[Capture, Extraction]],
    parser_version: str,
) -> StageCounts:
    """Replace the staging rows of a Batch, in one transaction.

    Args:
        engine: the warehouse.
        batch: the Batch; nothing of another is touched.
        items: each Capture with what was read in it; may be a generator.
        parser_version: of the parser that read them.
    """
    counts = dict.fromkeys(STAGING, 0)
    waiting: dict[Table, list[AnyRow]] = {table: [] for table in STAGING}
    with writing(engine, lock=batch.source) as connection:
        _clear(connection, batch.batch_id)
        for capture, extraction in items:
            for table, row in _list_rows(batch.batch_id, capture, extraction, parser_version):
                waiting[table].append(row)
                counts[table] += 1
            _flush(connection, waiting, at_least=CHUNK_ROWS)
        _flush(connection, waiting, at_least=1)
    return StageCounts(counts[stg_page], counts[stg_entry], counts[stg_removed])


def load_staged(engine: Engine, batch_id: str) -> StagedBatch:
    """Read what a Batch staged, in order of capture and page."""
    with reading(engine) as connection:
        source, night = connection.execute(
            select(batch_table.c.source, batch_table.c.night).where(
                batch_table.c.batch_id == batch_id
            )
        ).one()
        return StagedBatch(
            source=source,
            captures=_count_captures(connection, batch_id),
            pages=_load_pages(connection, batch_id),
            entries=_load_entries(connection, batch_id),
            removed_texts=_load_removed_texts(connection, batch_id),
            usual_dated_share=_read_dated_share(connection, source, night),
        )


def name_entry_row(capture_id: str, ordinal: int) -> str:
    """The key by which quarantine names a staged Entry; a staged page's is its Capture's id."""
    return f"{capture_id}/{ordinal}"


def _clear(connection: Connection, batch_id: str) -> None:
    for table in STAGING:
        connection.execute(delete(table).where(table.c.batch_id == batch_id))


def _flush(connection: Connection, waiting: dict[Table, list[AnyRow]], at_least: int) -> None:
    for table, rows in waiting.items():
        if len(rows) >= at_least:
            insert_rows(connection, table, rows)
            rows.clear()


def _list_rows(
    batch_id: str, capture: Capture, extraction: Extraction, parser_version: str
) -> Iterable[tuple[Table, AnyRow]]:
    named = {"batch_id": batch_id, "capture_id": capture.capture_id}
    yield stg_page, named | _page_row(capture, extraction, parser_version)
    for ordinal, entry in enumerate(extraction.entries):
        numbered = named | {"ordinal": ordinal}
        yield stg_entry, numbered | make_entry_row(entry)
        for row in make_evidence_rows(entry):
            yield stg_evidence, numbered | row
    for position, block in enumerate(extraction.removed):
        yield stg_removed, named | {"position": position, "kind": block.kind, "text": block.text}


def make_entry_row(entry: Entry) -> AnyRow:
    """What an Entry says, and where it stood."""
    return {name: getattr(entry, name) for name in (*ENTRY_FIELDS, *PLACE_FIELDS)}


def make_evidence_rows(entry: Entry) -> list[AnyRow]:
    """Its candidate times, numbered."""
    return [
        {
            "evidence_no": number,
            "dated_by": one.dated_by,
            "raw": one.raw,
            "stood_at": one.where,
            "zone": one.zone,
            "instant": one.instant,
            "precision": one.precision,
            "flags": list(one.flags),
        }
        for number, one in enumerate(entry.evidence)
    ]


def _page_row(capture: Capture, page: Extraction, parser_version: str) -> AnyRow:
    return {
        "url": capture.url,
        "captured_at": capture.captured_at,
        "kind": page.kind,
        "publisher": page.publisher,
        "title": page.title,
        "language": page.language,
        "published_at": page.published_at,
        "modified_at": page.modified_at,
        "lead": page.lead,
        "text": page.text,
        "access_state": page.access.state,
        "access_evidence": list(page.access.evidence),
        "coverage_state": page.coverage.state,
        "shown": page.coverage.shown,
        "declared": page.coverage.declared,
        "next_page": page.coverage.next_page,
        "coverage_starts_at": page.coverage.starts_at,
        "coverage_ends_at": page.coverage.ends_at,
        "closing_words": page.coverage.closing_words,
        "parser_version": parser_version,
    }


def _count_captures(connection: Connection, batch_id: str) -> int:
    query = select(func.count()).where(raw_capture.c.batch_id == batch_id)
    return connection.scalar(query) or 0


def _load_pages(connection: Connection, batch_id: str) -> tuple[StagedPage, ...]:
    c = stg_page.c
    query = (
        select(
            c.capture_id,
            c.url,
            c.kind,
            c.title,
            c.text,
            c.published_at,
            c.captured_at,
            c.coverage_state,
            c.shown,
            c.declared,
        )
        .where(c.batch_id == batch_id)
        .order_by(c.captured_at, c.capture_id)
    )
    return tuple(StagedPage(row[0], *tuple(row)) for row in connection.execute(query))


def _load_entries(connection: Connection, batch_id: str) -> tuple[StagedEntry, ...]:
    c = stg_entry.c
    query = (
        select(
            c.ordinal,
            c.capture_id,
            c.entry_key,
            c.position,
            c.headline,
            c.text,
            c.published_at,
            c.precision,
            c.dated_by,
            c.raw_time,
            c.updated_at,
        )
        .join(
            stg_page,
            (stg_page.c.batch_id == c.batch_id) & (stg_page.c.capture_id == c.capture_id),
        )
        .where(c.batch_id == batch_id)
        .order_by(stg_page.c.captured_at, c.capture_id, c.ordinal)
    )
    return tuple(
        StagedEntry(name_entry_row(row[1], row[0]), *row[1:]) for row in connection.execute(query)
    )


def _load_removed_texts(connection: Connection, batch_id: str) -> tuple[str, ...]:
    c = stg_removed.c
    query = select(c.text).where(c.batch_id == batch_id).distinct().order_by(c.text)
    return tuple(connection.scalars(query))


def _read_dated_share(connection: Connection, source: str, night: date) -> float | None:
    """From earlier nights only: asked again later, the answer is the same."""
    total: Any = func.count()
    query = (
        select(total, func.count(content.c.published_at))
        .select_from(observed_entry)
        .join(observation, observation.c.capture_id == observed_entry.c.capture_id)
        .join(batch_table, batch_table.c.batch_id == observation.c.batch_id)
        .join(content, content.c.entry_sha256 == observed_entry.c.entry_sha256)
        .where(batch_table.c.source == source, batch_table.c.night < night)
    )
    entries, dated = connection.execute(query).one()
    return dated / entries if entries else None
