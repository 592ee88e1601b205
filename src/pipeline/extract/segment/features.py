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
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.segment.words import load_words

# words of any script: 'Putin', 'élő'
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# a sentence's end, with the space behind it: '. '
_SENTENCE = re.compile(r"[.!?…][\"”’»)]*\s+")
# a year or a time is no more telling than '26': any digit counts
_DIGIT = re.compile(r"\d")
_QUOTES = "\"“„«»‘'”–-—"
_ENDS = (".", "!", "?", "…", '."', ".”", "!”", "?”", ".’", ".»", ".)", '!"', '?"')
_NEAR = 3
_REACH = 6


@dataclass(frozen=True, slots=True)
class Profile:
    """One paragraph, read once."""

    text: str
    words: int
    first: str
    second: str
    terms: Counter[str]
    """Stems (six letters) of words longer than three letters."""
    grams: frozenset[str]
    names: frozenset[str]
    """Capitalised words that do not open a sentence, folded."""
    full_names: frozenset[str]
    """Two capitalised words side by side."""
    said: int
    is_opening_quote: bool
    is_quote_left_open: bool
    is_back: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Style:
    """How the text as a whole is written."""

    log_words: float
    back_share: float
    unended_share: float
    short_share: float
    quote_share: float
    colon_share: float
    cohesion: float


def describe_gaps(profiles: Sequence[Profile]) -> list[dict[str, float]]:
    """Named features of the gap before each paragraph but the first."""
    rarity = _weigh_terms(profiles)
    near = [_compare(a, b, rarity) for a, b in pairwise(profiles)]
    style = _read_style(profiles, near)
    return [_describe_gap(profiles, at, rarity, near, style) for at in range(1, len(profiles))]


def read_profile(text: str) -> Profile:
    """One paragraph as the features see it."""
    lexicon = load_words()
    starts = {0} | {found.end() for found in _SENTENCE.finditer(text)}
    names, full, terms = set(), set(), Counter[str]()
    words = list(_WORD.finditer(text))
    before = None
    for found in words:
        word = found[0].removesuffix("'s").removesuffix("’s")
        folded = word.casefold()
        is_capital = word[0].isupper()
        if len(word) > 3:
            terms[folded[:6]] += 1
        is_known = folded in lexicon.back or folded in lexicon.open or folded in lexicon.the
        is_first = any(at in starts for at in (found.start(), found.start() - 1))
        if is_capital and not is_known:
            if before is not None and text[before.end() : found.start()] == " ":
                full.add(f"{before[0].casefold()[:6]} {folded[:6]}")
            if not is_first and len(word) > 2:
                names.add(folded[:6])
        before = found if is_capital and not is_known else None
    firsts = [found[0].casefold() for found in words[:2]] + ["", ""]
    lead = text[:1]
    return Profile(
        text=text,
        words=max(1, len(words)),
        first=firsts[0],
        second=firsts[1],
        terms=terms,
        grams=frozenset(_cut_grams(text)),
        names=frozenset(names),
        full_names=frozenset(full),
        said=sum(found[0].casefold() in lexicon.said for found in words),
        is_opening_quote=lead in "\"“„«‘'–-—[" and bool(lead),
        is_quote_left_open=_is_left_open(text),
        is_back=firsts[0] in lexicon.back,
        is_open=firsts[0] in lexicon.open,
    )


def is_ended(text: str) -> bool:
    """The line ends as a sentence does: with a stop, perhaps inside a closing quotation mark."""
    return text.endswith(_ENDS)


def _is_left_open(text: str) -> bool:
    return text.count("“") + text.count("„") > text.count("”") or text.count('"') % 2 == 1


def _cut_grams(text: str) -> set[str]:
    folded = "".join(c if c.isalpha() else " " for c in text.casefold())
    return {word[i : i + 5] for word in folded.split() for i in range(max(0, len(word) - 4))}


def _weigh_terms(profiles: Sequence[Profile]) -> dict[str, float]:
    """Rarity of each term over the text's paragraphs, 0 for one that stands everywhere."""
    count = Counter(term for one in profiles for term in one.terms)
    total = len(profiles)
    return {term: math.log((total + 1) / seen) for term, seen in count.items()}


def _compare(a: Profile, b: Profile, rarity: dict[str, float]) -> float:
    return _cosine(a.terms, b.terms, rarity)


def _cosine(a: Counter[str], b: Counter[str], rarity: dict[str, float]) -> float:
    shared = sum(a[t] * b[t] * rarity[t] ** 2 for t in a.keys() & b.keys())
    if not shared:
        return 0.0
    norm = _norm(a, rarity) * _norm(b, rarity)
    return shared / norm if norm else 0.0


def _norm(terms: Counter[str], rarity: dict[str, float]) -> float:
    return math.sqrt(sum((count * rarity[term]) ** 2 for term, count in terms.items()))


def _read_style(profiles: Sequence[Profile], near: Sequence[float]) -> Style:
    total = len(profiles)
    lengths = sorted(one.words for one in profiles)
    return Style(
        log_words=math.log(lengths[total // 2]),
        back_share=sum(one.is_back for one in profiles) / total,
        unended_share=sum(not one.text.endswith(_ENDS) for one in profiles) / total,
        short_share=sum(one.words < 12 for one in profiles) / total,
        quote_share=sum(one.is_opening_quote for one in profiles) / total,
        colon_share=sum(one.text.endswith(":") for one in profiles) / total,
        cohesion=sum(near) / max(1, len(near)),
    )


def _sum_terms(profiles: Sequence[Profile]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in profiles:
        total.update(one.terms)
    return total


def _describe_gap(
    profiles: Sequence[Profile],
    at: int,
    rarity: dict[str, float],
    near: Sequence[float],
    style: Style,
) -> dict[str, float]:
    last, this = profiles[at - 1], profiles[at]
    following = profiles[at + 1] if at + 1 < len(profiles) else None
    behind = profiles[max(0, at - _NEAR) : at]
    reach = profiles[max(0, at - _REACH) : at]
    ahead = profiles[at : at + _NEAR]
    around = near[max(0, at - 4) : at + 3]
    cohesion = _cosine(_sum_terms(behind), _sum_terms(ahead), rarity)
    left, onward = near[at - 1], near[at] if following else 0.0
    seen_names = frozenset().union(*(one.names for one in reach))
    seen_full = frozenset().union(*(one.full_names for one in reach))
    told = {part for name in this.full_names for part in name.split()}
    heard = {part for name in seen_full for part in name.split()}
    rare = [rarity[t] for t in this.terms if any(t in one.terms for one in behind)]
    log_this, log_last = math.log(this.words), math.log(last.words)
    return {
        "cosine_last": left,
        "cosine_next": onward,
        "cosine_edge": onward - left,
        "cosine_skip": _compare(profiles[at - 2], this, rarity) if at > 1 else 0.0,
        "cohesion": cohesion,
        "rank": sum(left > other for other in around) / max(1, len(around)),
        "gram_last": len(this.grams & last.grams) / max(1, min(len(this.grams), len(last.grams))),
        "rare_shared": sum(rare) / math.sqrt(this.words),
        "rare_count": min(6.0, sum(one > 1.5 for one in rare)),
        "names_shared": min(4.0, len(this.names & last.names)),
        "names_near": min(4.0, len(this.names & seen_names)),
        "names_new": min(6.0, len(this.names - seen_names)),
        "full_new": min(4.0, len(this.full_names - seen_full)),
        "full_known": min(3.0, len(this.full_names & seen_full)),
        "surname_back": min(3.0, len((this.names - told) & heard)),
        "is_back": float(this.is_back),
        "is_open": float(this.is_open),
        "is_second_back": float(this.second in load_words().back),
        "is_the": float(this.first in load_words().the),
        "is_lower": float(this.text[:1].islower()),
        "is_digit": float(this.text[:1].isdigit()),
        "has_digit": float(bool(_DIGIT.search(this.text))),
        "is_quote": float(this.is_opening_quote),
        "was_quote": float(last.is_opening_quote),
        "next_quote": float(bool(following and following.is_opening_quote)),
        "next_back": float(bool(following and following.is_back)),
        "was_left_open": float(last.is_quote_left_open),
        "has_said": float(this.said > 0),
        "had_said": float(last.said > 0),
        "is_colon": float(this.text.endswith(":")),
        "was_colon": float(last.text.endswith(":")),
        "is_unended": float(not this.text.endswith(_ENDS)),
        "was_unended": float(not last.text.endswith((*_ENDS, ":"))),
        "is_question": float("?" in this.text),
        "log_words": log_this,
        "last_log_words": log_last,
        "longer": log_this - log_last,
        "than_usual": log_this - style.log_words,
        "last_than_usual": log_last - style.log_words,
        "style_log_words": style.log_words,
        "style_back": style.back_share,
        "style_unended": style.unended_share,
        "style_short": style.short_share,
        "style_quote": style.quote_share,
        "style_colon": style.colon_share,
        "style_cohesion": style.cohesion,
    }
