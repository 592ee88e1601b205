"""Rows of buttons that markup runs together into one line: 'Facebook WhatsApp Copy link'."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.clean.context import Verdict
from pipeline.extract.clean.wording import REMEMBERED, load_lexicon, normalise_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.extract.clean.wording import Lexicon
    from pipeline.model import RemovedKind

LONGEST_ROW = 12
"""Words."""
LONGEST_LABEL = 4
"""Words on one button."""
_BUTTONS = frozenset({"share", "comment_prompt", "navigation"})


@lru_cache(maxsize=REMEMBERED)
def match_row(text: str, *, language: str | None) -> Verdict | None:
    """A line of labels and nothing else, two or more, at least one of them to share.

    >>> match_row("Share Copy link", language="en").kind
    'share'
    """
    words = normalise_line(text).split(None, LONGEST_ROW) if len(text) < 120 else []
    if not 1 < len(words) <= LONGEST_ROW:
        return None
    lexicon = load_lexicon()
    own = lexicon.list_own(language)
    kinds: list[RemovedKind] = []
    start = 0
    while start < len(words):
        found = _read_label(words, start, lexicon, own)
        if found is None:
            return None
        start += found[0]
        kinds.append(found[1])
    return Verdict("share", True, "phrase: row of labels") if "share" in kinds else None


def _read_label(
    words: Sequence[str], start: int, lexicon: Lexicon, own: Collection[str]
) -> tuple[int, RemovedKind] | None:
    """The longest label that begins at a word: its length in words, and its kind."""
    for count in range(min(LONGEST_LABEL, len(words) - start), 0, -1):
        label = " ".join(words[start : start + count])
        for phrase in (*lexicon.exact.get(label, ()), *lexicon.labels.get(label, ())):
            if phrase.kind in _BUTTONS and phrase.counts(own):
                return count, phrase.kind
    return None
