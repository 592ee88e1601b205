"""Reading the times of a live blog: raw strings in, instants in UTC out. Pure functions, no clock.

Steps, so that evidence stays apart from inference:

1. ``read_time`` says what one string states, and no more ('21:22' states no day and no zone).
2. ``resolve_times`` takes the Readings of one page in page order and gives each the day and the
   zone that the page, its dates and the neighbours support.
3. ``infer_zone`` gives a page whose zone nothing tells the offset that its own instants show.
4. ``reconcile_offsets`` settles two witnesses of the same entries that disagree by whole quarter
   hours (a ``Z`` that is really local time).

Rules that hold everywhere: a clock time is never invented; UTC is never assumed for a clock whose
zone is unknown; a day that was inferred never puts an entry after the capture; each guess is named
in ``flags``.

Flags of a Reading: ``ambiguous_date`` (day and month could be swapped), ``ambiguous_zone`` (an
abbreviation of several meanings), ``dotted`` (13.47, which may be a decimal), ``end_of_day``
(24:00), ``fallback`` (dateparser read it), ``local_time`` ('local time' stands there),
``midnight``, ``off_season`` (EST in July: the clock of the place is meant), ``other_calendar`` (a
date we do not read stands beside the clock), ``shorthand`` ('5m'), ``spaced_digits`` ('1 3:47'),
``update_beside`` (a second time, of the update, stands behind). Of a Resolved, beside them:
``after_capture``, ``conflict`` (the guessed zone is not the one that 'so long ago' shows),
``day_from_capture`` (only the capture tells the day), ``day_inferred``, ``dst_fold``, ``dst_gap``,
``rolled_over_midnight``, ``year_inferred``, ``zone_guessed``, ``zone_inferred``,
``zone_unknown``.

>>> from datetime import UTC, datetime
>>> context = TimeContext(datetime(2020, 10, 6, 20, 23, tzinfo=UTC), zone="Europe/Dublin")
>>> resolve_times([read_time("21:22", context)], context)[0].instant.isoformat()
'2020-10-06T20:22:00+00:00'
"""

from __future__ import annotations

from .bounds import read_date_bounds
from .find import find_time
from .guess import find_stated_zone, guess_zone, list_zone_stating, states_all_times
from .offsets import infer_zone
from .order import detect_order
from .read import read_time, split_leading_time
from .reading import (
    Form,
    Reading,
    Reconciled,
    Resolved,
    TimeContext,
    ZoneGuess,
    ZoneSource,
)
from .reconcile import reconcile_offsets
from .resolve import resolve_times
from .spoken import SPOKEN
from .urls import read_url_date
from .zone_names import find_zone_phrase

__all__ = [
    "SPOKEN",
    "Form",
    "Reading",
    "Reconciled",
    "Resolved",
    "TimeContext",
    "ZoneGuess",
    "ZoneSource",
    "detect_order",
    "find_stated_zone",
    "find_time",
    "find_zone_phrase",
    "guess_zone",
    "infer_zone",
    "list_zone_stating",
    "read_date_bounds",
    "read_time",
    "read_url_date",
    "reconcile_offsets",
    "resolve_times",
    "split_leading_time",
    "states_all_times",
]
