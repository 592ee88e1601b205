"""Paragraphs in, entries out: the model's scores, then the best division by dynamic programming."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from pipeline.extract.segment.features import describe_gaps
from pipeline.extract.segment.joints import find_glued
from pipeline.extract.segment.profile import read_profile
from pipeline.extract.segment.scorer import Model, load_model, score_gaps

_MAX_LENGTH = 16
"""Paragraphs an entry at most: keeps the search linear in the text's length."""
_SPREAD = 0.6
"""Standard deviation of the logarithm of an entry's length in paragraphs."""
_GLUED = -40.0
"""Score of a gap at which no entry can begin."""
_STATED = 40.0
"""Score of a gap at which an entry begins for certain."""


def cut_paragraphs(
    paragraphs: Sequence[str],
    stated: Collection[int] = (),
    language: str | None = None,
    model: Model | None = None,
) -> list[list[str]]:
    """Groups of consecutive paragraphs, one an entry; every paragraph is in exactly one.

    ``stated`` holds indices of paragraphs that open an entry for certain: a clock stands there.
    ``language`` (BCP 47 tag) says whose function words count; unknown: those of all languages.

    >>> cut_paragraphs(["Rain fell."])
    [['Rain fell.']]
    """
    if not paragraphs:
        return []
    model = model or load_model()
    profiles = [read_profile(text, language) for text in paragraphs]
    scores = glue_gaps(score_gaps(describe_gaps(profiles), model), find_glued(profiles))
    scores = [_STATED if at in stated else one for at, one in enumerate(scores, 1)]
    starts = find_starts(scores, model["length_weight"])
    ends = [*starts[1:], len(paragraphs)]
    return [list(paragraphs[a:b]) for a, b in zip(starts, ends, strict=True)]


def glue_gaps(scores: Sequence[float], glued: Sequence[bool]) -> list[float]:
    """The scores, with no chance left where no entry can begin."""
    return [_GLUED if is_glued else score for score, is_glued in zip(scores, glued, strict=True)]


def find_starts(scores: Sequence[float], length_weight: float) -> list[int]:
    """Indices at which entries begin, 0 first, from the log odds of each gap.

    ``length_weight`` says how much an entry's length counts beside the scores. The usual length is
    what the scores themselves expect of this text, so that a text of one-paragraph posts and one of
    long reports each keep their own rhythm.
    """
    total = len(scores) + 1
    usual = total / (1 + sum(1 / (1 + math.exp(-score)) for score in scores))
    prior = [0.0] + [
        -length_weight * (math.log(length / usual) / _SPREAD) ** 2 / 2
        for length in range(1, _MAX_LENGTH + 1)
    ]
    best = [0.0]
    back = [0]
    for end in range(1, total + 1):
        value, start = max(
            (best[at] + (scores[at - 1] if at else 0.0) + prior[end - at], at)
            for at in range(max(0, end - _MAX_LENGTH), end)
        )
        best.append(value)
        back.append(start)
    return _trace_back(back)


def _trace_back(back: Sequence[int]) -> list[int]:
    starts = []
    at = len(back) - 1
    while at:
        at = back[at]
        starts.append(at)
    return starts[::-1]
