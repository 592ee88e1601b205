"""Which Entry of a page is which Entry known before: one to one, strongest method first.

Native id (equal ``entry_key``), then permalink, then time and headline, then the likeness of the
text. The last compares an Entry with a bounded number of others, those that stood near it in time
or in the page, so that the whole stays near linear.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.fingerprint import normalise_text
from pipeline.revise.likeness import find_alike
from pipeline.revise.track import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import datetime

    from pipeline.model import Entry
    from pipeline.revise.track import MatchMethod, Track

DATED_TO_THE_MINUTE = ("second", "minute")


class Known:
    """What tells Entries apart, over all Tracks of a live blog. Ambiguous names tell nothing."""

    __slots__ = ("by_key", "by_time_headline", "by_url", "tracks")

    def __init__(self) -> None:
        self.tracks: list[Track] = []
        self.by_key: dict[str, Track] = {}
        self.by_url: dict[Hashable, Track | None] = {}
        self.by_time_headline: dict[Hashable, Track | None] = {}

    def learn(self, track: Track, entry: Entry) -> None:
        """Remember by what names an Entry was seen."""
        self.by_key[entry.entry_key] = track
        if entry.url is not None:
            _learn_name(self.by_url, entry.url, track)
        name = name_by_time_headline(entry)
        if name is not None:
            _learn_name(self.by_time_headline, name, track)


def match_entries(entries: Sequence[Entry], known: Known) -> list[Match | None]:
    """Find for each Entry of a page, its keys distinct, the Track that it continues."""
    matches: list[Match | None] = [None] * len(entries)
    taken: set[int] = set()
    for at, entry in enumerate(entries):
        track = known.by_key.get(entry.entry_key)
        if track is not None and track.number not in taken:
            matches[at] = Match(track, "native_id", 1.0)
            taken.add(track.number)
    if len(taken) < min(len(entries), len(known.tracks)):
        _match_names(
            entries,
            matches,
            taken,
            name_entry=_name_by_url,
            names=known.by_url,
            method="permalink",
        )
        _match_names(
            entries,
            matches,
            taken,
            name_entry=name_by_time_headline,
            names=known.by_time_headline,
            method="time_headline",
        )
        _match_texts(entries, matches, taken, known)
    return matches


def name_by_time_headline(entry: Entry) -> tuple[datetime, str] | None:
    """Name an Entry by a time to the minute and its headline, if it has both."""
    headline = normalise_text(entry.headline)
    if headline is None or entry.published_at is None:
        return None
    if entry.precision not in DATED_TO_THE_MINUTE or entry.dated_by == "relative_time":
        return None
    return (entry.published_at, headline.casefold())


def _name_by_url(entry: Entry) -> str | None:
    return entry.url


def _learn_name(names: dict[Hashable, Track | None], name: Hashable, track: Track) -> None:
    held = names.setdefault(name, track)
    if held is not None and held is not track:
        names[name] = None


def _match_names(
    entries: Sequence[Entry],
    matches: list[Match | None],
    taken: set[int],
    *,
    name_entry: Callable[[Entry], Hashable],
    names: dict[Hashable, Track | None],
    method: MatchMethod,
) -> None:
    open_places = [at for at, match in enumerate(matches) if match is None]
    if not open_places:
        return
    uses = Counter(name_entry(entry) for entry in entries)
    for at in open_places:
        name = name_entry(entries[at])
        track = names.get(name) if name is not None and uses[name] == 1 else None
        if track is not None and track.number not in taken:
            matches[at] = Match(track, method, 1.0)
            taken.add(track.number)


def _match_texts(
    entries: Sequence[Entry], matches: list[Match | None], taken: set[int], known: Known
) -> None:
    missing = [track for track in known.tracks if track.number not in taken]
    if not missing or all(match is not None for match in matches):
        return
    for at, track, score in find_alike(entries, matches, missing):
        matches[at] = Match(track, "text", score)
        taken.add(track.number)
