"""The date that a page shows under its title, where its metadata tell none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.signals.shapes import CLOCK, DATE, is_instant
from pipeline.extract.times import find_time, read_time, read_url_date
from pipeline.extract.tree.shown import SILENT
from pipeline.extract.tree.words import find_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.times import Reading, TimeContext
    from pipeline.extract.tree.page import Page
    from pipeline.extract.witnesses.group import Group

MAX_CHARS = 100
"""Of a line that tells when a page was published; a longer one is prose."""
MAX_WORDS = 7
"""Beside date and clock: 'Posted on ... by Jane Roe in Harbour'."""
MAX_ELEMENTS = 400
"""Looked at above the first post."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_UTC = frozenset({"+00:00", "UTC", "Etc/UTC"})
"""What machines write; it names nobody's clock."""
_BESIDE_TAGS = frozenset({"aside", "nav", "footer", "form", "table", "blockquote", "figure"})


@dataclass(frozen=True, slots=True)
class Dateline:
    """Raw strings, as metadata give them."""

    published_raw: str | None = None
    modified_raw: str | None = None
    zone: str | None = None
    """The zone that such a line names: an IANA name or an offset."""


def find_dateline(page: Page, survey: Survey, group: Group, context: TimeContext) -> Dateline:
    """Publication and last change as the lines between the title and the first post tell them.

    A line nearer to the title goes first; without any the date in the page's address counts.
    """
    published: str | None = None
    modified: str | None = None
    zone: str | None = None
    for raw in _list_lines(page, survey, group):
        reading = _read_line(raw, context)
        if reading is None:
            continue
        zone = zone or (reading.zone if reading.zone not in _UTC else None)
        if reading.is_update:
            modified = modified or reading.raw
        else:
            published = published or reading.raw
    if published is None and modified is None and page.url:
        day = read_url_date(page.url)
        published = day.isoformat() if day else None
    return Dateline(published, modified, zone)


def _list_lines(page: Page, survey: Survey, group: Group) -> Iterator[str]:
    """Short texts and instants with a year, from the title down to the first post, then above."""
    first = survey.order[group.members[0]]
    titles = [place for place in page.sheet.list_tagged("h1") if place < first]
    title = titles[-1] if titles else max(0, first - MAX_ELEMENTS)
    below: list[str] = []
    above: list[str] = []
    for element, place in survey.order.items():
        if place >= first:
            break
        if place < first - MAX_ELEMENTS or element.tag in SILENT:
            continue
        found = list(_texts_of(element))
        if found and not _is_beside(element):
            (below if place >= title else above).extend(found)
    yield from below
    yield from above


def _texts_of(element: HtmlElement) -> Iterator[str]:
    for name in ("datetime", "title", "content"):
        value = element.get(name)
        if value and is_instant(value):
            yield value
    for text in (element.text, element.tail):
        if text and _YEAR.search(text, 0, 4 * MAX_CHARS):
            line = " ".join(text.split())
            if len(line) <= MAX_CHARS:
                yield line


def _is_beside(element: HtmlElement) -> bool:
    for step in (element, *element.iterancestors(etree.Element)):
        if step.tag in {"body", "html"}:
            return False
        names = f"{step.get('class') or ''} {step.get('id') or ''}"
        if step.tag in _BESIDE_TAGS or find_words("talk").search(names):
            return True
    return False


def _read_line(line: str, context: TimeContext) -> Reading | None:
    """The date of a line that tells little else; none after the capture."""
    rest = CLOCK.sub(" ", DATE.sub(" ", line))
    if len(_WORD.findall(rest)) > MAX_WORDS:
        return None
    reading = find_time(line, context)
    if reading is None or reading.year is None:
        day = DATE.search(line)
        reading = read_time(day[0], context) if day and _YEAR.search(day[0]) else None
    return reading if reading is not None and reading.year is not None else None
