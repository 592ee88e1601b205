"""The time that opens a line, taken off it: '6.15 pm: Bridge reopens' is 'Bridge reopens'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.signals.shapes import CLOSING, FRAME, LEADING, is_time_label

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
    if found is None:
        return text
    wanted = _fold(found["time"])
    if not any(_fold(raw).startswith(wanted) or wanted.startswith(_fold(raw)) for raw in raws):
        return text
    rest = text[found.end() :]
    frame = FRAME.match(text)
    if frame:
        rest = rest.rstrip(f"{frame[1]} ")
    return _REST.sub("", rest) if rest.strip() else ""


def strip_closing(text: str, raws: Iterable[str]) -> str:
    """The line without the time it ends with in brackets, if that was read for this post.

    >>> strip_closing("Bridge reopens (13:47 Uhr)", ["13:47 Uhr"])
    'Bridge reopens'
    """
    found = CLOSING.search(text)
    if found is None or not any(_fold(raw).endswith(_fold(found["time"])) for raw in raws):
        return text
    return text[: found.start()]


def strip_dash(text: str) -> str:
    """A line without the dash or colon that parted it from a time label before it."""
    return _REST.sub("", text)


def is_only_time(text: str) -> bool:
    """Nothing but a time stands there."""
    return is_time_label(text)


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
