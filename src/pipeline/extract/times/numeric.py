"""Times written in digits alone: ISO 8601, epochs, plain clocks. Microseconds a call."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from .reading import Reading, TimeContext
from .zone_names import find_abbreviation

# 2024-07-18T11:09:00.123Z, 2024-07-18 11:09, 2010-04-15T08:08BST, 2024-02-01T10:00:00+0100
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]|, | T)(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,12})?)?"
    r" ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|[A-Z]{3,4})?(?:\[[\w/+-]{1,40}\])?"
)
# 20240718T110900Z, 20240718T1109+0200
_ISO_BASIC = re.compile(
    r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:(\d{2})(?:[.,]\d{1,12})?)?(Z|[+-]\d{2}:?(?:\d{2})?)?"
)
# 2024-07-18
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:Z)?")
# 1582502400, 1582502400123, 1582502400.123
_EPOCH = re.compile(r"(\d{8,19})(?:\.\d{1,9})?")
# 13:47, 9:05, 13:47:05, 13：47
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?::(\d{2}))?")
# 1530: as the opening of a post; without the colon it may be a year
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2}):()")

_EPOCH_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_ABSURD_YEAR = 2100
_AHEAD = timedelta(days=2)


def read_digits(raw: str, context: TimeContext) -> Reading | None:
    """Read a string that holds a time in digits alone; None for anything else.

    >>> read_digits("2024-07-18T11:09:00+01:00", TimeContext()).instant
    datetime.datetime(2024, 7, 18, 10, 9, tzinfo=datetime.timezone.utc)
    """
    text = raw.strip()
    if not text or not text[0].isdigit() or (not text.isascii() and "：" not in text):
        return None
    if text.isdigit() or ("." in text[8:20] and _EPOCH.fullmatch(text)):
        return _read_epoch(text, raw, context)
    found = _CLOCK.fullmatch(text) or _FOUR_DIGITS.fullmatch(text)
    if found:
        return _read_clock(found, raw)
    reading = _read_iso(text, raw)
    return reading if reading is not None and _is_stated_year(reading, context) else None


def _is_stated_year(reading: Reading, context: TimeContext) -> bool:
    """A machine's date with clock and zone is taken at its word, however absurd: nobody guesses."""
    if reading.form == "absolute" and reading.zone is not None and reading.year is not None:
        return _FIRST_YEAR <= reading.year <= _ABSURD_YEAR
    return is_year(reading.year, context)


def read_clock_parts(
    hour: int, minute: int, second: int | None
) -> tuple[int, int, int | None, bool] | None:
    """Hour, minute and second checked; the flag says that '24:00' was written. None: no clock."""
    if hour == 24 and minute == 0 and not second:
        return 0, 0, second, True
    if hour > 23 or minute > 59 or (second or 0) > 60:
        return None
    return hour, minute, None if second is None else min(second, 59), False


def is_year(year: int | None, context: TimeContext) -> bool:
    """News of that year may be online; years of other calendars (2081, 1403) may not."""
    last = context.captured_at.year + 1 if context.captured_at is not None else _LAST_YEAR
    return year is not None and _FIRST_YEAR <= year <= last


def make_absolute(
    raw: str,
    date_parts: tuple[int, int, int],
    clock: tuple[int, int, int | None],
    zone: str | None,
    flags: tuple[str, ...] = (),
) -> Reading | None:
    """A Reading of a full date and clock; None when the calendar has no such day."""
    try:
        datetime(*date_parts, clock[0], clock[1], clock[2] or 0)  # noqa: DTZ001 # a check only
    except ValueError:
        return None
    return Reading(
        "absolute",
        raw,
        *date_parts,
        *clock,
        zone=zone,
        precision="minute" if clock[2] is None else "second",
        flags=flags,
    )


def _read_epoch(text: str, raw: str, context: TimeContext) -> Reading | None:
    """Seconds, milliseconds, micro- or nanoseconds: the unit that lands at a plausible instant."""
    found = _EPOCH.fullmatch(text)
    if not found:
        return None
    latest = min(_LATEST, context.captured_at + _AHEAD) if context.captured_at else _LATEST
    value = int(found[1])
    for unit in _EPOCH_UNITS:
        seconds, rest = divmod(value, unit)
        if seconds > 4_102_444_800:  # 2100: a smaller unit
            continue
        instant = datetime.fromtimestamp(seconds, UTC)
        if not _EARLIEST <= instant <= latest:
            return None
        instant += timedelta(microseconds=rest * 1_000_000 // unit)
        return Reading("epoch", raw, zone="+00:00", instant=instant, precision="second")
    return None


def _read_clock(found: re.Match[str], raw: str) -> Reading | None:
    parts = read_clock_parts(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if parts is None:
        return None
    hour, minute, second, is_24 = parts
    return Reading(
        "clock",
        raw,
        hour=hour,
        minute=minute,
        second=second,
        precision="minute" if second is None else "second",
        flags=("end_of_day",) if is_24 else (),
    )


@lru_cache(maxsize=2048)
def _read_iso(text: str, raw: str) -> Reading | None:
    """Remembered: one time of a post stands in several places, and is asked for more than once."""
    found = _ISO.fullmatch(text) or _ISO_BASIC.fullmatch(text)
    if found is None:
        return _read_iso_date(text, raw)
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    clock = read_clock_parts(int(found[4]), int(found[5]), int(found[6]) if found[6] else None)
    if clock is None:
        return None
    zone = _read_iso_zone(found[7])
    reading = make_absolute(raw, (year, month, day), clock[:3], zone)
    if reading is None or not clock[3]:
        return reading and fix_offset(reading)
    return fix_offset(_move_day(reading))


def _read_iso_date(text: str, raw: str) -> Reading | None:
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        return None
    parts = int(found[1]), int(found[2]), int(found[3])
    if make_absolute(raw, parts, (0, 0, None), None) is None:
        return None
    return Reading("date", raw, *parts, precision="day")


def _read_iso_zone(text: str | None) -> str | None:
    if not text:
        return None
    if text in {"Z", "z", "UTC", "GMT"}:
        return "+00:00"
    if text.isalpha():
        found = find_abbreviation(text, None, None)
        return found[0] if found else None
    digits = text[1:].replace(":", "").ljust(4, "0")
    if int(digits[:2]) > 14 or int(digits[2:]) > 59:
        return None
    return f"{text[0]}{digits[:2]}:{digits[2:]}"


def fix_offset(reading: Reading) -> Reading:
    """The same Reading with its instant, where its zone is an offset."""
    zone = reading.zone
    if zone is None or zone[0] not in "+-" or reading.year is None:
        return reading
    sign = -1 if zone[0] == "-" else 1
    offset = sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    local = read_local(reading)
    if local is None:
        return reading
    try:
        return replace(reading, instant=local.replace(tzinfo=UTC) - offset)
    except OverflowError:
        return reading


def read_local(reading: Reading) -> datetime | None:
    """The naive local time that a Reading states, when it states date and clock in full."""
    if reading.year is None or reading.month is None or reading.day is None or reading.hour is None:
        return None
    return datetime(  # noqa: DTZ001 # naive on purpose: the zone is applied by the caller
        reading.year,
        reading.month,
        reading.day,
        reading.hour,
        reading.minute or 0,
        reading.second or 0,
    )


def _move_day(reading: Reading) -> Reading:
    """'24:00' of a day is 00:00 of the next."""
    local = read_local(reading)
    if local is None:
        return reading
    try:
        later = local + timedelta(days=1)
    except OverflowError:
        return reading
    return replace(reading, year=later.year, month=later.month, day=later.day)


__all__ = [
    "fix_offset",
    "is_year",
    "make_absolute",
    "read_clock_parts",
    "read_digits",
    "read_local",
]
