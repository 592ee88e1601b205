"""Headlines that no markup tells: a first line without a full stop, in post after post."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.posts.reconcile import Draft

MIN_POSTS = 4
MAX_CHARS = 160
MIN_WORDS, MAX_WORDS = 3, 25
# a word: 'L'analisi' are two
_WORD = re.compile(r"\w+")
# the end of a sentence or of a lead-in, with closing quotes: '."', '?', '…', ':'
_ENDS = re.compile(r"[.!?…:;,][\"'”’»)\]]*\Z")


def promote_first_lines(drafts: Sequence[Draft]) -> list[Draft]:
    """Takes the first line of each post as its headline where nearly all posts open with one.

    Only on pages where no post has a headline: elsewhere a post without one has none.
    """
    longer = [draft for draft in drafts if len(draft.paragraphs) > 1]
    if any(draft.headline for draft in drafts) or len(longer) < MIN_POSTS:
        return list(drafts)
    if sum(_opens_with_headline(draft) for draft in longer) < 0.8 * len(longer):
        return list(drafts)
    return [_promote(draft) if _follows_habit(draft) else draft for draft in drafts]


def _follows_habit(draft: Draft) -> bool:
    """Where headlines are the habit, 'Good morning' above a text is one too."""
    return _opens_with_headline(draft, 1 if len(draft.paragraphs) > 1 else MIN_WORDS)


def _opens_with_headline(draft: Draft, fewest: int = MIN_WORDS) -> bool:
    if not draft.paragraphs:
        return False
    line = draft.paragraphs[0]
    fits = len(line) <= MAX_CHARS and fewest <= len(_WORD.findall(line)) <= MAX_WORDS
    return fits and not ends_sentence(line) and not line[:1].islower()


def ends_sentence(line: str) -> bool:
    """The line ends as a sentence or a lead-in does."""
    return _ENDS.search(line) is not None


def _promote(draft: Draft) -> Draft:
    return replace(draft, headline=draft.paragraphs[0], paragraphs=draft.paragraphs[1:])
