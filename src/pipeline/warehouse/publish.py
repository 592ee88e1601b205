"""Publish a Batch: observations first, then the history that follows from all of them.

The published tables are a pure function of the observations. So the order in which Batches arrive
does not matter, a backfilled night takes its place by itself, and publishing again changes nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, Table, delete, insert, select

from pipeline.warehouse.engine import writing
from pipeline.warehouse.history_rows import HISTORY, Revise, Rows, list_history_rows, make_page_row
from pipeline.warehouse.history_tables import (
    article,
    entry,
    entry_version,
    event,
)
from pipeline.warehouse.marts import list_touched, mark_due
from pipeline.warehouse.observe import observe_batch
from pipeline.warehouse.recall import recall_pages
from pipeline.warehouse.rows import (
    AnyRow,
    Change,
    compare_rows,
    delete_keys,
    insert_rows,
    update_rows,
)
from pipeline.warehouse.tables import publication, raw_capture
from pipeline.warehouse.told import append_told, list_told

if TYPE_CHECKING:
    from pipeline.model import Batch


@dataclass(frozen=True, slots=True)
class PublishCounts:
    """How a publication went. ``entries`` = new + changed + unchanged + quarantined."""

    pages: int
    entries: int
    """Entries staged, over all Captures of the Batch."""
    new: int
    """Entries that nobody had seen before."""
    changed: int
    """Entries known before that this Batch shows in a state not known before."""
    unchanged: int
    quarantined: int

    @property
    def published(self) -> int:
        """Entries that brought something."""
        return self.new + self.changed


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What publishing did to one live blog."""

    new: int
    changed: int
    told: list[AnyRow]
    """Its Events that are to be told, and those that stand no more."""
    touched: list[datetime | None]
    """Instants of the days whose marts are due."""


def publish_batch(
    engine: Engine, batch: Batch, *, revise: Revise, is_dry_run: bool = False
) -> PublishCounts:
    """Publish a staged and audited Batch in one transaction, under the Source's lock.

    Args:
        engine: the warehouse.
        batch: its staged rows are read; what stands open in quarantine is left out.
        revise: gives the History of a live blog from all its Observations.
        is_dry_run: count, then take everything back.

    Raises:
        BatchIsBusy: another run was writing for too long.
    """
    with writing(engine, lock=batch.source) as connection:
        counts = _publish(connection, batch, revise)
        if is_dry_run:
            connection.rollback()
    return counts


def _publish(connection: Connection, batch: Batch, revise: Revise) -> PublishCounts:
    observed = observe_batch(connection, batch)
    mark_due(connection, batch.source, _list_capture_times(connection, batch))
    outcomes = [
        _publish_live_blog(connection, live_blog_id, revise, observed.capture_ids)
        for live_blog_id in observed.live_blogs
    ]
    for outcome in outcomes:
        mark_due(connection, batch.source, outcome.touched)
    new, changed = sum(one.new for one in outcomes), sum(one.changed for one in outcomes)
    for article_id in observed.articles:
        _publish_article(connection, article_id)
    counts = PublishCounts(
        pages=len(observed.capture_ids),
        entries=observed.passed + observed.held_back,
        new=new,
        changed=changed,
        unchanged=observed.passed - new - changed,
        quarantined=observed.held_back,
    )
    _log_publication(connection, batch, counts)
    append_told(connection, [row for one in outcomes for row in one.told])
    return counts


def _list_capture_times(connection: Connection, batch: Batch) -> list[datetime]:
    query = select(raw_capture.c.captured_at).where(raw_capture.c.batch_id == batch.batch_id)
    return list(connection.scalars(query))


def _log_publication(connection: Connection, batch: Batch, counts: PublishCounts) -> None:
    connection.execute(delete(publication).where(publication.c.batch_id == batch.batch_id))
    row = asdict(counts) | {"batch_id": batch.batch_id, "run_id": batch.run_id}
    connection.execute(insert(publication), row)


def _publish_live_blog(
    connection: Connection, live_blog_id: str, revise: Revise, capture_ids: frozenset[str]
) -> _Outcome:
    """Bring one live blog up to date."""
    recalled = recall_pages(connection, live_blog_id, "liveblog")
    wanted = list_history_rows(live_blog_id, recalled, revise)
    stored = _load_stored(connection, live_blog_id)
    changes = _apply(connection, stored, wanted)
    new, changed = _count_news(stored, wanted, capture_ids)
    return _Outcome(
        new=new,
        changed=changed,
        told=list_told(live_blog_id, stored[event], wanted[event]),
        touched=list_touched(
            stored,
            wanted,
            changes,
            {row["capture_id"]: row["captured_at"] for row in recalled.pages},
        ),
    )


def _publish_article(connection: Connection, article_id: str) -> None:
    recalled = recall_pages(connection, article_id, "article")
    wanted = [make_page_row("article_id", article_id, recalled)] if recalled.pages else []
    query = select(article).where(article.c.article_id == article_id)
    stored = [dict(row) for row in connection.execute(query).mappings()]
    _apply(connection, {article: stored}, {article: wanted})


def _load_stored(connection: Connection, live_blog_id: str) -> Rows:
    entry_ids = select(entry.c.entry_id).where(entry.c.live_blog_id == live_blog_id)
    stored: Rows = {}
    for table in HISTORY:
        if "live_blog_id" in table.c:
            query = select(table).where(table.c.live_blog_id == live_blog_id)
        else:
            query = select(table).where(table.c.entry_id.in_(entry_ids))
        stored[table] = [dict(row) for row in connection.execute(query).mappings()]
    return stored


def _apply(connection: Connection, stored: Rows, wanted: Rows) -> dict[Table, Change]:
    """Touch only what differs: children go before parents and come after them."""
    changes = {table: compare_rows(table, stored[table], wanted[table]) for table in wanted}
    for table in reversed(changes):
        delete_keys(connection, table, changes[table].extra)
    for table, change in changes.items():
        insert_rows(connection, table, change.missing)
        update_rows(connection, table, change.changed)
    return changes


def _count_news(stored: Rows, wanted: Rows, capture_ids: frozenset[str]) -> tuple[int, int]:
    states = {_name_state(row) for row in stored[entry_version]}
    entries = {row["entry_id"] for row in stored[entry]}
    new = changed = 0
    for row in wanted[entry_version]:
        if row["capture_id"] not in capture_ids or _name_state(row) in states:
            continue
        if row["version"] == 1 and row["entry_id"] not in entries:
            new += 1
        else:
            changed += 1
    return new, changed


def _name_state(row: AnyRow) -> tuple[str, str, str]:
    return row["entry_id"], row["content_sha256"], row["capture_id"]
