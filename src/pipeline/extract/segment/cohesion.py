"""How paragraphs of one text hang together: by words weighed by how rare they are in that text.

Lexical cohesion of the neighbourhood follows TextTiling (Hearst 1997). What paragraphs far apart
share is the text's own level: what neighbours share beyond it is due to standing in one entry.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from pipeline.extract.segment.profile import Profile

Vector = dict[str, float]
_FAR = 5
"""Paragraphs this far apart are taken to be of different entries; nearer ones in a short text."""
_FAR_STEPS = 5
_SLIGHT = 0.01


@dataclass(frozen=True, slots=True)
class Cohesion:
    """The text's terms, and how alike its paragraphs are at each distance."""

    rarity: dict[str, float]
    vectors: list[Vector]
    """A paragraph's terms, weighed; length 1."""
    near: list[float]
    """Cosine of each paragraph with the next."""
    far: float
    """Mean cosine of paragraphs that stand apart."""
    excess: float
    """How much more neighbours share than paragraphs apart."""
    hold: float
    """Share of that excess which is left at distance two: high where entries are long."""
    name_excess: float
    """The same for the share of pairs with a name in common."""


def read_cohesion(profiles: Sequence[Profile]) -> Cohesion:
    """Vectors and levels of a text."""
    rarity = weigh_terms(profiles)
    vectors = [weigh(one.terms, rarity) for one in profiles]

    def compare(a: int, b: int) -> float:
        return multiply(vectors[a], vectors[b])

    def share_name(a: int, b: int) -> float:
        return float(not profiles[a].names.isdisjoint(profiles[b].names))

    total = len(profiles)
    near = [compare(at, at + 1) for at in range(total - 1)]
    level = fmean(near) if near else 0.0
    apart = min(_FAR, max(2, (total + 1) // 2))
    distances = range(apart, apart + _FAR_STEPS)
    far = _average(total, distances, compare, level)
    second = _average(total, range(2, 3), compare, far)
    names = _average(total, range(1, 2), share_name, 0.0)
    excess = level - far
    return Cohesion(
        rarity=rarity,
        vectors=vectors,
        near=near,
        far=far,
        excess=excess,
        hold=max(0.0, min(1.0, (second - far) / excess)) if excess > _SLIGHT else 0.0,
        name_excess=names - _average(total, distances, share_name, names),
    )


def weigh_terms(profiles: Sequence[Profile]) -> dict[str, float]:
    """Rarity of each term over the text's paragraphs, least for one that stands everywhere."""
    count = Counter(term for one in profiles for term in one.terms)
    total = len(profiles)
    return {term: math.log((total + 1) / seen) for term, seen in count.items()}


def weigh(terms: Counter[str], rarity: dict[str, float]) -> Vector:
    """Terms as a vector of length 1; empty where there are none."""
    weights = {term: count * rarity[term] for term, count in terms.items()}
    norm = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {term: weight / norm for term, weight in weights.items()} if norm else {}


def multiply(a: Vector, b: Vector) -> float:
    """Cosine of two vectors of length 1. Sums in a fixed order, so that runs agree to the bit."""
    return math.fsum(weight * b[term] for term, weight in a.items() if term in b)


def _average(
    total: int, distances: range, compare: Callable[[int, int], float], otherwise: float
) -> float:
    values = [compare(at, at + lag) for lag in distances for at in range(total - lag)]
    return fmean(values) if values else otherwise
