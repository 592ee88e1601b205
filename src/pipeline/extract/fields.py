"""The parts of one post in the tree: headline, author, link, id, times; the rest is its text.

Works on any element that holds one post. What was read as a part is listed in ``parts`` so that
the cleaner leaves it out of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.clean.stamps import judge_time
from pipeline.extract.permalink import find_id, find_link
from pipeline.extract.shapes import CLOCK, LEADING, is_date_label, is_match_minute, is_time_label
from pipeline.extract.survey import SILENT, tidy_label
from pipeline.extract.words import find_words, load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.candidate import TimeMark
    from pipeline.extract.survey import Signal

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_QUOTING = frozenset(
    {"blockquote", "figure", "figcaption", "aside", "table", "form", "footer", "nav"}
)
_CITING = _QUOTING - {"aside", "footer", "nav"}
_EMBEDDING = frozenset({"blockquote", "figure"})
# the end of one class: entry-title, post__headline, live-events__entry-head
_TITLE_NAME = re.compile(rf"{load_words('title_names')}\Z", re.IGNORECASE)
# a writer's page: /szerzo/juhasz_edina, /author/bedem, /journalist/123/Jon-King
_AUTHOR_LINK = re.compile(rf"/{load_words('author_links')}/", re.IGNORECASE)
# 'By ', 'Von ', 'Par '
_BY = re.compile(rf"\A{load_words('by_words')}\s+", re.IGNORECASE)
# 'mailto:roe@daily.example'; a share link has no address: 'mailto:?subject='
_MAIL = re.compile(r"mailto:[^?@\s]+@", re.IGNORECASE)
_SIGNATURES = frozenset({"name", "nick", "nickname", "username", "by", "signature", "firma"})
_TITLED = frozenset({"div", "span", "p", "strong", "b", "a"})
# '(15h12)', '- 15:12 Uhr' at the end of a heading
_CLOCK_LAST = re.compile(rf"{CLOCK.pattern}\s?(?:uhr|uur|hs?)?\W*\Z", re.IGNORECASE)
_MAX_HEADLINE = 300
MAX_STAMP_WORDS = 3
MIN_TITLE_WORDS = 2
"""Words beside the clock in a heading; one word may belong to the time."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What was read from one post beside its text."""

    headline: str | None
    author: str | None
    url: str | None
    native_id: str | None
    marks: tuple[TimeMark, ...]
    parts: frozenset[HtmlElement]
    is_pinned: bool
    is_key_event: bool


def read_fields(
    element: HtmlElement, signals: Sequence[Signal], page_url: str | None, base_url: str | None
) -> Fields:
    """Reads one post. ``signals`` are the times found inside it, in reading order."""
    own = _own_signals(element, signals)
    times = frozenset(signal.element for signal in own if not signal.is_leading)
    heading = find_headline(element, times)
    author = find_author(element)
    native_id = find_id(element)
    parts = {
        signal.element
        for signal in own
        if not signal.is_leading and not signal.is_tail and _is_stamp(signal.element)
    }
    parts -= {element}
    if heading is not None:
        parts = {part for part in parts if not _holds(part, heading)} | {heading}
    if author is not None:
        parts.add(author)
    if heading is None:
        heading = _find_bold_opening(own)
        parts |= {heading} if heading is not None else set()
    said = (
        f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-type') or ''}"
    )
    return Fields(
        headline=_read_headline(heading, times) if heading is not None else None,
        author=clean_author(read_line(author)) if author is not None else None,
        url=find_link(element, own, native_id, page_url, base_url),
        native_id=native_id,
        marks=tuple(_order_marks(own)),
        parts=frozenset(parts),
        is_pinned=bool(find_words("pinned").search(said))
        or element.get("data-pinned") in {"true", "1"},
        is_key_event=bool(find_words("key_event").search(said)),
    )


def read_line(element: HtmlElement, without: frozenset[HtmlElement] = frozenset()) -> str:
    """All visible text of an element on one line, that of elements ``without`` left out."""
    pieces: list[str] = []
    _collect(element, pieces, without - {element})
    return " ".join("".join(pieces).replace("\u200b", "").split())


def _collect(
    element: HtmlElement, pieces: list[str], without: frozenset[HtmlElement] = frozenset()
) -> None:
    if element.tag in SILENT or element in without:
        return
    if element.text:
        pieces.append(element.text)
    for child in element:
        if isinstance(child.tag, str):
            _collect(child, pieces, without)
        if child.tag in {"br", "p", "div", "li", "h1", "h2", "h3", "h4"}:
            pieces.append(" ")
        if child.tail:
            pieces.append(child.tail)


def find_headline(
    element: HtmlElement, times: frozenset[HtmlElement] = frozenset()
) -> HtmlElement | None:
    """The first heading before the text begins; else the first element whose class says title."""
    named: HtmlElement | None = None
    prose = 0
    for part in element.iter(etree.Element):
        tag = part.tag
        is_named = named is None and tag in _TITLED and _names_title(part.get("class") or "")
        if not (is_named or tag == "p" or tag in HEADINGS):
            continue
        if part is element or _is_inside(part, element, _QUOTING):
            continue
        if tag in HEADINGS:
            line = read_line(part, times)
            if line and len(line) <= _MAX_HEADLINE and not _is_label(line):
                return part if prose < 12 else named
        elif is_named and _is_title(part):
            named = part
        if tag == "p":
            prose += len(part.text_content().split())
            if prose >= 12:
                break
    return named


def _read_headline(heading: HtmlElement, times: frozenset[HtmlElement]) -> str:
    """The heading on one line, without the times in it and the signs that part them from it."""
    line = read_line(heading, times)
    return line if line == read_line(heading) else line.strip(" ,|–-•·:(")


def _find_bold_opening(signals: Sequence[Signal]) -> HtmlElement | None:
    """Bold type with the time in it or before it: '10:42: <strong>Bridge reopens</strong>'."""
    if not signals:
        return None
    bold = signals[0].element
    if bold.tag == "p" and len(bold) == 1 and not (bold[0].tail or "").strip():
        is_before = not signals[0].is_tail and is_time_label(" ".join((bold.text or "").split()))
        bold = bold[0] if is_before or not (bold.text or "").strip() else bold
    elif not signals[0].is_leading:
        return None
    if bold.tag not in {"strong", "b"}:
        return None
    line = read_line(bold)
    if line.endswith(":") and (bold.tail or "").strip():
        return None  # a place or a name that leads in: '15.12 Uhr | Obermoor: The water falls'
    return bold if 3 <= len(line.split()) <= 30 else None


@lru_cache(maxsize=1024)
def _names_title(names: str) -> bool:
    return any(_TITLE_NAME.search(name) for name in names.split())


def _is_title(part: HtmlElement) -> bool:
    line = read_line(part)
    return 0 < len(line) <= 200 and not _is_label(line) and not part.xpath(".//p")


def _is_stamp(part: HtmlElement) -> bool:
    """An element with a time that holds no text of the post beside it."""
    line = tidy_label(read_line(part))
    if part.tag == "time" or len(line.split()) <= MAX_STAMP_WORDS:
        return True
    return is_time_label(line) or is_date_label(line) or is_match_minute(line)


def _is_label(line: str) -> bool:
    """A time or a date, and no title of two words or more on one side of the clock."""
    if not is_time_label(line):
        return is_date_label(line)
    opening, ending = LEADING.match(line), _CLOCK_LAST.search(line)
    if judge_time(line) is not None or _BY.match(line):
        return True
    title = line[opening.end() :] if opening else line[: ending.start()] if ending else ""
    return len(title.split()) < MIN_TITLE_WORDS


def find_author(element: HtmlElement) -> HtmlElement | None:
    """``rel=author``, ``itemprop=author``, else the innermost element whose class says author."""
    best: HtmlElement | None = None
    for part in element.iter(etree.Element):
        is_stated = part.get("rel") == "author" or part.get("itemprop") == "author"
        if not is_stated and not _is_author_like(part):
            continue
        if part is element or part.tag in SILENT or _is_inside(part, element, _EMBEDDING):
            continue
        line = read_line(part)
        if is_stated:
            if line:
                return part
        elif 2 <= len(line) <= 60 and len(line.split()) <= 8 and not any(c.isdigit() for c in line):
            best = part if best is None or _holds(best, part) else best
    return best


def _is_author_like(part: HtmlElement) -> bool:
    tag = part.tag
    names = part.get("class")
    if tag == "mark" or (names and _names_author(names, is_link=tag == "a")):
        return True
    if tag != "a":
        return False
    href = part.get("href") or ""
    return _MAIL.match(href) is not None or _AUTHOR_LINK.search(href) is not None


@lru_cache(maxsize=1024)
def _names_author(names: str, *, is_link: bool) -> bool:
    if find_words("author_names").search(names):
        return True
    return not is_link and not _SIGNATURES.isdisjoint(names.lower().split())


def clean_author(line: str) -> str | None:
    """'By Caroline Linton' is Caroline Linton."""
    bare = _BY.sub("", line).strip(" ,|–-•·:")
    return bare or None


def _own_signals(element: HtmlElement, signals: Sequence[Signal]) -> list[Signal]:
    """Times of the post itself, not those of a tweet, a caption or an ad inside it."""
    outside = [s for s in signals if not _is_inside(s.element, element, _QUOTING, own=True)]
    if outside:
        return outside
    # No time but one in a margin or at the foot: it is the post's own.
    margin = [s for s in signals if not _is_inside(s.element, element, _CITING, own=True)]
    return margin[:1]


def _order_marks(signals: Sequence[Signal]) -> list[TimeMark]:
    """Marks in reading order; only those of the first places, where a post states its time."""
    marks: list[TimeMark] = []
    seen: set[str] = set()
    for signal in signals[:6]:
        for mark in signal.marks:
            if mark.raw not in seen:
                seen.add(mark.raw)
                marks.append(mark)
    return marks


def _is_inside(
    part: HtmlElement, root: HtmlElement, tags: frozenset[str], *, own: bool = False
) -> bool:
    if own and part.tag in tags and part is not root:
        return True
    for above in part.iterancestors():
        if above is root:
            return False
        if above.tag in tags:
            return True
    return False


def _holds(outer: HtmlElement, inner: HtmlElement) -> bool:
    return any(above is outer for above in inner.iterancestors())
