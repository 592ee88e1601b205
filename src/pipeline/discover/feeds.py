"""RSS, Atom and their kin, by feedparser, on bytes that we fetched: it never fetches itself."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from pipeline.discover.announcement import Announcement, Span, span_instant

if TYPE_CHECKING:
    from time import struct_time

_TYPE = "application/xml"


def read_feed(body: bytes, url: str) -> list[Announcement]:
    """Read a feed's items that have an address.

    Raises:
        ValueError: no feed.
    """
    import feedparser

    headers = {"content-location": url, "content-type": _TYPE}
    feed = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False)
    items = feed.get("entries") or []
    if not feed.get("version") and not items:
        told = feed.get("bozo_exception") or "neither RSS nor Atom"
        raise ValueError(f"no feed: {told}")
    return [_announce(item, urljoin(url, item.link)) for item in items if item.get("link")]


def _announce(item: Any, url: str) -> Announcement:  # noqa: ANN401 - feedparser's own mapping
    return Announcement(
        url=url,
        via="feed",
        published=_read_time(item, "published_parsed"),
        modified=_read_time(item, "updated_parsed"),
        title=item.get("title") or None,
    )


def _read_time(item: Any, key: str) -> Span | None:  # noqa: ANN401 - feedparser's own mapping
    # Asked (even by get) for what is not there, feedparser warns and gives another time.
    parsed: struct_time | None = item[key] if key in item else None  # noqa: SIM401
    if parsed is None:
        return None
    return span_instant(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
