"""Time zones as objects: IANA names and offsets; local clock times to instants and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# +02:00, -0530, +1
_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?")
_MAX_OFFSET_MIN = 14 * 60


@lru_cache(maxsize=512)
def load_zone(name: str) -> tzinfo | None:
    """The zone object of an IANA name or an offset; None for anything else.

    >>> load_zone("+05:30").utcoffset(None)
    datetime.timedelta(seconds=19800)
    """
    if name in {"UTC", "Z", "Etc/UTC"}:
        return UTC
    found = _OFFSET.fullmatch(name)
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes > _MAX_OFFSET_MIN:
            return None
        return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def write_offset(offset: timedelta) -> str:
    """An offset as text, rounded down to a minute.

    >>> write_offset(timedelta(hours=-3, minutes=-30))
    '-03:30'
    """
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def place_local(local: datetime, zone: tzinfo, *, fold: int = 0) -> tuple[datetime, str | None]:
    """A naive local time as an instant in UTC, and what the change of clocks did to it.

    ``dst_gap``: the clock never showed this time; the offset from before the change is used, which
    lands as long after the change as the time stands past it (PEP 495 with fold=0).
    ``dst_fold``: the clock showed it twice; the first showing is taken unless ``fold`` is 1.
    """
    try:
        early = local.replace(tzinfo=zone, fold=0)
        late = local.replace(tzinfo=zone, fold=1)
        offset_early, offset_late = early.utcoffset(), late.utcoffset()
        if offset_early == offset_late:
            return early.astimezone(UTC), None
        if offset_early is not None and offset_late is not None and offset_early < offset_late:
            return early.astimezone(UTC), "dst_gap"
        return (late if fold else early).astimezone(UTC), "dst_fold"
    except OverflowError:  # the edges of the calendar
        return local.replace(tzinfo=UTC), "out_of_range"


def read_offset_at(zone: tzinfo, instant: datetime) -> timedelta:
    """The zone's offset at an instant."""
    return instant.astimezone(zone).utcoffset() or timedelta(0)
