"""One walk over the tree: where times stand, and how many words each element holds.

Linear in the page; every reader of the tree that follows looks things up here instead of walking.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.attribute_times import read_attributes
from pipeline.extract.candidate import Role, TimeMark
from pipeline.extract.doubtful_numbers import drop_balls, drop_years
from pipeline.extract.shapes import (
    CLOCK,
    LEADING,
    MAX_LABEL,
    MAX_WORDY,
    is_date_label,
    is_match_minute,
    is_time_label,
    is_wordy_time,
    read_ball,
    read_four_digits,
)
from pipeline.extract.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipeline.model import DatedBy

SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "head", "svg", "iframe", "textarea", "select",
        "option",
    }
)  # fmt: skip
"""Elements whose text no reader of the page sees."""

# A label of a change, as: Updated at 12.36
_UPDATED_LABEL = re.compile(rf"\A\W*{load_words('update_labels')}", re.IGNORECASE)
# What parts two times of one label: 'Posted 18:05 | Updated 18:10'
_BETWEEN = re.compile(
    rf"\s*[|•·/–—-]\s*(?={load_words('update_labels')}|{load_words('publish_labels')})",
    re.IGNORECASE,
)
# ' ET, March 5, 2022', ' CET'
_ZONE_BEHIND = re.compile(r"\s*\(?[A-Z]{2,5}\b")
# '5 Mar 20229:53 AM': a year and a clock that only style parts
_GLUED = re.compile(r"\b((?:19|20)\d\d)(?=\d{1,2}:\d\d)")
# Japanese, Chinese, Thai: letters that stand in sentences without spaces
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
MIN_PIECES, MAX_PIECES = 2, 6
"""Elements that hold the digits of one clock."""
MAX_CLOCK = 8
"""Characters of a clock: '10:48 pm'."""
_HAS_DIGIT = re.compile(r"\d")
# '०', '٣'
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


@dataclass(slots=True)
class Signal:
    """A place in the tree that carries a time (or a match minute)."""

    element: HtmlElement
    marks: list[TimeMark] = field(default_factory=list)
    is_tail: bool = False
    """The time stands in the text after the element (``<br>10:42 text``)."""
    is_leading: bool = False
    """More text follows the time in the same run of text: '13:47 Police say ...'."""
    is_minute: bool = False
    """A match minute: a position, never a time."""
    is_day_only: bool = False
    number: int | None = None
    """Four digits without a colon inside, which may be a clock ('1530:') or a year."""
    ball: int | None = None
    """Place of a ball in an innings ('14.3'), if the page's numbers of that form run on."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one walk over a tree found."""

    signals: tuple[Signal, ...]
    words: dict[HtmlElement, int]
    """Words below each element; elements without any are not listed."""
    link_words: dict[HtmlElement, int]
    order: dict[HtmlElement, int]
    """Place of each element in reading order."""


def survey_tree(tree: HtmlElement) -> Survey:
    """Walks once down for times and order, once up for word counts."""
    signals: list[Signal] = []
    order: dict[HtmlElement, int] = {}
    parents: list[HtmlElement | None] = []
    words: dict[HtmlElement, int] = {}
    for element, parent, is_silent, tail in _walk(tree):
        order[element] = len(parents)
        parents.append(parent)
        if not is_silent:
            text = element.text
            if text and text.isspace():
                text = None
            if text:
                words[element] = count_words(text)
            signal = _read_element(element, text)
            if signal is not None:
                signals.append(signal)
        if tail and parent is not None and not tail.isspace():
            words[parent] = words.get(parent, 0) + count_words(tail)
            signal = _read_tail(element, tail)
            if signal is not None:
                signals.append(signal)
    links = _sum_up(order, parents, words)
    return Survey(tuple(drop_balls(drop_years(signals))), words, links, order)


def count_words(text: str) -> int:
    """Words of a text; of one that puts no spaces between them, two characters count as one.

    >>> count_words("The bridge is open"), count_words("橋が通行止め")
    (4, 3)
    """
    count = len(text.split())
    if text.isascii() or not _UNSPACED.search(text):
        return count
    return count + sum(len(run) - 1 for run in _UNSPACED.findall(text)) // 2


def find_first_signal(tree: HtmlElement) -> Signal | None:
    """The first time in a part of a page; whether a number is one, the whole page has told."""
    for element, _, is_silent, tail in _walk(tree):
        signal = None if is_silent else _read_element(element, element.text)
        if signal is None and tail and not tail.isspace():
            signal = _read_tail(element, tail)
        if signal is not None and (signal.marks or signal.is_minute):
            return signal
    return None


def _walk(
    tree: HtmlElement,
) -> Iterator[tuple[HtmlElement, HtmlElement | None, bool, str | None]]:
    """Each element with its parent, whether it is silent, and the tail that readers see."""
    silent: set[HtmlElement | None] = set()
    for element in tree.iter(etree.Element):
        parent = element.getparent()
        is_below = parent in silent
        is_silent = is_below or element.tag in SILENT
        if is_silent:
            silent.add(element)
        yield element, parent, is_silent, None if is_below or parent is None else element.tail


def _sum_up(
    order: dict[HtmlElement, int],
    parents: Sequence[HtmlElement | None],
    words: dict[HtmlElement, int],
) -> dict[HtmlElement, int]:
    """Adds each element's words to those of its parent; the words inside links come back."""
    links: dict[HtmlElement, int] = {}
    for element, parent in zip(reversed(order), reversed(parents), strict=True):
        count = words.get(element)
        if not count:
            continue
        if element.tag == "a":
            links[element] = count
        linked = links.get(element)
        if parent is not None:
            words[parent] = words.get(parent, 0) + count
            if linked:
                links[parent] = links.get(parent, 0) + linked
    return links


def _read_element(element: HtmlElement, text: str | None) -> Signal | None:
    marks = read_attributes(element)
    signal = Signal(element, marks) if marks else None
    if text:
        signal = _read_run(element, text, signal)
    if signal is None and MIN_PIECES <= len(element) <= MAX_PIECES:
        return _read_pieces(element)
    return signal


def _read_run(element: HtmlElement, text: str, signal: Signal | None) -> Signal | None:
    """Marks from the element's own text: a label, an opening clock, a match minute."""
    if len(text) > 2000:
        return signal
    if not _HAS_DIGIT.search(text, 0, 120):
        return _read_wordy(element, text, signal)
    stripped = tidy_label(text)
    marks = _read_labels(element, stripped)
    if marks:
        marks[-1] = _extend_label(element, marks[-1])
        signal = signal or Signal(element)
        signal.marks.extend(marks)
        signal.number = read_four_digits(stripped)
        return signal
    if signal is not None:
        return signal
    return _read_opening(element, stripped, is_tail=False)


def _read_wordy(element: HtmlElement, text: str, signal: Signal | None) -> Signal | None:
    """'час назад', 'just now': a time ago without a number."""
    if len(text) > MAX_WORDY or not is_wordy_time(text):
        return signal
    signal = signal or Signal(element)
    signal.marks.append(
        TimeMark(" ".join(text.split()), "relative_time", f"{element.tag!s}/text()")
    )
    return signal


def _read_pieces(element: HtmlElement) -> Signal | None:
    """'<i>08</i><i>:</i><i>48</i>': a clock whose digits stand in elements of their own."""
    line = (element.text or "").strip()
    for piece in element:
        line += f"{piece.text or ''}{piece.tail or ''}".strip()
        if len(piece) or len(line) > MAX_CLOCK:
            return None
    if not CLOCK.fullmatch(line):
        return None
    return Signal(element, [TimeMark(line, "visible_clock", f"{element.tag!s}/text()")])


def _extend_label(element: HtmlElement, mark: TimeMark) -> TimeMark:
    """'<span>3:53 PM</span> ET, March 5, 2022': the label with the zone and date behind it."""
    tail = element.tail
    if not tail or len(tail) > MAX_LABEL or not _ZONE_BEHIND.match(tail):
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
    return "".join(str(unicodedata.decimal(char, char)) for char in line)


def _read_tail(element: HtmlElement, tail: str) -> Signal | None:
    if not _HAS_DIGIT.search(tail, 0, 60):
        return None
    stripped = tidy_label(tail)
    marks = _read_labels(element, stripped)
    if marks:
        return Signal(element, marks, is_tail=True, number=read_four_digits(stripped))
    if element.tag != "br":
        return None
    return _read_opening(element, stripped, is_tail=True)


def _read_labels(element: HtmlElement, text: str) -> list[TimeMark]:
    """The time of a label; of 'Updated 18:10 | Published 18:05' both, each with its role."""
    if len(text) > MAX_LABEL or not is_time_label(text):
        return []
    parts = _BETWEEN.split(text)
    if len(parts) == 2 and all(CLOCK.search(part) for part in parts):
        return [_make_mark(element, part) for part in parts]
    return [_make_mark(element, text)]


def _make_mark(element: HtmlElement, text: str) -> TimeMark:
    role: Role = "updated" if _UPDATED_LABEL.match(text) else "published"
    source: DatedBy = "visible_clock" if CLOCK.search(text) else "relative_time"
    return TimeMark(text, source, f"{element.tag!s}/text()", role)


def _read_opening(element: HtmlElement, text: str, *, is_tail: bool) -> Signal | None:
    ball = read_ball(text)
    if ball is not None:
        return Signal(element, is_tail=is_tail, is_minute=True, ball=ball)
    if is_match_minute(text):
        return Signal(element, is_tail=is_tail, is_minute=True)
    if is_date_label(text):
        mark = TimeMark(text, "visible_clock", f"{element.tag!s}/text()")
        return Signal(element, [mark], is_tail=is_tail, is_day_only=True)
    found = LEADING.match(text)
    number = read_four_digits(text)
    if found is None:
        return None if number is None else Signal(element, is_tail=is_tail, number=number)
    raw = found["time"] if number is None else f"{number:04d}:"
    mark = TimeMark(raw, "visible_clock", f"{element.tag!s}/text()")
    return Signal(element, [mark], is_tail=is_tail, is_leading=True, number=number)
