"""How two readings of one Capture differ: which Entries, which fields, with samples. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.fingerprint import normalise_text

Change = Literal[
    "added", "removed", "renamed", "changed", "page", "block_added", "block_removed", "held"
]
Said = Mapping[str, Any]  # a row: its values have the types of their columns

MAX_SAMPLES = 3
SAMPLE_CHARACTERS = 200
PAGE_FIELDS = (
    *("kind", "title", "lead", "text", "language", "publisher", "published_at", "modified_at"),
    *("access_state", "coverage_state", "coverage_starts_at", "coverage_ends_at", "closing_words"),
)
ENTRY_FIELDS = ("headline", "text", "author")
TIME_FIELDS = ("published_at", "precision", "dated_by")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a parser read in one Capture."""

    parser_version: str
    page: Said
    entries: Sequence[Said]
    removed: Sequence[tuple[str, str]]
    """Kind and text of each block."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that two readings do not share."""

    change: Change
    field: str
    """The field of a ``changed`` or ``page``, the kind of a block; else empty."""
    name: str
    """The Entry's key; of a page its address."""
    before: str | None
    after: str | None


def compare_sights(old: Sight, new: Sight, url: str) -> Iterator[Found]:
    """All in which the new reading of a Capture differs from the old one."""
    for field in PAGE_FIELDS:
        before, after = old.page[field], new.page[field]
        if _fold(before) != _fold(after):
            yield Found("page", field, url, _show(before), _show(after))
    pairs, gone, come = pair_entries(old.entries, new.entries)
    for before, after in pairs:
        yield from _compare_entries(before, after)
    yield from (Found("removed", "", one["entry_key"], _sum_up(one), None) for one in gone)
    yield from (Found("added", "", one["entry_key"], None, _sum_up(one)) for one in come)
    yield from _compare_blocks(old.removed, new.removed, url)


def pair_entries(
    old: Sequence[Said], new: Sequence[Said]
) -> tuple[list[tuple[Said, Said]], list[Said], list[Said]]:
    """Pair the Entries of two readings of one page, one to one, and give those left over.

    By key, then by equal text, then by time and headline: a key that is made of words changes
    with them.
    """
    pairs: list[tuple[Said, Said]] = []
    gone, come = list(old), list(new)
    for name in (_name_by_key, _name_by_text, _name_by_time):
        found, gone, come = _pair_by(name, gone, come)
        pairs += found
    return pairs, gone, come


def _pair_by(
    name: Callable[[Said], Hashable], old: Sequence[Said], new: Sequence[Said]
) -> tuple[list[tuple[Said, Said]], list[Said], list[Said]]:
    waiting: dict[Hashable, list[Said]] = {}
    for one in old:
        if (named := name(one)) is not None:
            waiting.setdefault(named, []).append(one)
    pairs: list[tuple[Said, Said]] = []
    come: list[Said] = []
    paired: set[int] = set()
    for one in new:
        if same := waiting.get(name(one)):
            pairs.append((same[0], one))
            paired.add(id(same.pop(0)))
        else:
            come.append(one)
    return pairs, [one for one in old if id(one) not in paired], come


def _name_by_key(said: Said) -> Hashable:
    return said["entry_key"] or None


def _name_by_text(said: Said) -> Hashable:
    return normalise_text(said["text"])


def _name_by_time(said: Said) -> Hashable:
    headline = normalise_text(said["headline"])
    return (said["published_at"], headline) if said["published_at"] and headline else None


def _compare_entries(before: Said, after: Said) -> Iterator[Found]:
    key = after["entry_key"]
    if before["entry_key"] != key:
        yield Found("renamed", "", key, before["entry_key"], key)
    for field in ENTRY_FIELDS:
        if _fold(before[field]) != _fold(after[field]):
            yield Found("changed", field, key, _show(before[field]), _show(after[field]))
    if any(before[field] != after[field] for field in TIME_FIELDS):
        yield Found("changed", "time", key, _show_time(before), _show_time(after))


def _compare_blocks(
    old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], url: str
) -> Iterator[Found]:
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    for kind, text in gone.elements():
        yield Found("block_removed", kind, url, _cut(text), None)
    for kind, text in come.elements():
        yield Found("block_added", kind, url, None, _cut(text))


def _sum_up(said: Said) -> str:
    told = ": ".join(part for part in (said["headline"], said["text"]) if part)
    return _cut(f"{_show_time(said) or 'undated'} {told}")


def _show_time(said: Said) -> str | None:
    if said["published_at"] is None:
        return None
    return f"{said['published_at'].isoformat()} ({said['precision']}, {said['dated_by']})"


def _fold(value: object) -> object:
    return normalise_text(value) if isinstance(value, str) else value


def _show(value: object) -> str | None:
    return None if value is None else _cut(str(value))


def _cut(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= SAMPLE_CHARACTERS else f"{one_line[:SAMPLE_CHARACTERS]}…"
