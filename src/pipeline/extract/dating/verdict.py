"""From the raw times of all witnesses to one verdict for each entry, with its evidence.

Each place where times stand ('time@datetime', JSON-LD's datePublished, the label that readers
see) is one Column: one raw string for each entry, or none. Columns are weighed over the whole
page, so that one that repeats the page's date, or is an hour off, loses everywhere alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from pipeline.extract.dating.columns import read_columns
from pipeline.extract.dating.date_labels import pair_dates
from pipeline.extract.dating.weights import (
    AGREE_S,
    agree,
    infer_page_zone,
    settle_shifts,
    weigh_columns,
)
from pipeline.extract.times.zones import load_zone
from pipeline.model import DatedBy, Evidence, Precision

if TYPE_CHECKING:
    from pipeline.extract.candidate import TimeMark
    from pipeline.extract.dating.columns import Column
    from pipeline.extract.times import Resolved, TimeContext

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


def date_entries(
    marks: Sequence[Sequence[TimeMark]],
    days: Sequence[TimeMark | None],
    context: TimeContext,
) -> list[Verdict]:
    """One verdict an entry.

    ``marks`` holds, entry by entry in page order, all raw times; ``days`` the dated heading under
    which each entry stands, where the page has such headings.
    """
    marks, days = pair_dates(marks, days)
    columns = read_columns(marks, days, context)
    weigh_columns(columns, len(marks))
    known = infer_page_zone(columns, context)
    if known is not context:
        context = known
        columns = read_columns(marks, days, context)
        weigh_columns(columns, len(marks))
    settle_shifts(columns, len(marks), context)
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


def _judge(entry: int, ranked: list[Column]) -> Verdict:
    holders = [column for column in ranked if entry in column.read]
    if not holders:
        return Verdict(None, None, None, None, None, ())
    winner = _choose_winner(entry, holders)
    best = winner.read[entry]
    by = winner
    for column in holders:
        other = column.read[entry]
        if column.role == "updated" or not agree(best, other) or column.is_constant:
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


def _choose_winner(entry: int, holders: list[Column]) -> Column:
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


def _find_shown(entry: int, holders: list[Column], winner: Column) -> str:
    """The time as readers see it, where they see one."""
    for column in holders:
        if column.dated_by in {"visible_clock", "relative_time"}:
            return column.marks[entry].raw
    return winner.marks[entry].raw


def _find_update(entry: int, holders: list[Column], chosen: Resolved) -> datetime | None:
    later = [
        column.read[entry].instant
        for column in holders
        if column.role == "updated" and not column.is_constant
    ]
    return next((at for at in later if at and chosen.instant and at >= chosen.instant), None)


def _make_evidence(entry: int, column: Column, chosen: Resolved) -> Evidence:
    one = column.read[entry]
    flags = one.flags
    if column.is_constant:
        flags = (*flags, "repeats_page_date")
    if column.role != "published":
        flags = (*flags, column.role)
    elif not agree(one, chosen):
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
