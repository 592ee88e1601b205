"""Which media types we take: pages, feeds, sitemaps, plain text, rows of JSON."""

from __future__ import annotations

from urllib.parse import urlsplit

from pipeline.codings import read_content_type
from pipeline.errors import FetchRefused

ACCEPT = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,application/atom+xml;q=0.9,"
    "application/rss+xml;q=0.9,application/json;q=0.8,text/plain;q=0.7"
)
_TAKEN = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/xml",
        "application/xml",
        "application/json",
        "application/x-ndjson",
        "text/plain",
        "text/x-ndjson",
    }
)
_TAKEN_SUFFIXES = ("+xml", "+json")
_PACKED = frozenset({"application/gzip", "application/x-gzip"})
_VAGUE = frozenset({"application/octet-stream", "binary/octet-stream"})
_REFUSED = frozenset({"image/svg+xml"})


def check_media_type(url: str, content_type: str | None) -> None:
    """Refuse what is no page, feed, sitemap or text; what a server does not say passes.

    Raises:
        FetchRefused: media_type.
    """
    media_type, _ = read_content_type(content_type)
    if media_type is None or _is_taken(media_type, urlsplit(url).path):
        return
    raise FetchRefused(f"is {media_type}, which we do not take", url=url, reason="media_type")


def _is_taken(media_type: str, path: str) -> bool:
    if media_type in _REFUSED:
        return False
    if media_type in _TAKEN or media_type in _PACKED or media_type.endswith(_TAKEN_SUFFIXES):
        return True
    return media_type in _VAGUE and path.lower().endswith(".gz")
