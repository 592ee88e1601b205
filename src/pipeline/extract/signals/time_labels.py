"""Labels that are times: what a short text beside a post says, with the zone behind it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.candidate import Role, TimeMark
from pipeline.extract.signals.shapes import CLOCK, CLOSING, LEADING, MAX_LABEL, is_time_label
from pipeline.extract.times import find_zone_phrase
from pipeline.extract.tree.words import load_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.model import DatedBy

# A label of a change, as: Updated at 12.36
_UPDATED_LABEL = re.compile(rf"\A\W*{load_words('update_labels')}", re.IGNORECASE)
# 'Updated:', 'Aktualisiert um' alone, before the time
_UPDATED_ALONE = re.compile(
    rf"\A\W*{load_words('update_labels')}\W*(?:(?:at|on|um|am|à|le|a las|alle|om|kl)\W*)?\Z",
    re.IGNORECASE,
)
# What parts two times of one label: 'Posted 18:05 | Updated 18:10'
_BETWEEN = re.compile(
    rf"\s*[|•·/–—-]\s*(?={load_words('update_labels')}|{load_words('publish_labels')})",
    re.IGNORECASE,
)
# ' ET, March 5, 2022', ' CET'
_ZONE_BEHIND = re.compile(r"\s*\(?[A-Z]{2,5}\b")
# '(GMT)' alone
_ZONE_IN_BRACKETS = re.compile(r"\A\s*\([A-Z]{2,5}\)\s*\Z")
# '5 Mar 20229:53 AM': a year and a clock that only style parts
_GLUED = re.compile(r"\b((?:19|20)\d\d)(?=\d{1,2}:\d\d)")
# '১৬: ৫০', as Bengali writes a clock, in digits of ours
_LOOSE_COLON = re.compile(r"(?<=\d)\s?:\s(?=[0-5]\d\b)")
# '०', '٣'
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


def read_labels(element: HtmlElement, text: str) -> list[TimeMark]:
    """The time of a label; of 'Updated 18:10 | Published 18:05' both, each with its role."""
    if len(text) > MAX_LABEL or not is_time_label(text):
        return []
    parts = _BETWEEN.split(text)
    if len(parts) == 2 and all(CLOCK.search(part) for part in parts):
        return [_make_mark(element, part) for part in parts]
    mark = _make_mark(element, text)
    return [replace(mark, role="updated") if follows_update_label(element) else mark]


def follows_update_label(element: HtmlElement) -> bool:
    """'<span>Updated</span> <span>15:55</span>': a word right before says that this is a change."""
    before = element.getprevious()
    parent = element.getparent()
    if before is None:
        said = parent.text if parent is not None else None
    else:
        said = before.tail if before.tail and not before.tail.isspace() else before.text
    return said is not None and _UPDATED_ALONE.match(said) is not None


def find_opening_clock(element: HtmlElement, text: str) -> str | None:
    """The clock of '<b>06.25 Jane Roe</b> in Ormsby has ...': the name goes on as a sentence."""
    if not runs_on(element):
        return None
    found = LEADING.match(text)
    if found is None or not text[found.end() :].strip():
        return None
    return found["time"]


def runs_on(element: HtmlElement) -> bool:
    """The text behind an element goes on in small letters: both are one sentence."""
    behind = (element.tail or "").lstrip()
    return behind[:1].islower() and " " in behind


def extend_label(element: HtmlElement, mark: TimeMark) -> TimeMark:
    """'<span>3:53 PM</span> ET, March 5, 2022': the label with the zone and date behind it."""
    tail = _read_behind(element)
    if not tail or len(tail) > MAX_LABEL:
        return mark
    if not _ZONE_BEHIND.match(tail) and not find_zone_phrase(tail):
        return mark
    longer = f"{mark.raw} {tidy_label(tail)}"
    if len(longer) > MAX_LABEL or not is_time_label(longer):
        return mark
    return replace(mark, raw=longer)


def tidy_label(text: str) -> str:
    """The beginning on one line, with digits of every script as 0 to 9."""
    line = _GLUED.sub(r"\1 ", " ".join(text[:200].split()))
    if not _OTHER_DIGIT.search(line):
        return line
    digits = "".join(str(unicodedata.decimal(char, char)) for char in line)
    return _LOOSE_COLON.sub(":", digits)


def _make_mark(element: HtmlElement, text: str) -> TimeMark:
    role: Role = "updated" if _UPDATED_LABEL.match(text) else "published"
    source: DatedBy = "visible_clock" if CLOCK.search(text) else "relative_time"
    closing = CLOSING.search(text)  # behind a title
    text = closing["time"] if closing and text[: closing.start()].strip() else text
    return TimeMark(text, source, f"{element.tag!s}/text()", role)


def _read_behind(element: HtmlElement) -> str | None:
    """The text behind a label; of an element right behind it, a zone in brackets and no more."""
    if element.tail and not element.tail.isspace():
        return element.tail
    behind = element.getnext()
    if behind is None or len(behind) or not behind.text:
        return None
    is_zone = _ZONE_IN_BRACKETS.match(behind.text) or find_zone_phrase(behind.text)
    return behind.text if is_zone else None
