"""Columns of times: the strings that stand at one place in post after post, read together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.dating.half_days import settle_halves
from pipeline.extract.signals.shapes import CLOCK, DATE
from pipeline.extract.times import find_time, find_zone_phrase, read_time, resolve_times
from pipeline.model import DatedBy

if TYPE_CHECKING:
    from pipeline.extract.candidate import Role, TimeMark
    from pipeline.extract.times import Reading, Resolved, TimeContext

_DIGITS = re.compile(r"\d+")
# '27 Mar 2099'
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
# ' BST', ' (IST)', ' ET' right after a clock
_ZONE_AFTER = re.compile(r"\s?\(?[A-Z]{2,5}\)?(?![a-z])")


@dataclass(slots=True)
class Column:
    """One raw string for each entry that has one there, and what it says."""

    dated_by: DatedBy
    place: str
    role: Role
    marks: dict[int, TimeMark]
    read: dict[int, Resolved]
    """Entry -> what its string says, with its instant."""
    score: float = 0.0
    is_constant: bool = False
    """It says the same of most entries: the page's own date."""


def read_columns(
    marks: Sequence[Sequence[TimeMark]],
    days: Sequence[TimeMark | None],
    context: TimeContext,
) -> list[Column]:
    """The columns that say anything; ``marks`` and ``days`` as ``date_entries`` takes them."""
    columns: dict[tuple[str, str, str, int], Column] = {}
    for entry, own in enumerate(marks):
        nth: Counter[tuple[str, str, str]] = Counter()
        for mark in own:
            key = (mark.dated_by, _DIGITS.sub("", mark.where), mark.role)
            nth[key] += 1
            if nth[key] > 2:
                continue
            column = columns.setdefault(
                (*key, nth[key]), Column(mark.dated_by, key[1], mark.role, {}, {})
            )
            column.marks[entry] = mark
    for column in columns.values():
        entries = sorted(column.marks)
        read = [_read_label(column.marks[entry].raw, context) for entry in entries]
        known = [
            (entry, _put_under_day(reading, days[entry], context))
            for entry, reading in zip(entries, read, strict=True)
            if reading
        ]
        clocks = settle_halves([reading for _, reading in known], context)
        resolved = resolve_times(clocks, context)
        column.read = {
            entry: one
            for (entry, _), one in zip(known, resolved, strict=True)
            if one and one.instant
        }
    return [column for column in columns.values() if column.read]


def _read_label(raw: str, context: TimeContext) -> Reading | None:
    """What a label says; of a longer one ('Posted by M. Roe at 16:41') its date and its clock."""
    reading = read_time(raw, context)
    if reading is not None:
        return reading
    within = find_time(raw, context)
    if within is not None and within.has_date and within.has_clock:
        return within
    # the 12.03 of a date is no clock
    clocks = list(CLOCK.finditer(DATE.sub(lambda day: " " * len(day[0]), raw)))
    if not clocks:
        return None
    # '15:53 (14:53 GMT)': of two clocks the one that names its zone
    clock = next((one for one in clocks if _read_zone_after(raw, one.end())), clocks[0])
    day = DATE.search(raw)
    parts = (day[0] if day else "", clock[0], _read_zone_after(raw, clock.end()))
    if day and _YEAR.search(raw) and not _YEAR.search(day[0]):
        return None  # a year that was refused is not replaced by a guess
    reading = read_time(" ".join(part.strip() for part in parts if part), context)
    if reading is not None and reading.year is None and day and _YEAR.search(day[0]):
        return None
    return reading


def _read_zone_after(raw: str, end: int) -> str:
    """The zone named right after a clock: ' BST', ' (IST)', ' بتوقيت غرينتش'; '' where none is."""
    after = _ZONE_AFTER.match(raw, end)
    return after[0] if after else find_zone_phrase(raw[end:])


def _put_under_day(reading: Reading, day: TimeMark | None, context: TimeContext) -> Reading:
    """A clock without a date takes the date of the heading it stands under."""
    if day is None or reading.form != "clock" or reading.has_date:
        return reading
    dated = read_time(day.raw, context)
    if dated is None or dated.form != "date" or not dated.has_date:
        return reading
    return replace(
        reading,
        form="absolute",
        year=dated.year,
        month=dated.month,
        day=dated.day,
        flags=(*reading.flags, "day_from_heading"),
    )
