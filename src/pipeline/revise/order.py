"""The order of a live blog's Entries over its Observations, and which of them moved in it.

An Entry moved when it changed places with neighbours that both Observations show. Those that
merely shifted because others came or went did not move, nor did all of them when the page turned
its order around. The movers are the fewest whose removal leaves the rest in order: the complement
of the heaviest increasing subsequence (Fredman 1975), where an Entry that was edited or restored,
or that stands out of the order of time, weighs a little less: of two that changed places it is
the likelier mover.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from pipeline.revise.track import Track

TURNED_SHARE = 0.75
"""Share of the Entries that stand in the opposite order when a page turned its order around."""


class PageOrder:
    """All Entries of a live blog that have a place, in the order in which its pages show them."""

    __slots__ = ("tracks",)

    def __init__(self) -> None:
        self.tracks: list[Track] = []

    def place(
        self, sequence: Sequence[Track], edited: AbstractSet[int], restored: AbstractSet[int]
    ) -> list[Track]:
        """Take in the order of a page's unpinned Entries; return those that moved.

        Args:
            sequence: the page's Entries in its order; those without a place get one.
            edited: ``number`` of the Entries that this page shows edited.
            restored: of those that it shows again.
        """
        known = [track for track in sequence if track.rank >= 0]
        movers: list[Track] = []
        if not _is_increasing([track.rank for track in known]):
            doubts = Counter([*edited, *find_untimely(sequence), *restored, *restored])
            movers = self._find_movers(known, doubts)
        if movers or len(known) < len(sequence):
            self._rebuild(sequence, {track.number for track in movers})
        return movers

    def _find_movers(self, known: list[Track], doubts: Mapping[int, int]) -> list[Track]:
        if _is_turned([track.rank for track in known]):
            self._assign(self.tracks[::-1])
        ranks = [track.rank for track in known]
        weights = [5 * len(known) - doubts.get(track.number, 0) for track in known]
        kept = heaviest_increasing(ranks, weights)
        return [track for at, track in enumerate(known) if at not in kept]

    def _rebuild(self, sequence: Sequence[Track], moved: set[int]) -> None:
        is_loose = [track.rank < 0 or track.number in moved for track in sequence]
        if all(is_loose):
            rest = [track for track in self.tracks if track.number not in moved]
            at = find_gap(rest, sequence)
            self._assign([*rest[:at], *sequence, *rest[at:]])
            return
        leading, after = _group_loose(sequence, is_loose)
        is_falling = is_newest_first(sequence)
        ordered: list[Track] = []
        group, gap = leading, []
        fixed = {track.number for track, loose in zip(sequence, is_loose, strict=True) if not loose}
        for track in self.tracks:
            if track.number in moved:
                continue
            if track.number not in fixed:
                gap.append(track)
                continue
            ordered += _merge_by_time(group, gap, is_falling=is_falling, is_leading=not ordered)
            ordered.append(track)
            group, gap = after.get(track.number, []), []
        ordered += _merge_by_time(group, gap, is_falling=is_falling, is_leading=False)
        self._assign(ordered)

    def _assign(self, ordered: list[Track]) -> None:
        self.tracks = ordered
        for rank, track in enumerate(ordered):
            track.rank = rank


def heaviest_increasing(ranks: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Return the places of a heaviest increasing subsequence of distinct ranks, in n log n.

    >>> sorted(heaviest_increasing([3, 0, 1, 2], [2, 2, 2, 2]))
    [1, 2, 3]
    """
    slots = sorted(ranks)
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    previous = [-1] * len(ranks)
    end, end_weight = -1, 0
    for at, rank in enumerate(ranks):
        slot = bisect_left(slots, rank)
        weight, previous[at] = _read_best(best, slot)
        weight += weights[at]
        _raise_best(best, slot + 1, (weight, at))
        if weight > end_weight:
            end, end_weight = at, weight
    kept: set[int] = set()
    while end >= 0:
        kept.add(end)
        end = previous[end]
    return kept


def is_newest_first(tracks: Sequence[Track]) -> bool:
    """Say whether Entries stand newest first; undated or even ones count as if they did."""
    times = [track.seen.published_at for track in tracks]
    dated = [time for time in times if time is not None]
    falls = sum(a > b for a, b in pairwise(dated))
    rises = sum(a < b for a, b in pairwise(dated))
    return falls >= rises


def find_untimely(tracks: Sequence[Track]) -> set[int]:
    """``number`` of the fewest Entries without which the rest stand in the order of time."""
    dated = [track for track in tracks if track.seen.published_at is not None]
    newest_first = sorted(dated, key=_read_time, reverse=True)
    falls = is_newest_first(dated)
    ranks = {track.number: rank for rank, track in enumerate(newest_first)}
    order = [ranks[track.number] * (1 if falls else -1) for track in dated]
    kept = heaviest_increasing(order, [1] * len(order))
    return {track.number for at, track in enumerate(dated) if at not in kept}


def _read_time(track: Track) -> float:
    at = track.seen.published_at
    return at.timestamp() if at is not None else 0.0


def find_gap(placed: Sequence[Track], sequence: Sequence[Track]) -> int:
    """Find where a page that shares no Entry with those placed belongs among them, by its times."""
    times = [track.seen.published_at for track in sequence]
    first = next((time for time in times if time is not None), None)
    is_falling = is_newest_first([*placed, *sequence] if len(sequence) < 2 else sequence)
    if first is None:
        return 0 if is_falling else len(placed)
    for at, track in enumerate(placed):
        time = track.seen.published_at
        if time is not None and (time < first if is_falling else time > first):
            return at
    return len(placed)


def _group_loose(
    sequence: Sequence[Track], is_loose: Sequence[bool]
) -> tuple[list[Track], dict[int, list[Track]]]:
    """Tracks that get a place: those before the first that has one, and those after each."""
    leading: list[Track] = []
    after: dict[int, list[Track]] = {}
    group = leading
    for track, loose in zip(sequence, is_loose, strict=True):
        if loose:
            group.append(track)
        else:
            group = after.setdefault(track.number, [])
    return leading, after


def _merge_by_time(
    group: Sequence[Track], gap: Sequence[Track], *, is_falling: bool, is_leading: bool
) -> list[Track]:
    """Put a group among the Tracks that the page leaves out at its place, by their times.

    Undated ones stay beside the Entry that they stand next to on the page.
    """
    if not group or not gap:
        return [*gap, *group]
    merged: list[Track] = []
    waiting = list(gap)
    if is_leading and all(track.seen.published_at is None for track in group):
        return [*gap, *group]
    for track in group:
        at = track.seen.published_at
        while at is not None and waiting and _stands_before(waiting[0], at, is_falling=is_falling):
            merged.append(waiting.pop(0))
        merged.append(track)
    return [*merged, *waiting]


def _stands_before(track: Track, at: datetime, *, is_falling: bool) -> bool:
    time = track.seen.published_at
    return time is not None and (time > at if is_falling else time < at)


def _is_increasing(ranks: Sequence[int]) -> bool:
    return all(a < b for a, b in pairwise(ranks))


def _is_turned(ranks: Sequence[int]) -> bool:
    if len(ranks) < 3:
        return False
    ones = [1] * len(ranks)
    falling = len(heaviest_increasing([-rank for rank in ranks], ones))
    rising = len(heaviest_increasing(ranks, ones))
    return falling > rising and falling >= TURNED_SHARE * len(ranks)


def _read_best(tree: list[tuple[int, int]], slot: int) -> tuple[int, int]:
    best = (0, -1)
    while slot > 0:
        if tree[slot][0] > best[0]:
            best = tree[slot]
        slot -= slot & -slot
    return best


def _raise_best(tree: list[tuple[int, int]], slot: int, value: tuple[int, int]) -> None:
    while slot < len(tree):
        if value[0] > tree[slot][0]:
            tree[slot] = value
        slot += slot & -slot
