"""From the raw times of all witnesses to one verdict for each entry, with its evidence.

Each place where times stand ('time@datetime', JSON-LD's datePublished, the label that readers
see) is one Column: one raw string for each entry, or none. Columns are weighed over the whole
page, so that one that repeats the page's date, or is an hour off, loses everywhere alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from pipeline.extract.dating.ago import prefer_second
from pipeline.extract.dating.date_labels import pair_dates
from pipeline.extract.dating.half_days import settle_halves
from pipeline.extract.signals.shapes import CLOCK, DATE
from pipeline.extract.times import (
    find_zone_phrase,
    infer_zone,
    read_time,
    reconcile_offsets,
    resolve_times,
)
from pipeline.extract.times.zones import load_zone
from pipeline.model import DatedBy, Evidence, Precision

if TYPE_CHECKING:
    from pipeline.extract.candidate import Role, TimeMark
    from pipeline.extract.times import Reading, Resolved, TimeContext

AGREE_S = 90
"""Two witnesses agree within this many seconds: one may be cut to the minute."""
_AGREE = timedelta(seconds=AGREE_S)

_WEIGHT: dict[DatedBy, float] = {
    "visible_clock": 3.0,
    "json_ld": 2.6,
    "time_element": 2.5,
    "microdata": 2.2,
    "data_attribute": 1.8,
    "relative_time": 0.6,
    "text": 0.5,
    "page": 0.1,
}
_DIGITS = re.compile(r"\d+")
_DAY_S = 86_400
_FINENESS: dict[Precision | None, int] = {"second": 3, "minute": 2, "hour": 1, "day": 0, None: -1}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The time of one entry."""

    published_at: datetime | None
    precision: Precision | None
    dated_by: DatedBy | None
    raw_time: str | None
    updated_at: datetime | None
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Column:
    dated_by: DatedBy
    place: str
    role: Role
    marks: dict[int, TimeMark]
    read: dict[int, Resolved]
    score: float = 0.0
    is_constant: bool = False


def date_entries(
    marks: Sequence[Sequence[TimeMark]],
    days: Sequence[TimeMark | None],
    context: TimeContext,
) -> list[Verdict]:
    """One verdict an entry.

    ``marks`` holds, entry by entry in page order, all raw times; ``days`` the dated heading under
    which each entry stands, where the page has such headings.
    """
    columns = _read_columns(*pair_dates(marks, days), context)
    _weigh_columns(columns, len(marks))
    known = _infer_zone(columns, context)
    if known is not context:
        context = known
        columns = _read_columns(marks, days, context)
        _weigh_columns(columns, len(marks))
    _settle_shifts(columns, len(marks), context)
    ranked = sorted(columns, key=lambda column: -column.score)
    return [_judge(entry, ranked) for entry in range(len(marks))]


def date_by_page(verdict: Verdict, context: TimeContext) -> Verdict:
    """The page's day for an entry that nothing else dates, if the page lived on one day only."""
    day = name_page_day(context)
    if verdict.published_at is not None or day is None:
        return verdict
    return replace(verdict, published_at=day, precision="day", dated_by="page")


def name_page_day(context: TimeContext) -> datetime | None:
    """Midnight UTC of the one local day on which a page was published and last changed.

    None where a date is missing or the two days differ: an entry may stand on any of them.
    """
    published, modified = context.page_published_at, context.page_modified_at
    if published is None or modified is None:
        return None
    zone = (load_zone(context.zone) if context.zone else None) or UTC
    first, last = published.astimezone(zone).date(), modified.astimezone(zone).date()
    return datetime.combine(first, time(), UTC) if first == last else None


def _read_columns(
    marks: Sequence[Sequence[TimeMark]],
    days: Sequence[TimeMark | None],
    context: TimeContext,
) -> list[_Column]:
    columns: dict[tuple[str, str, str, int], _Column] = {}
    for entry, own in enumerate(marks):
        nth: Counter[tuple[str, str, str]] = Counter()
        for mark in own:
            key = (mark.dated_by, _DIGITS.sub("", mark.where), mark.role)
            nth[key] += 1
            if nth[key] > 2:
                continue
            column = columns.setdefault(
                (*key, nth[key]), _Column(mark.dated_by, key[1], mark.role, {}, {})
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
    clocks = list(CLOCK.finditer(raw))
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


# '27 Mar 2099'
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
# ' BST', ' (IST)', ' ET' right after a clock
_ZONE_AFTER = re.compile(r"\s?\(?[A-Z]{2,5}\)?(?![a-z])")


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


def _weigh_columns(columns: list[_Column], count: int) -> None:
    for column in columns:
        instants = Counter(one.instant for one in column.read.values())
        column.is_constant = len(column.read) >= 3 and instants.most_common(1)[0][1] >= 0.8 * len(
            column.read
        )
    varied = [column for column in columns if not column.is_constant]
    for column in columns:
        score = 0.0
        for entry, one in column.read.items():
            kinds: dict[str, float] = defaultdict(float)
            for other in varied:
                found = other.read.get(entry)
                if found is None or other is column:
                    continue
                if _agree(one, found):
                    kinds[other.dated_by] = max(kinds[other.dated_by], _own_weight(other))
            score += _own_weight(column) + sum(kinds.values())
        column.score = score / max(1, count)
        if column.is_constant and varied:
            column.score *= 0.05


def _settle_shifts(columns: list[_Column], count: int, context: TimeContext) -> None:
    """A column that stands whole quarter hours off another one may write local time as UTC."""
    sure = [column for column in columns if column.role != "updated" and not column.is_constant]
    for one in sure:
        for other in sure:
            if one is other or one.score < other.score:
                continue
            if _is_refuted(one, other, sure):
                one.score = 0.9 * other.score
                continue
            verdict = reconcile_offsets(
                _list_instants(one, count), _list_instants(other, count), context
            )
            if verdict.shift_s and verdict.trusted == "second":
                one.score = 0.9 * other.score


def _is_refuted(one: _Column, other: _Column, columns: Sequence[_Column]) -> bool:
    """'One hour ago' agrees with the other column, not with this one."""
    for ago in columns:
        if ago.dated_by != "relative_time" or ago is one or ago is other:
            continue
        shared = ago.read.keys() & one.read.keys() & other.read.keys()
        read = ((ago.read[n], one.read[n].instant, other.read[n].instant) for n in sorted(shared))
        if prefer_second(
            (said.instant, said.precision, first, second)
            for said, first, second in read
            if said.instant and first and second
        ):
            return True
    return False


def _infer_zone(columns: Sequence[_Column], context: TimeContext) -> TimeContext:
    """The context, with the offset of the fullest column of clocks that no zone is known for."""
    unknown = [column for column in columns if column.role == "published" and _lacks_zone(column)]
    if not unknown:
        return context
    fullest = max(unknown, key=lambda column: len(column.read))
    clocks = {entry: one.reading for entry, one in fullest.read.items()}
    pairs = [
        (clocks[entry], one.instant)
        for column in columns
        if column.role == "published" and not column.is_constant
        for entry, one in column.read.items()
        if entry in clocks and one.instant and one.precision in {"second", "minute"}
    ]
    return infer_zone([clocks[entry] for entry in sorted(clocks)], pairs, context)


def _lacks_zone(column: _Column) -> bool:
    return all("zone_unknown" in one.flags for one in column.read.values())


def _list_instants(column: _Column, count: int) -> list[datetime | None]:
    return [column.read[entry].instant if entry in column.read else None for entry in range(count)]


def _own_weight(column: _Column) -> float:
    weight = _WEIGHT[column.dated_by]
    return weight * {"published": 1.0, "updated": 0.25, "sort": 0.6}[column.role]


def _agree(one: Resolved, other: Resolved) -> bool:
    if one.instant is None or other.instant is None:
        return False
    return abs(one.instant - other.instant) <= _AGREE


def _judge(entry: int, ranked: list[_Column]) -> Verdict:
    holders = [column for column in ranked if entry in column.read]
    if not holders:
        return Verdict(None, None, None, None, None, ())
    winner = _choose_winner(entry, holders)
    best = winner.read[entry]
    by = winner
    for column in holders:
        other = column.read[entry]
        if column.role == "updated" or not _agree(best, other) or column.is_constant:
            continue
        if _FINENESS[other.precision] > _FINENESS[by.read[entry].precision]:
            by = column
    chosen = by.read[entry]
    return Verdict(
        published_at=chosen.instant,
        precision=chosen.precision,
        dated_by=by.dated_by,
        raw_time=_find_shown(entry, holders, winner),
        updated_at=_find_update(entry, holders, chosen),
        evidence=tuple(_make_evidence(entry, column, chosen) for column in holders),
    )


def _choose_winner(entry: int, holders: list[_Column]) -> _Column:
    """The best column; one whose zone nothing tells gives way to an instant, even a change's.

    A clock whose day is inferred gives way to a stamp that has the same clock and a day of its own.
    """
    winner = next((column for column in holders if column.role != "updated"), holders[0])
    if "day_inferred" in winner.read[entry].flags:
        stamped = (c for c in holders if c.role == "published" and not c.is_constant)
        winner = next((c for c in stamped if _stamps(c.read[entry], winner.read[entry])), winner)
    if "zone_unknown" not in winner.read[entry].flags:
        return winner
    told = (c for c in holders if c.read[entry].precision != "day" and not c.is_constant)
    return next(told, winner)


def _stamps(stamp: Resolved, clock: Resolved) -> bool:
    """The same time of day, on another day that the stamp names itself."""
    if stamp.instant is None or clock.instant is None or "day_inferred" in stamp.flags:
        return False
    if _FINENESS[stamp.precision] < _FINENESS["minute"]:
        return False
    apart_s = abs((stamp.instant - clock.instant).total_seconds())
    days = round(apart_s / _DAY_S)
    return days >= 1 and abs(apart_s - days * _DAY_S) <= AGREE_S


def _find_shown(entry: int, holders: list[_Column], winner: _Column) -> str:
    """The time as readers see it, where they see one."""
    for column in holders:
        if column.dated_by in {"visible_clock", "relative_time"}:
            return column.marks[entry].raw
    return winner.marks[entry].raw


def _find_update(entry: int, holders: list[_Column], chosen: Resolved) -> datetime | None:
    later = [
        column.read[entry].instant
        for column in holders
        if column.role == "updated" and not column.is_constant
    ]
    return next((at for at in later if at and chosen.instant and at >= chosen.instant), None)


def _make_evidence(entry: int, column: _Column, chosen: Resolved) -> Evidence:
    one = column.read[entry]
    flags = one.flags
    if column.is_constant:
        flags = (*flags, "repeats_page_date")
    if column.role != "published":
        flags = (*flags, column.role)
    elif not _agree(one, chosen):
        flags = (*flags, "conflict")
    mark = column.marks[entry]
    return Evidence(
        dated_by=column.dated_by,
        raw=mark.raw,
        where=mark.where,
        zone=one.zone,
        instant=one.instant,
        precision=one.precision,
        flags=flags,
    )
