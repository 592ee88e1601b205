"""One SHA-256 over all that the warehouse publishes: equal content, equal digest, on any engine."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, Engine, text

from pipeline.warehouse.engine import reading
from pipeline.warehouse.plain import Plain, make_plain
from pipeline.warehouse.types import dump_json

HASHED_VIEWS = (
    "articles",
    "batches",
    "captures",
    "coverage",
    "entries",
    "entry_evidence",
    "entry_links",
    "entry_states",
    "entry_versions",
    "events",
    "live_blogs",
    "nightly_removed",
    "nightly_summary",
    "poll_gaps",
    "quality_results",
    "quarantined",
    "removed_blocks",
    "silent_edits",
)
"""Every public view that is a function of what was captured and of the parser."""

UNHASHED_VIEWS = (
    "boilerplate_decisions",
    "daily_live_blogs",
    "daily_sources",
    "event_stream",
    "fetches",
    "learned_lines",
    "readings",
    "reparse_differences",
)
"""Marts, which follow when they are refreshed; logs of what came when, and of the work."""

_CONDITIONS = {"quarantined": "status = 'open'"}
"""Rows of a view that are hashed: that something was set aside once, and passed since, is a log."""

CAPTURE_COLUMNS = frozenset(
    {
        "capture_id",
        "captured_at",
        "capture_id_before",
        "confirmed_by",
        "edited_at",
        "event_id",
        "first_captured_at",
        "first_seen_at",
        "known_from",
        "known_to",
        "last_capture_id",
        "last_captured_at",
        "last_seen_at",
        "observed_at",
        "observed_from",
        "observed_to",
        "origin_url",
        "payload",
        "quarantine_id",
        "retracted_at",
        "row_key",
        "run_id",
        "stood_from",
        "warc_file",
        "warc_length",
        "warc_offset",
    }
)
"""Columns that say when or by whom something was captured, or are named after a Capture."""

_DRIFTING = "relative_time"
_DRIFTING_COLUMNS = frozenset({"published_at", "instant", "valid_from", "raw", "raw_time"})
"""'21 mins ago' gives another instant in each Capture."""


def hash_public_rows(engine: Engine, *, include_capture_times: bool = True) -> str:
    """Hash every row of every public view, in an order that no engine chooses.

    Args:
        engine: the warehouse.
        include_capture_times: False leaves out what differs between two separate runs over equal
            input: wall-clock times, run ids, capture ids and positions in WARC files.
    """
    digest = hashlib.sha256()
    left_out = frozenset() if include_capture_times else CAPTURE_COLUMNS
    with reading(engine) as connection:
        for view in HASHED_VIEWS:
            lines = sorted(_list_lines(connection, view, left_out))
            digest.update(f"{view} {len(lines)}\n".encode())
            for line in lines:
                digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def _list_lines(connection: Connection, view: str, left_out: frozenset[str]) -> list[str]:
    where = _CONDITIONS.get(view, "TRUE")
    query = text(f"SELECT * FROM {view} WHERE {where}")  # noqa: S608  # our own names
    found = connection.execute(query)
    columns = list(found.keys())
    lines = []
    for row in make_plain(columns, found):
        named = dict(zip(columns, row, strict=True))
        if left_out:
            named = _leave_out(named, left_out)
        lines.append(dump_json(named))
    return lines


def _leave_out(named: dict[str, Plain], left_out: frozenset[str]) -> dict[str, Plain]:
    if named.get("dated_by") == _DRIFTING:
        left_out |= _DRIFTING_COLUMNS
    return {name: cell for name, cell in named.items() if name not in left_out}
