"""What has been understood so far of one string of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .numeric import read_clock_parts
from .reading import TimeContext
from .scan import Token
from .words import Meaning, Words, fold

PARTS_OF_DAY = ("am", "pm", "midday", "night")
"""What a word beside a clock of twelve hours can say."""
_FIRST_NOON_HOUR = 10
"""'中午11:50' is before noon, '中午1:10' after it."""
_LAST_NIGHT_HOUR = 5
"""'रात 1:20' is after midnight, 'रात 11:20' before it."""


@dataclass(slots=True)
class Draft:
    """What has been understood so far of one string."""

    words: Sequence[Words]
    context: TimeContext
    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: tuple[int, int, int | None] | None = None
    is_hour_only: bool = False
    half: str | None = None
    zone: str | None = None
    abbreviation: str | None = None
    weekday: int | None = None
    day_offset: int | None = None
    is_update: bool = False
    has_ago: bool = False
    is_broken: bool = False
    """Something stands there that a time cannot hold."""
    amounts: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    numbers: list[tuple[int, Token]] = field(default_factory=list)
    month_at: int | None = None
    parted: list[Token] = field(default_factory=list)
    """Dotted or slashed pairs whose meaning depends on the rest."""
    flags: list[str] = field(default_factory=list)


def set_clock(draft: Draft, numbers: tuple[int, ...]) -> None:
    second = numbers[2] if len(numbers) > 2 else None
    minute = numbers[1] if len(numbers) > 1 else 0
    parts = read_clock_parts(numbers[0], minute, second)
    if parts is None or draft.clock is not None or parts[3]:
        draft.is_broken = True
        return
    draft.clock = parts[:3]
    draft.is_hour_only = len(numbers) == 1


def make_hour(draft: Draft, at: int) -> None:
    """The bare number just before becomes the hour, unless a clock is there ('13.47 Uhr')."""
    if draft.clock is not None or draft.parted:
        return
    if not draft.numbers or draft.numbers[-1][0] != at - 1:
        draft.is_broken = True
        return
    set_clock(draft, draft.numbers.pop()[1].numbers)


def apply_half(draft: Draft) -> bool:
    """Add am or pm to the clock: '13:47 pm' stays as it is, '午後0時15分' is 12:15."""
    if draft.half is None:
        return True
    if draft.clock is None:
        return False
    hour, minute, second = draft.clock
    if hour > 12:
        return draft.half != "am"
    hour = hour % 12 + (12 if _is_past_noon(draft.half, hour % 12) else 0)
    draft.clock = hour, minute, second
    return True


def _is_past_noon(half: str, hour: int) -> bool:
    """Whether an hour, 0 to 11, of a part of the day is one of the clock's second round."""
    if half == "midday":
        return hour < _FIRST_NOON_HOUR
    return hour > _LAST_NIGHT_HOUR if half == "night" else half == "pm"


def look_up(draft: Draft, token: Token) -> tuple[Meaning, ...]:
    return _find_meanings(draft.words, token)


def _find_meanings(languages: Sequence[Words], token: Token) -> tuple[Meaning, ...]:
    word = fold(token.text)
    for words in languages:
        found = words.meanings.get(word)
        if found:
            return found
    return ()


def is_loose(token: Token, words: Sequence[Words]) -> bool:
    """A word such as 'at' or 'Le', which joins a time but cannot end one."""
    if token.kind != "word":
        return False
    kinds = look_up_kinds(token, words)
    return bool(kinds) and kinds <= {"filler", "one", "hour_before", "update"}


def look_up_kinds(token: Token, words: Sequence[Words]) -> set[str]:
    """The kinds of word that a token can be."""
    return {kind for kind, _ in _find_meanings(words, token)} if token.kind == "word" else set()
