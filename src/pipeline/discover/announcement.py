"""What one feed, sitemap or page says of one address, and when that holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import DiscoveredVia, Interval

# 2026-03-27
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# /2026/03/27/ or /2026-03-27/ or /2026/mar/27/ or -20260327-
_DAY_IN_ADDRESS = re.compile(
    r"(?<!\d)(20\d\d)([/_-]?)(0[1-9]|1[0-2]|[a-z]{3})\2(0[1-9]|[12]\d|3[01])(?!\d)", re.IGNORECASE
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class Span:
    """From ``first`` to ``last``, both included: one instant, or a day where only that was said."""

    first: datetime
    last: datetime

    def overlaps(self, interval: Interval) -> bool:
        """Whether any of it lies in ``[start, end)``."""
        return self.first < interval.end and self.last >= interval.start


@dataclass(frozen=True, slots=True)
class Announcement:
    """One address as it was announced, not yet judged."""

    url: str
    via: DiscoveredVia
    published: Span | None = None
    modified: Span | None = None
    title: str | None = None
    is_of_interval: bool = False
    """Announced on a page that is for the interval's date alone."""


def read_span(text: str | None, zone: tzinfo) -> Span | None:
    """Read a W3C date or instant; one without an offset is in the zone. None: nothing readable.

    >>> read_span("2026-03-27T14:05:00+01:00", UTC).first.isoformat()
    '2026-03-27T13:05:00+00:00'
    """
    if not text or not (stripped := text.strip()):
        return None
    try:
        if _DAY.fullmatch(stripped):
            return span_day(date.fromisoformat(stripped), zone)
        instant = datetime.fromisoformat(stripped)
    except ValueError:
        return None
    return span_instant(instant if instant.tzinfo else instant.replace(tzinfo=zone))


def span_instant(instant: datetime) -> Span:
    """An instant as a Span."""
    return Span(instant.astimezone(UTC), instant.astimezone(UTC))


def span_day(day: date, zone: tzinfo) -> Span:
    """A day of the zone, to its last microsecond."""
    start = datetime.combine(day, time(), tzinfo=zone)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    return Span(start.astimezone(UTC), end.astimezone(UTC) - timedelta(microseconds=1))


def find_day(url: str) -> date | None:
    """The day that an address names in its path, as most news addresses do; None: none, or several.

    >>> find_day("https://example.org/world/live/2026/mar/27/storm-latest")
    datetime.date(2026, 3, 27)
    """
    path = url.partition("://")[2].partition("?")[0]
    days = {_to_day(*found) for found in _DAY_IN_ADDRESS.findall(path)} - {None}
    return days.pop() if len(days) == 1 else None


def _to_day(year: str, _: str, month: str, day: str) -> date | None:
    named = month.lower()
    number = int(named) if named.isdigit() else _MONTHS.index(named) + 1 if named in _MONTHS else 0
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
