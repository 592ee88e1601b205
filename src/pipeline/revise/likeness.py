"""Which of the Entries left over continue which of the Tracks left over, by their texts."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.fingerprint import normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model import Entry
    from pipeline.revise.track import Match, Track

MAX_NEIGHBOURS = 8
"""Tracks to look at on each side of an Entry, in time and in the page."""

MAX_CHARACTERS = 4000
"""Of each text, enough to know it again."""

NEAR = timedelta(minutes=15)
"""Times of one Entry may differ by so much between Captures: corrected or read off 'ago'."""

NEAR_SCORE = 80.0
FAR_SCORE = 97.0
FAR_CHARACTERS = 80
"""Only a text of some length, all but equal, is the same Entry under another time."""

PAGE_NEIGHBOURS = 4
MARGIN = 5.0
"""An Entry must be so much more like the one that it continues than like its neighbours in the
page, which are others for sure: posts cut from one template are all alike."""

MIN_LENGTH_RATIO = 0.25
MIN_WORDS = 4
SHORT_SCORE = 90.0
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def find_alike(
    entries: Sequence[Entry], matches: Sequence[Match | None], missing: Sequence[Track]
) -> list[tuple[int, Track, float]]:
    """Pair Entries without a match with Tracks without one, best pairs first, one to one.

    Returns:
        Place in ``entries``, Track, score (0 to 1).
    """
    words_of = [_text_of(entry) for entry in entries]
    texts = {track.number: _recall_words(track) for track in missing}
    equal = _pair_equal(entries, words_of, matches, missing, texts)
    paired = {at for at, *_ in equal}
    taken = {track.number for _, track, _ in equal}
    rest = [track for track in missing if track.number not in taken]
    by_time = sorted(rest, key=_time_key)
    by_rank = sorted((track for track in rest if track.rank >= 0), key=lambda t: t.rank)
    ranks = _list_ranks(matches)
    pairs: list[tuple[float, int, int, Track]] = []
    for at, match in enumerate(matches):
        if match is not None or at in paired:
            continue
        floor = min(_score_neighbours(words_of, at) + MARGIN, 100.0)
        for track in _list_candidates(entries[at], ranks[at], by_time, by_rank):
            score = score_pair(entries[at], words_of[at], track.seen, texts[track.number])
            if score is not None and score >= floor:
                pairs.append((-score, at, track.number, track))
    return equal + _choose_pairs(pairs)


def score_pair(entry: Entry, text: str, other: Entry, other_text: str) -> float | None:
    """Score the likeness of two Entries (0 to 100); None: they are not the same."""
    shorter, longer = sorted((len(text), len(other_text)))
    if shorter == 0 or shorter < MIN_LENGTH_RATIO * longer:
        return None
    if not _is_near(entry, other):
        score = fuzz.ratio(text, other_text, score_cutoff=FAR_SCORE)
        return score if score and shorter >= FAR_CHARACTERS else None
    if min(text.count(" "), other_text.count(" ")) + 1 < MIN_WORDS:
        return fuzz.ratio(text, other_text, score_cutoff=SHORT_SCORE) or None
    return fuzz.token_set_ratio(text, other_text, score_cutoff=NEAR_SCORE) or None


def _pair_equal(
    entries: Sequence[Entry],
    words_of: Sequence[str],
    matches: Sequence[Match | None],
    missing: Sequence[Track],
    texts: Mapping[int, str],
) -> list[tuple[int, Track, float]]:
    """Pair those whose text is the same, and nobody else's."""
    uses = Counter(words_of)
    holders = Counter(texts.values())
    by_text = {texts[track.number]: track for track in missing}
    pairs: list[tuple[int, Track, float]] = []
    for at, words in enumerate(words_of):
        track = by_text.get(words) if matches[at] is None else None
        if track is None or uses[words] > 1 or holders[words] > 1:
            continue
        if score_pair(entries[at], words, track.seen, words) is not None:
            pairs.append((at, track, 1.0))
    return pairs


def _choose_pairs(
    pairs: list[tuple[float, int, int, Track]],
) -> list[tuple[int, Track, float]]:
    chosen: list[tuple[int, Track, float]] = []
    used_entries: set[int] = set()
    used_tracks: set[int] = set()
    for loss, at, number, track in sorted(pairs, key=lambda pair: pair[:3]):
        if at in used_entries or number in used_tracks:
            continue
        used_entries.add(at)
        used_tracks.add(number)
        chosen.append((at, track, round(-loss / 100, 4)))
    return chosen


def _list_candidates(
    entry: Entry,
    rank: int,
    by_time: Sequence[Track],
    by_rank: Sequence[Track],
) -> Iterator[Track]:
    found: dict[int, Track] = {}
    if entry.published_at is not None:
        middle = bisect_left(by_time, (entry.published_at, -1), key=_time_key)
        for track in by_time[max(0, middle - MAX_NEIGHBOURS) : middle + MAX_NEIGHBOURS]:
            found[track.number] = track
    middle = bisect_left(by_rank, rank, key=lambda track: track.rank)
    for track in by_rank[max(0, middle - MAX_NEIGHBOURS) : middle + MAX_NEIGHBOURS]:
        found[track.number] = track
    yield from found.values()


def _score_neighbours(words_of: Sequence[str], at: int) -> float:
    """Score the likeness (0 to 100) of an Entry to the likest of its neighbours in the page."""
    near = range(max(0, at - PAGE_NEIGHBOURS), min(len(words_of), at + PAGE_NEIGHBOURS + 1))
    scores = (fuzz.token_set_ratio(words_of[at], words_of[other]) for other in near if other != at)
    return max(scores, default=0.0)


def _list_ranks(matches: Sequence[Match | None]) -> list[int]:
    """Guess the rank of each place of a page: one after that of the place above."""
    ranks: list[int] = []
    rank = -1
    for match in matches:
        is_placed = match is not None and match.track.rank >= 0
        rank = match.track.rank if match is not None and is_placed else rank + 1
        ranks.append(rank)
    return ranks


def _is_near(entry: Entry, other: Entry) -> bool:
    if entry.published_at is None or other.published_at is None:
        return True
    if "day" in (entry.precision, other.precision):
        return abs(entry.published_at - other.published_at) <= timedelta(days=1)
    if "hour" in (entry.precision, other.precision):
        return abs(entry.published_at - other.published_at) <= timedelta(hours=2)
    return abs(entry.published_at - other.published_at) <= NEAR


def _time_key(track: Track) -> tuple[datetime, int]:
    return (track.seen.published_at or _EARLIEST, track.number)


def _recall_words(track: Track) -> str:
    if track.words is None:
        track.words = _text_of(track.seen)
    return track.words


def _text_of(entry: Entry) -> str:
    whole = normalise_text(f"{entry.headline or ''} {entry.text}") or ""
    return whole[:MAX_CHARACTERS].casefold()
