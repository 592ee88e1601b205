"""One paragraph of a bare text, read once: its words, names, quotation marks and shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from re import Match

from pipeline.extract.segment.words import Lexicon, load_words

# Vowel signs of Devanagari and Bengali belong to their word
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0963\u0981-\u09e3])"
# words of any script: 'Putin', 'élő', 'it's', 'उनले'
_WORD = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)?")
# letters side by side: 'it' and 's' in 'it's'
_LETTERS = re.compile(rf"{_LETTER}+")
# a sentence's end, with the space behind it: '. '
_SENTENCE = re.compile(r"[.!?…।؟][\"”’»)]*\s+")
_QUOTES = "\"“„«‘'–-—["
_ENDS = (
    ".",
    "!",
    "?",
    "…",
    '."',
    ".”",
    "!”",
    "?”",
    ".’",
    ".»",
    ".)",
    '!"',
    '?"',
    "।",
    "؟",
    "。",
    "！",
    "？",
)
_STEM = 6
_PHRASE = 3
"""Words of a listed phrase at most: 'in the meantime'."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One paragraph, read once."""

    text: str
    words: int
    sentences: int
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
    """Opens with a word that leans on what was told before: 'it', 'but'."""
    is_second_back: bool
    is_open: bool
    is_the: bool
    is_a: bool
    is_person: bool
    """Opens with a pronoun of one person."""


def read_profile(text: str, language: str | None = None) -> Profile:
    """One paragraph as the features see it, by the words of its language."""
    lexicon = load_words(language)
    words = list(_WORD.finditer(text))
    sentences = [found.end() for found in _SENTENCE.finditer(text)]
    names, full = _read_names(text, words, {0, *sentences}, lexicon)
    folded = [_fold(found) for found in words]
    opening = _read_heads(words)
    return Profile(
        text=text,
        words=max(1, len(words)),
        sentences=1 + sum(at < len(text) for at in sentences),
        terms=Counter(word[:_STEM] for word in folded if len(word) > 3),
        grams=frozenset(_cut_grams(text)),
        names=names,
        full_names=full,
        said=sum(found[0].casefold() in lexicon.said for found in words),
        days=sum(word in lexicon.day for word in folded),
        is_opening_quote=text.startswith(tuple(_QUOTES)),
        is_quote_left_open=_is_left_open(text),
        is_back=not lexicon.back.isdisjoint(opening),
        is_second_back=not lexicon.back.isdisjoint(_read_heads(words[1:])),
        is_open=not lexicon.open.isdisjoint(opening),
        is_the=not lexicon.the.isdisjoint(opening),
        is_a=not lexicon.a.isdisjoint(opening),
        is_person=not lexicon.who.isdisjoint(opening),
    )


def is_ended(text: str) -> bool:
    """The line ends as a sentence does: with a stop, perhaps inside a closing quotation mark."""
    return text.endswith(_ENDS)


def _read_heads(words: Sequence[Match[str]]) -> set[str]:
    """The first word, its part before an apostrophe, and the first two and three words."""
    folded = [found[0].casefold().replace("’", "'") for found in words[:_PHRASE]]
    heads = {" ".join(folded[:count]) for count in range(1, len(folded) + 1)}
    return heads | {one.partition("'")[0] for one in folded[:1]}


def _read_names(
    text: str, words: Sequence[Match[str]], starts: set[int], lexicon: Lexicon
) -> tuple[frozenset[str], frozenset[str]]:
    names, full = set(), set()
    known = (lexicon.back, lexicon.open, lexicon.the, lexicon.a, lexicon.title, lexicon.common)
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
    return found[0].replace("’", "'").removesuffix("'s").casefold()


def _is_left_open(text: str) -> bool:
    return text.count("“") + text.count("„") > text.count("”") or text.count('"') % 2 == 1


def _cut_grams(text: str) -> set[str]:
    words = _LETTERS.findall(text.casefold())
    return {word[i : i + 5] for word in words for i in range(max(0, len(word) - 4))}
