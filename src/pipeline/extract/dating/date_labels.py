"""Posts that show their date and their clock as two labels: '8 November 2023' beside '01:12'."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.signals.shapes import CLOCK, DATE, is_date_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.candidate import TimeMark


def pair_dates(
    marks: Sequence[Sequence[TimeMark]], days: Sequence[TimeMark | None]
) -> tuple[list[list[TimeMark]], list[TimeMark | None]]:
    """Marks and days, entry by entry, with each date beside a clock taken as the entry's day.

    Only where most entries show both: a date by itself may stand in the text of any.
    """
    found = [_find_date(own) for own in marks]
    if 2 * sum(date is not None for date in found) < len(marks):
        return [list(own) for own in marks], list(days)
    rest = [
        [mark for mark in own if mark is not date] for own, date in zip(marks, found, strict=True)
    ]
    return rest, [date or day for date, day in zip(found, days, strict=True)]


def _find_date(own: Sequence[TimeMark]) -> TimeMark | None:
    """The date that stands right before or behind a clock without one."""
    for first, second in pairwise(own):
        for date, clock in ((first, second), (second, first)):
            if _is_shown_date(date) and _is_shown_clock(clock):
                return date
    return None


def _is_shown_date(mark: TimeMark) -> bool:
    return (
        mark.dated_by == "visible_clock" and not CLOCK.search(mark.raw) and is_date_label(mark.raw)
    )


def _is_shown_clock(mark: TimeMark) -> bool:
    is_clock = mark.dated_by == "visible_clock" and CLOCK.search(mark.raw) is not None
    return is_clock and not DATE.search(mark.raw)
