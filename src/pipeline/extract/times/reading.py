"""The values that reading times passes around: what a string says, and what a page makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.model import Precision, SortOrder

Form = Literal["absolute", "clock", "relative", "epoch", "date"]
ZoneSource = Literal["hint", "stated", "tld", "language", "inferred"]

GUESSED_SOURCES: frozenset[str] = frozenset({"tld", "language"})
"""Zone sources that no word of the page or its publisher's YAML stands behind."""


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What is known of a page before its times are read. All instants are aware, in UTC.

    A page date at exactly 00:00:00 UTC is taken as a calendar day without a time.
    """

    captured_at: datetime | None = None
    page_published_at: datetime | None = None
    page_modified_at: datetime | None = None
    zone: str | None = None
    """IANA name, or an offset such as ``+02:00``; None: no zone can be told, not even guessed."""
    zone_source: ZoneSource | None = None
    language: str | None = None
    """BCP 47 tag; a region in it (``en-US``) decides the order of day and month."""
    sort_order: SortOrder | None = None
    """None: detected from the times themselves."""
    is_cut: bool = False
    """The page shows a part of its entries: the oldest or newest of them stand elsewhere."""
    page_before_at: datetime | None = None
    """Of a further page: the time of the last entry of the page before."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one raw string says of a time, and no more.

    ``form`` says what kind of statement it is:

    - ``absolute``: a date and a clock time; ``instant`` is set when a zone stands in the string;
    - ``epoch``: seconds or milliseconds since 1970; ``instant`` is set;
    - ``clock``: a clock time without a date (``day_offset`` or ``weekday`` may stand beside it);
    - ``relative``: so long ago; ``ago_s`` is set, ``instant`` too when the capture time is known;
    - ``date``: a date without a clock time.
    """

    form: Form
    raw: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    """Zone stated in the string: an IANA name or an offset such as ``+02:00``."""
    instant: datetime | None = None
    """UTC; None when the string alone cannot fix it."""
    precision: Precision | None = None
    flags: tuple[str, ...] = ()
    is_update: bool = False
    """The string speaks of a change ('Updated at ...'), not of the publication."""
    ago_s: int | None = None
    """Seconds before the capture, in ``relative`` and in glued texts ('21 mins ago11:48')."""
    day_offset: int | None = None
    """0 for 'today', -1 for 'yesterday', relative to the capture."""
    weekday: int | None = None
    """0 is Monday; where one is named."""

    @property
    def has_date(self) -> bool:
        """A day and a month are stated; the year may be missing."""
        return self.month is not None and self.day is not None

    @property
    def has_clock(self) -> bool:
        """A clock time is stated."""
        return self.hour is not None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A Reading with its instant, as far as the page lets one tell.

    With ``precision == "day"``, ``instant`` is midnight UTC of the calendar day at the publisher:
    a label of that day, not a clock time. ``instant is None`` means that nothing tells the day.
    """

    reading: Reading
    instant: datetime | None
    precision: Precision | None
    zone: str | None
    """The zone used: stated, or the page's; None when none was known (or needed)."""
    flags: tuple[str, ...] = ()
    is_update: bool = False


@dataclass(frozen=True, slots=True)
class ZoneGuess:
    """A time zone and what stands behind it; ``zone`` is None when nothing tells it."""

    zone: str | None
    source: ZoneSource | None
    flags: tuple[str, ...] = ()
    """``ambiguous_zone``: a country of several zones, or an abbreviation of several meanings."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The verdict on two witnesses of the same entries' times."""

    instants: tuple[datetime | None, ...]
    """The chosen instants in UTC, one an entry."""
    shift_s: int
    """Seconds by which the first witness stands ahead of the second, in quarter hours; 0: agree."""
    trusted: Literal["first", "second", "both", "neither"]
    flags: tuple[str, ...] = ()
