"""Page: the bytes of one Capture, decoded and parsed once; every later step shares its tree.

Takes what a server sent, gives one lxml tree, the meta tags and the JSON-LD that stand in it.
No network, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from pipeline.errors import UnreadablePage
from pipeline.extract.tree.decode import decode_text
from pipeline.extract.tree.json_text import read_json
from pipeline.extract.tree.language import settle_language
from pipeline.extract.tree.parse import parse_html, refuse_attribute_floods
from pipeline.extract.tree.sheet import Sheet, lay_out

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.model import RemovedKind, RepeatedLine, Source

_NOT_A_PAGE = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "compressed data"),
)
# itemprop of what is no page of its own but an item on it
_ITEMS = frozenset({"comment", "itemlistelement", "liveblogupdate", "blogpost", "blogposts"})
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg"})


@dataclass(frozen=True, slots=True)
class Page:
    """A Capture decoded and parsed once.

    ``tree`` is shared: nobody changes it; who must, copies the element first.
    """

    url: str | None
    captured_at: datetime | None
    media_type: str | None
    language: str | None
    """Primary subtag and region, lower case: ``en``, ``pt-br``. As the page says; where it says
    none, or its texts are clearly in another: as they speak."""
    raw: str
    has_text: bool
    """Something that a reader may see, or JSON-LD."""
    tree: HtmlElement
    sheet: Sheet
    """The tree laid out."""
    base_url: str | None
    """Against what relative links are resolved."""
    meta: Mapping[str, str]
    """``name``, ``property`` or ``itemprop`` of each meta tag (lower case) to its first content."""
    json_ld: tuple[Any, ...]
    """Each ``application/ld+json`` block, parsed; what cannot be read is left out. JSON: Any."""
    hints: Source | None = None
    repeated_lines: Mapping[str, RemovedKind] = field(default_factory=dict)
    """``fingerprint_line`` of lines that recur over the publisher's pages, and what they are."""


def open_page(
    data: bytes,
    *,
    url: str | None,
    captured_at: datetime | None,
    media_type: str | None = None,
    charset: str | None = None,
    hints: Source | None = None,
    repeated_lines: Collection[RepeatedLine] = (),
) -> Page:
    """Decodes and parses an HTML page.

    Raises:
        UnreadablePage: empty, not HTML, or over the parser's limits.

    >>> page = open_page(b"<html lang=en><p>Hello", url=None, captured_at=None)
    >>> page.language
    'en'
    """
    refuse_other_media(data, url=url, media_type=media_type)
    raw = decode_text(data, charset)
    refuse_attribute_floods(raw, url)
    tree = parse_html(raw, url)
    sheet = lay_out(tree)
    meta = _read_meta(sheet)
    blocks = tuple(_read_json_ld(sheet))
    return Page(
        url=url or _read_canonical(sheet, meta),
        captured_at=captured_at,
        media_type=media_type,
        language=settle_language(_read_language(tree, meta, hints), sheet),
        raw=raw,
        has_text=_has_text(sheet),
        tree=tree,
        sheet=sheet,
        base_url=_read_base(sheet, url),
        meta=meta,
        json_ld=blocks,
        hints=hints,
        repeated_lines={line.fingerprint: line.kind for line in repeated_lines},
    )


def refuse_other_media(data: bytes, *, url: str | None, media_type: str | None) -> None:
    """Says in one line why these bytes can be no page.

    Raises:
        UnreadablePage: nothing there, or a PDF, an image, an archive.
    """
    if not data.strip():
        raise UnreadablePage("empty: there are no bytes to read", url=url)
    start = data.lstrip()[:16]
    for magic, name in _NOT_A_PAGE:
        if start.startswith(magic):
            raise UnreadablePage(f"this is {name}, not a page", url=url)
    main = (media_type or "").partition(";")[0].strip().lower()
    if main.startswith(("image/", "audio/", "video/", "font/")) or main == "application/pdf":
        raise UnreadablePage(f"media type {main} is not a page", url=url)
    if b"\x00" in data[:2000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadablePage("binary data, not a page", url=url)


def _has_text(sheet: Sheet) -> bool:
    for place, tag in enumerate(sheet.tags):
        if tag in _SILENT:
            continue
        text, tail, parent = sheet.texts[place], sheet.tails[place], sheet.parents[place]
        if text and not text.isspace() and (parent < 0 or sheet.tags[parent] not in _SILENT):
            return True
        if tail and not tail.isspace():
            return True
    return any(script.text for script in _list_json_ld(sheet))


def _read_meta(sheet: Sheet) -> dict[str, str]:
    found: dict[str, str] = {}
    for place in sheet.list_tagged("meta"):
        given = dict(sheet.list_attributes(place))
        content = given.get("content")
        if content is None:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = given.get(attribute)
            if key and not (attribute == "itemprop" and is_of_other(sheet, place)):
                found.setdefault(key.strip().lower(), content.strip())
    return found


def is_of_other(sheet: Sheet, place: int) -> bool:
    """Whether microdata names what holds an element a comment, a post or a story in a list."""
    said = ((sheet.get(at, "itemtype"), sheet.get(at, "itemprop")) for at in sheet.climb(place))
    return any("comment" in kind.lower() or prop.lower() in _ITEMS for kind, prop in said)


def _list_json_ld(sheet: Sheet) -> Iterator[HtmlElement]:
    for place in sheet.list_tagged("script"):
        if "ld+json" in sheet.get(place, "type").lower():
            yield sheet.elements[place]


def _read_json_ld(sheet: Sheet) -> list[Any]:
    parsed = (read_json(text) for script in _list_json_ld(sheet) if (text := script.text))
    return [block for block in parsed if isinstance(block, dict | list)]


def _read_language(tree: HtmlElement, meta: Mapping[str, str], hints: Source | None) -> str | None:
    stated = tree.get("lang") or tree.get("xml:lang")
    if not stated:
        body = tree.find("body")
        stated = body.get("lang") if body is not None else None
    for said in (stated, meta.get("content-language"), meta.get("og:locale"), meta.get("language")):
        tag = (said or "").strip().lower().replace("_", "-")
        if _language_tags().match(tag):
            return tag
    return hints.language.lower() if hints and hints.language else None


@cache
def _language_tags() -> re.Pattern[str]:
    # 'en', 'pt-br', 'zh-hans-cn'
    return re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*\Z")


def _read_canonical(sheet: Sheet, meta: Mapping[str, str]) -> str | None:
    for link in sheet.list_tagged("link"):
        if sheet.get(link, "rel").lower() == "canonical" and (href := sheet.get(link, "href")):
            return href.strip()
    return meta.get("og:url")


def _read_base(sheet: Sheet, url: str | None) -> str | None:
    for base in sheet.list_tagged("base"):
        href = sheet.get(base, "href")
        if href:
            return urljoin(url, href.strip()) if url else href.strip()
    return url
