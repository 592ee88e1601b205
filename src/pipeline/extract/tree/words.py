"""Words of markup, from ``lexicon/markup.yaml``, as pieces of regular expressions."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import cast

import yaml


@cache
def load_words(name: str) -> str:
    """One list as an alternation in brackets: ``(?:author|byline|...)``."""
    return f"(?:{'|'.join(_load()[name])})"


@cache
def find_words(name: str) -> re.Pattern[str]:
    """Matches any of the list's words anywhere."""
    return re.compile(load_words(name), re.IGNORECASE)


@cache
def whole_words(name: str) -> re.Pattern[str]:
    """Matches a text that is one of the list's words and nothing else but signs and a number."""
    return re.compile(rf"\A\W*{load_words(name)}\W*\d*\W*\Z", re.IGNORECASE)


def join_words(*names: str) -> str:
    """Several lists of plain words as one alternation without brackets."""
    return "|".join(word for name in names for word in _load()[name])


@cache
def _load() -> dict[str, list[str]]:
    text = (resources.files("pipeline.extract") / "lexicon" / "markup.yaml").read_text("utf-8")
    return cast("dict[str, list[str]]", yaml.safe_load(text))
