"""One walk over the tree: where times stand, and how many words each element holds.

Linear in the page; every reader of the tree that follows looks things up here instead of walking.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.candidate import TimeMark
from pipeline.extract.signals.attribute_times import may_be_dated, read_attributes
from pipeline.extract.signals.doubtful_numbers import (
    drop_balls,
    drop_figures,
    drop_minutes,
    drop_years,
)
from pipeline.extract.signals.positions import (
    is_game_clock,
    is_match_minute,
    read_ball,
    read_lone_minute,
)
from pipeline.extract.signals.shapes import (
    CLOCK,
    CLOSING,
    LEADING,
    MAX_WORDY,
    is_date_label,
    is_wordy_time,
    read_four_digits,
)
from pipeline.extract.signals.signal import Signal
from pipeline.extract.signals.time_labels import (
    extend_label,
    find_opening_clock,
    follows_update_label,
    read_labels,
    tidy_label,
)
from pipeline.extract.tree.headings import SUBHEADINGS
from pipeline.extract.tree.shown import list_shown
from pipeline.extract.tree.word_counts import count_words, sum_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipeline.extract.tree.sheet import Sheet
    from pipeline.extract.tree.shown import Shown

MIN_PIECES, MAX_PIECES = 2, 6
"""Elements that hold the digits of one clock."""
MAX_CLOCK = 8
"""Characters of a clock: '10:48 pm'."""
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Survey:
    """What one walk over a tree found."""

    signals: tuple[Signal, ...]
    order: dict[HtmlElement, int]
    """Place of each element in reading order."""
    sheet: Sheet
    """The tree laid out; ``order`` gives places in it."""
    counts: list[int]
    """Words below each place."""
    link_counts: list[int]
    """Those of them that stand in links."""

    def count_words(self, element: HtmlElement) -> int:
        """Words below an element."""
        return self.counts[self.order[element]]

    def count_linked(self, element: HtmlElement) -> int:
        """Words below an element that stand in links."""
        return self.link_counts[self.order[element]]


def survey_sheet(sheet: Sheet) -> Survey:
    """Looks once at every text, for its time and its words; then adds the words up."""
    shown = list_shown(sheet)
    signals = list(_list_signals(sheet, shown))
    counts, linked = sum_words(
        sheet,
        {place: count_words(text) for place, text in shown.inside.items()},
        {place: count_words(text) for place, text in shown.behind.items() if place},
    )
    return Survey(
        signals=tuple(drop_figures(drop_minutes(drop_balls(drop_years(signals))), sheet)),
        order=sheet.order,
        sheet=sheet,
        counts=counts,
        link_counts=linked,
    )


def find_first_signal(sheet: Sheet) -> Signal | None:
    """The first time in a part of a page; whether a number is one, the whole page has told."""
    passed = None
    for signal in _list_signals(sheet, list_shown(sheet)):
        if signal.marks or signal.is_minute:
            if signal.element is not passed:
                return signal
        else:
            passed = signal.element  # a number opens it; what stands behind it is not asked
    return None


def _list_signals(sheet: Sheet, shown: Shown) -> Iterator[Signal]:
    """In reading order: the time in an element, then the one behind it."""
    dated = {
        place
        for place, element in enumerate(sheet.elements)
        if place not in shown.hidden and may_be_dated(element.values())
    }
    pieced = _list_pieced(sheet) - shown.hidden
    for place in sorted({*shown.inside, *shown.behind, *dated, *pieced}):
        element, signal = sheet.elements[place], None
        if place in dated:
            marks = read_attributes(sheet.tags[place], sheet.list_attributes(place))
            if marks and follows_update_label(element):
                marks = [replace(mark, role="updated") for mark in marks]
            signal = Signal(element, marks) if marks else None
        if place in shown.inside:
            signal = _read_run(element, shown.inside[place], signal)
        if signal is None and place in pieced:
            signal = _read_pieces(sheet, place)
        if signal is not None:
            yield signal
        if place in shown.behind:
            signal = _read_tail(element, shown.behind[place])
            if signal is not None:
                yield signal


def _list_pieced(sheet: Sheet) -> set[int]:
    """Elements that hold a few others, these nothing."""
    parents = sheet.parents
    return {
        place
        for place, end in enumerate(sheet.ends)
        if MIN_PIECES < end - place <= MAX_PIECES + 1
        and parents[end - 1] == parents[place + 2] == place
    } | {
        place - 1
        for place, text in enumerate(sheet.texts)
        if text == ":" and sheet.ends[place - 1] == place + 1
    }


def _read_run(element: HtmlElement, text: str, signal: Signal | None) -> Signal | None:
    """Marks from the element's own text: a label, an opening clock, a match minute."""
    if len(text) > 2000:
        return signal
    if not _HAS_DIGIT.search(text, 0, 120):
        return _read_wordy(element, text, signal)
    stripped = tidy_label(text)
    marks = read_labels(element, stripped)
    if marks and is_game_clock(stripped):
        return signal or Signal(element, is_minute=True)
    if marks and signal is None and (clock := find_opening_clock(element, stripped)):
        mark = TimeMark(clock, "visible_clock", f"{element.tag!s}/text()")
        return Signal(element, [mark], is_leading=True)
    if marks:
        marks[-1] = extend_label(element, marks[-1])
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


def _read_pieces(sheet: Sheet, place: int) -> Signal | None:
    """'<i>08</i><i>:</i><i>48</i>': a clock whose digits stand in elements of their own.

    In a ``<time>`` two numbers are one, parted by a sign that the style draws.
    """
    pieces = [(sheet.texts[place] or "").strip()]
    for piece in range(place + 1, sheet.ends[place]):
        if sheet.parents[piece] != place or len(pieces) > MAX_CLOCK:
            return None
        pieces.append(f"{sheet.texts[piece] or ''}{sheet.tails[piece] or ''}".strip())
    is_time = sheet.tags[place] == "time" and all(map(str.isdigit, pieces[1:]))
    line = (":" if is_time and not pieces[0] else "").join(pieces).removeprefix(":")
    if len(line) > MAX_CLOCK or not CLOCK.fullmatch(line):
        return None
    mark = TimeMark(line, "visible_clock", f"{sheet.tags[place]}/text()")
    return Signal(sheet.elements[place], [mark])


def _read_tail(element: HtmlElement, tail: str) -> Signal | None:
    if not _HAS_DIGIT.search(tail, 0, 60):
        return None
    stripped = tidy_label(tail)
    marks = read_labels(element, stripped)
    if marks and is_game_clock(stripped):
        return Signal(element, is_tail=True, is_minute=True)
    if marks:
        return Signal(element, marks, is_tail=True, number=read_four_digits(stripped))
    if element.tag != "br":
        return None
    return _read_opening(element, stripped, is_tail=True)


def _read_opening(element: HtmlElement, text: str, *, is_tail: bool) -> Signal | None:
    ball = read_ball(text)
    if ball is not None:
        return Signal(element, is_tail=is_tail, is_minute=True, ball=ball)
    minute = read_lone_minute(text)
    if minute is not None:
        return Signal(element, is_tail=is_tail, is_minute=True, minute=minute)
    if is_match_minute(text):
        return Signal(element, is_tail=is_tail, is_minute=True)
    if is_date_label(text):
        mark = TimeMark(text, "visible_clock", f"{element.tag!s}/text()")
        return Signal(element, [mark], is_tail=is_tail, is_day_only=True)
    found = LEADING.match(text)
    number = read_four_digits(text)
    if found is None and number is None and element.tag in SUBHEADINGS:
        found = CLOSING.search(text)
    if found is None:
        return None if number is None else Signal(element, is_tail=is_tail, number=number)
    raw = found["time"] if number is None else f"{number:04d}:"
    mark = TimeMark(raw, "visible_clock", f"{element.tag!s}/text()")
    return Signal(element, [mark], is_tail=is_tail, is_leading=True, number=number)
