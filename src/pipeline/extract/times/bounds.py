"""Expressions of time inside reporting ('on Tuesday', 'this morning') as bounds on a date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .scan import Token, scan, tidy
from .words import Meaning, load_words

_MAX_CHARS = 20_000
_BLOCK_CHARS = 2_000
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
# this morning, tonight: the day itself (English; other languages have words for 'today')
_THIS_DAY = re.compile(
    r"\b(?:this (?:morning|afternoon|evening)|tonight|earlier today|today"
    r"|heute (?:morgen|früh|vormittag|nachmittag|abend)|ce (?:matin|soir)|cet après-midi"
    r"|esta (?:mañana|tarde|noche|manhã)|questa (?:mattina|sera)|stamattina|stasera|vanmorgen"
    r"|vanavond|vanmiddag|dziś rano|ma (?:reggel|este|délután))\b",
    re.IGNORECASE,
)
# last night, overnight: this day or the one before
_LAST_NIGHT = re.compile(
    r"\b(?:last night|overnight|yesterday (?:morning|evening)|letzte nacht|cette nuit|anoche"
    r"|ontem à noite|stanotte|afgelopen nacht|tegnap este)\b",
    re.IGNORECASE,
)


def read_date_bounds(
    text: str, published_on: date, language: str | None
) -> tuple[date, date] | None:
    """Earliest and latest day that a text's own expressions allow for the report itself.

    An entry speaks of what has happened: a report about 'Tuesday' was written on that Tuesday or in
    the days after it, up to a week; one about '12 February' not before that day. 'This morning' and
    'today' give the day itself, 'last night' and 'yesterday' the day after what they name, which is
    the day of writing too. ``published_on`` is the day of the page: no entry is later, and what
    lies more than a week before it is background, not a bound. None when no expression bounds.

    Weekdays and months by CLDR for every language it has; the phrases for the larger ones.

    >>> read_date_bounds("Rescuers said on Tuesday ...", date(2025, 1, 29), "en")
    (datetime.date(2025, 1, 28), datetime.date(2025, 1, 29))
    """
    text = text[:_MAX_CHARS]
    meanings = _load_meanings(language)
    named = _find_named_days(text, published_on, meanings)
    floors = [day for day in named if published_on - _WEEK < day <= published_on]
    is_today = bool(_THIS_DAY.search(text)) or bool(_LAST_NIGHT.search(text))
    if not floors and not (is_today or _has_kind(text, meanings, {"today", "yesterday"})):
        return None
    earliest = max(floors) if floors else published_on - _DAY
    return earliest, published_on


def _load_meanings(language: str | None) -> dict[str, tuple[Meaning, ...]]:
    code = (language or "").replace("_", "-").split("-")[0].casefold()
    words = load_words(code) if code else None
    return words.meanings if words is not None else {}


def _find_named_days(
    text: str, published_on: date, meanings: dict[str, tuple[Meaning, ...]]
) -> list[date]:
    """Days that weekdays ('on Tuesday': the last one) and dates ('12 February') name."""
    found: list[date] = []
    for start in range(0, len(text), _BLOCK_CHARS):
        tokens = scan(tidy(text[start : start + _BLOCK_CHARS]))
        for at, token in enumerate(tokens):
            if token.kind == "word":
                found += _read_word(tokens, at, published_on, meanings)
    return found


def _read_word(
    tokens: list[Token], at: int, published_on: date, meanings: dict[str, tuple[Meaning, ...]]
) -> list[date]:
    word = tokens[at].text.casefold()
    known = dict(meanings.get(word, ()))
    day = _find_day_number(tokens, at) if "month" in known else None
    if day is not None:
        return _place_date(day, known["month"], published_on)
    # Short forms ('mar', 'so') are words of their own too often.
    if "weekday" in known and len(word) > 3:
        if at and tokens[at - 1].text.casefold() in {"next", "nächsten", "prochain", "próximo"}:
            return []
        behind = (published_on.weekday() - known["weekday"]) % 7
        return [published_on - timedelta(days=behind)]
    return []


def _find_day_number(tokens: list[Token], at: int) -> int | None:
    """The number beside a month's name, before it first; a year beside it is none."""
    for place in (at - 1, at - 2, at + 1):
        if 0 <= place < len(tokens) and tokens[place].kind == "num":
            number = tokens[place].numbers[0]
            is_apart = place == at - 2 and len(tokens[at - 1].text) > 2  # '12 de febrero'
            if 1 <= number <= 31 and not is_apart:
                return number
    return None


def _place_date(day: int, month: int, published_on: date) -> list[date]:
    """The last such day that is not after the page's day."""
    for year in (published_on.year, published_on.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= published_on:
            return [found]
    return []


def _has_kind(text: str, meanings: dict[str, tuple[Meaning, ...]], kinds: set[str]) -> bool:
    wanted = {word for word, found in meanings.items() if any(kind in kinds for kind, _ in found)}
    return any(word.strip(".,;:!?()'’\"").casefold() in wanted for word in text.split())
