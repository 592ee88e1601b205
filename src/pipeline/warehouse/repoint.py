"""After a WARC file was repaired: its index rows follow their records to where they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import Engine, update

from pipeline.model import Capture
from pipeline.warehouse.audit_tables import quarantine
from pipeline.warehouse.engine import writing
from pipeline.warehouse.ledger import list_captures_in, read_batch
from pipeline.warehouse.quarantine import ARCHIVE, row_of_capture
from pipeline.warehouse.rows import replace_rows
from pipeline.warehouse.tables import raw_capture

_GONE = "the file ends before it"


class Loss(Protocol):
    """A stretch of the damaged file that cannot be read, as the archive tells it."""

    @property
    def offset(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Move:
    """A repaired file: where its records went, and what was lost."""

    warc_file: str
    """As the index rows have it, before the repair."""
    clean_file: str
    damaged_file: str
    """Where the damaged file is kept; rows whose record is lost lead there."""
    places: Mapping[int, tuple[int, int]]
    """Offset before -> offset and length now."""
    losses: tuple[Loss, ...]


def repoint_captures(engine: Engine, move: Move) -> tuple[int, int]:
    """Lead the index rows of a file to the clean one, in one transaction.

    A Capture whose record is lost stays, leads to the damaged file, and is set aside with the
    reason; no payload is looked for in it any more.

    Returns:
        How many rows follow their record, and how many have lost it.
    """
    lost: list[dict[str, object]] = []
    moved = 0
    with writing(engine) as connection:
        for batch_id, capture in list_captures_in(connection, move.warc_file):
            place = move.places.get(capture.warc_offset)
            if place is None:
                target = replace(capture, warc_file=move.damaged_file)
                told = _find_reason(move.losses, capture)
                batch = read_batch(connection, batch_id)
                lost.append(row_of_capture(batch, target, told, ARCHIVE))
            else:
                target = replace(
                    capture, warc_file=move.clean_file, warc_offset=place[0], warc_length=place[1]
                )
                moved += 1
            connection.execute(
                update(raw_capture)
                .where(raw_capture.c.capture_id == capture.capture_id)
                .values(
                    warc_file=target.warc_file,
                    warc_offset=target.warc_offset,
                    warc_length=target.warc_length,
                )
            )
        if lost:
            replace_rows(connection, quarantine, lost)
    return moved, len(lost)


def _find_reason(losses: Iterable[Loss], capture: Capture) -> str:
    at = capture.warc_offset
    reasons = (one.reason for one in losses if one.offset <= at < one.offset + one.length)
    return next(reasons, _GONE)
