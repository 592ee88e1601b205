"""Clocks of twelve hours that do not say which half of the day they mean: '8:40', '8:51'."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.times.zones import load_zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.times import Reading, TimeContext

MIN_CLOCKS = 4
HALF_DAY_MIN = 720
EARLY_MIN = 60
"""Posts may stand so long before the page's own publication."""
# As in 8:40 or 12:05, not 08:40
_TWELVE = re.compile(r"\A\W*(?:1[0-2]|[1-9]):[0-5]\d\W*\Z")


def settle_halves(readings: Sequence[Reading], context: TimeContext) -> list[Reading]:
    """The clocks, moved to the afternoon where only that fits the page's own publication.

    Only in English, where such clocks are the habit, and only where all clocks are of twelve hours
    and run on in one direction for less than half a day: then there are two ways to read them, and
    the page must have been published with one.
    """
    minutes = _unwrap(readings)
    opened = _read_opened(context)
    if minutes is None or opened is None or not (context.language or "en").startswith("en"):
        return list(readings)
    fitting = [
        half
        for half in (0, HALF_DAY_MIN)
        if opened - EARLY_MIN <= min(minutes) + half
        and max(minutes) + half <= opened + HALF_DAY_MIN - EARLY_MIN
    ]
    if len(fitting) != 1:
        return list(readings)
    hours = [(minute + fitting[0]) // 60 % 24 for minute in minutes]
    if all(hour == reading.hour for hour, reading in zip(hours, readings, strict=True)):
        return list(readings)
    return [
        replace(reading, hour=hour, flags=(*reading.flags, "half_day_inferred"))
        for hour, reading in zip(hours, readings, strict=True)
    ]


def _unwrap(readings: Sequence[Reading]) -> list[int] | None:
    """Minutes since midnight or noon, counted on past the twelve; None where they do not run on."""
    if len(readings) < MIN_CLOCKS or not all(
        one.form == "clock" and not one.zone and _TWELVE.match(one.raw) for one in readings
    ):
        return None
    said = [(one.hour or 0) % 12 * 60 + (one.minute or 0) for one in readings]
    for clocks, is_reversed in ((said, False), (said[::-1], True)):
        run = [clocks[0]]
        for before, after in pairwise(clocks):
            run.append(run[-1] + (after - before) % HALF_DAY_MIN)
        if run[-1] - run[0] < HALF_DAY_MIN:
            return run[::-1] if is_reversed else run
    return None


def _read_opened(context: TimeContext) -> int | None:
    """The page's publication in minutes of its local day; None where only its day is known."""
    published = context.page_published_at
    zone = load_zone(context.zone) if context.zone else None
    if published is None or zone is None or published.astimezone(UTC).time() == time():
        return None
    local: datetime = published.astimezone(zone)
    return local.hour * 60 + local.minute
