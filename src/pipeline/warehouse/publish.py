"""Publish a Batch: observations first, then the history that follows from all of them.

The published tables are a pure function of the observations. So the order in which Batches arrive
does not matter, a backfilled night takes its place by itself, and publishing again changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, Table, delete, insert, select

from pipeline.model import Entry, EntryHistory, Event, History, Observation
from pipeline.warehouse.columns import SHORT_ID
from pipeline.warehouse.engine import writing
from pipeline.warehouse.observe import PAGE_FIELDS, Observed, observe_batch
from pipeline.warehouse.recall import Recalled, recall_pages
from pipeline.warehouse.rows import AnyRow, compare_rows, delete_keys, insert_rows, update_rows
from pipeline.warehouse.stage import ENTRY_FIELDS
from pipeline.warehouse.tables import (
    article,
    entry,
    entry_version,
    event,
    evidence,
    live_blog,
    publication,
)
from pipeline.warehouse.told import append_told, list_told

if TYPE_CHECKING:
    from pipeline.model import Batch

Revise = Callable[[str, Sequence[Observation]], History]
"""The live blog's id and its Observations in order of capture -> its History. Pure."""

Rows = dict[Table, list[AnyRow]]
HISTORY = (live_blog, entry, entry_version, evidence, event)
"""Parents before children."""


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
    new = changed = 0
    told: list[AnyRow] = []
    for live_blog_id in observed.live_blogs:
        one_new, one_changed = _publish_live_blog(connection, live_blog_id, revise, observed, told)
        new, changed = new + one_new, changed + one_changed
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
    append_told(connection, told)
    return counts


def _log_publication(connection: Connection, batch: Batch, counts: PublishCounts) -> None:
    connection.execute(delete(publication).where(publication.c.batch_id == batch.batch_id))
    row = asdict(counts) | {"batch_id": batch.batch_id, "run_id": batch.run_id}
    connection.execute(insert(publication), row)


def _publish_live_blog(
    connection: Connection,
    live_blog_id: str,
    revise: Revise,
    observed: Observed,
    told: list[AnyRow],
) -> tuple[int, int]:
    """Bring one live blog up to date; how many of the Batch's Entries were new and changed.

    What is to be told of its Events is added to ``told``.
    """
    recalled = recall_pages(connection, live_blog_id, "liveblog")
    wanted = _list_wanted(live_blog_id, recalled, revise)
    stored = _load_stored(connection, live_blog_id)
    _apply(connection, stored, wanted)
    told += list_told(live_blog_id, stored[event], wanted[event])
    return _count_news(stored, wanted, observed.capture_ids)


def _publish_article(connection: Connection, article_id: str) -> None:
    recalled = recall_pages(connection, article_id, "article")
    wanted = [_page_row("article_id", article_id, recalled)] if recalled.pages else []
    query = select(article).where(article.c.article_id == article_id)
    stored = [dict(row) for row in connection.execute(query).mappings()]
    _apply(connection, {article: stored}, {article: wanted})


def _list_wanted(live_blog_id: str, recalled: Recalled, revise: Revise) -> Rows:
    wanted: Rows = {table: [] for table in HISTORY}
    if not recalled.pages:
        return wanted
    wanted[live_blog].append(_page_row("live_blog_id", live_blog_id, recalled))
    history = revise(live_blog_id, recalled.observations)
    for one in history.entries:
        wanted[entry].append(_entry_row(live_blog_id, one, recalled))
        for version in one.versions:
            row = _content_of(version.entry)
            row |= {
                "entry_id": version.entry_id,
                "version": version.version,
                "content_sha256": version.content_sha256,
                "valid_from": version.valid_from,
                "observed_from": version.observed_from,
                "observed_to": version.observed_to,
                "last_capture_id": version.last_capture_id,
            }
            wanted[entry_version].append(row | recalled.origins[version.first_capture_id])
            wanted[evidence] += _evidence_rows(version.entry_id, version.version, version.entry)
    wanted[event] += [_event_row(one, recalled) for one in history.events]
    return wanted


def _page_row(key: str, page_id: str, recalled: Recalled) -> AnyRow:
    """The page as its latest Capture shows it, whichever arrived last."""
    latest = recalled.pages[-1]
    row: AnyRow = {name: latest[name] for name in PAGE_FIELDS}
    return (
        row
        | {
            key: page_id,
            "url": latest["url"],
            "captures": len(recalled.pages),
            "first_captured_at": recalled.pages[0]["captured_at"],
            "last_captured_at": latest["captured_at"],
        }
        | recalled.origins[latest["capture_id"]]
    )


def _entry_row(live_blog_id: str, one: EntryHistory, recalled: Recalled) -> AnyRow:
    current = one.versions[-1]
    return {
        "entry_id": one.entry_id,
        "live_blog_id": live_blog_id,
        "current_version": current.version,
        "matched_by": one.matched_by,
        "match_score": float(one.match_score),
        "first_seen_at": one.first_seen_at,
        "last_seen_at": one.last_seen_at,
        "retracted_at": one.retracted_at,
    } | recalled.origins[current.first_capture_id]


def _content_of(said: Entry) -> AnyRow:
    row: AnyRow = {name: getattr(said, name) for name in ENTRY_FIELDS}
    names = ("entry_key", "position", "is_pinned", "is_key_event")
    return row | {name: getattr(said, name) for name in names}


def _evidence_rows(entry_id: str, version: int, said: Entry) -> list[AnyRow]:
    return [
        {
            "entry_id": entry_id,
            "version": version,
            "evidence_no": number,
            "dated_by": one.dated_by,
            "raw": one.raw,
            "stood_at": one.where,
            "zone": one.zone,
            "instant": one.instant,
            "precision": one.precision,
            "flags": list(one.flags),
        }
        for number, one in enumerate(said.evidence)
    ]


def _event_row(one: Event, recalled: Recalled) -> AnyRow:
    named = f"{one.entry_id}|{one.type}|{one.capture_id}"
    return {
        "event_id": hashlib.sha256(named.encode()).hexdigest()[:SHORT_ID],
        "entry_id": one.entry_id,
        "type": one.type,
        "observed_at": one.observed_at,
        "confirmed_by": one.confirmed_by,
        "before_value": one.before,
        "after_value": one.after,
    } | recalled.origins[one.capture_id]


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


def _apply(connection: Connection, stored: Rows, wanted: Rows) -> None:
    """Touch only what differs: children go before parents and come after them."""
    changes = {table: compare_rows(table, stored[table], wanted[table]) for table in wanted}
    for table in reversed(changes):
        delete_keys(connection, table, changes[table].extra)
    for table, change in changes.items():
        insert_rows(connection, table, change.missing)
        update_rows(connection, table, change.changed)


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
