"""Absence is not deletion: which Entries a Capture should have shown and did not.

An Entry is missed only where the Capture looked: between Entries that it shows, or beyond its
first or last Entry when it claims to show all. A page that lost a large part of its Entries at once
(a consent wall, a cut response, another layout) says nothing about them, now or later, until they
are seen again. Nor does one that may simply show the latest so many Entries, of which the oldest
falls off with each new one, until another count of Entries refutes that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.revise.order import is_newest_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model import Coverage, Observation
    from pipeline.revise.track import Track

MAX_LOST_SHARE = 0.5
"""A complete page that lost more of its Entries at once has shrunk for another reason."""

MAX_LOST_SHARE_PARTIAL = 0.25
"""The same for a page that shows a part: it has more reasons to leave Entries out."""

MAX_EDGE_SHARE = 0.25
MIN_EDGE_ENTRIES = 3
"""Beyond the first or last Entry shown no more than these may be missed: a page that was cut, or
that shows less than it did, loses its end."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A Track that a Capture should have shown."""

    track: Track
    is_oldest_edge: bool
    """It would stand beyond the oldest Entry shown, where a page of the latest n ends."""


@dataclass(frozen=True, slots=True)
class Absence:
    """What a Capture says about the Entries that it does not show."""

    missed: tuple[Absent, ...] = ()
    """Should have been there."""
    excused: tuple[Track, ...] = ()
    """Went all at once: says nothing."""


def find_absent(
    observation: Observation,
    shown: Sequence[Track],
    ordered: Sequence[Track],
    pinned: Iterable[Track],
    *,
    index: int,
    known_before: int,
) -> Absence:
    """Find the Tracks that a Capture should have shown and did not.

    Args:
        observation: the Capture.
        shown: its unpinned Entries, in its order, each with a place among ``ordered``.
        ordered: all Tracks that have a place, in the order of the page.
        pinned: Tracks that were only ever seen pinned, so that only their time places them.
        index: place of the Capture in the order of capture; Tracks it shows have it.
        known_before: Tracks with a lower ``number`` were known before it.
    """
    is_complete = observation.coverage.state == "complete"
    if observation.coverage.state == "unavailable" or not shown:
        return Absence()
    lowest = min(track.rank for track in shown)
    highest = max(track.rank for track in shown)
    inside = [t for t in ordered[lowest : highest + 1] if _is_expected(t, index)]
    absent = [Absent(track, is_oldest_edge=False) for track in inside]
    absent += [Absent(t, is_oldest_edge=False) for t in _list_pinned(pinned, shown, index)]
    if is_complete:
        absent += _list_edges(shown, ordered, lowest, highest, index)
    lost = tuple(one.track for one in absent if one.track.miss is None)
    share = MAX_LOST_SHARE if is_complete else MAX_LOST_SHARE_PARTIAL
    kept = sum(track.number < known_before for track in shown)
    if lost and len(lost) > share * (len(lost) + kept):
        return Absence(excused=lost)
    return Absence(missed=tuple(absent))


def claims_all(coverage: Coverage) -> bool:
    """Say whether a page counts its Entries itself and shows as many."""
    return coverage.declared is not None and coverage.shown >= coverage.declared


def _list_edges(
    shown: Sequence[Track], ordered: Sequence[Track], lowest: int, highest: int, index: int
) -> list[Absent]:
    is_end_oldest = is_newest_first(shown)
    limit = max(MIN_EDGE_ENTRIES, int(MAX_EDGE_SHARE * len(shown)))
    start = _list_expected(ordered, range(lowest - 1, -1, -1), index, limit)
    end = _list_expected(ordered, range(highest + 1, len(ordered)), index, limit)
    return [Absent(track, is_oldest_edge=not is_end_oldest) for track in start] + [
        Absent(track, is_oldest_edge=is_end_oldest) for track in end
    ]


def _list_expected(
    ordered: Sequence[Track], ranks: Iterable[int], index: int, limit: int
) -> list[Track]:
    expected: list[Track] = []
    for rank in ranks:
        if _is_expected(ordered[rank], index):
            expected.append(ordered[rank])
        if len(expected) > limit:
            return []
    return expected


def _list_pinned(pinned: Iterable[Track], shown: Sequence[Track], index: int) -> list[Track]:
    waiting = [track for track in pinned if _is_expected(track, index)]
    if not waiting:
        return []
    times = [t.seen.published_at for t in shown if t.seen.published_at is not None]
    return [
        track
        for track in waiting
        if times
        and track.seen.published_at is not None
        and min(times) < track.seen.published_at < max(times)
    ]


def _is_expected(track: Track, index: int) -> bool:
    return track.last_index != index and track.retracted_at is None and not track.is_excused
