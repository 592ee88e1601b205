"""The report on a Batch: its counts, and whether its accounting closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, Select, func, select

from pipeline.warehouse.audit_tables import quarantine
from pipeline.warehouse.engine import reading
from pipeline.warehouse.history_tables import event
from pipeline.warehouse.ledger import read_batch
from pipeline.warehouse.tables import (
    batch,
    observation,
    publication,
    raw_capture,
    raw_discovery,
    raw_search,
    removed_block,
    stg_entry,
    stg_page,
)


@dataclass(frozen=True, slots=True)
class BatchReport:
    """One Batch in numbers. Those of entries count what its latest publication did."""

    batch_id: str
    source: str
    night: date
    status: str
    reason: str | None
    discovered: int
    captured: int
    refused: int
    failed: int
    pending: int
    unanswered: int
    """Questions to archives that failed: what they hold of the night is not known."""
    pages: int
    """Captures that were read and published."""
    unreadable: int
    """Captures of which no page could be made: in quarantine."""
    entries: int
    """Entries staged."""
    published: int
    unchanged: int
    quarantined: int
    events: dict[str, int]
    """Events that this night's Captures settled, by type: the same in every run."""
    removed: dict[str, int]
    """Blocks stripped from this night's pages, by kind."""

    @property
    def is_closed(self) -> bool:
        """Whether nothing got lost between the stages."""
        urls = self.captured + self.refused + self.failed
        rows = self.published + self.unchanged + self.quarantined
        return self.discovered == urls and self.entries == rows


def batch_report(engine: Engine, batch_id: str) -> BatchReport:
    """Count a Batch.

    Raises:
        WarehouseError: there is none of that id.
    """
    with reading(engine) as connection:
        known = read_batch(connection, batch_id)
        status = connection.execute(
            select(batch.c.status, batch.c.reason).where(batch.c.batch_id == batch_id)
        ).one()
        outcomes = _count_by(connection, _select_outcomes(batch_id))
        last = connection.execute(
            select(publication).where(publication.c.batch_id == batch_id)
        ).first()
        return BatchReport(
            batch_id=batch_id,
            source=known.source,
            night=known.night,
            status=status.status,
            reason=status.reason,
            discovered=sum(outcomes.values()),
            captured=outcomes.get("captured", 0),
            refused=outcomes.get("refused", 0),
            failed=outcomes.get("failed", 0),
            pending=outcomes.get("pending", 0),
            unanswered=_count(connection, _select_unanswered(batch_id)),
            pages=_count(
                connection, select(func.count()).where(observation.c.batch_id == batch_id)
            ),
            unreadable=_count(connection, _select_unreadable(batch_id)),
            entries=_count_entries(connection, batch_id, last.entries if last else 0),
            published=last.new + last.changed if last else 0,
            unchanged=last.unchanged if last else 0,
            quarantined=last.quarantined if last else 0,
            events=_count_by(connection, _select_events(batch_id)),
            removed=_count_by(connection, _select_removed(batch_id)),
        )


def _count_entries(connection: Connection, batch_id: str, published: int) -> int:
    """Entries staged; where staging was cleared since, as the latest publication counted them."""
    pages = _count(connection, select(func.count()).where(stg_page.c.batch_id == batch_id))
    staged = _count(connection, select(func.count()).where(stg_entry.c.batch_id == batch_id))
    return staged if pages else published


def _select_outcomes(batch_id: str) -> Select[str, int]:
    c = raw_discovery.c
    return select(c.outcome, func.count()).where(c.batch_id == batch_id).group_by(c.outcome)


def _select_unanswered(batch_id: str) -> Select[int]:
    c = raw_search.c
    return select(func.count()).where(c.batch_id == batch_id, c.reason.is_not(None))


def _select_unreadable(batch_id: str) -> Select[int]:
    c = quarantine.c
    return select(func.count()).where(
        c.batch_id == batch_id, c.stage == "extract", c.status == "open"
    )


def _select_events(batch_id: str) -> Select[str, int]:
    return (
        select(event.c.type, func.count())
        .join(raw_capture, raw_capture.c.capture_id == event.c.confirmed_by)
        .where(raw_capture.c.batch_id == batch_id)
        .group_by(event.c.type)
    )


def _select_removed(batch_id: str) -> Select[str, int]:
    return (
        select(removed_block.c.kind, func.count())
        .join(observation, observation.c.capture_id == removed_block.c.capture_id)
        .where(observation.c.batch_id == batch_id)
        .group_by(removed_block.c.kind)
    )


def _count(connection: Connection, query: Select[int]) -> int:
    return connection.scalar(query) or 0


def _count_by(connection: Connection, query: Select[str, int]) -> dict[str, int]:
    return dict(sorted(connection.execute(query)))
