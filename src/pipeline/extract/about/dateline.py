"""The date that a page shows under its title, where its metadata tell none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.signals.shapes import CLOCK, DATE, is_instant
from pipeline.extract.times import find_time, read_time, read_url_date
from pipeline.extract.tree.shown import SILENT
from pipeline.extract.tree.words import find_words, load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipeline.extract.about.metadata import Metadata
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
_UPDATED = re.compile(load_words("update_labels"), re.IGNORECASE)
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
        reading = read_line_date(raw, context)
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


def read_line_date(line: str, context: TimeContext) -> Reading | None:
    """The date, with its year, of a line that tells little else."""
    rest = CLOCK.sub(" ", DATE.sub(" ", line))
    if len(_WORD.findall(rest)) > MAX_WORDS:
        return None
    reading = find_time(line, context)
    if reading is None or reading.year is None:
        day = DATE.search(line)
        reading = read_time(day[0], context) if day and _YEAR.search(day[0]) else None
        if reading is not None and day and _UPDATED.search(line, 0, day.start()):
            reading = replace(reading, is_update=True)
    return reading if reading is not None and reading.year is not None else None


def tells_instant(raw: str | None, context: TimeContext) -> bool:
    """Whether a date of the page's data says the hour as well, in a zone that is known."""
    reading = read_line_date(raw, context) if raw else None
    return reading is not None and _is_placed(reading, context)


def fill_dates(about: Metadata, shown: Dateline, context: TimeContext) -> Metadata:
    """The metadata with the dates that the page shows.

    A date in the data stays, unless the shown one says the same day and its hour as well.
    """
    told = read_line_date(about.published_raw, context) if about.published_raw else None
    published = about.published_raw
    if told is None or (shown.published_raw and adds_hour(told, shown.published_raw, context)):
        published = shown.published_raw or published
    return replace(
        about, published_raw=published, modified_raw=about.modified_raw or shown.modified_raw
    )


def adds_hour(known: Reading, raw: str, context: TimeContext) -> bool:
    """Whether a date says the day of a known one, and its hour, which that does not say."""
    reading = read_line_date(raw, context)
    if reading is None or _is_placed(known, context) or not _is_placed(reading, context):
        return False
    return _name_day(known) == _name_day(reading)


def _is_placed(reading: Reading, context: TimeContext) -> bool:
    is_known = reading.instant is not None or reading.zone is not None or context.zone is not None
    return reading.has_clock and is_known


def _name_day(reading: Reading) -> tuple[int | None, int | None, int | None]:
    return reading.year, reading.month, reading.day
