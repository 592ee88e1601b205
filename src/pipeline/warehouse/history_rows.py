"""The rows that a History makes, table by table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from sqlalchemy import Table

from pipeline.model import EntryHistory, EntryLink, Event, History, Observation, PollGap
from pipeline.warehouse.columns import SHORT_ID
from pipeline.warehouse.history_tables import (
    entry,
    entry_link,
    entry_version,
    event,
    evidence,
    live_blog,
    poll_gap,
)
from pipeline.warehouse.observe import PAGE_FIELDS
from pipeline.warehouse.recall import Recalled
from pipeline.warehouse.rows import AnyRow
from pipeline.warehouse.stage import make_entry_row, make_evidence_rows

HISTORY = (live_blog, entry, entry_version, evidence, event, entry_link, poll_gap)
"""Parents before children."""

Revise = Callable[[str, Sequence[Observation]], History]
"""The live blog's id and its Observations in order of capture -> its History. Pure."""

Rows = dict[Table, list[AnyRow]]


def list_history_rows(live_blog_id: str, recalled: Recalled, revise: Revise) -> Rows:
    """All rows that shall stand of one live blog; none when nothing was observed of it."""
    wanted: Rows = {table: [] for table in HISTORY}
    if not recalled.pages:
        return wanted
    wanted[live_blog].append(make_page_row("live_blog_id", live_blog_id, recalled))
    history = revise(live_blog_id, recalled.observations)
    for one in history.entries:
        wanted[entry].append(_entry_row(live_blog_id, one, recalled))
        for version in one.versions:
            row = make_entry_row(version.entry)
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
            named = {"entry_id": version.entry_id, "version": version.version}
            wanted[evidence] += [named | one for one in make_evidence_rows(version.entry)]
    wanted[event] += [_event_row(one, recalled) for one in history.events]
    wanted[entry_link] += [_link_row(live_blog_id, one, recalled) for one in history.links]
    wanted[poll_gap] += [_gap_row(live_blog_id, one, recalled) for one in history.gaps]
    return wanted


def make_page_row(key: str, page_id: str, recalled: Recalled) -> AnyRow:
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


def _link_row(live_blog_id: str, one: EntryLink, recalled: Recalled) -> AnyRow:
    return {
        "live_blog_id": live_blog_id,
        "type": one.type,
        "from_entry_id": one.from_entry_id,
        "to_entry_id": one.to_entry_id,
        "observed_at": one.observed_at,
        "score": float(one.score),
    } | recalled.origins[one.capture_id]


def _gap_row(live_blog_id: str, one: PollGap, recalled: Recalled) -> AnyRow:
    return {
        "live_blog_id": live_blog_id,
        "capture_id_before": one.capture_id_before,
        "begins_at": one.begins_at,
        "ends_at": one.ends_at,
        "spacing_s": one.spacing_s,
        "missed": one.missed,
        "is_counted": one.is_counted,
    } | recalled.origins[one.capture_id]
