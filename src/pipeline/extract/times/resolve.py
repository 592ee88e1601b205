"""Giving the Readings of one page, in page order, their instants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pipeline.model import Precision

from .days import Point, find_days
from .frame import TOLERANCE, Frame, find_day, list_bounds, make_frame, measure
from .numeric import read_local
from .order import DAY_S, detect_order, read_clock_s
from .reading import Reading, Resolved, TimeContext
from .zones import load_zone, place_local, read_offset_at


def resolve_times(
    readings: Sequence[Reading | None], context: TimeContext
) -> list[Resolved | None]:
    """Give each Reading of a page (in page order) its instant, as far as the page lets one tell.

    What a string states stands. A clock without a day takes the day that its neighbours, the
    page's order and the page's dates support, over midnight in both orders, never after the capture
    (5 minutes' tolerance). A clock without a zone takes the page's zone (flag ``zone_guessed``
    where that was guessed from host or language), or an offset inferred from 'so long ago' texts
    beside clocks, or by ``infer_zone`` (``zone_inferred``). With no zone at all UTC is not
    assumed: such an entry gets its day alone, at day precision, flagged ``zone_unknown``. Where
    nothing tells the day the instant is None. A time that the clocks showed twice is the first,
    unless the neighbours' order shows that it must be the second (``dst_fold``); one they skipped
    lands as far after the change as it stands past it (``dst_gap``).

    Midnight UTC of a calendar day stands for an entry with day precision.
    """
    if all(reading is None or reading.instant is not None for reading in readings):
        return [None if reading is None else _state(reading) for reading in readings]
    dated = [_fill_year(reading, context) for reading in readings]
    frame = make_frame(dated, context)
    days: list[int | None] = [None] * len(dated)
    if frame is not None and any(r is not None and _needs_day(r) for r in dated):
        days = _infer_days(dated, frame)
    found = [
        None if reading is None else _resolve(reading, day, frame, context)
        for reading, day in zip(dated, days, strict=True)
    ]
    return _settle_folds(found, dated, frame, context)


def _needs_day(reading: Reading) -> bool:
    return reading.has_clock and not reading.has_date and reading.instant is None


def _state(reading: Reading) -> Resolved:
    """A Reading whose string says it all."""
    return Resolved(
        reading,
        reading.instant,
        reading.precision,
        reading.zone,
        reading.flags,
        reading.is_update,
    )


def _fill_year(reading: Reading | None, context: TimeContext) -> Reading | None:
    """'Oct 02' takes the year that puts it nearest the page's dates and not after the capture."""
    if reading is None or not reading.has_date or reading.year is not None:
        return reading
    anchor = context.page_published_at or context.page_modified_at or context.captured_at
    if anchor is None or reading.month is None or reading.day is None:
        return reading
    latest = context.captured_at.date() + timedelta(days=1) if context.captured_at else date.max
    candidates = []
    for year in range(max(1, anchor.year - 4), min(9999, anchor.year + 4) + 1):
        try:
            candidates.append(date(year, reading.month, reading.day))
        except ValueError:
            continue
    fitting = [day for day in candidates if day <= latest]
    if not fitting:
        return reading
    best = min(fitting, key=lambda day: abs((day - anchor.date()).days))
    return replace(reading, year=best.year, flags=(*reading.flags, "year_inferred"))


def _infer_days(readings: Sequence[Reading | None], frame: Frame) -> list[int | None]:
    heading: int | None = None
    points: list[Point] = []
    places: list[int] = []
    for at, reading in enumerate(readings):
        if reading is None:
            continue
        point = _make_point(reading, frame, heading)
        if point is None:
            continue
        if point.clock_s is None and point.fixed_s is not None:
            heading = point.fixed_s // DAY_S
        points.append(point)
        places.append(at)
    found = find_days(points, *list_bounds(frame.bounds, points))
    days: list[int | None] = [None] * len(readings)
    for at, day in zip(places, found, strict=True):
        days[at] = day
    return days


def _make_point(reading: Reading, frame: Frame, heading: int | None) -> Point | None:
    """A Reading on the page's time line; None for one that says nothing of its place."""
    if reading.instant is not None and reading.precision != "day":
        local = reading.instant.astimezone(frame.zone).replace(tzinfo=None)
        return Point(local.hour * 3600, fixed_s=measure(local, frame.base))
    day = find_day(reading, frame.zone)
    if day is not None:
        start = (day - frame.base).days * DAY_S
        if not reading.has_clock:
            return Point(None, fixed_s=start)
        return Point(read_clock_s(reading), fixed_s=start + _move_clock(reading, frame))
    if not reading.has_clock:
        return None
    captured_s = frame.captured_s
    named = None
    if reading.day_offset is not None and captured_s is not None:
        named = captured_s // DAY_S + reading.day_offset
    relative_s = None
    if reading.ago_s is not None and captured_s is not None:
        relative_s = captured_s - reading.ago_s
    return Point(_move_clock(reading, frame), None, named, reading.weekday, heading, relative_s)


def _move_clock(reading: Reading, frame: Frame) -> int:
    """Clock seconds in the page's zone; below 0 or over a day where the zones' days differ."""
    own = load_zone(reading.zone) if reading.zone else None
    if own is None or reading.zone == frame.name:
        return read_clock_s(reading)
    noon = datetime(frame.base.year, frame.base.month, frame.base.day, 12, tzinfo=UTC)
    shift = read_offset_at(frame.zone, noon) - read_offset_at(own, noon)
    return read_clock_s(reading) + int(shift.total_seconds())


def _resolve(
    reading: Reading, day: int | None, frame: Frame | None, context: TimeContext
) -> Resolved:
    if reading.instant is not None:
        return _state(reading)
    if not reading.has_clock:
        return _resolve_date(reading, context)
    flags = reading.flags
    if reading.has_date:
        local = read_local(reading)
    elif day is None or frame is None:
        local = None
    else:
        local = _place_clock(reading, day, frame)
        flags += _name_inference(reading, day, frame)
    if local is None:
        return Resolved(reading, None, None, reading.zone, flags, reading.is_update)
    return _localise(reading, local, flags, frame, context)


def _resolve_date(reading: Reading, context: TimeContext) -> Resolved:
    """A date alone, or 'yesterday': midnight UTC of that calendar day, at day precision."""
    instant = None
    if reading.year is not None and reading.month is not None and reading.day is not None:
        instant = datetime(reading.year, reading.month, reading.day, tzinfo=UTC)
    elif reading.day_offset is not None and context.captured_at is not None:
        zone = (load_zone(context.zone) if context.zone else None) or UTC
        seen = context.captured_at.astimezone(zone).date() + timedelta(days=reading.day_offset)
        instant = datetime(seen.year, seen.month, seen.day, tzinfo=UTC)
    precision: Precision | None = "day" if instant is not None else None
    return Resolved(reading, instant, precision, reading.zone, reading.flags, reading.is_update)


def _place_clock(reading: Reading, day: int, frame: Frame) -> datetime | None:
    """The local time in the reading's own zone, on a day of the page's time line."""
    try:
        start = datetime(frame.base.year, frame.base.month, frame.base.day)  # noqa: DTZ001
        return start + timedelta(days=day, seconds=read_clock_s(reading))
    except OverflowError:
        return None


def _name_inference(reading: Reading, day: int, frame: Frame) -> tuple[str, ...]:
    if reading.day_offset is not None:
        return ()
    flags: tuple[str, ...] = ("day_inferred",)
    if not frame.is_dated and reading.ago_s is None:
        flags += ("day_from_capture",)
    published = frame.bounds.published_s
    if published is not None and day > published // DAY_S:
        flags += ("rolled_over_midnight",)
    return flags


def _localise(
    reading: Reading,
    local: datetime,
    flags: tuple[str, ...],
    frame: Frame | None,
    context: TimeContext,
) -> Resolved:
    """A local time as an instant in its zone; its day alone where no zone is known."""
    name = reading.zone or (frame.name if frame else None)
    zone = load_zone(name) if name else None
    if zone is None:
        label = datetime(local.year, local.month, local.day, tzinfo=UTC)
        flags += ("zone_unknown",)
        return Resolved(reading, label, "day", None, flags, reading.is_update)
    if reading.zone is None and frame is not None:
        flags += frame.flags
    instant, change = place_local(local, zone)
    is_late = context.captured_at is not None and instant > context.captured_at + TOLERANCE
    if is_late and not reading.has_date and reading.day_offset is None:
        instant, change = place_local(local - timedelta(days=1), zone)
    elif is_late:
        flags += ("after_capture",)
    flags += (change,) if change else ()
    return Resolved(reading, instant, reading.precision, name, flags, reading.is_update)


def _settle_folds(
    found: list[Resolved | None],
    readings: Sequence[Reading | None],
    frame: Frame | None,
    context: TimeContext,
) -> list[Resolved | None]:
    """Take the second showing of a doubled hour where an older neighbour stands after the first."""
    if not any(item is not None and "dst_fold" in item.flags for item in found):
        return found
    is_newest_first = frame is None or frame.bounds.is_newest_first
    if context.sort_order is None and detect_order(readings) is None:
        return found
    settled = found[::-1] if is_newest_first else list(found)
    latest: datetime | None = None
    for at, item in enumerate(settled):
        if item is None or item.instant is None or item.precision == "day":
            continue
        chosen = item
        if "dst_fold" in item.flags and latest is not None and item.instant < latest:
            later = item.instant + timedelta(hours=1)
            is_late = context.captured_at is not None and later > context.captured_at + TOLERANCE
            chosen = item if is_late else replace(item, instant=later)
        settled[at] = chosen
        latest = chosen.instant
    return settled[::-1] if is_newest_first else settled
