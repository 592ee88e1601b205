"""What 'one hour ago' says of two other witnesses that stand whole hours apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

_AHEAD = timedelta(minutes=10)
_MOST = 0.8
WIDTHS = {"minute": timedelta(minutes=10), "hour": timedelta(hours=1, minutes=10)}
"""How far before the instant that such a label gives a post may lie: hours are rounded down."""


def prefer_second(trios: Iterable[tuple[datetime, str | None, datetime, datetime]]) -> bool:
    """Whether labels of elapsed time speak for the second series, and against the first.

    Args:
        trios: of each entry the instant of its label, the label's precision, the instants of the
            first and of the second series.
    """
    votes = [
        (_fits(first, said, width), _fits(second, said, width))
        for said, precision, first, second in trios
        if (width := WIDTHS.get(precision or ""))
    ]
    good = sum(second and not first for first, second in votes)
    return bool(votes) and good >= _MOST * len(votes)


def _fits(instant: datetime, said: datetime, width: timedelta) -> bool:
    return said - width <= instant <= said + _AHEAD
