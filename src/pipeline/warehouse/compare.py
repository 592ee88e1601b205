"""Compare what a Batch has staged with the reading that stands, and keep the difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Table, delete, func, select, update

from pipeline.warehouse.difference import (
    MAX_SAMPLES,
    SAMPLE_CHARACTERS,
    Change,
    Found,
    Sight,
    compare_sights,
)
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.reading_tables import reparse_difference
from pipeline.warehouse.rows import list_columns, replace_rows
from pipeline.warehouse.stage import name_entry_row
from pipeline.warehouse.tables import batch as batch_table
from pipeline.warehouse.tables import (
    content,
    observation,
    observed_entry,
    raw_capture,
    removed_block,
    stg_entry,
    stg_page,
    stg_removed,
)

if TYPE_CHECKING:
    from datetime import date

    from pipeline.model import Batch

SAID = ("headline", "author", "text", "published_at", "precision", "dated_by")
NOBODY = "-"
"""Stands for the parser of a Capture that none has read, or that the new one cannot read."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One kind of change at one address of a Batch."""

    parser_before: str
    parser_after: str
    url: str
    change: Change
    field: str
    items: int
    """Entries, blocks or pages that changed so, each counted once for all Captures of the Batch."""
    samples: tuple[dict[str, str | None], ...]
    """The first of them: ``name``, ``before``, ``after``."""


def list_batches_of(engine: Engine, source: str, first: date, last: date) -> list[Batch]:
    """The Batches of a Source's nights, both ends included, that hold Captures; oldest first."""
    from pipeline.warehouse.ledger import read_batch

    c = batch_table.c
    query = (
        select(c.batch_id)
        .where(c.source == source, c.night.between(first, last))
        .where(select(raw_capture.c.batch_id).where(raw_capture.c.batch_id == c.batch_id).exists())
        .order_by(c.interval_start, c.interval_end, c.batch_id)
    )
    with reading(engine) as connection:
        return [read_batch(connection, one) for one in connection.scalars(query).all()]


def find_span(engine: Engine, source: str) -> tuple[date, date] | None:
    """The first and the last night of a Source that hold Captures; None: there is none."""
    c = batch_table.c
    query = (
        select(func.min(c.night), func.max(c.night))
        .where(c.source == source)
        .where(select(raw_capture.c.batch_id).where(raw_capture.c.batch_id == c.batch_id).exists())
    )
    with reading(engine) as connection:
        first, last = connection.execute(query).one()
    return (first, last) if first else None


def is_read_by(engine: Engine, batch_id: str, parser_version: str) -> bool:
    """Whether that parser has read every Capture of a Batch, and all of them stand published."""
    return _has_all(engine, batch_id, observation, parser_version)


def is_staged_by(engine: Engine, batch_id: str, parser_version: str) -> bool:
    """Whether every Capture of a Batch stands staged as that parser read it."""
    return _has_all(engine, batch_id, stg_page, parser_version)


def compare_staged(
    engine: Engine, batch: Batch, held: Collection[tuple[str, str]], parser_version: str
) -> list[Difference]:
    """How the staged reading of a Batch differs from the one that stands.

    Args:
        engine: the warehouse; nothing is written.
        batch: its staged rows are the new reading.
        held: table and key of staged rows that the audit sets aside.
        parser_version: of the parser that staged them.
    """
    found: list[tuple[str, str, Found]] = []
    with reading(engine) as connection:
        addresses = connection.execute(
            select(raw_capture.c.capture_id, raw_capture.c.url)
            .where(raw_capture.c.batch_id == batch.batch_id)
            .order_by(raw_capture.c.captured_at, raw_capture.c.capture_id)
        ).all()
        for capture_id, url in addresses:
            old, new = (
                _recall(connection, capture_id),
                _recall_staged(connection, batch, capture_id),
            )
            before = old.parser_version if old else NOBODY
            found += [(before, url, one) for one in _compare(old, new, url)]
            if new is not None:
                found += [(before, url, one) for one in _list_held(new, capture_id, held)]
    return _sum_up(found, parser_version)


def save_differences(
    engine: Engine, batch: Batch, differences: Sequence[Difference], parser_version: str
) -> None:
    """Keep what was found; what the same comparison found before and nobody published goes."""
    c = reparse_difference.c
    rows = [
        {
            "batch_id": batch.batch_id,
            "parser_before": one.parser_before,
            "parser_after": one.parser_after,
            "url": one.url,
            "change": one.change,
            "field": one.field,
            "items": one.items,
            "samples": list(one.samples),
            "is_published": False,
        }
        for one in differences
    ]
    with writing(engine, lock=batch.source) as connection:
        connection.execute(
            delete(reparse_difference).where(
                c.batch_id == batch.batch_id,
                c.parser_after == parser_version,
                c.is_published.is_(False),
            )
        )
        replace_rows(connection, reparse_difference, rows)


def load_differences(
    engine: Engine, source: str, first: date, last: date, parser_version: str
) -> list[Difference]:
    """What comparisons with that parser found over a Source's nights, both ends included."""
    c, known = reparse_difference.c, batch_table.c
    names = [field.name for field in fields(Difference)]
    query = (
        select(*list_columns(reparse_difference, names))
        .join(batch_table, known.batch_id == c.batch_id)
        .where(known.source == source, known.night.between(first, last))
        .where(c.parser_after == parser_version)
        .order_by(known.interval_start, c.url, c.change, c.field, c.parser_before)
    )
    with reading(engine) as connection:
        rows = connection.execute(query).mappings()
        return [Difference(**{**row, "samples": tuple(row["samples"])}) for row in rows]


def mark_published(engine: Engine, batch: Batch, parser_version: str) -> None:
    """Say that the reading which a comparison was about is the one that stands now."""
    c = reparse_difference.c
    with writing(engine, lock=batch.source) as connection:
        connection.execute(
            update(reparse_difference)
            .where(c.batch_id == batch.batch_id, c.parser_after == parser_version)
            .where(c.is_published.is_(False))
            .values(is_published=True)
        )


def _has_all(engine: Engine, batch_id: str, table: Table, parser_version: str) -> bool:
    matched = (table.c.capture_id == raw_capture.c.capture_id) & (
        table.c.parser_version == parser_version
    )
    query = (
        select(raw_capture.c.capture_id)
        .outerjoin(table, matched & (table.c.batch_id == batch_id))
        .where(raw_capture.c.batch_id == batch_id, table.c.capture_id.is_(None))
        .limit(1)
    )
    with reading(engine) as connection:
        return connection.execute(query).first() is None


def _recall(connection: Connection, capture_id: str) -> Sight | None:
    page = connection.execute(
        select(observation).where(observation.c.capture_id == capture_id)
    ).mappings()
    if (row := page.first()) is None:
        return None
    entries = connection.execute(
        select(observed_entry.c.entry_key, *list_columns(content, SAID))
        .join(content, content.c.entry_sha256 == observed_entry.c.entry_sha256)
        .where(observed_entry.c.capture_id == capture_id)
        .order_by(observed_entry.c.ordinal)
    )
    blocks = _load_blocks(connection, removed_block, removed_block.c.capture_id == capture_id)
    return Sight(
        row["parser_version"], dict(row), [dict(one) for one in entries.mappings()], blocks
    )


def _recall_staged(connection: Connection, batch: Batch, capture_id: str) -> Sight | None:
    def is_of(table: Table) -> Any:  # noqa: ANN401  # a SQL expression
        return (table.c.batch_id == batch.batch_id) & (table.c.capture_id == capture_id)

    page = connection.execute(select(stg_page).where(is_of(stg_page))).mappings()
    if (row := page.first()) is None:
        return None
    entries = connection.execute(
        select(stg_entry).where(is_of(stg_entry)).order_by(stg_entry.c.ordinal)
    )
    blocks = _load_blocks(connection, stg_removed, is_of(stg_removed))
    return Sight(
        row["parser_version"], dict(row), [dict(one) for one in entries.mappings()], blocks
    )


def _load_blocks(
    connection: Connection,
    table: Table,
    where: Any,  # noqa: ANN401  # a SQL expression
) -> list[tuple[str, str]]:
    query = select(table.c.kind, table.c.text).where(where).order_by(table.c.position)
    return [(row.kind, row.text) for row in connection.execute(query)]


def _compare(old: Sight | None, new: Sight | None, url: str) -> Iterable[Found]:
    if old is None and new is None:
        return ()
    if old is None:
        return (Found("page", "readable", url, "no", "yes"),)
    if new is None:
        return (Found("page", "readable", url, "yes", "no"),)
    return compare_sights(old, new, url)


def _list_held(new: Sight, capture_id: str, held: Collection[tuple[str, str]]) -> Iterable[Found]:
    is_page_held = ("pages", capture_id) in held
    for one in new.entries:
        if is_page_held or ("entries", name_entry_row(capture_id, one["ordinal"])) in held:
            yield Found("held", "", one["entry_key"] or "", None, one["text"][:SAMPLE_CHARACTERS])


def _sum_up(found: Iterable[tuple[str, str, Found]], parser_after: str) -> list[Difference]:
    """One row a kind of change at an address; what several Captures show alike counts once."""
    groups: dict[tuple[str, str, Change, str], dict[str, dict[str, str | None]]] = {}
    for before, url, one in found:
        group = groups.setdefault((before, url, one.change, one.field), {})
        name = f"{one.name} {one.before or one.after}" if "block" in one.change else one.name
        group.setdefault(name, {"name": one.name, "before": one.before, "after": one.after})
    return [
        Difference(
            parser_before=before,
            parser_after=parser_after,
            url=url,
            change=change,
            field=field,
            items=len(group),
            samples=tuple(group.values())[:MAX_SAMPLES],
        )
        for (before, url, change, field), group in groups.items()
    ]
