"""JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pipeline.export.feed import Feed, leave_out_empty, name_author, name_entry, write_html

if TYPE_CHECKING:
    from pipeline.export.columns import Row

VERSION = "https://jsonfeed.org/version/1.1"
OWN_FIELDS = ("entry_id", "source", "live_blog_url", "precision", "dated_by", "is_pinned", "edits")
"""Extension ``_dateline`` of an item: what the format has no word for."""


def write_json_feed(feed: Feed, rows: Iterable[Row]) -> Iterator[bytes]:
    """Write a feed, item by item.

    Args:
        feed: what it is about.
        rows: of ``warehouse.states.stream_states``, newest first.
    """
    head = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home_page_url,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.author}],
    }
    yield f'{_dump(leave_out_empty(head))[:-1]}, "items": ['.encode()
    separator = b"\n"
    for row in rows:
        yield separator + _dump(_describe_item(row, feed)).encode("utf-8", "replace")
        separator = b",\n"
    yield b"\n]}\n"


def _describe_item(row: Row, feed: Feed) -> dict[str, Any]:
    has_changed = row["edits"] or row["updated_at"] is not None
    return leave_out_empty(
        {
            "id": name_entry(row),
            "url": row["url"] or row["live_blog_url"],
            "title": row["headline"],
            "content_html": write_html(str(row["text"])),
            "content_text": row["text"],
            "date_published": row["published_at"],
            "date_modified": row["changed_at"] if has_changed else None,
            "authors": [{"name": name_author(row, feed)}],
            "language": row["language"],
            "_dateline": {name: row[name] for name in OWN_FIELDS},
        }
    )


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
