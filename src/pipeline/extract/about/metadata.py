"""What a page says of itself: title, publisher, dates. Structured data first, then meta tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.extract.about.headline import find_title_heading, read_window_title, strip_site_name
from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.page import is_of_other
from pipeline.extract.witnesses.json_ld import LinkedData, as_list, read_name, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from pipeline.extract.tree.page import Page

_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "publish-date",
    "publish_date",
    "pubdate",
    "pub_date",
    "publishdate",
    "published-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "date",
    "dc.date",
    "dcterms.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "article_date_original",
    "citation_publication_date",
    "vr:published_time",
    "published_at",
    "displaydate",
)
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "revision_date",
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Raw strings as the page gives them; dates are read later."""

    title: str | None
    publisher: str | None
    description: str | None
    published_raw: str | None
    modified_raw: str | None
    coverage_start_raw: str | None
    coverage_end_raw: str | None


def read_metadata(page: Page, linked: LinkedData) -> Metadata:
    """The page's own metadata."""
    nodes = [*linked.live_blogs, *linked.articles]
    return Metadata(
        title=_first(nodes, "headline") or _read_title(page),
        publisher=_read_publisher(page, nodes),
        description=_read_description(page, nodes),
        published_raw=_read_date(
            page, [*linked.articles, *linked.live_blogs], "datePublished", _PUBLISHED_META
        ),
        modified_raw=_read_date(page, nodes, "dateModified", _MODIFIED_META),
        coverage_start_raw=_read_coverage(page, nodes, "coverageStartTime"),
        coverage_end_raw=_read_coverage(page, nodes, "coverageEndTime"),
    )


def _read_coverage(page: Page, nodes: list[Mapping[str, Any]], key: str) -> str | None:
    """In JSON-LD, or as microdata: ``<meta itemprop="coverageEndTime" content="...">``."""
    return _first(nodes, key) or page.meta.get(key.casefold())


def _first(nodes: list[Mapping[str, Any]], key: str) -> str | None:
    for node in nodes:
        said = read_text(node.get(key))
        if said:
            return " ".join(said.split())
    return None


def _read_title(page: Page) -> str | None:
    place = find_title_heading(page)
    headline = read_line_at(page.sheet, place) if place is not None else ""
    for key in ("og:title", "twitter:title", "headline", "dc.title", "title"):
        if page.meta.get(key):
            return strip_site_name(" ".join(page.meta[key].split()), headline)
    window = read_window_title(page)
    return headline or window or None


def _read_publisher(page: Page, nodes: list[Mapping[str, Any]]) -> str | None:
    if page.hints is not None:
        return page.hints.publisher
    for node in nodes:
        name = read_name(as_list(node.get("publisher"))[:1])
        if name:
            return name
    for key in ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site"):
        if page.meta.get(key):
            return page.meta[key].lstrip("@")
    host = urlsplit(page.url or "").hostname
    return host.removeprefix("www.") if host else None


def _read_description(page: Page, nodes: list[Mapping[str, Any]]) -> str | None:
    for key in ("og:description", "description", "twitter:description"):
        if page.meta.get(key):
            return " ".join(page.meta[key].split())
    return _first(nodes, "description")


def _read_date(
    page: Page, nodes: list[Mapping[str, Any]], key: str, names: tuple[str, ...]
) -> str | None:
    said = _first(nodes, key)
    if said:
        return said
    for name in names:
        if page.meta.get(name):
            return page.meta[name]
    prop = key.casefold()
    for place in page.sheet.list_tagged("time", "meta", "span", "abbr"):
        given = dict(page.sheet.list_attributes(place))
        if given.get("itemprop", "").casefold() == prop or (
            key == "datePublished" and "pubdate" in given
        ):
            raw = given.get("datetime") or given.get("content")
            if raw and not is_of_other(page.sheet, place):
                return raw
    return _read_hatom(page, key)


# hAtom's names, https://microformats.org/wiki/hatom, and those that WordPress themes write
_HATOM = {
    "datePublished": frozenset({"published", "dt-published", "entry-date"}),
    "dateModified": frozenset({"updated", "dt-updated"}),
}


def _read_hatom(page: Page, key: str) -> str | None:
    for element in page.tree.iter("time", "abbr"):
        if _HATOM[key].intersection((element.get("class") or "").lower().split()):
            raw = element.get("datetime") or element.get("title")
            if raw:
                return raw
    return None
