"""From tokens to a Reading: which number is the hour, which the day, which the minutes ago."""

from __future__ import annotations

from collections.abc import Sequence

from .amounts import add_amount, count_alone, is_one_unit, take_hour, take_number, take_one
from .build import build_reading
from .dates import count_buddhist, place_numbers, place_pair, place_parted
from .draft import PARTS_OF_DAY, Draft, apply_half, look_up, make_hour, set_clock
from .reading import Reading, TimeContext
from .scan import Token
from .words import Words, fold
from .zone_names import LOCAL, MAX_PHRASE_WORDS, find_abbreviation, find_phrase

_CLOCKS = frozenset({"colon", "cjkt", "letter"})


def parse_tokens(
    tokens: Sequence[Token], raw: str, context: TimeContext, words: Sequence[Words]
) -> Reading | None:
    """The Reading of a whole string's tokens; None unless every token finds its place."""
    draft = Draft(words, context)
    at = 0
    while at < len(tokens) and not draft.is_broken:
        at += _take(draft, tokens, at)
    if draft.is_broken:
        return None
    place_parted(draft)
    place_numbers(draft)
    count_buddhist(draft)
    if draft.is_broken or not apply_half(draft):
        return None
    return build_reading(draft, raw)


def _take(draft: Draft, tokens: Sequence[Token], at: int) -> int:
    """Understand the token at a position; gives the number of tokens used."""
    token = tokens[at]
    kind = token.kind
    if kind in _CLOCKS:
        set_clock(draft, token.numbers)
    elif kind == "num":
        return take_number(draft, tokens, at)
    elif kind == "word":
        return _take_word(draft, tokens, at)
    elif kind in {"dot", "dm"}:
        draft.parted.append(token)
    elif kind in {"named", "offset"}:
        draft.zone = token.mark
        draft.is_broken = kind == "offset" and at == 0
    elif kind == "half":
        draft.half = "pm" if fold(token.text)[0] in "pμ" else "am"
    elif kind == "oclock":
        make_hour(draft, at)
    else:
        _take_date(draft, token)
    return 1


def _take_date(draft: Draft, token: Token) -> None:
    if token.kind == "dmy" and draft.month is not None and token.numbers[2] < 60:
        set_clock(draft, token.numbers)  # 15.07.00 after a date
        return
    if draft.month is not None or token.kind not in {"ymd", "dmy", "cjkd"}:
        draft.is_broken = True
        return
    if token.kind == "dmy":
        first, second, year = token.numbers
        draft.year = year if year > 99 else 2000 + year
        place_pair(draft, first, second, token.mark.strip())
    elif token.kind == "ymd" or token.mark == "y":
        draft.year, draft.month, draft.day = token.numbers
    else:
        draft.month, draft.day = token.numbers


def _take_word(draft: Draft, tokens: Sequence[Token], at: int) -> int:
    used = _take_zone(draft, tokens, at)
    if used:
        return used
    token = tokens[at]
    meanings = dict(look_up(draft, token))
    if not meanings:
        draft.is_broken = True
    elif "month" in meanings and _is_month_here(draft, tokens, at, meanings):
        draft.month, draft.month_at = meanings["month"], at
    elif is_one_unit(draft, tokens, at):
        count = count_alone(draft, tokens[at])
        add_amount(draft, count, meanings.get("unit") or meanings["ago_unit"])
    elif ("one" in meanings and at + 1 < len(tokens) and take_one(draft, tokens, at)) or (
        "hour_before" in meanings and take_hour(draft, tokens, at + 1)
    ):
        return 2
    else:
        _take_plain(draft, meanings, at)
    return 1


def _take_plain(draft: Draft, meanings: dict[str, int], at: int) -> None:
    """A word whose place does not matter."""
    if "ago" in meanings:
        draft.has_ago = True
    if "weekday" in meanings and draft.weekday is None:
        draft.weekday = meanings["weekday"]
    elif "update" in meanings:
        draft.is_update = True
    elif "today" in meanings or "yesterday" in meanings:
        draft.day_offset = 0 if "today" in meanings else -1
    elif parts := [part for part in PARTS_OF_DAY if part in meanings]:
        draft.half = parts[0]
    elif "noon" in meanings or "midnight" in meanings:
        _take_named_hour(draft, is_noon="noon" in meanings)
    elif "other_calendar" in meanings:
        draft.flags.append("other_calendar")
    elif "hour_after" in meanings:
        make_hour(draft, at)
    elif not meanings.keys() & {"ago", "filler", "hour_before", "one"}:
        draft.is_broken = True


def _take_named_hour(draft: Draft, *, is_noon: bool) -> None:
    """Noon is 12:00; '12 midnight' is 00:00; midnight alone leaves the day open, and says so."""
    if draft.clock is not None:
        return
    set_clock(draft, (12 if is_noon else 0, 0))
    draft.numbers = [item for item in draft.numbers if item[1].numbers[0] != 12]
    if not is_noon:
        draft.flags.append("midnight")


def _take_zone(draft: Draft, tokens: Sequence[Token], at: int) -> int:
    """An abbreviation or a phrase that names a zone; gives the number of tokens used."""
    token = tokens[at]
    found = find_abbreviation(token.text, draft.context.zone, draft.context.language)
    if found and (draft.clock or draft.parted or draft.half or draft.numbers or at == 0):
        draft.zone, draft.abbreviation = found[0], token.text
        draft.flags.extend(found[1])
        return 1
    limit = min(len(tokens), at + MAX_PHRASE_WORDS)
    words = [other.text.casefold() for other in tokens[at:limit]]
    for count in range(len(words), 0, -1):
        zone = find_phrase(" ".join(words[:count]))
        if zone == LOCAL:
            draft.flags.append("local_time")
            return count
        if zone:
            draft.zone = zone
            return count
    return 0


def _is_month_here(
    draft: Draft, tokens: Sequence[Token], at: int, meanings: dict[str, int]
) -> bool:
    """A month stands beside a number; 'mar' is Tuesday elsewhere, 'may' a word."""
    if draft.month is not None:
        return False
    if len(meanings) == 1:
        return True
    around = [*tokens[max(0, at - 2) : at], *tokens[at + 1 : at + 2]]
    return any(token.kind == "num" for token in around)
