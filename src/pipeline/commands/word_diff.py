"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "removed", "added"]

# Example: "Bridge", " ", "closed", "."
_WORD = re.compile(r"\s+|\w+|[^\w\s]")

MAX_SAME = 160
"""Characters of an unchanged stretch that are shown whole; of a longer one its ends are."""
ELLIPSIS = " … "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and what became of it."""

    change: Change
    text: str


def compare_words(before: str | None, after: str | None) -> list[Piece]:
    """Compare two texts word by word; ``removed`` stands before what was ``added`` in its place.

    The pieces that are no additions make up the text before, those that are no removals the one
    after.

    >>> [(piece.change, piece.text) for piece in compare_words("two hurt", "three hurt")]
    [('removed', 'two'), ('added', 'three'), ('same', ' hurt')]
    """
    old, new = _WORD.findall(before or ""), _WORD.findall(after or "")
    return list(_list_pieces(old, new))


def shorten_same(pieces: Sequence[Piece]) -> list[Piece]:
    """The same with long unchanged stretches cut in their middle, for people."""
    last = len(pieces) - 1
    return [
        _shorten(piece, is_first=at == 0, is_last=at == last) if piece.change == "same" else piece
        for at, piece in enumerate(pieces)
    ]


def _list_pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
        if removed == added:
            yield Piece("same", removed)
            continue
        if removed:
            yield Piece("removed", removed)
        if added:
            yield Piece("added", added)


def _shorten(piece: Piece, *, is_first: bool, is_last: bool) -> Piece:
    if len(piece.text) <= MAX_SAME:
        return piece
    half = MAX_SAME // 2
    head = "" if is_first else piece.text[:half]
    tail = "" if is_last else piece.text[-half:]
    return Piece("same", f"{head}{ELLIPSIS}{tail}")
