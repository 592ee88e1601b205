"""Function words, each language's own, from ``words.json``: written by hand, not learned.

One language's words never speak in another's text: Danish *er* is no pronoun,
Spanish *han* is not *he*.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

_UNKNOWN = "und"
"""The tag of BCP 47 for an undetermined language."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they tell of a paragraph that they open, or (``said``, ``day``) stand in."""

    back: frozenset[str]
    open: frozenset[str]
    said: frozenset[str]
    day: frozenset[str]
    the: frozenset[str]
    a: frozenset[str]
    """The indefinite article: what it opens is new."""
    title: frozenset[str]
    """What stands before a surname: 'Mr', 'Frau'."""
    who: frozenset[str]
    """Pronouns of one person, in this language nothing else; in no language where none is known."""
    common: frozenset[str]
    """The language's commonest words, from ``lexicon/common_words.yaml``."""


@cache
def load_words(language: str | None = None) -> Lexicon:
    """The lists of a language (BCP 47 tag); of all languages where it is unknown or has none.

    What glues for certain (``who``) has a line of its own for texts of an unknown language, and
    no word is common in it: one language's commonest word is another's first name.

    >>> sorted(load_words("nl").who), "er" in load_words("de").who, "er" in load_words().who
    (['hij', 'zij'], True, False)
    """
    lists = read_lists()
    tag = (language or "").casefold().split("-")[0]
    if tag in lists["back"]:
        return Lexicon(**{kind: words.get(tag, frozenset()) for kind, words in lists.items()})
    union = {kind: frozenset[str]().union(*words.values()) for kind, words in lists.items()}
    return Lexicon(**union | {"who": lists["who"][_UNKNOWN], "common": frozenset()})


@cache
def read_lists() -> dict[str, dict[str, frozenset[str]]]:
    """Kind -> language -> words. In the file an underscore stands for a space."""
    folder = resources.files("pipeline.extract")
    lists = json.loads((folder / "segment" / "words.json").read_text("utf-8"))
    common = yaml.safe_load((folder / "lexicon" / "common_words.yaml").read_text("utf-8"))
    spaced = {
        kind: {
            tag: frozenset(word.replace("_", " ") for word in words.split())
            for tag, words in languages.items()
        }
        for kind, languages in lists.items()
    }
    return spaced | {"common": {tag: frozenset(words) for tag, words in common.items()}}
