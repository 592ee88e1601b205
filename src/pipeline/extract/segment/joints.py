"""Gaps that need no judgement: lead-ins and captions belong to the lines beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.segment.profile import Profile, is_ended

LEAD_IN_WORDS = 12
"""'Read more details in this report:' is a lead-in; a longer line that ends in a colon reports."""
CAPTION_WORDS = 20
_REPEATED = 0.6
"""Share of a caption's words that the line beside it has too."""


def find_glued(profiles: Sequence[Profile]) -> list[bool]:
    """Whether no entry can begin at each gap: one flag a gap, as ``describe_gaps`` counts them.

    A paragraph that opens with a person's pronoun ('She said') leans on a name told before it. A
    line that ends in a colon opens the line after it. Where it is short and what it opens is a
    lone headline ('Emily Pennink reports:', 'Flood closes the bridge'), both end the entry before.
    A short line without a full stop that repeats the line beside it is a caption of that line.
    """
    glued = [one.text.endswith(":") or this.is_person for one, this in pairwise(profiles)]
    for at in range(len(profiles)):
        if _is_lead_in(profiles, at):
            glued[at - 1] = True
        beside = _find_captioned(profiles, at)
        if beside is not None and not _is_lead_in(profiles, at - 1):
            glued[min(at, beside)] = True
    return glued


def _is_lead_in(profiles: Sequence[Profile], at: int) -> bool:
    """A short line with a colon, lines before it, and a headline or a caption after it."""
    if not 0 < at < len(profiles) - 1:
        return False
    one, opened = profiles[at], profiles[at + 1]
    if not one.text.endswith(":") or one.words > LEAD_IN_WORDS:
        return False
    is_last = at + 2 == len(profiles)
    return not opened.is_opening_quote and (is_last or _is_lone(opened))


def _is_lone(one: Profile) -> bool:
    return one.words <= CAPTION_WORDS and not is_ended(one.text)


def _find_captioned(profiles: Sequence[Profile], at: int) -> int | None:
    """Index of the neighbour that a caption repeats most; None for a line that is no caption."""
    one = profiles[at]
    if len(one.terms) < 3 or not _is_lone(one) or one.text.endswith(":"):
        return None
    near = [place for place in (at - 1, at + 1) if 0 <= place < len(profiles)]
    near = [place for place in near if profiles[place].words >= one.words]
    shares = [(_share(one, profiles[place]), -place) for place in near]
    best, place = max(shares, default=(0.0, 0))
    return -place if best >= _REPEATED else None


def _share(one: Profile, other: Profile) -> float:
    return len(one.terms.keys() & other.terms.keys()) / len(one.terms)
