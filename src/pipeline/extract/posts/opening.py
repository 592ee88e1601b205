"""The time that opens a line, taken off it: '6.15 pm: Bridge reopens' is 'Bridge reopens'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.extract.signals.shapes import (
    CLOSING,
    FRAME,
    LEADING,
    is_instant,
    is_time_label,
    says_at,
)

if TYPE_CHECKING:
    from pipeline.extract.candidate import TimeMark

QUARTER = 15
"""Minutes by which zones differ at least."""
# the 42 of '10:42', '10h42', 'T10:42:00Z'
_MINUTE = re.compile(r"(?<!\d)\d{1,2}\s?[:.h]\s?([0-5]\d)(?!\d)", re.IGNORECASE)

# ' – ', ': ', ' | ', '■ ' left over where a time label stood before the text
_REST = re.compile(r"\A\s*[-–—:|•·■□▪●◆►▶➤.,)\]]+\s*(?=\S)")


def strip_opening(text: str, raws: Iterable[str]) -> str:
    """The line without the time it opens with, if that is one of the times read for this post.

    >>> strip_opening("13:47 – Police arrive", ["13:47"])
    'Police arrive'
    >>> strip_opening("+++ 13:47 Police arrive +++", ["13:47"])
    'Police arrive'
    """
    found = LEADING.match(text)
    if found is None or says_at(text):
        return text
    wanted = _fold(found["time"])
    if not any(_fold(raw).startswith(wanted) or wanted.startswith(_fold(raw)) for raw in raws):
        return text
    rest = text[found.end() :]
    rest = _strip_frame(rest, text)
    return _REST.sub("", rest) if rest.strip() else ""


def _strip_frame(part: str, line: str) -> str:
    """A part of a line without the signs that are set round the line."""
    frame = FRAME.match(line)
    return part.strip(f"{frame[1]} ") if frame else part


def list_own_clocks(marks: Sequence[TimeMark]) -> list[str]:
    """Raw times of a post that say when it was published: none that its sentences tell.

    Where an element or attribute gives the instant, a clock of another minute belongs to the text.
    Zones differ by whole half hours and quarters.

    >>> from pipeline.extract.candidate import TimeMark
    >>> stated = TimeMark("2024-03-14T09:10:00Z", "time_element", "time@datetime")
    >>> list_own_clocks([stated, TimeMark("At 10:42", "visible_clock", "p")])
    ['2024-03-14T09:10:00Z']
    """
    stated = [_find_minute(mark.raw) for mark in marks if is_instant(mark.raw)]
    minutes = {minute % QUARTER for minute in stated if minute is not None}
    if not minutes:
        return [mark.raw for mark in marks]
    found = [(mark.raw, _find_minute(mark.raw)) for mark in marks]
    return [raw for raw, minute in found if minute is None or minute % QUARTER in minutes]


def _find_minute(raw: str) -> int | None:
    found = _MINUTE.search(raw)
    return int(found[1]) if found else None


def strip_closing(text: str, raws: Iterable[str]) -> str:
    """The line without the time it ends with in brackets, if that was read for this post.

    >>> strip_closing("Bridge reopens (13:47 Uhr)", ["13:47 Uhr"])
    'Bridge reopens'
    """
    found = CLOSING.search(text)
    if found is None or not any(_fold(raw).endswith(_fold(found["time"])) for raw in raws):
        return text
    return _strip_frame(text[: found.start()], text)


def strip_dash(text: str) -> str:
    """A line without the dash or colon that parted it from a time label before it."""
    return _REST.sub("", text)


def is_only_time(text: str) -> bool:
    """Nothing but a time stands there."""
    return is_time_label(text)


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
