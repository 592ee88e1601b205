"""Which column of times to believe: by its kind, by the others, and by what the zones allow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.extract.dating.ago import prefer_second
from pipeline.extract.times import infer_zone, reconcile_offsets
from pipeline.model import DatedBy

if TYPE_CHECKING:
    from pipeline.extract.dating.columns import Column
    from pipeline.extract.times import Resolved, TimeContext

AGREE_S = 90
"""Two witnesses agree within this many seconds: one may be cut to the minute."""
_AGREE = timedelta(seconds=AGREE_S)
NOON = 12
"""The hours of half a day."""

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


def weigh_columns(columns: list[Column], count: int) -> None:
    """Give each its score: its own weight, and that of those which agree with it."""
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
                if agree(one, found):
                    kinds[other.dated_by] = max(kinds[other.dated_by], _own_weight(other))
            score += _own_weight(column) + sum(kinds.values())
        column.score = score / max(1, count)
        if column.is_constant and varied:
            column.score *= 0.05


def settle_shifts(columns: list[Column], count: int, context: TimeContext) -> None:
    """A column that stands whole quarter hours off another one may write local time as UTC."""
    sure = [column for column in columns if column.role != "updated" and not column.is_constant]
    for one in sure:
        for other in sure:
            if one is other or one.score < other.score:
                continue
            if (
                _is_refuted(one, other, sure)
                or _is_drawn_anew(one, other)
                or _lacks_half(one, other)
            ):
                one.score = 0.9 * other.score
                continue
            verdict = reconcile_offsets(
                _list_instants(one, count), _list_instants(other, count), context
            )
            if verdict.shift_s and verdict.trusted == "second":
                one.score = 0.9 * other.score


def _is_drawn_anew(one: Column, other: Column) -> bool:
    """Clocks in UTC as a server wrote them, until a script draws the reader's from the data.

    A ``data-`` attribute is there for the script: were it wrong, its readers would see that. The
    clock's own zone is only guessed, and it shows what the instant says in UTC. Seconds since 1970
    prove nothing: some systems count them in local time.
    """
    if one.dated_by != "visible_clock" or other.dated_by != "data_attribute":
        return False
    if any(mark.raw.isdigit() for mark in other.marks.values()):
        return False
    shared = one.read.keys() & other.read.keys()
    return bool(shared) and all(
        "zone_guessed" in one.read[n].flags and _shows_utc(one.read[n], other.read[n])
        for n in shared
    )


def _lacks_half(one: Column, other: Column) -> bool:
    """Clocks of twelve hours that do not say which half of the day: some are twelve hours off."""
    if one.dated_by != "visible_clock":
        return False
    shared = one.read.keys() & other.read.keys()
    clocks = [one.read[n].reading for n in shared]
    if not shared or any(said.hour is None or said.hour > NOON for said in clocks):
        return False
    apart = [_measure_apart(one.read[n], other.read[n]) for n in shared]
    return any(apart) and all(gap is not None and gap in {0, NOON} for gap in apart)


def _measure_apart(clock: Resolved, other: Resolved) -> int | None:
    """Whole hours between two instants; None where they stand no whole hours apart."""
    if clock.instant is None or other.instant is None:
        return None
    gap = abs(clock.instant - other.instant)
    hours = round(gap / timedelta(hours=1))
    return hours if abs(gap - timedelta(hours=hours)) <= _AGREE else None


def _shows_utc(clock: Resolved, data: Resolved) -> bool:
    """Whether a clock shows the digits of an instant in UTC."""
    said, instant = clock.reading, data.instant
    if instant is None or agree(clock, data):
        return False
    return (said.hour, said.minute) == (instant.hour, instant.minute)


def _is_refuted(one: Column, other: Column, columns: Sequence[Column]) -> bool:
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


def infer_page_zone(columns: Sequence[Column], context: TimeContext) -> TimeContext:
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


def _lacks_zone(column: Column) -> bool:
    return all("zone_unknown" in one.flags for one in column.read.values())


def _list_instants(column: Column, count: int) -> list[datetime | None]:
    return [column.read[entry].instant if entry in column.read else None for entry in range(count)]


def _own_weight(column: Column) -> float:
    weight = _WEIGHT[column.dated_by]
    return weight * {"published": 1.0, "updated": 0.25, "sort": 0.6}[column.role]


def agree(one: Resolved, other: Resolved) -> bool:
    """The same instant, but for seconds that one of them may have cut."""
    if one.instant is None or other.instant is None:
        return False
    return abs(one.instant - other.instant) <= _AGREE
