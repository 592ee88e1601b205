"""What may have been missed between two Captures of a live blog that show no Entry in common.

A page that shows its latest so many Entries is a window over a stream. While two windows overlap,
nothing between them was missed that stood long enough; where they do not, posts may have come and
gone. How many is told by the page's own count of its Entries, else estimated by their usual
distance.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.model import PollGap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pipeline.model import Entry, Observation

MIN_SPACINGS = 3
"""Fewer distances between posts have no usual one."""


def find_gap(
    before: Observation, after: Observation, entries_before: Sequence[Entry], shown: Sequence[Entry]
) -> PollGap | None:
    """Tell what may have been missed between two windows without a common Entry.

    Args:
        before: the last Observation that showed Entries.
        after: the one that shows none of those known before it.
        entries_before: the unpinned Entries of ``before``.
        shown: those of ``after``.

    Returns:
        None when nothing was, as the page shows all that it has, or when it proves nothing.
    """
    if after.coverage.state != "partial" or not entries_before or not shown:
        return None
    newest = max(_list_times(entries_before), default=None)
    oldest = min(_list_times(shown), default=None)
    if newest is not None and oldest is not None and oldest <= newest:
        return None  # an older part of the live blog, not a later one
    counted = _count_missed(before, after, len(shown))
    spacing_s = _find_spacing_s(entries_before, shown)
    return PollGap(
        capture_id_before=before.capture_id,
        capture_id=after.capture_id,
        begins_at=newest,
        ends_at=oldest,
        spacing_s=spacing_s,
        missed=counted if counted is not None else _estimate_missed(newest, oldest, spacing_s),
        is_counted=counted is not None,
    )


def _count_missed(before: Observation, after: Observation, shown: int) -> int | None:
    """By the page's own counts; posts taken down meanwhile hide as many."""
    if before.coverage.declared is None or after.coverage.declared is None:
        return None
    return max(0, after.coverage.declared - before.coverage.declared - shown)


def _estimate_missed(
    newest: datetime | None, oldest: datetime | None, spacing_s: float | None
) -> int | None:
    if newest is None or oldest is None or not spacing_s:
        return None
    return max(0, round((oldest - newest).total_seconds() / spacing_s) - 1)


def _find_spacing_s(*windows: Iterable[Entry]) -> float | None:
    """The median distance of two neighbouring posts within each window, in seconds."""
    spacings = [
        (later - earlier).total_seconds()
        for window in windows
        for earlier, later in pairwise(sorted(_list_times(window)))
    ]
    return median(spacings) if len(spacings) >= MIN_SPACINGS else None


def _list_times(entries: Iterable[Entry]) -> list[datetime]:
    return [
        one.published_at
        for one in entries
        if one.published_at is not None and one.precision in ("second", "minute")
    ]
