"""Which time zone a page's clocks show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .reading import ZoneGuess
from .scan import MAX_CHARS, scan, tidy
from .zone_names import LOCAL, MAX_PHRASE_WORDS, find_abbreviation, find_phrase, load_zone_names
from .zones import load_zone

# All times are in GMT; all times CET; (times in UTC); Alle Zeiten MEZ; toutes les heures sont
_EVERY = (
    r"all (?:updates?|times)|alle (?:zeit|uhrzeit)\w*|toutes les heures|todas las horas"
    r"|todos os horários|tutti gli orari|alle tijden|wszystkie godziny|minden időpont|alla tider"
    r"|alle tider|всё время"
)
_ALL_TIMES = re.compile(
    rf"\b(?:{_EVERY}|times (?:are|in|shown|given|listed)|время)\b", re.IGNORECASE
)
# 'all times local', 'all times are Eastern', 'alle Zeiten in MEZ', 'todas las horas son CET'
_ALL_IN_ZONE = re.compile(
    rf"\b(?:{_EVERY})(?:\s(?:are|in|shown|given|sind|zijn|er|i|sont|en|son|em|são|sono))*"
    r"\s(?:local|eastern|central|mountain|pacific|lokal\w*|ortszeit|(?-i:[A-Z]{2,5}))\b",
    re.IGNORECASE,
)
_KEY_WORDS = (
    "update", "times", "zeit", "heures", "horas", "horários", "orari", "tijden", "godziny",
    "időpont", "tider", "время",
)  # fmt: skip
"""One of them stands in all that ``_ALL_TIMES`` matches."""
_AFTER_CHARS = 80


def guess_zone(
    language: str | None,
    host: str | None,
    stated: Sequence[str] = (),
    hint: str | None = None,
) -> ZoneGuess:
    """The zone of a page's clocks: hint, then what the page states, then host, then language.

    ``stated`` holds zones as the page names them: IANA names, offsets, abbreviations, phrases; the
    most frequent one is taken. A host tells its country's zone; where the country has several, the
    one that most of its press writes in, flagged ``ambiguous_zone``. English, Spanish and other
    languages of many zones tell nothing. ``zone`` is None when nothing tells.

    >>> guess_zone("en", "www.example.ie").zone
    'Europe/Dublin'
    """
    if hint and load_zone(hint):
        return ZoneGuess(hint, "hint")
    by_host = _guess_by_host(host)
    named = [read_zone(text, by_host.zone, language) for text in stated]
    known = [guess for guess in named if guess is not None and guess.zone is not None]
    if known:
        return max(known, key=known.count)
    if by_host.zone:
        return by_host
    return _guess_by_language(language)


def read_zone(text: str, zone: str | None, language: str | None) -> ZoneGuess | None:
    """The zone that a name stands for; ``zone`` and ``language`` settle ambiguous ones.

    >>> read_zone("BST", None, "en").zone
    'Europe/London'
    """
    name = text.strip()
    found = find_abbreviation(name, zone, language)
    if found:
        return ZoneGuess(found[0], "stated", found[1])
    phrase = find_phrase(name.casefold())
    if phrase and phrase != LOCAL:
        return ZoneGuess(phrase, "stated")
    tokens = scan(tidy(name)[:MAX_CHARS])
    if len(tokens) == 1 and tokens[0].kind in {"named", "offset"}:
        return ZoneGuess(tokens[0].mark, "stated")
    return ZoneGuess(name, "stated") if name and load_zone(name) else None


def list_zone_stating(texts: Sequence[str]) -> list[str]:
    """Those of a page's texts that hold a word without which no sentence states a zone.

    >>> list_zone_stating(["All times GMT", "Rain"])
    ['All times GMT']
    """
    said = "\n".join(texts).lower()
    words = [word for word in _KEY_WORDS if word in said]
    return [text for text in texts if any(word in text.lower() for word in words)] if words else []


def states_all_times(text: str) -> bool:
    """Whether a line says in what zone all times of its page are, be it that of the place.

    >>> states_all_times("The Latest on the flood (all times local):")
    True
    >>> states_all_times("The storm of all times")
    False
    """
    return _ALL_IN_ZONE.search(text) is not None


def find_stated_zone(text: str) -> str | None:
    """The zone that a sentence states for all times of a page, as the page names it.

    >>> find_stated_zone("Note: all times are in GMT.")
    'GMT'
    """
    for found in _ALL_TIMES.finditer(text):
        tokens = scan(tidy(text[found.end() : found.end() + _AFTER_CHARS]))
        for at, token in enumerate(tokens):
            if token.kind == "named":
                return token.text
            if token.kind != "word":
                continue
            if find_abbreviation(token.text, None, None):
                return token.text
            words = [other.text.casefold() for other in tokens[at : at + MAX_PHRASE_WORDS]]
            for count in range(len(words), 0, -1):
                if find_phrase(" ".join(words[:count])) not in {None, LOCAL}:
                    return " ".join(words[:count])
    return None


@lru_cache(maxsize=1024)
def _guess_by_host(host: str | None) -> ZoneGuess:
    ending = (host or "").rstrip(".").rpartition(".")[2].casefold()
    country = {"UK": "GB"}.get(ending.upper(), ending.upper())
    names = load_zone_names()
    if len(country) != 2 or ending in names["open_domains"]:
        return ZoneGuess(None, None)
    return _guess_by_country(country)


def _guess_by_country(country: str) -> ZoneGuess:
    from babel.core import get_global  # heavy; once a host

    names = load_zone_names()
    zones = get_global("territory_zones").get(country, [])
    usual = names["press_zones"].get(country)
    if usual:
        is_clear = country in names["clear_countries"]
        return ZoneGuess(usual, "tld", () if is_clear else ("ambiguous_zone",))
    if len(zones) == 1:
        return ZoneGuess(zones[0], "tld")
    return ZoneGuess(None, None)


def _guess_by_language(language: str | None) -> ZoneGuess:
    base, _, region = (language or "").replace("_", "-").partition("-")
    if len(region) == 2:
        by_region = _guess_by_country(region.upper())
        if by_region.zone:
            return ZoneGuess(by_region.zone, "language", by_region.flags)
    zone = load_zone_names()["languages"].get(base.casefold())
    return ZoneGuess(zone, "language" if zone else None)
