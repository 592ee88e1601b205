"""Learned boilerplate: lines with their state, decisions on them, and the set that is in force.

The set in force is part of what reads a page: it changes by the decision ``applied`` alone, and
never while a Batch is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Engine, func, select, update

from pipeline.errors import UsageError
from pipeline.fingerprint import name_line_set
from pipeline.model import LearnedLine, LineSet, LineState, RepeatedLine
from pipeline.warehouse.boilerplate_tables import (
    boilerplate_decision,
    boilerplate_look,
    boilerplate_set_line,
    learned_line,
)
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.rows import AnyRow, insert_missing, insert_rows, replace_rows
from pipeline.warehouse.tables import observation

Decision = Literal["accepted", "refused", "restored", "applied"]
STATE_AFTER: dict[Decision, LineState] = {
    "accepted": "active",
    "refused": "refused",
    "restored": "proposed",
}
_TABLES = (learned_line, boilerplate_set_line, boilerplate_decision)
_TIMES = frozenset({"learned_at", "decided_at"})
_FIELDS = (
    *("fingerprint", "text", "kind", "live_blogs", "nights", "entries"),
    *("examples", "why", "state"),
)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A learned line as it stands in the warehouse."""

    source: str
    line: LearnedLine
    learned_at: datetime
    is_in_force: bool
    """Pages are read without it now."""


def load_learned(
    engine: Engine, source: str | None = None, states: Collection[str] = ()
) -> list[KeptLine]:
    """The learned lines of a Source, or of all; most widespread first."""
    c = learned_line.c
    query = select(learned_line).order_by(c.source, c.live_blogs.desc(), c.fingerprint)
    if source is not None:
        query = query.where(c.source == source)
    if states:
        query = query.where(c.state.in_(sorted(states)))
    with reading(engine) as connection:
        rows = connection.execute(query).mappings().all()
        forces = {
            name: {line.fingerprint for line in _read_set(connection, name).lines}
            for name in {row["source"] for row in rows}
        }
    return [
        KeptLine(
            row["source"],
            LearnedLine(
                **{name: row[name] for name in _FIELDS} | {"examples": (*row["examples"],)}
            ),
            row["learned_at"],
            row["fingerprint"] in forces[row["source"]],
        )
        for row in rows
    ]


def save_learned(
    engine: Engine,
    source: str,
    lines: Sequence[LearnedLine],
    learned_at: datetime,
    *,
    live_blogs: int,
) -> None:
    """Write what learning found; a line known before keeps the instant of its first finding.

    Args:
        engine: the warehouse.
        source: the publisher.
        lines: those that are new or changed.
        learned_at: now.
        live_blogs: how many the Source had begun when they were looked at.
    """
    c = learned_line.c
    with writing(engine, lock=source) as connection:
        known: dict[str, tuple[datetime, str]] = {
            row.fingerprint: (row.learned_at, row.state)
            for row in connection.execute(
                select(c.fingerprint, c.learned_at, c.state).where(c.source == source)
            )
        }
        rows = [
            {name: getattr(line, name) for name in _FIELDS}
            | {"source": source, "examples": list(line.examples)}
            | {"learned_at": known.get(line.fingerprint, (learned_at, ""))[0]}
            for line in lines
            if not _is_decided_since(known.get(line.fingerprint), line)
        ]
        replace_rows(connection, learned_line, rows)
        look = {"source": source, "live_blogs": live_blogs}
        replace_rows(connection, boilerplate_look, [look])


def list_sources_to_learn(engine: Engine) -> list[str]:
    """The Sources whose live blogs have grown in number since learning looked at them."""
    begun = (
        select(observation.c.source, func.count(observation.c.url.distinct()).label("live_blogs"))
        .where(observation.c.kind == "liveblog")
        .group_by(observation.c.source)
        .subquery()
    )
    look = boilerplate_look.c
    query = (
        select(begun.c.source)
        .outerjoin(boilerplate_look, look.source == begun.c.source)
        .where(look.live_blogs.is_(None) | (look.live_blogs != begun.c.live_blogs))
        .order_by(begun.c.source)
    )
    with reading(engine) as connection:
        return list(connection.scalars(query))


def decide_lines(
    engine: Engine,
    source: str,
    fingerprints: Sequence[str],
    decision: Decision,
    decided_at: datetime,
) -> None:
    """Accept, refuse or restore lines, and log it. What is in force does not change by that."""
    c = learned_line.c
    with writing(engine, lock=source) as connection:
        connection.execute(
            update(learned_line)
            .where(c.source == source, c.fingerprint.in_(fingerprints))
            .values(state=STATE_AFTER[decision])
        )
        for fingerprint in fingerprints:
            _log(connection, source, decision, decided_at, fingerprint=fingerprint)


def load_accepted(engine: Engine, source: str) -> LineSet:
    """The set that the accepted lines of a Source make."""
    c = learned_line.c
    query = select(c.fingerprint, c.kind).where(c.source == source, c.state == "active")
    with reading(engine) as connection:
        return _make_set(tuple(row) for row in connection.execute(query))


def load_in_force(engine: Engine, source: str) -> LineSet:
    """The set without whose lines the Source's pages are read; an empty one if none was applied."""
    with reading(engine) as connection:
        return _read_set(connection, source)


def apply_set(engine: Engine, source: str, wanted: LineSet, applied_at: datetime) -> bool:
    """Put a set in force, from the next page that is read on; False if it was already.

    Raises:
        UsageError: a line of it was decided otherwise meanwhile.
    """
    c = learned_line.c
    with writing(engine, lock=source) as connection:
        if _read_set(connection, source).version == wanted.version:
            return False
        query = select(learned_line).where(c.source == source, c.state == "active")
        rows = connection.execute(query).mappings().all()
        if _make_set((row["fingerprint"], row["kind"]) for row in rows) != wanted:
            raise UsageError("the accepted lines changed meanwhile; look again", url=source)
        names = ("source", "fingerprint", "kind", "text")
        lines = [{name: row[name] for name in names} | {"version": wanted.version} for row in rows]
        insert_missing(connection, boilerplate_set_line, lines)
        _log(connection, source, "applied", applied_at, version=wanted.version)
    return True


def dump_boilerplate(engine: Engine, source: str) -> dict[str, list[AnyRow]]:
    """Every row about a Source's learned lines, by table, times as text: for the archive."""
    with reading(engine) as connection:
        return {
            table.name: [
                {name: _write_time(value) for name, value in row.items()}
                for row in connection.execute(
                    select(table).where(table.c.source == source).order_by(*table.primary_key)
                ).mappings()
            ]
            for table in _TABLES
        }


def restore_boilerplate(engine: Engine, dumped: dict[str, list[AnyRow]]) -> None:
    """Insert what ``dump_boilerplate`` gave, in one transaction; rows that stand are left alone."""
    with writing(engine) as connection:
        for table in _TABLES:
            rows = [_read_times(row) for row in dumped.get(table.name, [])]
            insert_missing(connection, table, rows)


def _is_decided_since(known: tuple[datetime, str] | None, line: LearnedLine) -> bool:
    """Somebody decided while learning ran: that stands, and the next learning counts anew."""
    decided = {"active", "refused"}
    return known is not None and known[1] != line.state and bool({known[1], line.state} & decided)


def _read_set(connection: Connection, source: str) -> LineSet:
    decided, lines = boilerplate_decision.c, boilerplate_set_line.c
    version = connection.scalar(
        select(decided.version)
        .where(decided.source == source, decided.decision == "applied")
        .order_by(decided.serial.desc())
        .limit(1)
    )
    if not version:
        return LineSet()
    query = select(lines.fingerprint, lines.kind)
    query = query.where(lines.source == source, lines.version == version)
    return _make_set(tuple(row) for row in connection.execute(query))


def _make_set(rows: Iterable[Sequence[str]]) -> LineSet:
    lines = frozenset(RepeatedLine(fingerprint, kind) for fingerprint, kind in rows)  # type: ignore[arg-type]  # kinds come from extraction
    return LineSet(name_line_set(lines), lines)


def _log(
    connection: Connection,
    source: str,
    decision: Decision,
    at: datetime,
    *,
    fingerprint: str | None = None,
    version: str | None = None,
) -> None:
    c = boilerplate_decision.c
    last = connection.scalar(select(func.max(c.serial)).where(c.source == source)) or 0
    row = {
        "source": source,
        "serial": last + 1,
        "decision": decision,
        "decided_at": at,
        "fingerprint": fingerprint,
        "version": version,
    }
    insert_rows(connection, boilerplate_decision, [row])


def _write_time(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _read_times(row: AnyRow) -> AnyRow:
    return {
        name: datetime.fromisoformat(value) if name in _TIMES and isinstance(value, str) else value
        for name, value in row.items()
    }
