"""Nights: the unit of scheduling. A night is one UTC day, named by its date.

One rule names the night of a run, the same for a schedule, a backfill, a manual trigger and
``airflow dags test``: the UTC date of the run's logical date, and where a run has none, of the
moment after which it runs. With a daily schedule at midnight UTC a scheduled or backfilled run's
logical date is the start of its data interval, so a backfill's last date is included.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from pipeline.errors import UsageError
from pipeline.model import Interval


def name_night(logical_date: datetime | None, run_after: datetime) -> date:
    """Name the night of a run.

    >>> name_night(datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 3, 28, tzinfo=UTC))
    datetime.date(2026, 3, 27)
    """
    return (logical_date or run_after).astimezone(UTC).date()


SLOT_MINUTES = 5
"""Polls are counted in slots of so many minutes, from midnight UTC on."""


def name_slot(instant: datetime) -> Interval:
    """The slot of an instant: two polls in one slot are one.

    >>> name_slot(datetime(2026, 3, 27, 14, 7, 30, tzinfo=UTC)).start.isoformat()
    '2026-03-27T14:05:00+00:00'
    """
    at = instant.astimezone(UTC)
    minute = at.minute - at.minute % SLOT_MINUTES
    start = at.replace(minute=minute, second=0, microsecond=0)
    return Interval(start=start, end=start + timedelta(minutes=SLOT_MINUTES))


def night_interval(night: date) -> Interval:
    """The half-open UTC day that a night covers."""
    start = datetime.combine(night, time(), tzinfo=UTC)
    return Interval(start=start, end=start + timedelta(days=1))


def parse_night(text: str) -> date:
    """Read ``YYYY-MM-DD``.

    Raises:
        UsageError: the text is no date of that form.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"not a date of the form YYYY-MM-DD: {text!r}") from error


def parse_moment(text: str | None) -> datetime | None:
    """Read an ISO 8601 moment; one without a zone is taken as UTC.

    Raises:
        UsageError: the text is none.
    """
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"not an ISO 8601 time: {text!r}") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
