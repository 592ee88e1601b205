"""What speaks for and against an entry's beginning before each paragraph of a bare text.

Signals of known methods stand side by side: lexical cohesion of the neighbourhood (TextTiling,
Hearst 1997), similarity ranked among neighbours (C99, Choi 2000), and cues of a supervised
classifier: names told in full for the first time, mentions that lean back, quotations that go on.
All words are weighed by how rare they are in the text itself, so that no language needs a corpus.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from statistics import fmean

from pipeline.extract.segment.cohesion import Cohesion, multiply, read_cohesion, weigh
from pipeline.extract.segment.profile import Profile, is_ended

# a year or a time is no more telling than '26': any digit counts
_DIGIT = re.compile(r"\d")
_NEAR = 3
_REACH = 6
_RARE = 1.5
Gap = dict[str, float]
_RELATIVE = (
    "cosine_last",
    "cohesion",
    "gram_last",
    "rare_shared",
    "names_near",
    "new_share",
    "begun",
)


def describe_gaps(profiles: Sequence[Profile]) -> list[Gap]:
    """Named features of the gap before each paragraph but the first."""
    if len(profiles) < 2:
        return []
    cohesion = read_cohesion(profiles)
    style = _describe_style(profiles, cohesion)
    gaps = [
        _describe_words(profiles, at, cohesion)
        | _describe_names(profiles, at)
        | _describe_shape(profiles, at, style["style_log_words"])
        for at in range(1, len(profiles))
    ]
    deep = _measure_depths([gap["cohesion"] for gap in gaps])
    means = {name: fmean(gap[name] for gap in gaps) for name in _RELATIVE}
    return [
        gap | {"depth": depth} | {f"{n}_relative": gap[n] - means[n] for n in _RELATIVE} | style
        for gap, depth in zip(gaps, deep, strict=True)
    ]


def _describe_style(profiles: Sequence[Profile], cohesion: Cohesion) -> Gap:
    """How the text as a whole is written: the same for each of its gaps."""
    total = len(profiles)
    lengths = sorted(one.words for one in profiles)
    return {
        "style_log_words": math.log(lengths[total // 2]),
        "style_back": sum(one.is_back for one in profiles) / total,
        "style_unended": sum(not is_ended(one.text) for one in profiles) / total,
        "style_short": sum(one.words < 12 for one in profiles) / total,
        "style_quote": sum(one.is_opening_quote for one in profiles) / total,
        "style_colon": sum(one.text.endswith(":") for one in profiles) / total,
        "style_cohesion": fmean(cohesion.near),
        "style_excess": cohesion.excess,
        "style_hold": cohesion.hold,
        "style_name_excess": cohesion.name_excess,
    }


def _describe_words(profiles: Sequence[Profile], at: int, cohesion: Cohesion) -> Gap:
    rarity, vectors = cohesion.rarity, cohesion.vectors
    last, this = profiles[at - 1], profiles[at]
    behind, ahead = profiles[max(0, at - _NEAR) : at], profiles[at : at + _NEAR]
    known = _join(one.terms for one in behind)
    known_far = _join(one.terms for one in profiles[max(0, at - _REACH) : at])
    later = _join(one.terms for one in profiles[at + 1 : at + _NEAR])
    rare = [rarity[term] for term in this.terms if term in known]
    left = cohesion.near[at - 1]
    onward = cohesion.near[at] if at + 1 < len(profiles) else 0.0
    around = cohesion.near[max(0, at - 4) : at + 3]
    return {
        "cosine_last": left,
        "cosine_next": onward,
        "cosine_edge": onward - left,
        "cosine_skip": multiply(vectors[at - 2], vectors[at]) if at > 1 else 0.0,
        "cosine_over": multiply(vectors[at - 1], vectors[at + 1])
        if at + 1 < len(profiles)
        else 0.0,
        "cohesion": multiply(weigh(_sum_terms(behind), rarity), weigh(_sum_terms(ahead), rarity)),
        "rank": sum(left > other for other in around) / max(1, len(around)),
        "gram_last": len(this.grams & last.grams) / max(1, min(len(this.grams), len(last.grams))),
        "rare_shared": math.fsum(rare) / math.sqrt(this.words),
        "rare_count": min(6.0, sum(one > _RARE for one in rare)),
        "new_share": _share(this.terms.keys() - known_far, this.terms, rarity),
        "begun": _share((this.terms.keys() - known_far) & later, this.terms, rarity),
        "over": _share(later & known, later, rarity),
    }


def _describe_names(profiles: Sequence[Profile], at: int) -> Gap:
    last, this = profiles[at - 1], profiles[at]
    reach = profiles[max(0, at - _REACH) : at]
    seen, seen_full = _join(one.names for one in reach), _join(one.full_names for one in reach)
    told, heard = _split_names(this.full_names), _split_names(seen_full)
    later = _join(one.names for one in profiles[at + 1 : at + _NEAR])
    introduced = _split_names(this.full_names - seen_full) - seen
    return {
        "names_shared": min(4.0, len(this.names & last.names)),
        "names_near": min(4.0, len(this.names & seen)),
        "names_new": min(6.0, len(this.names - seen)),
        "full_new": min(4.0, len(this.full_names - seen_full)),
        "full_known": min(3.0, len(this.full_names & seen_full)),
        "surname_back": min(3.0, len((this.names - told) & heard)),
        "introduced": min(3.0, len(introduced & later)),
        "names_over": min(3.0, len(later & last.names)),
    }


def _describe_shape(profiles: Sequence[Profile], at: int, usual: float) -> Gap:
    last, this = profiles[at - 1], profiles[at]
    following = profiles[at + 1] if at + 1 < len(profiles) else None
    log_this, log_last = math.log(this.words), math.log(last.words)
    return {
        "is_back": float(this.is_back),
        "is_open": float(this.is_open),
        "is_second_back": float(this.is_second_back),
        "is_the": float(this.is_the),
        "is_a": float(this.is_a),
        "is_lower": float(this.text[:1].islower()),
        "is_digit": float(this.text[:1].isdigit()),
        "has_digit": float(bool(_DIGIT.search(this.text))),
        "has_day": float(this.days > 0),
        "had_day": float(last.days > 0),
        "is_quote": float(this.is_opening_quote),
        "was_quote": float(last.is_opening_quote),
        "next_quote": float(bool(following and following.is_opening_quote)),
        "next_back": float(bool(following and following.is_back)),
        "was_left_open": float(last.is_quote_left_open),
        "has_said": float(this.said > 0),
        "had_said": float(last.said > 0),
        "is_colon": float(this.text.endswith(":")),
        "was_colon": float(last.text.endswith(":")),
        "is_unended": float(not is_ended(this.text)),
        "was_unended": float(not is_ended(last.text) and not last.text.endswith(":")),
        "is_question": float("?" in this.text),
        "sentences": min(6.0, this.sentences),
        "last_sentences": min(6.0, last.sentences),
        "log_words": log_this,
        "last_log_words": log_last,
        "longer": log_this - log_last,
        "than_usual": log_this - usual,
        "last_than_usual": log_last - usual,
        "next_than_usual": math.log(following.words) - usual if following else 0.0,
    }


def _measure_depths(curve: Sequence[float]) -> list[float]:
    """TextTiling's depth: how far cohesion rises on both sides of a gap before it falls again."""
    return [
        _climb(curve[at::-1]) + _climb(curve[at:]) - 2 * value for at, value in enumerate(curve)
    ]


def _climb(values: Sequence[float]) -> float:
    peak = values[0]
    for value in values[1:_REACH]:
        if value < peak:
            break
        peak = value
    return peak


def _join(sets: Iterable[Collection[str]]) -> set[str]:
    return set().union(*sets)


def _split_names(full: Iterable[str]) -> set[str]:
    return {part for name in full for part in name.split()}


def _sum_terms(profiles: Iterable[Profile]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in profiles:
        total.update(one.terms)
    return total


def _share(part: Collection[str], whole: Collection[str], rarity: dict[str, float]) -> float:
    """Weight of some terms among all of them, by rarity."""
    total = math.fsum(rarity[term] for term in whole)
    return math.fsum(rarity[term] for term in part) / total if total else 0.0
