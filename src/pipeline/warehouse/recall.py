"""Recall: the Observations of one live blog, as model values, in order of capture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from pipeline.model import Coverage, Entry, Evidence, Observation
from pipeline.warehouse.stage import ENTRY_FIELDS
from pipeline.warehouse.tables import content, observation, observed_entry

if TYPE_CHECKING:
    from pipeline.warehouse.rows import AnyRow

METADATA = ("source", "capture_id", "run_id", "parser_version")


@dataclass(frozen=True, slots=True)
class Recalled:
    """All that is known of one page."""

    pages: tuple[RowMapping, ...]
    """Its rows in ``observation``, in order of capture."""
    observations: tuple[Observation, ...]
    origins: dict[str, AnyRow]
    """Who read a Capture, by its id: the metadata of every public row that rests on it."""


def recall_pages(connection: Connection, page_id: str, kind: str) -> Recalled:
    """Read every observation of a page that was of that kind."""
    query = (
        select(observation)
        .where(observation.c.page_id == page_id, observation.c.kind == kind)
        .order_by(observation.c.captured_at, observation.c.capture_id)
    )
    pages = tuple(connection.execute(query).mappings())
    entries = _load_entries(connection, page_id) if kind == "liveblog" else {}
    return Recalled(
        pages=pages,
        observations=tuple(_to_observation(row, entries) for row in pages),
        origins={row["capture_id"]: _to_origin(row) for row in pages},
    )


def _load_entries(connection: Connection, page_id: str) -> dict[str, list[Entry]]:
    c = observed_entry.c
    contents = _load_contents(connection, page_id)
    query = (
        select(observed_entry)
        .join(observation, observation.c.capture_id == c.capture_id)
        .where(observation.c.page_id == page_id)
        .order_by(c.capture_id, c.ordinal)
    )
    found: dict[str, list[Entry]] = {}
    made: dict[tuple[Any, ...], Entry] = {}
    for row in connection.execute(query):
        named = (row.entry_sha256, row.entry_key, row.position, row.is_pinned, row.is_key_event)
        if named not in made:
            made[named] = Entry(
                entry_key=row.entry_key,
                position=row.position,
                is_pinned=row.is_pinned,
                is_key_event=row.is_key_event,
                **contents[row.entry_sha256],
            )
        found.setdefault(row.capture_id, []).append(made[named])
    return found


def _load_contents(connection: Connection, page_id: str) -> dict[str, AnyRow]:
    wanted = (
        select(observed_entry.c.entry_sha256)
        .join(observation, observation.c.capture_id == observed_entry.c.capture_id)
        .where(observation.c.page_id == page_id)
    )
    query = select(content).where(content.c.entry_sha256.in_(wanted))
    return {
        row["entry_sha256"]: {name: row[name] for name in ENTRY_FIELDS}
        | {"evidence": tuple(_to_evidence(one) for one in row["evidence"])}
        for row in connection.execute(query).mappings()
    }


def _to_evidence(one: AnyRow) -> Evidence:
    return Evidence(
        dated_by=one["dated_by"],
        raw=one["raw"],
        where=one["stood_at"],
        zone=one["zone"],
        instant=datetime.fromisoformat(one["instant"]) if one["instant"] else None,
        precision=one["precision"],
        flags=tuple(one["flags"]),
    )


def _to_observation(row: RowMapping, entries: dict[str, list[Entry]]) -> Observation:
    return Observation(
        capture_id=row["capture_id"],
        captured_at=row["captured_at"],
        coverage=Coverage(
            # With Entries held back, what is not among the rest proves nothing.
            state="unavailable" if row["held_back"] else row["coverage_state"],
            shown=row["shown"],
            declared=row["declared"],
            next_page=row["next_page"],
        ),
        entries=tuple(entries.get(row["capture_id"], ())),
    )


def _to_origin(row: RowMapping) -> AnyRow:
    return {name: row[name] for name in METADATA}
