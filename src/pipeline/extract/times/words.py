"""Words of time per language: CLDR's names by Babel, and small data files for the rest.

``words/<language>.yaml`` may hold: ``update``, ``filler``, ``ago``, ``one``, ``dual`` (a unit's own
form for two of it), ``now`` (whole phrases), ``today``, ``yesterday``, ``noon``, ``midnight``,
``am``, ``pm``, ``midday``, ``night``, ``hour_before`` and ``hour_after`` (words that make a bare
number an hour), ``other_calendar``, ``ordinals``: lists; ``units`` and ``ago_units`` (a unit that
itself says 'ago'): unit -> list; ``months`` and ``weekdays``: word -> number. Loaded once a
language, when it is first met.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

Meaning = tuple[str, int]
"""Kind of a word and its value: ``("month", 3)``, ``("weekday", 0)``, ``("unit", 60)``, ..."""

UNIT_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_LISTS = (
    "update",
    "filler",
    "ago",
    "one",
    "dual",
    "today",
    "yesterday",
    "noon",
    "midnight",
    "am",
    "pm",
    "midday",
    "night",
    "hour_before",
    "hour_after",
    "other_calendar",
)
_BABEL_NAMES = {"no": "nb"}
_WRITTEN = {"no": "nb"}


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of one language mean in a text about time."""

    meanings: dict[str, tuple[Meaning, ...]]
    now: frozenset[str]


def fold(word: str) -> str:
    """The form under which a word is looked up: case folded, no full stop at its end.

    >>> fold("Szept.")
    'szept'
    """
    return unicodedata.normalize("NFKC", word).replace("İ", "i").casefold().rstrip(".")


@lru_cache(maxsize=64)
def load_words(language: str) -> Words | None:
    """The words of a language (its two- or three-letter code); None where we have none."""
    code = _WRITTEN.get(language, language)
    listed = _load_list(code)
    named = _load_names(_BABEL_NAMES.get(language, language))
    if listed is None and not named:
        return None
    meanings: dict[str, dict[Meaning, None]] = {}
    for word, meaning in [*named, *_spread(listed or {})]:
        for key in {fold(word), _strip_accents(fold(word))}:
            if key:
                meanings.setdefault(key, {})[meaning] = None
    return Words(
        {word: tuple(found) for word, found in meanings.items()},
        frozenset(fold(phrase) for phrase in (listed or {}).get("now", ())),
    )


def is_rare(language: str | None) -> bool:
    """A language is named for which there is no data file here."""
    code = (language or "").replace("_", "-").split("-")[0].casefold()
    return bool(code) and _load_list(_WRITTEN.get(code, code)) is None


@lru_cache(maxsize=64)
def _load_list(code: str) -> dict[str, Any] | None:  # Any: what YAML holds
    import yaml  # not before a word is met

    if not code.isalpha():
        return None
    file = files(__package__).joinpath("words", f"{code}.yaml")
    if not file.is_file():
        return None
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def _spread(listed: dict[str, Any]) -> list[tuple[str, Meaning]]:
    """A data file as pairs of word and meaning."""
    found: list[tuple[str, Meaning]] = [
        (word, (kind, 0)) for kind in _LISTS for word in listed.get(kind, ())
    ]
    for kind, key in (("unit", "units"), ("ago_unit", "ago_units")):
        for unit, words in listed.get(key, {}).items():
            found += [(word, (kind, UNIT_SECONDS[unit])) for word in words]
    for kind, key in (("month", "months"), ("weekday", "weekdays")):
        found += [(word, (kind, number)) for word, number in listed.get(key, {}).items()]
    return found


def _load_names(language: str) -> list[tuple[str, Meaning]]:
    """CLDR's names of months, weekdays, halves of the day, and units of the past."""
    from babel import Locale, UnknownLocaleError  # heavy; only where words are met

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return []
    found: list[tuple[str, Meaning]] = []
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            found += [(n, ("month", k)) for k, n in locale.months[use].get(width, {}).items()]
            found += [(n, ("weekday", k)) for k, n in locale.days[use].get(width, {}).items()]
            periods = locale.day_periods.get(use, {}).get(width, {})
            found += [(periods[half], (half, 0)) for half in ("am", "pm") if half in periods]
    found = [(name, meaning) for name, meaning in found if not name.isdigit()]
    return [*_drop_numbered(found), *_load_past(locale)]


def _drop_numbered(found: list[tuple[str, Meaning]]) -> list[tuple[str, Meaning]]:
    """Without names such as '1月', whose digits the numeric forms read."""
    return [(name, meaning) for name, meaning in found if not any(c.isdigit() for c in name)]


def _load_past(locale: Any) -> list[tuple[str, Meaning]]:  # noqa: ANN401 # babel has no types
    """Words of CLDR's '{0} minutes ago': those that all units share say 'ago'."""
    fields = locale._data["date_fields"]  # noqa: SLF001 # babel shows them in no other way
    patterns: dict[str, list[list[str]]] = {}
    for unit in UNIT_SECONDS:
        for width in ("", "-short"):
            past = fields.get(unit + width, {}).get("past", {})
            patterns.setdefault(unit, []).extend(
                p.replace("{0}", " ").split() for p in past.values() if isinstance(p, str)
            )
    heard = [{word for words in lists for word in words} for lists in patterns.values()]
    shared = set.intersection(*heard) if heard else set()
    found: list[tuple[str, Meaning]] = [(word, ("ago", 0)) for word in shared]
    for unit, lists in patterns.items():
        kind = "unit" if shared else "ago_unit"
        own = {word for words in lists if len(words) <= 4 for word in words} - shared
        found += [(word, (kind, UNIT_SECONDS[unit])) for word in own]
    return found


def _strip_accents(word: str) -> str:
    """Latin letters without their marks; other scripts as they are."""
    if word.isascii() or not word[:1] or ord(word[0]) > 0x24F:
        return word
    bare = unicodedata.normalize("NFD", word.replace("ı", "i"))
    return "".join(c for c in bare if not unicodedata.combining(c))
