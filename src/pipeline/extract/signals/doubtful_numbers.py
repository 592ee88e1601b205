"""Numbers that only the whole page explains: is '1530:' a clock, '14.3' a ball, '87.' a minute?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.signals.positions import are_balls, are_minutes
from pipeline.extract.signals.shapes import are_years

if TYPE_CHECKING:
    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.tree.sheet import Sheet

_MANY = 3
"""A third as many figures that no clock shows, and the others are none either."""
# '7.37'
_DOTTED = re.compile(r"\d{1,2}\.[0-5]\d")
# '431.2', '1.74%', '24.10': a figure, or a clock
_FIGURE = re.compile(r"\s*[+-]?\d{1,6}[.,]\d{1,4}\s?%?\s*")
_CLOCK = re.compile(r"\s*(?:[01]?\d|2[0-3])[.:][0-5]\d\s*")


def drop_years(signals: list[Signal]) -> list[Signal]:
    """Without what four digits open, where they are years: '1987: The bridge falls'."""
    opened = {id(signal): signal.number for signal in signals if signal.number is not None}
    if not opened or not are_years(set(opened.values())):
        return signals
    return [signal for signal in signals if id(signal) not in opened]


def drop_balls(signals: list[Signal]) -> list[Signal]:
    """Without numbers such as '2.5' that are no balls of a cricket innings."""
    places = [signal.ball for signal in signals if signal.ball is not None]
    if not places or are_balls(places):
        return signals
    return [signal for signal in signals if signal.ball is None]


def drop_minutes(signals: list[Signal]) -> list[Signal]:
    """Without numbers such as '12.' that are no minutes of a match."""
    minutes = [signal.minute for signal in signals if signal.minute is not None]
    if not minutes or are_minutes(minutes):
        return signals
    return [signal for signal in signals if signal.minute is None]


def drop_figures(signals: list[Signal], sheet: Sheet) -> list[Signal]:
    """Without labels such as '7.37' where many elements of the same name hold figures: '431.2'."""
    doubtful: dict[tuple[str, str], set[int]] = {}
    for signal in signals:
        if len(signal.marks) == 1 and _DOTTED.fullmatch(signal.marks[0].raw):
            place = sheet.order[signal.element]
            name = sheet.tags[place], sheet.get(place, "class")
            doubtful.setdefault(name, set()).add(id(signal))
    dropped: set[int] = set()
    for (tag, said), ids in doubtful.items():
        texts = [
            sheet.texts[at] or "" for at in sheet.list_tagged(tag) if sheet.get(at, "class") == said
        ]
        figures = (text for text in texts if _FIGURE.fullmatch(text) and not _CLOCK.fullmatch(text))
        if _MANY * sum(1 for _ in figures) >= len(ids):
            dropped |= ids
    return [signal for signal in signals if id(signal) not in dropped] if dropped else signals
