"""Which way a page runs: newest entry first or oldest first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.model import SortOrder

from .reading import Reading

DAY_S = 86_400
_SURE = 2
"""One direction must show this many times as often as the other."""


def detect_order(readings: Sequence[Reading | None]) -> SortOrder | None:
    """Whether a page runs from its newest entry down or from its oldest; None: not told.

    Instants count first; clocks are compared around the dial, so that midnight does not turn the
    order: from 23:50 to 00:10 is forward.

    >>> detect_order([Reading("clock", "00:10", hour=0, minute=10),
    ...               Reading("clock", "23:50", hour=23, minute=50),
    ...               Reading("clock", "23:10", hour=23, minute=10)])
    'newest_first'
    """
    published = [reading for reading in readings if reading is not None and not reading.is_update]
    known = published or [reading for reading in readings if reading is not None]
    fixed = [reading.instant.timestamp() for reading in known if reading.instant is not None]
    steps = [b - a for a, b in itertools.pairwise(fixed)]
    dial = [read_clock_s(reading) for reading in known if reading.has_clock]
    if len(steps) < len(dial) - 1:
        turns = [(b - a) % DAY_S for a, b in itertools.pairwise(dial)]
        steps = [turn if turn <= DAY_S // 2 else turn - DAY_S for turn in turns]
    forward = sum(step > 0 for step in steps)
    backward = sum(step < 0 for step in steps)
    if backward >= _SURE * forward and backward:
        return "newest_first"
    return "oldest_first" if forward >= _SURE * backward and forward else None


def read_clock_s(reading: Reading) -> int:
    """The clock time of a Reading in seconds since midnight."""
    return (reading.hour or 0) * 3600 + (reading.minute or 0) * 60 + (reading.second or 0)
