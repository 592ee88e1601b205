"""Lines at the ends of posts that come again in most of them: kickers, labels, prompts.

No words are needed for these, so that the labels of a publisher never seen go as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.clean.wording import normalise_line
from pipeline.model import Removed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.posts.reconcile import Draft

MIN_POSTS = 4
MOST = 0.5
"""Part of the posts that show the line at the same end."""
MAX_CHARS = 80
MAX_LINES = 4
"""Lines taken off each end at most."""
_HEAD, _FOOT = 0, -1


def drop_repeated(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without short first and last lines that most of them share."""
    kept = list(drafts)
    for place in (_HEAD, _FOOT):
        for _ in range(MAX_LINES):
            shorter = _drop_at(place, kept)
            if shorter == kept:
                break
            kept = shorter
    return kept


def _drop_at(place: int, drafts: list[Draft]) -> list[Draft]:
    keys = [_read_key(draft, place) for draft in drafts]
    counts = Counter(key for key in keys if key)
    fewest = max(MIN_POSTS, MOST * len(drafts))
    return [
        _drop_line(draft, place) if counts[key] >= fewest else draft
        for draft, key in zip(drafts, keys, strict=True)
    ]


def _read_key(draft: Draft, place: int) -> str:
    """The folded line at one end; '' where it is long or all that the post says."""
    if len(draft.paragraphs) < 2 or len(draft.paragraphs[place]) > MAX_CHARS:
        return ""
    return normalise_line(draft.paragraphs[place])


def _drop_line(draft: Draft, place: int) -> Draft:
    kept = slice(1, None) if place == _HEAD else slice(None, -1)
    taken = Removed("navigation", draft.paragraphs[place])
    return replace(draft, paragraphs=draft.paragraphs[kept], removed=(*draft.removed, taken))
