"""One paragraph of a bare text, read once: its words, names, quotation marks and shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from re import Match

from pipeline.extract.segment.words import Lexicon, load_words

# words of any script: 'Putin', 'élő'
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# a sentence's end, with the space behind it: '. '
_SENTENCE = re.compile(r"[.!?…][\"”’»)]*\s+")
_QUOTES = "\"“„«‘'–-—["
_ENDS = (".", "!", "?", "…", '."', ".”", "!”", "?”", ".’", ".»", ".)", '!"', '?"')
_STEM = 6


@dataclass(frozen=True, slots=True)
class Profile:
    """One paragraph, read once."""

    text: str
    words: int
    sentences: int
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
    days: int
    """Words that name a day: 'Monday', 'today'."""
    is_opening_quote: bool
    is_quote_left_open: bool
    is_back: bool
    is_open: bool


def read_profile(text: str) -> Profile:
    """One paragraph as the features see it."""
    lexicon = load_words()
    words = list(_WORD.finditer(text))
    sentences = [found.end() for found in _SENTENCE.finditer(text)]
    names, full = _read_names(text, words, {0, *sentences}, lexicon)
    folded = [_fold(found) for found in words]
    firsts = [found[0].casefold() for found in words[:2]] + ["", ""]
    return Profile(
        text=text,
        words=max(1, len(words)),
        sentences=1 + sum(at < len(text) for at in sentences),
        first=firsts[0],
        second=firsts[1],
        terms=Counter(word[:_STEM] for word in folded if len(word) > 3),
        grams=frozenset(_cut_grams(text)),
        names=names,
        full_names=full,
        said=sum(found[0].casefold() in lexicon.said for found in words),
        days=sum(word in lexicon.day for word in folded),
        is_opening_quote=text.startswith(tuple(_QUOTES)),
        is_quote_left_open=_is_left_open(text),
        is_back=firsts[0] in lexicon.back,
        is_open=firsts[0] in lexicon.open,
    )


def is_ended(text: str) -> bool:
    """The line ends as a sentence does: with a stop, perhaps inside a closing quotation mark."""
    return text.endswith(_ENDS)


def _read_names(
    text: str, words: Sequence[Match[str]], starts: set[int], lexicon: Lexicon
) -> tuple[frozenset[str], frozenset[str]]:
    names, full = set(), set()
    known = (lexicon.back, lexicon.open, lexicon.the, lexicon.title)
    before = None
    for found in words:
        folded = _fold(found)
        if not found[0][0].isupper() or any(folded in one for one in known):
            before = None
            continue
        if before is not None and text[before.end() : found.start()] == " ":
            full.add(f"{before[0].casefold()[:_STEM]} {folded[:_STEM]}")
        is_first = any(at in starts for at in (found.start(), found.start() - 1))
        if not is_first and len(folded) > 2:
            names.add(folded[:_STEM])
        before = found
    return frozenset(names), frozenset(full)


def _fold(found: Match[str]) -> str:
    return found[0].removesuffix("'s").removesuffix("’s").casefold()


def _is_left_open(text: str) -> bool:
    return text.count("“") + text.count("„") > text.count("”") or text.count('"') % 2 == 1


def _cut_grams(text: str) -> set[str]:
    folded = "".join(c if c.isalpha() else " " for c in text.casefold())
    return {word[i : i + 5] for word in folded.split() for i in range(max(0, len(word) - 4))}
