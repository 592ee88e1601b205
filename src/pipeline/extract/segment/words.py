"""Function words of several languages, from ``words.json``: written by hand, not learned."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they tell of a paragraph that they open, or (``said``, ``day``) stand in."""

    back: frozenset[str]
    open: frozenset[str]
    said: frozenset[str]
    day: frozenset[str]
    the: frozenset[str]
    title: frozenset[str]
    """What stands before a surname: 'Mr', 'Frau'."""
    who: frozenset[str]
    """Pronouns of one person, in no listed language anything else."""


@cache
def load_words() -> Lexicon:
    """The lists, read once."""
    text = (resources.files("pipeline.extract.segment") / "words.json").read_text("utf-8")
    lists = {name: frozenset(words.split()) for name, words in json.loads(text).items()}
    return Lexicon(**lists)
