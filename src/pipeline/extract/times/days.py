"""The day of each clock: the cheapest path through a page's clocks, its dates and its capture.

Every item of a page is a point on one local time line, in seconds since the base day. A clock
may stand on any day; a path over the days is as dear as its steps (long gaps, steps against the
page's order) and its places (after the last change, before the publication, off a named weekday).
The cheapest path is found by dynamic programming over a beam of days, in time linear in the items
(Viterbi 1967). A day that puts a clock after the capture is no candidate.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, inf

from .order import DAY_S

_HOUR_S = 3600
_BEAM = 6
_FORWARD_HOUR = 0.05
"""Cost of an hour's silence; a whole day of it costs more than a small step back."""
_BACK = 0.1
_BACK_HOUR = 0.25
_OUTSIDE = 0.3
_OUTSIDE_HOUR = 0.04
_MAX_OUTSIDE_HOURS = 36.0
_FIRST_FAR = 0.4
"""Most that a first entry can cost by standing far from the page's publication."""
_LAST_FAR = 0.35
_NEAR_HOURS = 2.0
_FAR_HOUR = 0.004
_OTHER_HEADING = 0.3
_OTHER_WEEKDAY = 3.0
_OFF_RELATIVE_HOUR = 0.5
_SLACK_S = 900
_MAX_STEP_S = 20 * _HOUR_S


@dataclass(frozen=True, slots=True)
class Point:
    """One item on the page's local time line, in seconds since the base day's midnight."""

    clock_s: int | None
    """Clock time, moved into the page's zone; None for a date without a clock."""
    fixed_s: int | None = None
    """Where the item is known to stand; for a date, its midnight."""
    day: int | None = None
    """The day that 'yesterday' or a date names."""
    weekday: int | None = None
    heading_day: int | None = None
    """The day of the last date that stands above the item in the page."""
    relative_s: int | None = None
    """Where 'so long ago' puts it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the page's dates allow, in seconds since the base day's midnight."""

    captured_s: int | None
    published_s: int | None
    modified_s: int | None
    first_s: int | None
    """Where the oldest entry is expected: the publication."""
    last_s: int | None
    """Where the newest entry is expected: the last change, or a capture soon after publication."""
    base_weekday: int
    is_newest_first: bool
    is_cut: bool = False
    """The page shows a part of its entries."""
    span_days: int = 0
    """Midnights between the oldest and the newest item, as far as clocks show."""


def find_days(points: Sequence[Point], bounds: Bounds, *others: Bounds) -> list[int | None]:
    """The day of each point in page order, counted from the base day; None for an impossible one.

    Of several ways to read the page's dates, the one whose path is cheapest counts.

    >>> bounds = Bounds(2 * 3600 + 86400, 23 * 3600, None, 23 * 3600, None, 0, is_newest_first=True)
    >>> find_days([Point(600), Point(85_800)], bounds)
    [1, 0]
    """
    is_newest_first = bounds.is_newest_first
    ordered = list(reversed(points)) if is_newest_first else points
    _, found = min((_walk(ordered, one) for one in (bounds, *others)), key=lambda way: way[0])
    return found[::-1] if is_newest_first else found


def _walk(points: Sequence[Point], bounds: Bounds) -> tuple[float, list[int | None]]:
    """Forward pass over points in order of time, then the way back along the cheapest path."""
    bounds = replace(bounds, span_days=_count_days(points))
    table: list[dict[int, tuple[float, int | None]]] = []
    beam: dict[int, float] = {}
    previous: Point | None = None
    for point in points:
        row = _extend(point, previous, beam, bounds)
        if row:
            beam = {day: cost for day, (cost, _) in row.items()}
            previous = point
        table.append(row)
    if previous is not None:
        beam = {
            day: cost + _price_end(previous, day, bounds.last_s, _LAST_FAR)
            for day, cost in beam.items()
        }
    return min(beam.values(), default=0.0), _trace(table, beam)


def _count_days(points: Sequence[Point]) -> int:
    """Midnights that the clocks pass, each taken as a small step around the dial."""
    dial = [point.clock_s for point in points if point.clock_s is not None]
    at = dial[0] if dial else 0
    for before, after in itertools.pairwise(dial):
        step = (after - before) % DAY_S
        at += step if step <= _MAX_STEP_S else step - DAY_S
    return at // DAY_S


def _extend(
    point: Point, previous: Point | None, beam: dict[int, float], bounds: Bounds
) -> dict[int, tuple[float, int | None]]:
    """The cheapest way to each candidate day of a point, and the day before it on that way."""
    row: dict[int, tuple[float, int | None]] = {}
    starts: list[tuple[int, int, float]] = []
    if previous is not None:
        starts = [(before, _locate(previous, before), beam[before]) for before in sorted(beam)]
    is_exact = previous is not None and None not in {previous.clock_s, point.clock_s}
    for day in _list_days(point, beam, bounds):
        place = _price_place(point, day, bounds)
        if place is None:
            continue
        if not starts:
            row[day] = (place + _price_end(point, day, bounds.first_s, _FIRST_FAR), None)
            continue
        cost, origin = _find_way(starts, day, _locate(point, day) if is_exact else None)
        row[day] = (cost + place, origin)
    kept = sorted(row, key=lambda day: (row[day][0], -day))[:_BEAM]
    return {day: row[day] for day in kept}


def _list_days(point: Point, beam: dict[int, float], bounds: Bounds) -> list[int]:
    if point.fixed_s is not None:
        return [point.fixed_s // DAY_S]
    if point.day is not None:
        return [point.day]
    last = None
    if bounds.captured_s is not None and point.clock_s is not None:
        last = (bounds.captured_s - point.clock_s) // DAY_S
    days = {day + step for day in beam for step in (-1, 0, 1)} or _list_first_days(bounds)
    if point.heading_day is not None:
        days.add(point.heading_day)
    if point.relative_s is not None:
        days |= {point.relative_s // DAY_S + step for step in (-1, 0, 1)}
    if last is not None:
        days = {min(day, last) for day in days}
    return sorted(days)


def _list_first_days(bounds: Bounds) -> set[int]:
    """Days that the oldest item may have: around the base day and the page's own dates."""
    known = {0} if bounds.published_s is None else {0, bounds.published_s // DAY_S}
    if bounds.last_s is not None:
        known |= {bounds.last_s // DAY_S, bounds.last_s // DAY_S - bounds.span_days}
    return {day + step for day in known for step in (-1, 0, 1)}


def _price_place(point: Point, day: int, bounds: Bounds) -> float | None:
    """What a point costs on a day; None where it cannot stand."""
    if point.fixed_s is not None or point.clock_s is None:
        return 0.0
    at = day * DAY_S + point.clock_s
    if point.day is None and bounds.captured_s is not None and at > bounds.captured_s:
        return None
    cost = _price_page(at, bounds)
    if point.weekday is not None and (bounds.base_weekday + day) % 7 != point.weekday:
        cost += _OTHER_WEEKDAY
    if point.heading_day is not None and point.heading_day != day:
        cost += _OTHER_HEADING
    if point.relative_s is not None:
        cost += _OFF_RELATIVE_HOUR * abs(at - point.relative_s) / _HOUR_S
    return cost


def _price_page(at: int, bounds: Bounds) -> float:
    """What it costs to stand outside the page's own dates."""
    over_s = 0
    if bounds.modified_s is not None:
        over_s = max(over_s, at - bounds.modified_s)
    if bounds.published_s is not None:
        over_s = max(over_s, bounds.published_s - at)
    if over_s <= _SLACK_S:
        return 0.0
    return _OUTSIDE + _OUTSIDE_HOUR * min(over_s / _HOUR_S, _MAX_OUTSIDE_HOURS)


def _price_end(point: Point, day: int, expected_s: int | None, far: float) -> float:
    """What it costs the first or last entry to stand far from where the page's dates expect it."""
    if expected_s is None or point.fixed_s is not None:
        return 0.0
    hours = abs(_locate(point, day) - expected_s) / _HOUR_S
    return far * (1 - exp(-hours / _NEAR_HOURS)) + _FAR_HOUR * hours


def _find_way(
    starts: Sequence[tuple[int, int, float]], day: int, at: int | None
) -> tuple[float, int]:
    """The cheapest way to a day in the page's order of time: its cost and the day before on it.

    ``starts`` holds day, seconds and cost of the ways so far, in order of days; ``at`` is None
    where one of the two items is a date: it stands at any time of its day.
    """
    best, origin = inf, 0
    for before, start, cost in starts:
        hours = (at - start) / _HOUR_S if at is not None else _count_hours(day - before)
        whole = cost + (_FORWARD_HOUR * hours if hours >= 0 else _BACK - _BACK_HOUR * hours)
        if whole < best:
            best, origin = whole, before
    return best, origin


def _count_hours(days: int) -> float:
    return 24.0 * (days - 1) if days > 0 else 24.0 * days


def _locate(point: Point, day: int) -> int:
    if point.fixed_s is not None:
        return point.fixed_s
    return day * DAY_S + (point.clock_s or 0)


def _trace(
    table: list[dict[int, tuple[float, int | None]]], beam: dict[int, float]
) -> list[int | None]:
    day = min(beam, key=lambda d: (beam[d], -d)) if beam else None
    found: list[int | None] = []
    for row in reversed(table):
        if not row or day is None:
            found.append(None)
            continue
        found.append(day)
        origin = row[day][1]
        day = day if origin is None else origin
    return found[::-1]
