"""The language of a text, told by its letters and its commonest words.

A page says its language in its markup; many say none, and some say what their system came with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.tree.sheet import Sheet

_MANY = 400
"""Words of a text that are looked at."""
_FEWEST = 3.0
"""Weight of common words that tells a language. A word of one language weighs 1, of two a half."""
_LEAD = 1.3
"""How many times more the best language must weigh than the second."""
_DEFAULT = "en"
_REFUTING = 12.0
"""Weight of another language that it takes to doubt that a page is in the default one."""
_REFUTING_LEAD = 4
"""How many times more that must be than the default's weight."""
_LAST_LATIN = "\u024f"
_MOST_TEXTS, _TEXT_WORDS = 30, 8
"""Texts of a page that are looked at, from all over it, and words of each."""
_LONG_TEXT = 40
"""Characters; shorter texts are labels."""
_SILENT = frozenset({"script", "style", "noscript", "template", "textarea", "title", "option"})
# words of any script: 'élő', 'छ'; signs of vowels are no letters to Python
_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u0dff]+[^\W\d_]*)*")
# Letters that one language of news writes alone, or first of all.
_SCRIPTS = tuple(
    (tag, re.compile(f"[{letters}]"))
    for tag, letters in {
        "ja": "\u3040-\u30ff",
        "zh": "\u4e00-\u9fff",
        "ko": "\uac00-\ud7af",
        "th": "\u0e00-\u0e7f",
        "el": "\u0370-\u03ff",
        "he": "\u0590-\u05ff",
        "bn": "\u0980-\u09ff",
        "pa": "\u0a00-\u0a7f",
        "gu": "\u0a80-\u0aff",
        "ta": "\u0b80-\u0bff",
        "te": "\u0c00-\u0c7f",
        "kn": "\u0c80-\u0cff",
        "ml": "\u0d00-\u0d7f",
        "ka": "\u10a0-\u10ff",
        "hy": "\u0530-\u058f",
    }.items()
)
_OWN_LETTERS = re.compile("|".join(letters.pattern for _, letters in _SCRIPTS))
_SCRIPT_SHARE = 0.2
"""Of the letters of a text; Latin names stand in all."""
_KANA_SHARE = 0.1
"""Of the letters of a Japanese text; the others are Chinese ones."""


def guess_language(lines: Iterable[str]) -> str | None:
    """BCP 47 tag of the language; None where too few words tell, or two languages tie.

    >>> guess_language(["The minister said that the bridge is closed to the public for a week."])
    'en'
    >>> guess_language(["首相は水曜日に橋が再び開通すると述べた。"])
    'ja'
    """
    words = " ".join(lines).casefold().split(None, _MANY)[:_MANY]
    sample = " ".join(words)
    return _guess_by_script(sample) or _guess_by_words(_weigh_languages(sample))


def settle_language(stated: str | None, sheet: Sheet) -> str | None:
    """The language that a page states, or the one that its texts speak.

    A page that states none is read. English is what systems come with: a page that states it, and
    whose texts are clearly in another language, is not believed.
    """
    if stated is not None and stated.partition("-")[0] != _DEFAULT:
        return stated
    sample = _sample_texts(sheet)
    weights = _weigh_languages(sample)
    told = _guess_by_script(sample) or _guess_by_words(weights)
    if stated is None or told is None:
        return stated or told
    if _is_foreign(sample):
        return told
    least = max(_REFUTING, _REFUTING_LEAD * weights.get(_DEFAULT, 0.0))
    return told if weights.get(told, _REFUTING) >= least else stated


def _is_foreign(sample: str) -> bool:
    """Most letters are none that English is written in."""
    letters = list(filter(str.isalpha, sample)) if not sample.isascii() else []
    return 2 * sum(letter > _LAST_LATIN for letter in letters) > len(letters)


def _sample_texts(sheet: Sheet) -> str:
    """The first words of long texts from all over a page: no banner speaks for it."""
    texts = [
        text
        for tag, text in zip(sheet.tags, sheet.texts, strict=True)
        if text and len(text) > _LONG_TEXT and tag not in _SILENT
    ]
    chosen = texts[:: 1 + len(texts) // _MOST_TEXTS]
    return " ".join(
        " ".join(text.split(None, _TEXT_WORDS)[:_TEXT_WORDS]) for text in chosen
    ).casefold()


def _guess_by_words(weights: Mapping[str, float]) -> str | None:
    ranked = sorted(weights, key=lambda tag: -weights[tag])
    if not ranked or weights[ranked[0]] < _FEWEST:
        return None
    is_clear = len(ranked) == 1 or weights[ranked[0]] >= _LEAD * weights[ranked[1]]
    return ranked[0] if is_clear else None


def _weigh_languages(sample: str) -> dict[str, float]:
    """What the common words of each language in a text weigh together."""
    table, weights = _load_words(), dict[str, float]()
    for word in _WORD.findall(sample):
        tags = table.get(word, ())
        for tag in tags:
            weights[tag] = weights.get(tag, 0.0) + 1 / len(tags)
    return weights


def _guess_by_script(sample: str) -> str | None:
    letters = _OWN_LETTERS.findall(sample) if not sample.isascii() else []
    if len(letters) < max(_FEWEST, _SCRIPT_SHARE * sum(map(str.isalpha, sample))):
        return None
    counts = {tag: len(own.findall(sample)) for tag, own in _SCRIPTS}
    if counts["ja"] >= _KANA_SHARE * len(letters):
        return "ja"
    return max(counts, key=lambda tag: counts[tag])


@cache
def _load_words() -> dict[str, tuple[str, ...]]:
    """The languages among whose commonest words each word is."""
    found: dict[str, list[str]] = {}
    for tag, words in _load_lists().items():
        for word in words:
            found.setdefault(word, []).append(tag)
    return {word: tuple(tags) for word, tags in found.items()}


@cache
def _load_lists() -> dict[str, list[str]]:
    import yaml

    file = resources.files("pipeline.extract") / "lexicon" / "common_words.yaml"
    lists: dict[str, list[str]] = yaml.safe_load(file.read_text("utf-8"))
    return lists
