"""The order of a live blog's Entries over its Observations, and which of them moved in it.

An Entry moved when it changed places with neighbours that both Observations show. Those that
merely shifted because others came or went did not move, nor did all of them when the page turned
its order around. The movers are the fewest whose removal leaves the rest in order: the complement
of the heaviest increasing subsequence (Fredman 1975), where an Entry that was edited weighs a
little less, because of two that changed places the edited one is the likelier mover.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.revise.track import Track

TURNED_SHARE = 0.75
"""Share of the Entries that stand in the opposite order when a page turned its order around."""


class PageOrder:
    """All Entries of a live blog that have a place, in the order in which its pages show them."""

    __slots__ = ("tracks",)

    def __init__(self) -> None:
        self.tracks: list[Track] = []

    def place(self, sequence: Sequence[Track], edited: frozenset[int]) -> list[Track]:
        """Take in the order of a page's unpinned Entries; return those that moved.

        Args:
            sequence: the page's Entries in its order; those without a place get one.
            edited: ``number`` of the Entries that this page shows edited.
        """
        known = [track for track in sequence if track.rank >= 0]
        movers = self._find_movers(known, edited)
        if movers or len(known) < len(sequence):
            self._rebuild(sequence, {track.number for track in movers})
        return movers

    def _find_movers(self, known: list[Track], edited: frozenset[int]) -> list[Track]:
        if _is_increasing([track.rank for track in known]):
            return []
        if _is_turned([track.rank for track in known]):
            self._assign(self.tracks[::-1])
        ranks = [track.rank for track in known]
        weights = [2 * len(known) - (1 if track.number in edited else 0) for track in known]
        kept = heaviest_increasing(ranks, weights)
        return [track for at, track in enumerate(known) if at not in kept]

    def _rebuild(self, sequence: Sequence[Track], moved: set[int]) -> None:
        is_loose = [track.rank < 0 or track.number in moved for track in sequence]
        if all(is_loose):
            rest = [track for track in self.tracks if track.number not in moved]
            at = find_gap(rest, sequence)
            self._assign([*rest[:at], *sequence, *rest[at:]])
            return
        before, after = _group_loose(sequence, is_loose)
        ordered: list[Track] = []
        for track in self.tracks:
            if track.number in moved:
                continue
            ordered.extend(before.get(track.number, ()))
            ordered.append(track)
            ordered.extend(after.get(track.number, ()))
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
) -> tuple[dict[int, list[Track]], dict[int, list[Track]]]:
    first_fixed = sequence[is_loose.index(False)]
    before: dict[int, list[Track]] = {first_fixed.number: []}
    after: dict[int, list[Track]] = {}
    group = before[first_fixed.number]
    for track, loose in zip(sequence, is_loose, strict=True):
        if loose:
            group.append(track)
        else:
            group = after.setdefault(track.number, [])
    return before, after


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
