"""What becomes of Entries over Observations: Versions and Events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.model.page import Coverage, Entry

EventType = Literal["added", "edited", "moved", "pinned", "unpinned", "retracted", "restored"]

LinkType = Literal["split", "merge"]


@dataclass(frozen=True, slots=True)
class Observation:
    """What one Capture showed of one live blog, after the audit. Immutable."""

    capture_id: str
    captured_at: datetime
    coverage: Coverage
    entries: tuple[Entry, ...]
    """In page order."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of an Entry that Captures witness: the append-only stream."""

    entry_id: str
    type: EventType
    capture_id: str
    """The Capture that showed the change first."""
    observed_at: datetime
    """When that Capture was taken."""
    confirmed_by: str
    """The Capture that settled it; another than ``capture_id`` only for retractions."""
    before: str | None
    """Content hash (position for moves) before the change; None where there was nothing."""
    after: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """The state of an Entry between two observed changes: publisher time and capture time."""

    entry_id: str
    version: int
    """1 for the first state seen."""
    content_sha256: str
    entry: Entry
    valid_from: datetime | None
    """Publisher time: when the publisher says that this state began."""
    observed_from: datetime
    """Capture time: when this state was first seen."""
    observed_to: datetime | None
    """Capture time at which another state (or the retraction) was first seen; None: it stands."""
    first_capture_id: str
    last_capture_id: str


@dataclass(frozen=True, slots=True)
class EntryHistory:
    """All that is known of one Entry over the Captures of its live blog."""

    entry_id: str
    matched_by: str
    """Weakest method that followed it: native_id, permalink, time_headline, text."""
    match_score: float
    versions: tuple[Version, ...]
    first_seen_at: datetime
    last_seen_at: datetime
    retracted_at: datetime | None
    """When the first Capture that missed it was taken, once enough did; None: it stands."""


@dataclass(frozen=True, slots=True)
class EntryLink:
    """Text that went from one Entry to another: split off into a new one, or merged into it."""

    type: LinkType
    from_entry_id: str
    to_entry_id: str
    capture_id: str
    """The Capture that showed it first."""
    observed_at: datetime
    score: float
    """How alike the text is to its place in the other Entry, 0 to 1."""


@dataclass(frozen=True, slots=True)
class PollGap:
    """Two Captures in a row that show no Entry in common: what was between them is not known."""

    capture_id_before: str
    capture_id: str
    begins_at: datetime | None
    """The newest time of an Entry before."""
    ends_at: datetime | None
    """The oldest time of an Entry after."""
    spacing_s: float | None
    """Usual distance of two posts, in seconds."""
    missed: int | None
    """Entries that were never seen; None when nothing tells how many."""
    is_counted: bool
    """By the page's own count of its Entries, not estimated by their distance."""


@dataclass(frozen=True, slots=True)
class History:
    """The pure function of a live blog's Observations: Entries with Versions, and Events."""

    entries: tuple[EntryHistory, ...]
    events: tuple[Event, ...]
    links: tuple[EntryLink, ...] = ()
    gaps: tuple[PollGap, ...] = ()
