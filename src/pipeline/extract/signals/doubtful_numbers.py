"""Numbers that only the whole page explains: is '1530:' a clock, '14.3' a ball, '87.' a minute?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.signals.positions import are_balls, are_minutes
from pipeline.extract.signals.shapes import are_years

if TYPE_CHECKING:
    from pipeline.extract.signals.signal import Signal


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
