"""The dates that an article shows beside its headline, where the page's data tell too little."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from pipeline.extract.about.dateline import Dateline, adds_hour, read_line_date
from pipeline.extract.about.headline import find_title_heading
from pipeline.extract.signals.attribute_times import read_attributes
from pipeline.extract.times import read_url_date
from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.shown import SILENT
from pipeline.extract.tree.word_counts import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.times import Reading, TimeContext
    from pipeline.extract.tree.page import Page
    from pipeline.extract.tree.sheet import Sheet

MOST_BELOW = 160
"""Elements behind the headline that are looked at."""
MOST_BETWEEN = 24
"""Elements between one such date and the next."""
MOST_ABOVE = 12
"""Elements before it, in the same box."""
MOST_PARTS = 30
"""Elements inside one that shows a date and little else."""
LABEL_CHARS = (8, 100)
PROSE_CHARS = 300
"""A paragraph this long is the text: no date of the page stands below it."""
CARD_STEPS = 2
CARD_WORDS = 4
"""Words of a link that is the headline of another story."""
NEAR_DAYS = 3
"""As in ``times``: so near to a known day, day and month cannot be swapped."""
_BESIDE = frozenset({"nav", "form", "table", "blockquote", "figure"})
_COLUMNS = frozenset({"aside", "footer"})


def find_shown_date(page: Page, context: TimeContext) -> Dateline:
    """The first whole dates between the headline and the text, as the page writes them.

    Where none of publication stands there, one that stands alone right above the headline.

    Args:
        context: tells the language in which months are named.
    """
    sheet = page.sheet
    headline = find_title_heading(page)
    told = read_url_date(page.url) if page.url else None
    if headline is None:
        return Dateline(told.isoformat() if told else None)
    published: Reading | None = None
    modified: str | None = None
    last = headline + MOST_BELOW
    for place in _list_below(sheet, headline):
        if place > last:
            break
        for raw, reading in _read_place(sheet, place, headline, context, told):
            if reading.is_update:
                modified = modified or raw
            elif published is None or adds_hour(published, raw, context):
                published = reading
            last = min(last, place + MOST_BETWEEN)
    if published is None:
        above = (
            _read_place(sheet, at, headline, context, told) for at in _list_above(sheet, headline)
        )
        said = (reading for found in above for _, reading in found)
        published = next((reading for reading in said if not reading.is_update), None)
    if published is None and told is not None:
        return Dateline(told.isoformat(), modified)
    return Dateline(published.raw if published else None, modified)


def _read_place(
    sheet: Sheet, place: int, headline: int, context: TimeContext, told: date | None
) -> list[tuple[str, Reading]]:
    """Dates with a year in an element's attributes, then in what it shows; none in a menu.

    ``told``: the day in the page's address, which tells the story's dates from those of others.
    """
    found = [
        (raw, reading)
        for raw, reading in _find_dates(sheet, place, context, told)
        if told is None or reading.is_update or _is_near(reading, told)
    ]
    return found if found and _is_label(sheet, place, headline) else []


def _find_dates(
    sheet: Sheet, place: int, context: TimeContext, told: date | None
) -> Iterator[tuple[str, Reading]]:
    for mark in read_attributes(sheet.tags[place], sheet.list_attributes(place)):
        reading = read_line_date(mark.raw, context)
        if reading is not None and mark.role != "sort":
            yield mark.raw, replace(reading, is_update=mark.role == "updated")
    if sheet.ends[place] - place > MOST_PARTS:
        return
    for text in (read_line_at(sheet, place), sheet.texts[place], sheet.tails[place]):
        line = " ".join(text.split()) if text else ""
        if LABEL_CHARS[0] <= len(line) <= LABEL_CHARS[1] and any(map(str.isdigit, line)):
            reading = read_line_date(line, context)
            if reading is not None and _is_clear(reading, context, told):
                yield reading.raw, reading


def _is_clear(reading: Reading, context: TimeContext, told: date | None) -> bool:
    """Not '04/10/2016', unless one way of reading it is right before the capture, or is told."""
    if "ambiguous_date" not in reading.flags or (told and _is_near(reading, told)):
        return True
    return context.captured_at is not None and _is_near(reading, context.captured_at.date())


def _is_near(reading: Reading, day: date) -> bool:
    if not (reading.year and reading.month and reading.day):
        return False
    said = date(reading.year, reading.month, reading.day)
    return abs((day - said).days) <= NEAR_DAYS


def _list_below(sheet: Sheet, headline: int) -> Iterator[int]:
    """What follows the headline down to the text."""
    for place in range(headline, min(len(sheet.tags), headline + MOST_BELOW)):
        if sheet.tags[place] == "p" and len(read_line_at(sheet, place)) >= PROSE_CHARS:
            return
        yield place


def _list_above(sheet: Sheet, headline: int) -> range:
    """What stands right before the headline in the same box, the nearest first."""
    box = sheet.parents[headline]
    if box >= 0 and sheet.tags[sheet.parents[box]] not in {"html", "body"}:
        box = sheet.parents[box]
    return range(headline - 1, max(box, headline - MOST_ABOVE), -1)


def _is_label(sheet: Sheet, place: int, headline: int) -> bool:
    """Not in a menu or the like; in a list or a side column only what belongs to no other story.

    What holds the headline as well is no part beside it: some systems write whole pages into a
    form or a table.
    """
    if sheet.tags[place] in SILENT:
        return False
    climbed = (place, *sheet.climb(place))
    around = {sheet.tags[at] for at in climbed if not at <= headline < sheet.ends[at]}
    if around & _BESIDE:
        return False
    if around & _COLUMNS:
        return "article" in {sheet.tags[at] for at in climbed} and not _is_in_card(sheet, place)
    return "li" not in around or not _is_in_card(sheet, place)


def _is_in_card(sheet: Sheet, place: int) -> bool:
    """Whether the boxes right around an element hold a link that reads like a headline."""
    inside = takewhile(lambda above: sheet.tags[above] not in _COLUMNS, sheet.climb(place))
    for box in islice(inside, CARD_STEPS):
        links = (at for at in range(box, sheet.ends[box]) if sheet.tags[at] == "a")
        if any(count_words(read_line_at(sheet, at)) >= CARD_WORDS for at in links):
            return True
    return False
