"""What archives were asked for a Batch and what they hold: so that nothing is asked twice.

A search and the captures that it found are kept in one transaction. A backfill that was killed goes
on behind the last answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Engine, delete, select, update

from pipeline.model import Archived
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.rows import insert_missing, list_columns, replace_rows
from pipeline.warehouse.tables import (
    host_turn,
    raw_archived,
    raw_capture,
    raw_discovery,
    raw_search,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

ArchivedOutcome = Literal["pending", "captured", "left_out", "failed"]
_FIELDS = ("address", "url", "captured_at", "origin", "digest", "payload_address")


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What became of one search."""

    further: tuple[str, ...] = ()
    """The searches that bring the rest."""
    reason: str | None = None
    """Why it failed; None: it was answered."""


def find_answer(engine: Engine, batch_id: str, address: str) -> SearchAnswer | None:
    """What a search gave before; None: it was not answered yet."""
    c = raw_search.c
    query = select(c.further).where(
        c.batch_id == batch_id, c.address == address, c.reason.is_(None)
    )
    with reading(engine) as connection:
        row = connection.execute(query).first()
    return None if row is None else SearchAnswer(tuple(row.further))


def save_answer(
    engine: Engine,
    batch_id: str,
    address: str,
    answer: SearchAnswer,
    found: Sequence[Archived] = (),
    *,
    place: int = 0,
) -> None:
    """Keep what a search gave, or why it failed, with the captures that it found.

    Args:
        engine: the warehouse.
        batch_id: the Batch's.
        address: the search, or the WARC file.
        answer: how it ended.
        found: captures; those that stand already keep their outcome.
        place: of the archive in the Source's order.
    """
    search = {
        "batch_id": batch_id,
        "address": address,
        "found": len(found),
        "further": list(answer.further),
        "reason": answer.reason,
    }
    rows = [
        asdict(one) | {"batch_id": batch_id, "place": place, "outcome": "pending", "reason": None}
        for one in found
    ]
    with writing(engine) as connection:
        insert_missing(connection, raw_archived, rows)
        replace_rows(connection, raw_search, [search])


def forget_answers(engine: Engine, batch_id: str, *, only_failed: bool) -> None:
    """Ask again what was not answered, or everything; what was captured stays captured."""
    c = raw_search.c
    statement = delete(raw_search).where(c.batch_id == batch_id)
    if only_failed:
        statement = statement.where(c.reason.is_not(None))
    with writing(engine) as connection:
        connection.execute(statement)


def list_archived(engine: Engine, batch_id: str) -> list[tuple[Archived, ArchivedOutcome]]:
    """What archives hold of a Batch, with what became of it: by place, then instant."""
    c = raw_archived.c
    query = (
        select(*list_columns(raw_archived, _FIELDS), c.outcome)
        .where(c.batch_id == batch_id)
        .order_by(c.place, c.captured_at, c.url, c.address)
    )
    with reading(engine) as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    return [(Archived(**{name: row[name] for name in _FIELDS}), row["outcome"]) for row in rows]


def list_archived_reasons(engine: Engine, batch_id: str) -> dict[str, str]:
    """Why archived captures could not be taken, by page; one reason a page."""
    c = raw_archived.c
    query = select(c.url, c.reason).where(c.batch_id == batch_id, c.reason.is_not(None))
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(c.address)).all()
    return {row.url: row.reason for row in rows}


def list_taken(engine: Engine, batch_id: str) -> set[str]:
    """The addresses of pages that a Batch has taken up."""
    query = select(raw_discovery.c.url).where(raw_discovery.c.batch_id == batch_id)
    with reading(engine) as connection:
        return set(connection.scalars(query))


def mark_archived(
    engine: Engine,
    batch_id: str,
    address: str,
    outcome: ArchivedOutcome,
    reason: str | None = None,
) -> None:
    """Say what became of an archived capture."""
    c = raw_archived.c
    with writing(engine) as connection:
        connection.execute(
            update(raw_archived)
            .where(c.batch_id == batch_id, c.address == address)
            .values(outcome=outcome, reason=reason)
        )


def list_places_held(engine: Engine, warc_file: str) -> set[int]:
    """The offsets in a WARC file of ours that index rows lead to."""
    c = raw_capture.c
    with reading(engine) as connection:
        return set(connection.scalars(select(c.warc_offset).where(c.warc_file == warc_file)))


def find_digest(engine: Engine, final_url: str, captured_at: datetime) -> str | None:
    """The payload's SHA-256 of the Capture that answered there and then; None: there is none."""
    c = raw_capture.c
    query = select(c.payload_sha256).where(c.final_url == final_url, c.captured_at == captured_at)
    with reading(engine) as connection:
        found: str | None = connection.scalar(query.limit(1))
    return found


def take_turn(
    engine: Engine, host: str, now: datetime, *, interval_s: float, patience_s: float
) -> float:
    """Take the next turn to ask a host; returns the seconds to wait for it.

    One rate for all processes that share the warehouse. Where the wait is longer than the
    patience, no turn is taken: the caller gives up.
    """
    with writing(engine) as connection:
        due = _read_turn(connection, host)
        at = now if due is None else max(now, due)
        wait_s = (at - now).total_seconds()
        if wait_s <= patience_s:
            next_at = at + timedelta(seconds=interval_s)
            replace_rows(connection, host_turn, [{"host": host, "next_at": next_at}])
    return wait_s


def rest_host(engine: Engine, host: str, until: datetime) -> None:
    """Leave a host alone until then, as it asked for; a later wish is not shortened."""
    with writing(engine) as connection:
        due = _read_turn(connection, host)
        next_at = until if due is None else max(due, until)
        replace_rows(connection, host_turn, [{"host": host, "next_at": next_at}])


def _read_turn(connection: Connection, host: str) -> datetime | None:
    found: datetime | None = connection.scalar(
        select(host_turn.c.next_at).where(host_turn.c.host == host)
    )
    return found
