"""Observations: what each Capture showed, after the audit, and the way back to model values.

What is observed is a function of the Capture and the parser. The reading that stands is the latest
parser's; one that it supersedes is kept whole in ``past_reading``. A parser that reads a Capture as
it was read before changes nothing but the version that vouches for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, Table, delete, select, update

from pipeline.warehouse.audit_tables import quarantine
from pipeline.warehouse.columns import SHORT_ID
from pipeline.warehouse.quarantine import AUDIT
from pipeline.warehouse.reading_tables import past_reading
from pipeline.warehouse.rows import AnyRow, insert_missing, insert_rows
from pipeline.warehouse.stage import ENTRY_FIELDS, name_entry_row
from pipeline.warehouse.tables import (
    content,
    observation,
    observed_entry,
    raw_capture,
    removed_block,
    stg_entry,
    stg_evidence,
    stg_page,
    stg_removed,
)
from pipeline.warehouse.types import dump_json

if TYPE_CHECKING:
    from pipeline.model import Batch

PAGE_FIELDS = (
    "publisher",
    "title",
    "language",
    "published_at",
    "modified_at",
    "lead",
    "text",
    "access_state",
    "access_evidence",
    "coverage_state",
    "shown",
    "declared",
    "next_page",
    "coverage_starts_at",
    "coverage_ends_at",
    "closing_words",
)
_CHILDREN = (observed_entry, removed_block)


@dataclass(frozen=True, slots=True)
class Observed:
    """What observing a Batch gave."""

    live_blogs: tuple[str, ...]
    """Ids of the live blogs that the Batch has looked at."""
    articles: tuple[str, ...]
    capture_ids: frozenset[str]
    passed: int
    """Entries that go into the history."""
    held_back: int
    """Entries that stay in quarantine."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One staged Capture, ready to be observed."""

    page: AnyRow
    entries: list[AnyRow]
    contents: list[AnyRow]
    removed: list[AnyRow]
    held_back: int
    is_held: bool
    """The whole page stays in quarantine."""


def observe_batch(connection: Connection, batch: Batch) -> Observed:
    """Write what the Captures of a staged Batch showed, quarantined rows left out."""
    held = _load_held(connection, batch.batch_id)
    known = _load_known(connection, batch.batch_id)
    pages = _load_pages(connection, batch.batch_id)
    touched: dict[str, dict[str, None]] = {"liveblog": {}, "article": {}}
    passed = held_back = 0
    for page in pages:
        sight = _see_page(connection, batch, page, held)
        capture_id = sight.page["capture_id"]
        old_kind, old_sha256, old_version = known.get(capture_id, (None, None, None))
        touched[page["kind"]][sight.page["page_id"]] = None
        if old_kind is not None:
            touched[old_kind][sight.page["page_id"]] = None
        if sight.is_held:
            _forget(connection, capture_id)
        elif old_sha256 != sight.page["observed_sha256"]:
            _keep_past(connection, capture_id, sight.page["parser_version"])
            _forget(connection, capture_id)
            _write(connection, sight)
        elif old_version != sight.page["parser_version"]:
            _sign(connection, capture_id, sight.page["parser_version"])
        passed += 0 if sight.is_held else len(sight.entries)
        held_back += sight.held_back
    return Observed(
        live_blogs=tuple(sorted(touched["liveblog"])),
        articles=tuple(sorted(touched["article"])),
        capture_ids=frozenset(page["capture_id"] for page in pages),
        passed=passed,
        held_back=held_back,
    )


def name_page(source: str, url: str) -> str:
    """Name a page of a Source for good: the id of its live blog or article."""
    named = f"{source}|{url}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(named).hexdigest()[:SHORT_ID]


def _load_pages(connection: Connection, batch_id: str) -> list[AnyRow]:
    """The staged pages; a further page of a live blog goes under the address of its first."""
    root = raw_capture.alias()
    query = (
        select(stg_page, root.c.url.label("root_url"))
        .join(raw_capture, raw_capture.c.capture_id == stg_page.c.capture_id)
        .outerjoin(root, root.c.capture_id == raw_capture.c.root_capture_id)
        .where(stg_page.c.batch_id == batch_id)
        # A further page that reads as an article says nothing of the live blog.
        .where((stg_page.c.kind == "liveblog") | root.c.url.is_(None))
        .order_by(stg_page.c.captured_at, stg_page.c.capture_id)
    )
    rows = connection.execute(query).mappings()
    return [{**row, "url": row["root_url"] or row["url"]} for row in rows]


def _load_held(connection: Connection, batch_id: str) -> frozenset[tuple[str, str]]:
    c = quarantine.c
    query = select(c.row_table, c.row_key).where(
        c.batch_id == batch_id, c.stage == AUDIT, c.status == "open"
    )
    return frozenset((row.row_table, row.row_key) for row in connection.execute(query))


def _load_known(connection: Connection, batch_id: str) -> dict[str, tuple[str, str, str]]:
    c = observation.c
    query = select(c.capture_id, c.kind, c.observed_sha256, c.parser_version).where(
        c.batch_id == batch_id
    )
    return {row.capture_id: tuple(row)[1:] for row in connection.execute(query)}


def _see_page(
    connection: Connection, batch: Batch, page: AnyRow, held: frozenset[tuple[str, str]]
) -> Sight:
    capture_id = page["capture_id"]
    is_held = ("pages", capture_id) in held
    entries: list[AnyRow] = []
    contents: list[AnyRow] = []
    held_back = 0
    evidence = _load_evidence(connection, batch.batch_id, capture_id)
    for staged in _load_rows(connection, stg_entry, batch.batch_id, capture_id, "ordinal"):
        if is_held or ("entries", name_entry_row(capture_id, staged["ordinal"])) in held:
            held_back += 1
            continue
        said = _content_row(staged, evidence.get(staged["ordinal"], []))
        contents.append(said)
        entries.append(_observed_row(staged, said["entry_sha256"]))
    removed = [
        {name: row[name] for name in ("capture_id", "position", "kind", "text")}
        for row in _load_rows(connection, stg_removed, batch.batch_id, capture_id, "position")
    ]
    row = _observation_row(batch, page, held_back)
    row["observed_sha256"] = _hash_sight(row, entries, removed)
    return Sight(row, entries, contents, removed, held_back, is_held)


def _load_rows(
    connection: Connection, table: Table, batch_id: str, capture_id: str, order: str
) -> list[RowMapping]:
    query = (
        select(table)
        .where(table.c.batch_id == batch_id, table.c.capture_id == capture_id)
        .order_by(table.c[order])
    )
    return list(connection.execute(query).mappings())


def _load_evidence(
    connection: Connection, batch_id: str, capture_id: str
) -> dict[int, list[AnyRow]]:
    found: dict[int, list[AnyRow]] = {}
    query = (
        select(stg_evidence)
        .where(stg_evidence.c.batch_id == batch_id, stg_evidence.c.capture_id == capture_id)
        .order_by(stg_evidence.c.ordinal, stg_evidence.c.evidence_no)
    )
    for row in connection.execute(query).mappings():
        found.setdefault(row["ordinal"], []).append(
            {
                "dated_by": row["dated_by"],
                "raw": row["raw"],
                "stood_at": row["stood_at"],
                "zone": row["zone"],
                "instant": row["instant"].isoformat() if row["instant"] else None,
                "precision": row["precision"],
                "flags": row["flags"],
            }
        )
    return found


def _content_row(row: RowMapping, evidence: list[AnyRow]) -> AnyRow:
    said: AnyRow = {name: row[name] for name in ENTRY_FIELDS}
    said["evidence"] = evidence
    return said | {"entry_sha256": _hash(said)}


def _observed_row(row: RowMapping, entry_sha256: str) -> AnyRow:
    names = ("capture_id", "ordinal", "position", "is_pinned", "is_key_event")
    return {name: row[name] for name in names} | {
        "entry_key": row["entry_key"] or "",
        "entry_sha256": entry_sha256,
    }


def _observation_row(batch: Batch, page: AnyRow, held_back: int) -> AnyRow:
    row: AnyRow = {name: page[name] for name in PAGE_FIELDS}
    return row | {
        "capture_id": page["capture_id"],
        "batch_id": batch.batch_id,
        "source": batch.source,
        "run_id": batch.run_id,
        "parser_version": page["parser_version"],
        "page_id": name_page(batch.source, page["url"]),
        "url": page["url"],
        "captured_at": page["captured_at"],
        "kind": page["kind"],
        "held_back": held_back,
    }


def _hash_sight(row: AnyRow, entries: list[AnyRow], removed: list[AnyRow]) -> str:
    """Over all that was read; who read it, and with which version, is not part of it."""
    said = {name: value for name, value in row.items() if name not in ("run_id", "parser_version")}
    return _hash({"page": said, "entries": entries, "removed": removed})


def _hash(value: AnyRow) -> str:
    return hashlib.sha256(dump_json(value).encode("utf-8", "surrogatepass")).hexdigest()


def _keep_past(connection: Connection, capture_id: str, parser_version: str) -> None:
    """Keep the reading that stands, if another parser's supersedes it."""
    c = observation.c
    query = select(observation).where(
        c.capture_id == capture_id, c.parser_version != parser_version
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return
    entries = connection.execute(
        select(observed_entry).where(observed_entry.c.capture_id == capture_id)
    ).mappings()
    removed = connection.execute(
        select(removed_block).where(removed_block.c.capture_id == capture_id)
    ).mappings()
    named = ("capture_id", "parser_version", "observed_sha256", "batch_id", "page_id", "kind")
    past = {name: row[name] for name in named} | {
        "page": {name: row[name] for name in (*PAGE_FIELDS, "url", "held_back")},
        "entries": [_drop_capture(one) for one in entries],
        "removed": [_drop_capture(one) for one in removed],
    }
    insert_missing(connection, past_reading, [past])


def _drop_capture(row: RowMapping) -> AnyRow:
    return {name: value for name, value in row.items() if name != "capture_id"}


def _sign(connection: Connection, capture_id: str, parser_version: str) -> None:
    connection.execute(
        update(observation)
        .where(observation.c.capture_id == capture_id)
        .values(parser_version=parser_version)
    )


def _forget(connection: Connection, capture_id: str) -> None:
    for table in (*_CHILDREN, observation):
        connection.execute(delete(table).where(table.c.capture_id == capture_id))


def _write(connection: Connection, sight: Sight) -> None:
    insert_rows(connection, observation, [sight.page])
    insert_missing(connection, content, sight.contents)
    insert_rows(connection, observed_entry, sight.entries)
    insert_rows(connection, removed_block, sight.removed)
