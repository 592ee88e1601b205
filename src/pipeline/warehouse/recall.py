"""Recall: the Observations of one live blog, as model values, in order of capture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from pipeline.model import Coverage, CoverageState, Entry, Evidence, Observation
from pipeline.warehouse.stage import ENTRY_FIELDS
from pipeline.warehouse.tables import content, observation, observed_entry, raw_capture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    """Read every observation of a page that was of that kind.

    What the further pages of a round showed stands behind what its first page showed, as one
    Observation; without their first page they say nothing.
    """
    query = (
        select(
            observation,
            raw_capture.c.root_capture_id,
            raw_capture.c.url.label("asked_url"),
        )
        .join(raw_capture, raw_capture.c.capture_id == observation.c.capture_id)
        .where(observation.c.page_id == page_id, observation.c.kind == kind)
        .order_by(observation.c.captured_at, observation.c.capture_id)
    )
    rows = connection.execute(query).mappings().all()
    pages = tuple(row for row in rows if row["root_capture_id"] is None)
    further: dict[str, list[RowMapping]] = {}
    for row in rows:
        if row["root_capture_id"] is not None:
            further.setdefault(row["root_capture_id"], []).append(row)
    entries = _load_entries(connection, page_id) if kind == "liveblog" else {}
    return Recalled(
        pages=pages,
        observations=tuple(
            _join_pages(_chain(row, further.get(row["capture_id"], ())), entries) for row in pages
        ),
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


def _chain(first: RowMapping, further: Sequence[RowMapping]) -> list[RowMapping]:
    """The pages of a round, each behind the one that led to it; lost ends in order of capture."""
    waiting = {row["asked_url"]: row for row in further}
    chain = [first]
    while chain[-1]["next_page"] in waiting:
        chain.append(waiting.pop(chain[-1]["next_page"]))
    return [*chain, *waiting.values()]


def _join_pages(rows: Sequence[RowMapping], entries: dict[str, list[Entry]]) -> Observation:
    """One round over the pages of a live blog, the first one first."""
    first = rows[0]
    shown = entries.get(first["capture_id"], [])
    if len(rows) > 1:
        shown = _number_anew(entry for row in rows for entry in entries.get(row["capture_id"], ()))
    return Observation(
        capture_id=first["capture_id"],
        captured_at=first["captured_at"],
        coverage=_join_coverage(rows, len(shown)),
        entries=tuple(shown),
    )


def _number_anew(entries: Iterable[Entry]) -> list[Entry]:
    """Each Entry where it stood first, at its place in the whole."""
    once: dict[str, Entry] = {}
    for entry in entries:
        once.setdefault(entry.entry_key, entry)
    return [replace(entry, position=place) for place, entry in enumerate(once.values())]


def _join_coverage(rows: Sequence[RowMapping], shown: int) -> Coverage:
    """What the pages of a round cover together: all, if they lead no further."""
    first, last = rows[0], rows[-1]
    state: CoverageState = first["coverage_state"]
    addresses = {row["asked_url"] for row in rows}
    if len(rows) > 1:
        is_end = last["next_page"] is None or last["next_page"] in addresses
        has_all = first["declared"] is None or shown >= first["declared"]
        state = "complete" if is_end and has_all else "partial"
    if any(row["held_back"] or row["coverage_state"] == "unavailable" for row in rows):
        # With Entries held back, what is not among the rest proves nothing.
        state = "unavailable"
    return Coverage(
        state=state,
        shown=shown if len(rows) > 1 else first["shown"],
        declared=first["declared"],
        next_page=last["next_page"],
    )


def _to_origin(row: RowMapping) -> AnyRow:
    return {name: row[name] for name in METADATA}
