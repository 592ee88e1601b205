"""Sitemaps (sitemaps.org, Google News): a small reader, without entities, DTDs or network."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from pipeline.codings import GZIP_MAGIC, CodingError, inflate_gzip
from pipeline.discover.announcement import Announcement, Span, find_day, read_span, span_day

if TYPE_CHECKING:
    from pipeline.model import Interval

MAX_BYTES = 60_000_000
"""Of an inflated sitemap: the protocol allows 50 MB."""
# sitemap-2026-03.xml, /2026/03/, sitemap_202603
_MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[/_-]?(0[1-9]|1[0-2])(?!\d)")
# sitemap-2026.xml
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Child:
    """One sitemap that an index lists."""

    url: str
    modified: Span | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one file lists: pages, or further sitemaps."""

    pages: tuple[Announcement, ...]
    children: tuple[Child, ...]


def read_sitemap(body: bytes, url: str, zone: tzinfo) -> Sitemap:
    """Read a ``urlset`` or a ``sitemapindex``, gzipped or not, or a text file of addresses.

    Raises:
        ValueError: none of these, or broken.
    """
    if body.startswith(GZIP_MAGIC):
        try:
            body = inflate_gzip(body, MAX_BYTES)
        except CodingError as error:
            raise ValueError(f"no sitemap: {error}") from error
    if body.lstrip()[:4].lower() == b"http":
        return _read_lines(body)
    root = _parse(body)
    match etree.QName(root).localname:
        case "urlset":
            return Sitemap(tuple(_read_pages(root, url, zone)), ())
        case "sitemapindex":
            return Sitemap((), tuple(_read_children(root, url, zone)))
    raise ValueError(f"no sitemap: its root is {root.tag!r}")


def may_hold(child: Child, interval: Interval, zone: tzinfo) -> bool:
    """Whether a listed sitemap may hold pages of the interval.

    A date in its name tells (a day, a month or a year), or a change within the interval. Without a
    date in its name, one that did not change since the interval began cannot hold them.
    """
    named = _span_name(child.url, zone)
    if named is not None:
        return named.overlaps(interval) or bool(
            child.modified and child.modified.overlaps(interval)
        )
    return child.modified is None or child.modified.last >= interval.start


def _parse(body: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no sitemap: {error}") from error
    if root is None:
        raise ValueError("no sitemap: empty")
    return root


def _read_lines(body: bytes) -> Sitemap:
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines()]
    return Sitemap(tuple(Announcement(line, "sitemap") for line in lines if line), ())


def _read_pages(root: etree._Element, url: str, zone: tzinfo) -> Iterator[Announcement]:
    for node in root.iterchildren("{*}url"):
        address = node.findtext("{*}loc", "").strip()
        if address:
            published = node.findtext("{*}news/{*}publication_date")
            yield Announcement(
                url=urljoin(url, address),
                via="sitemap",
                published=read_span(published, zone),
                modified=read_span(node.findtext("{*}lastmod"), zone),
                title=(node.findtext("{*}news/{*}title") or "").strip() or None,
            )


def _read_children(root: etree._Element, url: str, zone: tzinfo) -> Iterator[Child]:
    for node in root.iterchildren("{*}sitemap"):
        address = node.findtext("{*}loc", "").strip()
        if address:
            yield Child(urljoin(url, address), read_span(node.findtext("{*}lastmod"), zone))


def _span_name(url: str, zone: tzinfo) -> Span | None:
    """The day, month or year that a sitemap's address names."""
    if day := find_day(url):
        return span_day(day, zone)
    path = url.partition("://")[2]
    if month := _MONTH_IN_NAME.search(path):
        year, number = int(month[1]), int(month[2])
        last = calendar.monthrange(year, number)[1]
        return _join(date(year, number, 1), date(year, number, last), zone)
    if found := _YEAR_IN_NAME.search(path):
        return _join(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31), zone)
    return None


def _join(first: date, last: date, zone: tzinfo) -> Span:
    return Span(span_day(first, zone).first, span_day(last, zone).last)
