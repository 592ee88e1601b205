"""Names of time zones in text: 'BST', 'Beijing time', 'UTC+2'. Data: ``abbreviations.yaml``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from .zones import load_zone, read_offset_at

LOCAL = "local"
MAX_PHRASE_WORDS = 4
_LANGUAGE_ZONES = {"ga": "Europe/Dublin", "he": "Asia/Jerusalem", "zh": "Asia/Shanghai"}


@lru_cache(maxsize=1)
def load_zone_names() -> dict[str, Any]:  # Any: what YAML holds
    """The data file, loaded when a zone's name is first looked up."""
    import yaml  # not before a word is met

    text = files(__package__).joinpath("abbreviations.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def find_abbreviation(
    word: str, zone: str | None, language: str | None
) -> tuple[str, tuple[str, ...]] | None:
    """The zone of an upper-case abbreviation and flags; None when it is none.

    One of several meanings is chosen by the page's zone, then its language, else the first, and
    flagged ``ambiguous_zone``.

    >>> find_abbreviation("IST", "Europe/Dublin", "en")
    ('Europe/Dublin', ())
    """
    if not word.isupper() or len(word) > 4:
        return None
    found: list[str] | None = load_zone_names()["abbreviations"].get(word)
    if found is None:
        return None
    if len(found) == 1:
        return found[0], ()
    own = _LANGUAGE_ZONES.get((language or "").split("-")[0])
    for choice in (zone, own):
        if choice in found:
            return choice, ()
    return found[0], ("ambiguous_zone",)


def find_phrase(words: str) -> str | None:
    """The zone of a phrase in lower case ('beijing time'); ``local`` for 'local time'."""
    found: str | None = load_zone_names()["phrases"].get(words)
    return found


def find_zone_phrase(text: str) -> str:
    """The phrase naming a zone that a text opens with, in lower case; '' where none does.

    >>> find_zone_phrase(" (Beijing time) on Monday")
    'beijing time'
    """
    words = [word.strip("()[]،,.") for word in text.casefold().split()[:MAX_PHRASE_WORDS]]
    openings = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((opening for opening in openings if find_phrase(opening)), "")


def is_off_season(word: str, zone: str, local: datetime) -> bool:
    """The abbreviation states another offset than its zone has at that time (EST in July)."""
    stated: int | None = load_zone_names()["offsets"].get(word)
    place = load_zone(zone)
    if stated is None or place is None:
        return False
    offset = timedelta(minutes=stated)
    return read_offset_at(place, local.replace(tzinfo=UTC) - offset) != offset
