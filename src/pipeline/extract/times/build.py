"""From a finished draft to a Reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pipeline.model import Precision

from .draft import Draft
from .numeric import fix_offset, is_year, make_absolute, read_local
from .reading import Reading, TimeContext
from .zone_names import is_off_season
from .zones import load_zone, place_local


def build_reading(draft: Draft, raw: str) -> Reading | None:
    ago_s = _sum_ago(draft)
    if ago_s is None and (draft.amounts or (draft.has_ago and not draft.clock)):
        return None
    if draft.clock is None:
        return _build_relative(draft, raw, ago_s) if ago_s is not None else _build_date(draft, raw)
    if draft.month is not None:
        return _build_absolute(draft, raw, ago_s)
    return _with_draft(
        Reading(
            "clock",
            raw,
            hour=draft.clock[0],
            minute=draft.clock[1],
            second=draft.clock[2],
            zone=draft.zone,
            precision=_name_precision(draft),
            ago_s=ago_s,
            day_offset=draft.day_offset,
            weekday=draft.weekday,
        ),
        draft,
    )


def _sum_ago(draft: Draft) -> int | None:
    if not draft.amounts:
        return None
    if sorted(draft.units, reverse=True) != draft.units or len(set(draft.units)) != len(
        draft.units
    ):
        return None
    total = sum(n * unit for n, unit in zip(draft.amounts, draft.units, strict=True))
    return total if total <= 400 * 86400 else None


def _build_relative(draft: Draft, raw: str, ago_s: int) -> Reading | None:
    if draft.month is not None or draft.zone:
        return None
    reading = read_ago(raw, ago_s, min(draft.units), draft.context, is_update=draft.is_update)
    return replace(reading, flags=tuple(dict.fromkeys(draft.flags)))


def read_ago(
    raw: str, ago_s: int, unit_s: int, context: TimeContext, *, is_update: bool
) -> Reading:
    """A relative Reading; its instant counts back from the capture and is as coarse as its unit."""
    seen = context.captured_at
    precision: Precision = "day" if unit_s >= 86400 else "hour" if unit_s >= 3600 else "minute"
    instant = seen - timedelta(seconds=ago_s) if seen is not None else None
    if instant is not None and precision == "day":
        zone = load_zone(context.zone) if context.zone else None
        local = instant.astimezone(zone or UTC)
        instant = datetime(local.year, local.month, local.day, tzinfo=UTC)
    return Reading(
        "relative",
        raw,
        instant=instant,
        precision=precision,
        ago_s=ago_s,
        is_update=is_update,
    )


def _build_date(draft: Draft, raw: str) -> Reading | None:
    if draft.half or draft.zone:
        return None
    if draft.month is None:
        if draft.day_offset is None and draft.weekday is None:
            return None
        reading = Reading("date", raw, day_offset=draft.day_offset, weekday=draft.weekday)
        return _with_draft(reading, draft, precision="day")
    if not _is_day(draft):
        return None
    reading = Reading(
        "date",
        raw,
        draft.year,
        draft.month,
        draft.day,
        precision="day",
        weekday=draft.weekday,
    )
    return _with_draft(reading, draft)


def _build_absolute(draft: Draft, raw: str, ago_s: int | None) -> Reading | None:
    clock = draft.clock
    if clock is None or draft.month is None or draft.day is None or not _is_day(draft):
        return None
    if draft.year is None:
        reading: Reading | None = Reading(
            "absolute", raw, None, draft.month, draft.day, *clock, zone=draft.zone
        )
    else:
        reading = make_absolute(raw, (draft.year, draft.month, draft.day), clock, draft.zone)
    if reading is None:
        return None
    reading = _with_draft(
        reading,
        draft,
        precision=_name_precision(draft),
        ago_s=ago_s,
        weekday=draft.weekday,
    )
    return _fix_named(fix_offset(reading), draft)


def _fix_named(reading: Reading, draft: Draft) -> Reading:
    """The instant of a full date whose zone is stated by name."""
    local, zone = read_local(reading), load_zone(reading.zone) if reading.zone else None
    if reading.instant is not None or local is None or zone is None or reading.zone is None:
        return reading
    instant, flag = place_local(local, zone)
    flags = reading.flags + ((flag,) if flag else ())
    if draft.abbreviation and is_off_season(draft.abbreviation, reading.zone, local):
        flags += ("off_season",)
    return replace(reading, instant=instant, flags=flags)


def _with_draft(reading: Reading, draft: Draft, **changes: object) -> Reading:
    return replace(
        reading,
        flags=(*reading.flags, *dict.fromkeys(draft.flags)),
        is_update=draft.is_update,
        **changes,  # type: ignore[arg-type] # fields of Reading
    )


def _name_precision(draft: Draft) -> Precision:
    if draft.is_hour_only:
        return "hour"
    return "minute" if draft.clock is None or draft.clock[2] is None else "second"


def _is_day(draft: Draft) -> bool:
    """The calendar has such a day, and news of that year may be online."""
    year = draft.year if draft.year is not None else 2000
    if draft.year is not None and not is_year(year, draft.context):
        return False
    try:
        date(year, draft.month or 0, draft.day or 0)
    except ValueError:
        return False
    return True
