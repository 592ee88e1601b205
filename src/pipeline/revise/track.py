"""What is known of one Entry while its Observations are read in order: the state of the fold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.model import EntryHistory, Version

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.model import Entry, Observation

MatchMethod = Literal["native_id", "permalink", "time_headline", "text"]
METHODS: tuple[MatchMethod, ...] = ("native_id", "permalink", "time_headline", "text")
"""Strongest first."""


@dataclass(slots=True)
class OpenVersion:
    """A Version that later Observations may still prolong, refine or close."""

    content_sha256: str
    entry: Entry
    valid_from: datetime | None
    observed_from: datetime
    first_capture_id: str
    last_capture_id: str
    observed_to: datetime | None = None


@dataclass(slots=True)
class Miss:
    """The Captures in a row that should have shown an Entry and did not."""

    first: Observation
    first_index: int
    """Place of ``first`` in the order of capture."""
    shown: int
    """Entries that ``first`` showed."""
    is_window_shift: bool
    """The page may simply show its latest ``shown`` Entries, and this one fell off its end."""
    polls: int = 0


@dataclass(slots=True)
class Track:
    """One Entry as followed so far."""

    number: int
    entry_id: str
    seen: Entry
    """As the last Capture that had it showed it."""
    content_sha256: str
    same_content_sha256: str
    """Hash of a form that was judged equal, such as a time read with another precision."""
    versions: list[OpenVersion]
    first_seen_at: datetime
    last_seen_at: datetime
    last_index: int
    """Place of the last Capture that had it in the order of capture."""
    matched_by: MatchMethod = "native_id"
    match_score: float = 1.0
    retracted_at: datetime | None = None
    miss: Miss | None = None
    is_excused: bool = False
    """It went with so many others at once that its absence says nothing until it is seen again."""
    rank: int = -1
    """Place in the order of the page; -1 while it was only ever seen pinned."""
    words: str | None = None
    """Text of ``seen`` as likeness compares it, once that was asked for."""


def close_track(track: Track) -> EntryHistory:
    """Freeze what was learned of an Entry."""
    versions = tuple(
        Version(
            entry_id=track.entry_id,
            version=number,
            content_sha256=version.content_sha256,
            entry=version.entry,
            valid_from=version.valid_from,
            observed_from=version.observed_from,
            observed_to=version.observed_to,
            first_capture_id=version.first_capture_id,
            last_capture_id=version.last_capture_id,
        )
        for number, version in enumerate(track.versions, start=1)
    )
    return EntryHistory(
        entry_id=track.entry_id,
        matched_by=track.matched_by,
        match_score=track.match_score,
        versions=versions,
        first_seen_at=track.first_seen_at,
        last_seen_at=track.last_seen_at,
        retracted_at=track.retracted_at,
    )


@dataclass(frozen=True, slots=True)
class Match:
    """An Entry of a page is a Track: by which method, and how sure (0 to 1)."""

    track: Track
    method: MatchMethod
    score: float
