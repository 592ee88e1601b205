"""schema.org JSON-LD: https://schema.org/LiveBlogPosting, as publishers put it into their pages.

Times are written to the day, the minute or the second, as they are known, so that extraction reads
the same entries back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.export.feed import leave_out_empty

if TYPE_CHECKING:
    from pipeline.export.columns import Cell, Row

CONTEXT = "https://schema.org"
_LENGTHS = {
    "day": len("2026-03-27"),
    "hour": len("2026-03-27T14:00"),  # the format has no hour without minutes
    "minute": len("2026-03-27T14:05"),
}


def write_json_ld(rows: Iterable[Row], blog: Row | None = None) -> Iterator[bytes]:
    """Write live blogs with their updates.

    Args:
        rows: of ``warehouse.states.stream_states``, live blog by live blog.
        blog: of ``warehouse.find_live_blog``, where all are of one: it is the document, also where
            no entry stood. Several live blogs stand in ``@graph``.
    """
    if blog is not None:
        yield _dump({"@context": CONTEXT} | _describe_blog(blog, list(rows))) + b"\n"
        return
    yield f'{{"@context": "{CONTEXT}", "@graph": ['.encode()
    separator = b"\n"
    for _, group in groupby(rows, key=lambda row: (row["source"], row["live_blog_url"])):
        updates = list(group)
        yield separator + _dump(_describe_blog(_name_blog(updates[0]), updates))
        separator = b",\n"
    yield b"\n]}\n"


def _name_blog(row: Row) -> Row:
    """The live blog of an entry, as ``warehouse.find_live_blog`` gives it."""
    return dict(row) | {
        "url": row["live_blog_url"],
        "title": row["live_blog_title"],
        "published_at": row["live_blog_published_at"],
    }


def _describe_blog(blog: Row, rows: list[Row]) -> dict[str, Any]:
    publisher = blog["publisher"] or blog["source"]
    return leave_out_empty(
        {
            "@type": "LiveBlogPosting",
            "@id": blog["url"],
            "url": blog["url"],
            "headline": blog["title"],
            "description": blog["lead"],
            "inLanguage": blog["language"],
            "datePublished": blog["published_at"],
            "dateModified": max((str(row["changed_at"]) for row in rows), default=None),
            "publisher": {"@type": "NewsMediaOrganization", "name": publisher},
            "liveBlogUpdate": [_describe_update(row) for row in rows],
        }
    )


def _describe_update(row: Row) -> dict[str, Any]:
    author = {"@type": "Person", "name": row["author"]} if row["author"] else None
    return leave_out_empty(
        {
            "@type": "BlogPosting",
            "@id": f"{row['live_blog_url']}#{row['entry_key']}",
            "url": row["url"],
            "headline": row["headline"],
            "author": author,
            "datePublished": _write_time(row["published_at"], row["precision"]),
            "dateModified": row["updated_at"],
            "articleBody": row["text"],
        }
    )


def _write_time(instant: Cell, precision: Cell) -> str | None:
    if instant is None:
        return None
    length = _LENGTHS.get(str(precision))
    if length is None:
        return str(instant)
    return str(instant)[:length] + ("" if precision == "day" else "Z")


def _dump(value: dict[str, Any]) -> bytes:
    """JSON that may stand inside a ``script`` element."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/").encode("utf-8", "replace")
