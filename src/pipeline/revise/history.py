"""The history of a live blog: its Observations in, Versions and Events out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline.fingerprint import content_sha256
from pipeline.model import Event, History
from pipeline.revise.absence import claims_all, find_absent
from pipeline.revise.gaps import find_gap
from pipeline.revise.identity import Known, match_entries
from pipeline.revise.links import find_links
from pipeline.revise.order import PageOrder
from pipeline.revise.state import is_same_state, refine_time
from pipeline.revise.track import METHODS, Miss, OpenVersion, Track, close_track

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.model import Entry, EventType, Observation, PollGap
    from pipeline.revise.absence import Absent
    from pipeline.revise.track import Match

ENTRY_ID_CHARACTERS = 20
EVENT_ORDER: tuple[EventType, ...] = (
    "added",
    "restored",
    "edited",
    "moved",
    "pinned",
    "unpinned",
    "retracted",
)
"""Within one Capture and Entry."""


def revise_live_blog(
    live_blog_id: str, observations: Sequence[Observation], *, retract_after: int
) -> History:
    """Follow the Entries of one live blog through its Observations, given in any order.

    They are read in order of capture, so that the outcome is the same whatever the order of
    arrival; one more Observation of an earlier time simply takes its place. Cost is linear in the
    Entries observed; a Capture that shows what the one before it showed costs next to nothing.

    Args:
        live_blog_id: names the live blog; goes into each ``entry_id``.
        observations: what each Capture showed; a Capture given twice counts once.
        retract_after: consecutive Captures that must miss an Entry before it counts as retracted.

    Raises:
        ValueError: ``retract_after`` is below 1.
    """
    if retract_after < 1:
        raise ValueError("retract_after must be at least 1")
    follower = _Follower(live_blog_id, retract_after)
    distinct = {observation.capture_id: observation for observation in observations}
    for observation in sorted(distinct.values(), key=lambda o: (o.captured_at, o.capture_id)):
        follower.follow(observation)
    return follower.close()


def name_entry(live_blog_id: str, first_entry_key: str) -> str:
    """Name an Entry for good: by its live blog and the key under which it was first seen."""
    named = f"{live_blog_id}|{first_entry_key}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(named).hexdigest()[:ENTRY_ID_CHARACTERS]


class _Follower:
    """The fold over Observations in order of capture."""

    __slots__ = (
        "events",
        "floating",
        "gaps",
        "index",
        "known",
        "known_before",
        "last",
        "last_complete_count",
        "live_blog_id",
        "names",
        "order",
        "retract_after",
        "seen_tracks",
        "shown",
    )

    def __init__(self, live_blog_id: str, retract_after: int) -> None:
        self.live_blog_id = live_blog_id
        self.retract_after = retract_after
        self.known = Known()
        self.names: set[str] = set()
        self.order = PageOrder()
        self.floating: dict[int, Track] = {}
        """Tracks that were only ever seen pinned."""
        self.events: list[tuple[int, int, int, Event]] = []
        self.gaps: list[PollGap] = []
        self.index = -1
        self.last: Observation | None = None
        self.seen_tracks: list[Track] = []
        self.shown: list[Track] = []
        self.known_before = 0
        self.last_complete_count = 0
        """Unpinned Entries that the last page showed which claimed to be complete."""

    def follow(self, observation: Observation) -> None:
        """Take in the next Observation."""
        self.index += 1
        self.known_before = len(self.known.tracks)
        if not observation.entries:
            return
        if self.last is not None and observation.entries == self.last.entries:
            self._see_again(observation)
        else:
            shown_before = [track.seen for track in self.shown]
            self._see_entries(observation)
            self._look_for_gap(observation, shown_before)
        self._miss_entries(observation)
        if observation.coverage.state == "complete":
            self.last_complete_count = len(self.shown)
        self.last = observation

    def close(self) -> History:
        """Freeze the history."""
        entries = tuple(close_track(track) for track in self.known.tracks)
        ordered = sorted(self.events, key=lambda one: one[:3])
        events = tuple(event for *_, event in ordered)
        return History(entries, events, links=find_links(entries, events), gaps=tuple(self.gaps))

    # --- what is shown

    def _see_again(self, observation: Observation) -> None:
        for track in self.seen_tracks:
            self._mark_seen(track, observation)

    def _see_entries(self, observation: Observation) -> None:
        entries = _drop_repeated_keys(observation.entries)
        matches = match_entries(entries, self.known)
        were_pinned = {m.track.number for m in matches if m is not None and m.track.seen.is_pinned}
        edited: set[int] = set()
        restored: set[int] = set()
        self.seen_tracks = []
        positions: dict[int, int] = {}
        for entry, match in zip(entries, matches, strict=True):
            if match is None:
                track = self._add_track(entry, observation)
            else:
                track = match.track
                positions[track.number] = track.seen.position
                if track.retracted_at is not None:
                    restored.add(track.number)
                if self._see_entry(match, entry, observation):
                    edited.add(track.number)
            self.seen_tracks.append(track)
        self.shown = [track for track in self.seen_tracks if not track.seen.is_pinned]
        movers = self.order.place(self.shown, edited, restored)
        for track in self.shown:
            self.floating.pop(track.number, None)
        for track in movers:
            if track.number not in were_pinned and track.number not in restored:
                before, after = positions[track.number], track.seen.position
                self._tell(track, "moved", observation, str(before), str(after))

    def _add_track(self, entry: Entry, observation: Observation) -> Track:
        content = content_sha256(entry)
        track = Track(
            number=len(self.known.tracks),
            entry_id=self._name_track(entry.entry_key),
            seen=entry,
            content_sha256=content,
            same_content_sha256=content,
            versions=[_open_version(entry, content, observation, None)],
            first_seen_at=observation.captured_at,
            last_seen_at=observation.captured_at,
            last_index=self.index,
        )
        self.known.tracks.append(track)
        self.known.learn(track, entry)
        self._tell(track, "added", observation, None, content)
        if entry.is_pinned:
            self.floating[track.number] = track
            self._tell(track, "pinned", observation, content, content)
        return track

    def _name_track(self, key: str) -> str:
        """Name a new Track; a key that an Entry had which is now known by another names both."""
        name = name_entry(self.live_blog_id, key)
        while name in self.names:
            key = f"{key}+"
            name = name_entry(self.live_blog_id, key)
        self.names.add(name)
        return name

    def _see_entry(self, match: Match, entry: Entry, observation: Observation) -> bool:
        track, before = match.track, match.track.seen
        if METHODS.index(match.method) > METHODS.index(track.matched_by):
            track.matched_by = match.method
        track.match_score = min(track.match_score, match.score)
        if entry is not before and entry != before:
            self.known.learn(track, entry)
            track.words = None
        is_restored = track.retracted_at is not None
        is_edited = self._settle_state(track, entry, observation, is_restored=is_restored)
        if entry.is_pinned != before.is_pinned:
            change: EventType = "pinned" if entry.is_pinned else "unpinned"
            self._tell(track, change, observation, track.content_sha256, track.content_sha256)
        track.seen = entry
        self._mark_seen(track, observation)
        return is_edited

    def _settle_state(
        self, track: Track, entry: Entry, observation: Observation, *, is_restored: bool
    ) -> bool:
        old = track.content_sha256
        is_edited = self._is_edited(track, entry)
        if is_restored:
            track.retracted_at = None
        elif not is_edited:
            return False
        new = content_sha256(entry) if is_edited else old
        version = _open_version(entry, new, observation, track.versions[-1].entry)
        if is_restored:
            self._tell(track, "restored", observation, None, old)
        else:
            track.versions[-1].observed_to = observation.captured_at
        if is_edited:
            track.content_sha256 = track.same_content_sha256 = new
            self._tell(track, "edited", observation, old, new)
        track.versions.append(version)
        return is_edited

    def _is_edited(self, track: Track, entry: Entry) -> bool:
        if entry is track.seen:
            return False
        content = content_sha256(entry)
        if content in (track.content_sha256, track.same_content_sha256):
            return False
        current = track.versions[-1]
        if not is_same_state(current.entry, entry):
            return True
        current.entry = refine_time(current.entry, entry)
        track.same_content_sha256 = content
        return False

    def _mark_seen(self, track: Track, observation: Observation) -> None:
        track.last_seen_at = observation.captured_at
        track.last_index = self.index
        track.versions[-1].last_capture_id = observation.capture_id
        track.miss = None
        track.is_excused = False

    # --- what is not shown

    def _look_for_gap(self, observation: Observation, shown_before: Sequence[Entry]) -> None:
        if self.last is None or any(track.number < self.known_before for track in self.shown):
            return
        shown = [track.seen for track in self.shown]
        gap = find_gap(self.last, observation, shown_before, shown)
        if gap is not None:
            self.gaps.append(gap)

    def _miss_entries(self, observation: Observation) -> None:
        absence = find_absent(
            observation,
            self.shown,
            self.order.tracks,
            self.floating.values(),
            index=self.index,
            known_before=self.known_before,
        )
        for track in absence.excused:
            track.is_excused = True
        for absent in absence.missed:
            self._miss_entry(absent, observation)

    def _miss_entry(self, absent: Absent, observation: Observation) -> None:
        track = absent.track
        if track.miss is None:
            track.miss = Miss(
                first=observation,
                first_index=self.index,
                shown=len(self.shown),
                is_window_shift=absent.is_oldest_edge and self._may_be_window(observation),
            )
        elif self._refutes_window(track.miss, absent, observation):
            track.miss.is_window_shift = False
        track.miss.polls += 1
        if track.miss.polls >= self.retract_after and not track.miss.is_window_shift:
            self._retract(track, track.miss, observation)

    def _may_be_window(self, observation: Observation) -> bool:
        is_as_long = len(self.shown) >= self.last_complete_count
        return is_as_long and not claims_all(observation.coverage)

    def _refutes_window(self, miss: Miss, absent: Absent, observation: Observation) -> bool:
        is_other_count = len(self.shown) != miss.shown
        return is_other_count or not absent.is_oldest_edge or claims_all(observation.coverage)

    def _retract(self, track: Track, miss: Miss, observation: Observation) -> None:
        track.retracted_at = miss.first.captured_at
        track.versions[-1].observed_to = miss.first.captured_at
        track.miss = None
        event = Event(
            entry_id=track.entry_id,
            type="retracted",
            capture_id=miss.first.capture_id,
            observed_at=miss.first.captured_at,
            confirmed_by=observation.capture_id,
            before=track.content_sha256,
            after=None,
        )
        self._keep(track, miss.first_index, event)

    # --- events

    def _tell(
        self,
        track: Track,
        change: EventType,
        observation: Observation,
        before: str | None,
        after: str | None,
    ) -> None:
        event = Event(
            entry_id=track.entry_id,
            type=change,
            capture_id=observation.capture_id,
            observed_at=observation.captured_at,
            confirmed_by=observation.capture_id,
            before=before,
            after=after,
        )
        self._keep(track, self.index, event)

    def _keep(self, track: Track, index: int, event: Event) -> None:
        self.events.append((index, track.number, EVENT_ORDER.index(event.type), event))


def _open_version(
    entry: Entry, content: str, observation: Observation, before: Entry | None
) -> OpenVersion:
    return OpenVersion(
        content_sha256=content,
        entry=entry,
        valid_from=_read_valid_from(entry, before),
        observed_from=observation.captured_at,
        first_capture_id=observation.capture_id,
        last_capture_id=observation.capture_id,
    )


def _read_valid_from(entry: Entry, before: Entry | None) -> datetime | None:
    """When the publisher says that a state began; None for an edit that it keeps silent about."""
    if before is None:
        return entry.updated_at or entry.published_at
    if entry.updated_at is not None and entry.updated_at != before.updated_at:
        return entry.updated_at
    return None


def _drop_repeated_keys(entries: Sequence[Entry]) -> list[Entry]:
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.entry_key, entry)
    return list(first.values())
