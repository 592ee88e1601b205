"""Atom: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree
from lxml.builder import ElementMaker

from pipeline.export.feed import (
    Feed,
    name_author,
    name_entry,
    name_feed,
    write_html,
    write_title,
)

if TYPE_CHECKING:
    from pipeline.export.columns import Row

NAMESPACE = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MAKE = ElementMaker()

# what XML 1.0 has no place for: https://www.w3.org/TR/xml/#charsets. Example: \x0b
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_atom(feed: Feed, rows: Iterable[Row]) -> Iterator[bytes]:
    """Write a feed, entry by entry.

    Args:
        feed: what it is about.
        rows: of ``warehouse.states.stream_states``, newest first.
    """
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="{NAMESPACE}"'.encode()
    yield f" xml:lang={quoteattr(feed.language)}>\n".encode() if feed.language else b">\n"
    for element in _describe_feed(feed):
        yield _write(element)
    for row in rows:
        yield _write(_describe_entry(row, feed))
    yield b"</feed>\n"


def _write(element: etree._Element) -> bytes:
    """An element without a namespace: it has that of the document around it."""
    return etree.tostring(element, encoding="unicode").encode() + b"\n"


def _describe_feed(feed: Feed) -> Iterator[etree._Element]:
    yield _MAKE.title(_clean(feed.title))
    if feed.description:
        yield _MAKE.subtitle(_clean(feed.description))
    yield _MAKE.id(name_feed(feed))
    yield _MAKE.updated(feed.updated_at)
    yield _MAKE.author(_MAKE.name(_clean(feed.author)))
    if feed.home_page_url:
        yield _MAKE.link(rel="alternate", href=_clean(feed.home_page_url))
    yield _MAKE.generator("Dateline")


def _describe_entry(row: Row, feed: Feed) -> etree._Element:
    entry = _MAKE.entry(
        _MAKE.title(_clean(write_title(row))),
        _MAKE.id(name_entry(row)),
        _MAKE.updated(str(row["changed_at"])),
        _MAKE.author(_MAKE.name(_clean(name_author(row, feed)))),
        _MAKE.link(rel="alternate", href=_clean(str(row["url"] or row["live_blog_url"]))),
        _MAKE.content(_clean(write_html(str(row["text"]))), type="html"),
        **_name_language(row["language"]),
    )
    if row["published_at"] is not None:
        entry.append(_MAKE.published(str(row["published_at"])))
    return entry


def _name_language(language: object) -> dict[str, str]:
    return {XML_LANG: str(language)} if language else {}


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
