"""A publisher's whole site at the end of a night: path -> resource. Pure, so that it is steady."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pipeline.newsroom.feeds import write_feed, write_index, write_robots, write_sitemap
from pipeline.newsroom.markup import View, load_phrases
from pipeline.newsroom.page import write_front, write_page
from pipeline.newsroom.script import NIGHTS, Fault, Publisher
from pipeline.newsroom.stage import ShownPage, end_of, show_page

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
_STILL = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>\n'


@dataclass(frozen=True, slots=True)
class Resource:
    """What stands at one path."""

    body: bytes
    media_type: str
    modified_at: datetime
    fault: Fault | None = None


def build_site(publisher: Publisher, origin: str, night: date) -> Mapping[str, Resource]:
    """All that the publisher serves at the end of the night, by path.

    Args:
        publisher: the script.
        origin: scheme, host and port, such as ``http://127.0.0.1:8711``.
        night: one of ``NIGHTS``.
    """
    shown = [page for page in (show_page(page, night) for page in publisher.pages) if page]
    pages = {page.script.path: _write_page(publisher, origin, page) for page in shown}
    return pages | _write_announcements(publisher, origin, night, shown)


def _write_page(publisher: Publisher, origin: str, page: ShownPage) -> Resource:
    view = View(publisher, page, origin, load_phrases(publisher.language))
    return Resource(write_page(view).encode(), HTML, page.modified_at, page.script.fault)


def _write_announcements(
    publisher: Publisher, origin: str, night: date, shown: list[ShownPage]
) -> dict[str, Resource]:
    at = max(page.modified_at for page in shown)
    nights = [past for past in NIGHTS if past <= night]
    today = [page for page in shown if page.modified_at >= end_of(night) - timedelta(days=2)]
    feed_type = f"application/{publisher.feed}+xml; charset=utf-8"
    blogs = [page for page in shown if page.script.is_live_blog]
    return {
        "/": Resource(_write_front(publisher, origin, shown), HTML, at),
        f"/{publisher.section}/": Resource(_write_front(publisher, origin, blogs), HTML, at),
        "/robots.txt": _as_text(write_robots(publisher, origin), end_of(NIGHTS[0])),
        "/feed.xml": Resource(write_feed(publisher, origin, shown).encode(), feed_type, at),
        "/sitemap-index.xml": _as_xml(write_index(origin, nights, at), at),
        "/news-sitemap.xml": _as_xml(write_sitemap(publisher, origin, today), at),
        "/static/still.svg": Resource(_STILL.encode(), "image/svg+xml", end_of(NIGHTS[0])),
    } | {
        f"/sitemap-{past}.xml": _as_xml(write_sitemap(publisher, origin, _of(shown, past)), at)
        for past in nights
    }


def _of(shown: Iterable[ShownPage], night: date) -> list[ShownPage]:
    """The pages whose life so far touches the night."""
    start = datetime.combine(night, time(), end_of(night).tzinfo)
    return [
        page
        for page in shown
        if page.script.published_at < end_of(night) and page.modified_at >= start
    ]


def _write_front(publisher: Publisher, origin: str, shown: list[ShownPage]) -> bytes:
    newest_first = sorted(shown, key=lambda page: page.modified_at, reverse=True)
    links = [
        (page.script.path, page.script.title)
        for page in newest_first
        if not page.script.is_disallowed
    ]
    view = View(publisher, newest_first[0], origin, load_phrases(publisher.language))
    return write_front(view, links).encode()


def _as_text(text: str, at: datetime) -> Resource:
    return Resource(text.encode(), "text/plain; charset=utf-8", at)


def _as_xml(text: str, at: datetime) -> Resource:
    return Resource(text.encode(), XML, at)
