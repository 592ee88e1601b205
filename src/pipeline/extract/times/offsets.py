"""The offset of clocks that name no zone, on a page of which nothing else tells one.

Two witnesses, both of instants that the page itself states: other times of the same entries, and
the page's publication and last change, between which all its clocks must stand. A witness counts
where it leaves one offset that some place has, with a margin to the next. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from .order import DAY_S, detect_order, read_clock_s
from .reading import Reading, TimeContext
from .zones import read_offset_at, write_offset

MIN_CLOCKS = 5
"""Fewer clocks say too little of when the page was written."""
MIN_PAIRS = 3
AGREE_S = 90
"""A clock and an instant of one entry that are one time: either may be cut to the minute."""
NEAR_S = 60
"""Clocks may stand so far outside the page's own dates: they are cut to the minute."""
CLOSE_S = 300
"""The newest clock stands at most this far before the page's last change."""
MARGIN_S = 600
"""Every other offset must put clocks this far outside."""
_DISORDER_S = 3600
_OVER_NIGHT_S = 6 * 3600

_ODD_MINUTES = (-570, -210, -150, 210, 270, 330, 345, 390, 570, 630, 765, 825)
OFFSETS_S = tuple(60 * minutes for minutes in (*range(-600, 840, 60), *_ODD_MINUTES))
"""Offsets that places have, in seconds ahead of UTC; no two are the same clock."""
_FEW_NEWSROOMS_S = frozenset(60 * minutes for minutes in (-600, -570, -120, -60, 765, 825))
"""Islands: page dates alone, of which one may be stamped anew, do not tell them."""


def infer_zone(
    clocks: Sequence[Reading], pairs: Iterable[tuple[Reading, datetime]], context: TimeContext
) -> TimeContext:
    """The context with the offset that the page's own instants show, or as it was.

    An offset of zero is never inferred: local time written as UTC looks the same.

    Args:
        clocks: in page order; none states a zone.
        pairs: clocks, each with the instant that another witness gives its entry.
        context: of a page without a zone.
    """
    found = {_infer_from_pairs(pairs), _infer_from_dates(clocks, context)} - {None}
    offset_s = found.pop() if len(found) == 1 else None
    if not offset_s:
        return context
    zone = write_offset(timedelta(seconds=offset_s))
    return replace(context, zone=zone, zone_source="inferred")


def is_refuted(zone: tzinfo, readings: Sequence[Reading | None], context: TimeContext) -> bool:
    """Whether all clocks stand outside publication and capture in this zone, in another inside.

    Only where page and capture lie less than a day apart; the capture says no more otherwise.
    """
    first, last = context.page_published_at, context.captured_at
    if first is None or last is None or _is_day(first):
        return False
    first_s, last_s = first.timestamp(), last.timestamp()
    placed = _place_clocks([one for one in readings if one and one.form == "clock"])
    if len(placed) < MIN_PAIRS or not 0 < last_s - first_s < DAY_S:
        return False
    offset_s = int(read_offset_at(zone, last).total_seconds())
    if any(_measure_outside([clock], offset_s, first_s, last_s) < MARGIN_S for clock in placed):
        return False
    return any(_measure_outside(placed, other, first_s, last_s) == 0 for other in OFFSETS_S)


def _infer_from_pairs(pairs: Iterable[tuple[Reading, datetime]]) -> int | None:
    votes = Counter(_measure_offset(clock, instant) for clock, instant in pairs)
    if not votes:
        return None
    offset_s, count = votes.most_common(1)[0]
    return offset_s if count >= MIN_PAIRS and count * 10 >= votes.total() * 9 else None


def _measure_offset(clock: Reading, instant: datetime) -> int | None:
    gap_s = read_clock_s(clock) - int(instant.timestamp()) % DAY_S
    near = (offset_s for offset_s in OFFSETS_S if _turn(gap_s - offset_s) <= AGREE_S)
    return next(near, None)


def _turn(gap_s: int) -> int:
    """How far two hands stand apart on a dial of a day."""
    return min(gap_s % DAY_S, -gap_s % DAY_S)


def _infer_from_dates(clocks: Sequence[Reading], context: TimeContext) -> int | None:
    """The one offset that puts all clocks between the page's publication and its last change."""
    published, modified = context.page_published_at, context.page_modified_at
    if published is None or modified is None or _is_day(published) or _is_day(modified):
        return None
    placed = _place_clocks(clocks)
    if len(placed) < MIN_CLOCKS:
        return None
    first_s, last_s = published.timestamp(), modified.timestamp()
    outside = {
        offset_s: _measure_outside(placed, offset_s, first_s, last_s) for offset_s in OFFSETS_S
    }
    fitting = [offset_s for offset_s, away_s in outside.items() if away_s < MARGIN_S]
    if len(fitting) != 1 or outside[fitting[0]] > NEAR_S or fitting[0] in _FEW_NEWSROOMS_S:
        return None
    behind_s = (last_s - (max(placed) - fitting[0])) % DAY_S
    return fitting[0] if behind_s <= CLOSE_S else None


def _measure_outside(placed: Sequence[int], offset_s: int, first_s: float, last_s: float) -> float:
    """Seconds by which clocks stand before the publication or after the last change, at best.

    The day of the clocks is not known: the newest may stand on any.
    """
    newest_s, span_s = max(placed) - offset_s, max(placed) - min(placed)
    behind_s = (last_s - newest_s) % DAY_S
    late_s = DAY_S - behind_s  # on the day after
    return min(
        max(0.0, first_s - (last_s - behind_s - span_s)),
        max(late_s, first_s - (last_s + late_s - span_s)),
    )


def _place_clocks(clocks: Sequence[Reading]) -> list[int]:
    """Local seconds on one line in page order; none where the days between them are not clear."""
    step = -1 if detect_order(clocks) == "newest_first" else 1
    if detect_order(clocks) is None:
        return []
    placed = [read_clock_s(clock) for clock in clocks[:1]]
    for before, clock in pairwise(clocks):
        ahead_s = step * (read_clock_s(clock) - read_clock_s(before))
        if ahead_s < -_OVER_NIGHT_S:
            ahead_s += DAY_S
        elif ahead_s < -_DISORDER_S:
            return []
        placed.append(placed[-1] + step * ahead_s)
    return placed


def _is_day(instant: datetime) -> bool:
    return (instant.hour, instant.minute, instant.second) == (0, 0, 0)
