"""A page's time line: its base day, its zone, and what its own dates allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from pipeline.model import SortOrder

from .days import Bounds, Point
from .offsets import is_refuted
from .order import DAY_S, detect_order, read_clock_s
from .reading import GUESSED_SOURCES, Reading, TimeContext
from .zones import load_zone, read_offset_at, write_offset

TOLERANCE = timedelta(minutes=5)
"""How far clocks of publisher and capture may differ."""
_UNKNOWN_ZONE = timedelta(hours=14)
"""Clocks of an unknown zone may stand so far ahead of UTC."""
_SOON = timedelta(days=3)
_LATE_EDIT = timedelta(days=7)
"""A change so long after publication tells nothing of the newest entry."""
_SAME_S = 600
_SAME_MINUTE_S = 90
_QUARTER_S = 900
_MIN_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """The page's time line: base day, zone, bounds."""

    base: date
    zone: tzinfo
    """UTC stands in where the zone is unknown; then only days come out."""
    name: str | None
    flags: tuple[str, ...]
    bounds: Bounds
    captured_s: int | None
    is_dated: bool
    """The page's own dates or a neighbour's tell the day, not the capture alone."""


def make_frame(readings: Sequence[Reading | None], context: TimeContext) -> Frame | None:
    """The page's time line; None where no date of any kind is known."""
    name, flags = _choose_zone(readings, context)
    zone = (load_zone(name) if name else None) or UTC
    anchor = context.page_published_at or context.page_modified_at or context.page_before_at
    neighbours = [found for found in (find_day(r, zone) for r in readings) if found]
    own = neighbours[0] if neighbours else None
    capture = context.captured_at.astimezone(zone).date() if context.captured_at else None
    base = own or (_read_page_day(anchor, zone) if anchor else capture)
    if base is None:
        return None
    order = context.sort_order or detect_order(readings)

    def place(instant: datetime | None) -> int | None:
        if instant is None:
            return None
        return measure(instant.astimezone(zone).replace(tzinfo=None), base)

    captured_s = place(context.captured_at)
    slack = TOLERANCE if name else _UNKNOWN_ZONE
    published, modified, last = _list_ends(context, order)
    published_s = _place_page_date(published, base, zone, is_end=False)
    first_s, last_s = published_s, place(last)
    if published_s is not None and published is not None and _is_day_only(published):
        first_s = published_s + DAY_S // 2
    if context.is_cut and order == "oldest_first":
        last_s = None  # newer entries stand elsewhere
    elif context.is_cut and last_s is not None:
        first_s = None  # older ones do
    bounds = Bounds(
        None if captured_s is None else captured_s + int(slack.total_seconds()),
        published_s,
        _place_page_date(modified, base, zone, is_end=True),
        first_s,
        last_s,
        base.weekday(),
        order != "oldest_first",
        context.is_cut,
    )
    is_dated = own is not None or anchor is not None
    return Frame(base, zone, name, flags, bounds, captured_s, is_dated)


def _list_ends(
    context: TimeContext, order: SortOrder | None
) -> tuple[datetime | None, datetime | None, datetime | None]:
    """What the entries lie between, and where the newest is expected.

    The page's own dates; of a further page, the last entry of the page before instead of one.
    """
    published, modified = context.page_published_at, context.page_modified_at
    before = context.page_before_at
    if before is None:
        return published, modified, _expect_last(context)
    if order == "oldest_first":
        return before, modified, _expect_last(context)
    return published, before, None if _is_day_only(before) else before


def _expect_last(context: TimeContext) -> datetime | None:
    """Where the newest entry is expected: the last change, or a capture soon after publication."""
    published, captured = context.page_published_at, context.captured_at
    modified = context.page_modified_at
    if modified is not None and (published is None or modified - published < _LATE_EDIT):
        return modified
    if modified is not None:
        return None
    if captured is None or (published is not None and captured - published > _SOON):
        return None
    return captured


def _choose_zone(
    readings: Sequence[Reading | None], context: TimeContext
) -> tuple[str | None, tuple[str, ...]]:
    """The page's zone; else an offset inferred; else what most of the strings state."""
    inferred = _infer_offset(readings, context)
    is_guess = context.zone_source in GUESSED_SOURCES
    zone = load_zone(context.zone) if context.zone else None
    if zone is None:
        stated = Counter(r.zone for r in readings if r is not None and r.zone and r.has_clock)
        if inferred:
            return inferred, ("zone_inferred",)
        return (stated.most_common(1)[0][0], ("zone_guessed",)) if stated else (None, ())
    if inferred and context.captured_at and is_guess:
        offset = write_offset(read_offset_at(zone, context.captured_at))
        if offset != inferred:
            return inferred, ("zone_inferred", "conflict")
    if context.zone_source == "language" and is_refuted(zone, readings, context):
        return None, ()
    if context.zone_source == "inferred":
        return context.zone, ("zone_inferred",)
    return context.zone, ("zone_guessed",) if is_guess else ()


def _infer_offset(readings: Sequence[Reading | None], context: TimeContext) -> str | None:
    """The offset that 'so long ago' beside a clock shows ('21 mins ago11:48')."""
    if context.captured_at is None:
        return None
    votes: Counter[int] = Counter()
    for reading in readings:
        if reading is None or reading.ago_s is None or not reading.has_clock or reading.zone:
            continue
        if reading.ago_s >= 3600 and reading.ago_s % 3600 == 0:
            continue  # whole hours are too coarse
        posted = context.captured_at - timedelta(seconds=reading.ago_s)
        clock_s = posted.hour * 3600 + posted.minute * 60
        gap = (read_clock_s(reading) - clock_s + DAY_S // 2) % DAY_S - DAY_S // 2
        rounded = round(gap / _QUARTER_S) * _QUARTER_S
        if abs(gap - rounded) <= 180:
            votes[rounded] += 1
    if not votes:
        return None
    offset, count = votes.most_common(1)[0]
    if count < _MIN_WITNESSES and count < votes.total():
        return None
    return write_offset(timedelta(seconds=offset))


def _read_page_day(instant: datetime, zone: tzinfo) -> date:
    """The calendar day of a page's date; exactly midnight UTC stands for a day, not a time."""
    return instant.date() if _is_day_only(instant) else instant.astimezone(zone).date()


def _is_day_only(instant: datetime) -> bool:
    utc = instant.astimezone(UTC)
    return (utc.hour, utc.minute, utc.second, utc.microsecond) == (0, 0, 0, 0)


def _place_page_date(
    instant: datetime | None, base: date, zone: tzinfo, *, is_end: bool
) -> int | None:
    if instant is None:
        return None
    if _is_day_only(instant):
        day = datetime(instant.year, instant.month, instant.day)  # noqa: DTZ001 # local time line
        return measure(day, base) + (DAY_S if is_end else 0)
    return measure(instant.astimezone(zone).replace(tzinfo=None), base)


def measure(local: datetime, base: date) -> int:
    """Seconds of a naive local time since the base day's midnight."""
    return (local.date() - base).days * DAY_S + local.hour * 3600 + local.minute * 60 + local.second


def find_day(reading: Reading | None, zone: tzinfo) -> date | None:
    """The local day that a Reading states, in full."""
    if reading is None or (reading.precision == "day" and not reading.has_date):
        return None
    if reading.year is not None and reading.month is not None and reading.day is not None:
        return date(reading.year, reading.month, reading.day)
    return reading.instant.astimezone(zone).date() if reading.instant is not None else None


def list_bounds(bounds: Bounds, points: Sequence[Point]) -> list[Bounds]:
    """The ways to read the page's dates.

    Where publication and last change are one instant, one of the two is a copy of the other: the
    page may have gone on after it, or the publication may have been stamped anew at the end. It
    may have been, too, where the newest entry of a page that shows a part shows its very clock.
    """
    published, modified = bounds.published_s, bounds.modified_s
    if published is None or modified is None:
        return [bounds]
    if abs(modified - published) > _SAME_S:
        if not _is_newest(points, published, bounds):
            return [bounds]
        return [bounds, replace(bounds, published_s=None, first_s=None, last_s=published)]
    went_on = replace(bounds, modified_s=None, last_s=None)
    stamped_anew = replace(bounds, published_s=None, first_s=None)
    captured = bounds.captured_s
    if captured is None or captured - published > _SOON.total_seconds():
        return [went_on, stamped_anew]
    shows_newest = replace(went_on, first_s=None, last_s=captured)
    return [went_on, stamped_anew, shows_newest]


def _is_newest(points: Sequence[Point], published_s: int, bounds: Bounds) -> bool:
    """Whether the newest entry's clock stands at the publication's minute, older ones elsewhere.

    A publication at midnight is a day without a clock.
    """
    newest = points[0].clock_s if points and bounds.is_cut and bounds.is_newest_first else None
    if newest is None or published_s % DAY_S == 0:
        return False
    return (published_s - newest) % DAY_S <= _SAME_MINUTE_S
