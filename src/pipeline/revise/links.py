"""Splits and merges: text that went from one Entry to another between two Captures.

Identity is one to one, so a post that is cut in two leaves an edited Entry and an added one, and
two that become one leave an edited and a retracted one. What was moved is read off the texts
afterwards: it stood in one state of the edited Entry and does not stand in the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.fingerprint import normalise_text
from pipeline.model import EntryLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model import EntryHistory, Event, LinkType, Version

MIN_CHARACTERS = 60
"""A shorter text may stand in two posts by chance: a score, a name, a phrase."""

HELD_SCORE = 90.0
"""A text stands within another: as alike (0 to 100) as its best place in it."""

LOST_SCORE = 75.0
"""It does not, when even its best place is less alike."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """The texts of an Entry before and after a Capture edited it."""

    entry_id: str
    before: str
    after: str


def find_links(entries: Sequence[EntryHistory], events: Iterable[Event]) -> tuple[EntryLink, ...]:
    """Find the Entries that were split off others, and those that were merged into others.

    Each Entry that came or went is linked to one at most, the likest. Cost: Entries edited times
    Entries that came or went, Capture by Capture.

    Args:
        entries: with all their Versions.
        events: of the same history; only what a Capture showed together is compared.
    """
    versions = {one.entry_id: one.versions for one in entries}
    edits: dict[str, list[_Edit]] = defaultdict(list)
    came_or_gone: list[Event] = []
    for event in events:
        if event.type == "edited":
            edits[event.capture_id] += _list_edits(versions[event.entry_id], event.capture_id)
        elif event.type in ("added", "retracted"):
            came_or_gone.append(event)
    found = (
        _link_event(event, versions[event.entry_id], edits[event.capture_id])
        for event in came_or_gone
        if event.capture_id in edits
    )
    return tuple(link for link in found if link is not None)


def _link_event(
    event: Event, versions: Sequence[Version], edits: Sequence[_Edit]
) -> EntryLink | None:
    if event.type == "added":
        text = _text_of(versions[0])
        scores = [(_score_move(text, one.before, one.after), one.entry_id) for one in edits]
    else:
        text = _text_of(_last_before(versions, event))
        scores = [(_score_move(text, one.after, one.before), one.entry_id) for one in edits]
    score, other = max(scores)
    if len(text) < MIN_CHARACTERS or not score:
        return None
    kind: LinkType = "split" if event.type == "added" else "merge"
    ends = (other, event.entry_id) if kind == "split" else (event.entry_id, other)
    return EntryLink(
        type=kind,
        from_entry_id=ends[0],
        to_entry_id=ends[1],
        capture_id=event.capture_id,
        observed_at=event.observed_at,
        score=round(score / 100, 4),
    )


def _score_move(text: str, holder: str, loser: str) -> float:
    """How surely (0 to 100) a text stands in one state of an Entry and not in the other."""
    if len(holder) <= len(text):
        return 0.0  # all of it, and nothing beside: no part of a whole
    score = fuzz.partial_ratio(text, holder, score_cutoff=HELD_SCORE)
    if not score or (loser and _best_place(text, loser) >= LOST_SCORE):
        return 0.0
    return score


def _best_place(text: str, other: str) -> float:
    """How alike a text is to its best place in another, also where the other is the shorter."""
    if len(other) >= len(text):
        return fuzz.partial_ratio(text, other)
    return fuzz.ratio(text, other)


def _list_edits(versions: Sequence[Version], capture_id: str) -> Iterator[_Edit]:
    for before, after in pairwise(versions):
        if after.first_capture_id == capture_id:
            yield _Edit(after.entry_id, _text_of(before), _text_of(after))


def _last_before(versions: Sequence[Version], event: Event) -> Version:
    """The state that was taken down."""
    return [one for one in versions if one.content_sha256 == event.before][-1]


def _text_of(version: Version) -> str:
    return (normalise_text(version.entry.text) or "").casefold()
