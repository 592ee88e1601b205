"""CloudEvents 1.0, one JSON object a line: https://github.com/cloudevents/spec/tree/v1.0.2.

``id`` is the Event's own, so that a consumer may drop what it has seen; ``source`` is the address
of the live blog, ``subject`` the Entry, ``time`` the capture that showed the change first. ``data``
follows ``entry_event.schema.json`` beside this file. ``sequence`` is the extension of that name:
https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/sequence.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.export.columns import Cell, Row

TYPE_PREFIX = "dateline.entry."
WITHDRAWN = "dateline.event.withdrawn"
SCHEMA = "urn:dateline:entry-event:1"
_SEQUENCE_DIGITS = 16
_HAS_NO_BEFORE = frozenset({"added", "restored", "pinned", "unpinned"})


def write_cloudevents(rows: Iterable[Row], *, is_sequenced: bool = False) -> Iterator[bytes]:
    """Write Events as lines.

    Args:
        rows: of the view ``event_stream``.
        is_sequenced: adds the sequence, which differs between two warehouses that hold the same.
    """
    for row in rows:
        line = json.dumps(describe_event(row, is_sequenced=is_sequenced), ensure_ascii=False)
        yield line.encode("utf-8", "replace") + b"\n"


def describe_event(row: Row, *, is_sequenced: bool = False) -> dict[str, Any]:
    """One Event as a CloudEvent, as JSON values."""
    is_withdrawn = row["is_withdrawn"] is True
    named = {
        "specversion": "1.0",
        "id": f"{row['event_id']}-{row['sequence']}" if is_withdrawn else row["event_id"],
        "source": row["live_blog_url"] or f"/{row['source']}",
        "type": WITHDRAWN if is_withdrawn else f"{TYPE_PREFIX}{row['type']}",
        "subject": row["entry_id"],
        "time": row["observed_at"],
    }
    if is_sequenced:
        named["sequence"] = f"{row['sequence']:0{_SEQUENCE_DIGITS}}"
    data = {"withdrawn": row["event_id"]} if is_withdrawn else _describe_data(row)
    schema = {} if is_withdrawn else {"dataschema": SCHEMA}
    return named | {"datacontenttype": "application/json"} | schema | {"data": data}


def _describe_data(row: Row) -> dict[str, Any]:
    return {
        "event_id": row["event_id"],
        "type": row["type"],
        "source": row["source"],
        "live_blog_url": row["live_blog_url"],
        "entry_id": row["entry_id"],
        "url": row["url"],
        "published_at": row["published_at"],
        "updated_at": row["updated_at"],
        "observed_at": row["observed_at"],
        "is_declared": row["is_declared"],
        "before": _describe_before(row),
        "after": _describe_after(row),
        "capture_id": row["capture_id"],
        "confirmed_by": row["confirmed_by"],
        "parser_version": row["parser_version"],
    }


def _describe_before(row: Row) -> dict[str, Cell] | None:
    if row["type"] in _HAS_NO_BEFORE:
        return None
    if row["type"] == "moved":
        return {"position": int(str(row["before_value"]))}
    suffix = "_before" if row["type"] == "edited" else ""
    return _describe_state(row, suffix, row["before_value"])


def _describe_after(row: Row) -> dict[str, Cell] | None:
    if row["type"] == "retracted":
        return None
    if row["type"] == "moved":
        return {"position": int(str(row["after_value"]))}
    return _describe_state(row, "", row["after_value"])


def _describe_state(row: Row, suffix: str, content_sha256: Cell) -> dict[str, Cell]:
    said = {name: row[f"{name}{suffix}"] for name in ("headline", "author", "text")}
    return said | {"content_sha256": content_sha256}
