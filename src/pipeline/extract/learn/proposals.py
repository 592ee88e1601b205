"""Repetition over a publisher's live blogs: which lines are none of its reporting, and why. Pure.

Counting alone cannot tell an appeal from 'More to follow'. So a line that comes again in many live
blogs of many nights is proposed only if it reads as what no reporter writes twice; of the others it
is told why they are in doubt: see ``find_doubt``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.extract.learn.wording import find_doubt, find_kind
from pipeline.fingerprint import fingerprint_line
from pipeline.model import LearnedLine

if TYPE_CHECKING:
    from datetime import date

    from pipeline.model import Sighting

MIN_SHARE = 0.2
"""Part of the live blogs begun between its first and its last night that must show the line."""
MAX_CHARS = 400
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class LearnRule:
    """How often a line must come again."""

    live_blogs: int = 5
    nights: int = 3


@dataclass(slots=True)
class _Tally:
    """What was counted of one line."""

    first_night: dict[str, date] = field(default_factory=dict)
    """By live blog."""
    entries: set[tuple[str, str]] = field(default_factory=set)
    """Live blog and key."""
    taken: set[str] = field(default_factory=set)
    """Live blogs that had the line taken out."""
    is_ever_whole: bool = False
    texts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)


def learn_lines(
    sightings: Iterable[Sighting],
    *,
    begun: Mapping[str, date],
    names: Collection[str] = (),
    rule: LearnRule | None = None,
) -> list[LearnedLine]:
    """The lines that recur over one publisher's live blogs: proposed, or doubted.

    Args:
        sightings: every line of every Entry, in any order; gone through twice, so no iterator.
        begun: the first night of each of the publisher's live blogs.
        names: what the publisher calls itself.
        rule: how often a line must come again.

    Returns:
        Most widespread first; equal for equal sightings, whatever their order.
    """
    wanted = rule or LearnRule()
    found = []
    for fingerprint, tally in _count(sightings).items():
        if len(tally.first_night) < wanted.live_blogs or tally.is_ever_whole:
            continue
        if len(set(tally.first_night.values())) < wanted.nights:
            continue
        line = _judge(fingerprint, tally, begun, names)
        if line is not None:
            found.append(line)
    return sorted(found, key=lambda line: (-line.live_blogs, line.fingerprint))


def merge_learned(known: Iterable[LearnedLine], found: Iterable[LearnedLine]) -> list[LearnedLine]:
    """What changes in the lines known before: those to be written, by fingerprint.

    What a person decided stays decided; only the counts follow. What nothing supports any longer
    is retired, until it is found again.
    """
    before = {line.fingerprint: line for line in known}
    now = {line.fingerprint: line for line in found}
    merged = [_merge_line(before.get(key), line) for key, line in now.items()]
    merged += [
        replace(line, state="retired", why="no longer found: too rare now, or taken out already")
        for key, line in before.items()
        if key not in now and line.state in {"proposed", "doubted"}
    ]
    changed = [line for line in merged if line != before.get(line.fingerprint)]
    return sorted(changed, key=lambda line: line.fingerprint)


def _merge_line(old: LearnedLine | None, new: LearnedLine) -> LearnedLine:
    if old is None or old.state not in {"active", "refused"}:
        return new
    return replace(new, state=old.state, kind=old.kind, text=old.text)


def _count(sightings: Iterable[Sighting]) -> dict[str, _Tally]:
    """Most lines stand in one live blog alone; only the others are worth the room of a tally."""
    tallies = {fingerprint: _Tally() for fingerprint in _find_shared(sightings)}
    for one in sightings:
        tally = tallies.get(fingerprint_line(one.text)) if len(one.text) <= MAX_CHARS else None
        if tally is None:
            continue
        earliest = tally.first_night.get(one.live_blog, one.night)
        tally.first_night[one.live_blog] = min(earliest, one.night)
        if one.entry_key:
            tally.entries.add((one.live_blog, one.entry_key))
        else:
            tally.taken.add(one.live_blog)
        tally.is_ever_whole = tally.is_ever_whole or one.is_whole
        tally.texts[one.text] += 1
        if one.language:
            tally.languages[one.language] += 1
    return tallies


def _find_shared(sightings: Iterable[Sighting]) -> set[str]:
    """Fingerprints of lines that stand in two live blogs or more."""
    first: dict[str, str] = {}
    shared = set()
    for one in sightings:
        if len(one.text) > MAX_CHARS:
            continue
        fingerprint = fingerprint_line(one.text)
        if first.setdefault(fingerprint, one.live_blog) != one.live_blog:
            shared.add(fingerprint)
    return shared


def _judge(
    fingerprint: str, tally: _Tally, begun: Mapping[str, date], names: Collection[str]
) -> LearnedLine | None:
    text, language = _most(tally.texts), _most(tally.languages) or None
    kind, said = find_kind(text, language)
    nights = sorted(set(tally.first_night.values()))
    among = sum(nights[0] <= night <= nights[-1] for night in begun.values())
    share = len(tally.first_night) / max(among, len(tally.first_night))
    if share < MIN_SHARE:
        return None
    doubt = find_doubt(text, names, is_known=said is not None)
    return LearnedLine(
        fingerprint=fingerprint,
        text=text,
        kind=kind,
        live_blogs=len(tally.first_night),
        nights=len(nights),
        entries=len(tally.entries),
        examples=_list_examples(tally),
        why=f"in {len(tally.first_night)} of {among} live blogs begun from {nights[0]} to"
        f" {nights[-1]}, never all of an entry; {said or 'no wording known: ' + kind}"
        + (f"; but {doubt}" if doubt else ""),
        state="doubted" if doubt else "proposed",
    )


def _list_examples(tally: _Tally) -> tuple[str, ...]:
    shown = dict(sorted(tally.entries, reverse=True))
    shown |= {blog: "" for blog in tally.taken if blog not in shown}
    return tuple(f"{blog}#{shown[blog]}".rstrip("#") for blog in sorted(shown)[:EXAMPLES])


def _most(counts: Counter[str]) -> str:
    """The most frequent; of equals the first in order, so that no order of arrival chooses."""
    return min(counts, key=lambda one: (-counts[one], one), default="")
