"""What announces pages: RSS, Atom, dated sitemaps, a news sitemap, their index, robots.txt.

Follows RSS 2.0, RFC 4287 (Atom), https://www.sitemaps.org/protocol.html, the news extension of
sitemaps and RFC 9309 (robots).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pipeline.newsroom.script import Publisher
    from pipeline.newsroom.stage import ShownPage

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def write_feed(publisher: Publisher, origin: str, pages: Iterable[ShownPage]) -> str:
    """The publisher's feed, newest first; what robots.txt closes is not in it."""
    open_pages = [page for page in pages if not page.script.is_disallowed]
    newest_first = sorted(open_pages, key=lambda page: page.modified_at, reverse=True)
    write = _write_atom if publisher.feed == "atom" else _write_rss
    return write(publisher, origin, newest_first)


def write_sitemap(publisher: Publisher, origin: str, pages: Iterable[ShownPage]) -> str:
    """A sitemap with the news extension."""
    urls = "".join(_write_url(publisher, origin, page) for page in pages)
    return f'{_XML}<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">\n{urls}</urlset>\n'


def write_index(origin: str, nights: Iterable[date], modified_at: datetime) -> str:
    """The index over the dated sitemaps and the news sitemap."""
    paths = [*(f"/sitemap-{night}.xml" for night in nights), "/news-sitemap.xml"]
    items = "".join(
        f"<sitemap><loc>{origin}{path}</loc><lastmod>{_to_iso(modified_at)}</lastmod></sitemap>\n"
        for path in paths
    )
    return f'{_XML}<sitemapindex xmlns="{_SITEMAP}">\n{items}</sitemapindex>\n'


def write_robots(publisher: Publisher, origin: str) -> str:
    """One closed path for all, and the address of the sitemap index."""
    return (
        f"User-agent: *\nDisallow: {publisher.disallowed}\nAllow: /\n\n"
        f"Sitemap: {origin}/sitemap-index.xml\n"
    )


def _write_rss(publisher: Publisher, origin: str, pages: list[ShownPage]) -> str:
    items = "".join(
        f"<item><title>{escape(page.script.title)}</title>"
        f"<link>{origin}{page.script.path}</link>"
        f'<guid isPermaLink="true">{origin}{page.script.path}</guid>'
        f"<pubDate>{format_datetime(page.script.published_at)}</pubDate>"
        f"<dcterms:modified>{_to_iso(page.modified_at)}</dcterms:modified>"
        f"<description>{escape(page.script.lead)}</description></item>\n"
        for page in pages
    )
    return (
        f'{_XML}<rss version="2.0" xmlns:dcterms="http://purl.org/dc/terms/"><channel>'
        f"<title>{escape(publisher.publisher)}</title><link>{origin}/</link>"
        f"<description>{escape(publisher.publisher)}</description>"
        f"<language>{publisher.language}</language>\n{items}</channel></rss>\n"
    )


def _write_atom(publisher: Publisher, origin: str, pages: list[ShownPage]) -> str:
    entries = "".join(
        f"<entry><title>{escape(page.script.title)}</title>"
        f'<link rel="alternate" href="{origin}{page.script.path}"/>'
        f"<id>{origin}{page.script.path}</id>"
        f"<published>{_to_iso(page.script.published_at)}</published>"
        f"<updated>{_to_iso(page.modified_at)}</updated>"
        f"<summary>{escape(page.script.lead)}</summary></entry>\n"
        for page in pages
    )
    updated = _to_iso(max(page.modified_at for page in pages))
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{publisher.language}">'
        f"<title>{escape(publisher.publisher)}</title><id>{origin}/</id>"
        f'<link rel="self" href="{origin}/feed.xml"/><updated>{updated}</updated>'
        f"<author><name>{escape(publisher.publisher)}</name></author>\n{entries}</feed>\n"
    )


def _write_url(publisher: Publisher, origin: str, page: ShownPage) -> str:
    return (
        f"<url><loc>{origin}{page.script.path}</loc><lastmod>{_to_iso(page.modified_at)}</lastmod>"
        f"<news:news><news:publication><news:name>{escape(publisher.publisher)}</news:name>"
        f"<news:language>{publisher.language.split('-', maxsplit=1)[0]}</news:language>"
        "</news:publication>"
        f"<news:publication_date>{_to_iso(page.script.published_at)}</news:publication_date>"
        f"<news:title>{escape(page.script.title)}</news:title></news:news></url>\n"
    )


def _to_iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
