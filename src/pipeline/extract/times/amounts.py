"""Bare numbers: amounts of a unit ('5 minutes ago'), hours ('21 Uhr'), or kept for the date."""

from __future__ import annotations

from collections.abc import Sequence

from .draft import Draft, look_up, set_clock
from .scan import Token
from .zone_names import find_abbreviation

_UNIT_AND_AGO = 2
_SHORT_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def take_number(draft: Draft, tokens: Sequence[Token], at: int) -> int:
    """A bare number: an amount of a unit when one follows, else kept for later."""
    token = tokens[at]
    skipped = _skip_joint(draft, tokens, at + 1)
    following = tokens[at + 1 + skipped] if at + 1 + skipped < len(tokens) else None
    if following is not None and _is_military(draft, token, following):
        set_clock(draft, divmod(token.numbers[0], 100))
        return 1
    if following is not None and following.kind == "word":
        meanings = look_up(draft, following)
        unit = next((v for k, v in meanings if k in {"unit", "ago_unit"}), None)
        is_ago = draft.has_ago or has_ago_ahead(draft, tokens, at + 1)
        is_hour = any(k == "hour_after" for k, _ in meanings)
        if unit and is_ago:
            return skipped + add_amount(draft, token.numbers[0], unit)
        if is_hour and token.numbers[0] < 25:
            set_clock(draft, token.numbers)
            return 2
        if unit and _is_shorthand(draft, tokens, at):
            draft.has_ago = True
            draft.flags.append("shorthand")
            return add_amount(draft, token.numbers[0], unit)
    if following is not None and following.kind == "half":
        set_clock(draft, token.numbers)
        return 1
    draft.numbers.append((at, token))
    return 1


def _skip_joint(draft: Draft, tokens: Sequence[Token], at: int) -> int:
    """1 where a joining word stands between a number and its unit: 'acum 20 de minute'."""
    if at + 1 >= len(tokens) or tokens[at].kind != "word" or tokens[at + 1].kind != "word":
        return 0
    is_joint = any(kind == "filler" for kind, _ in look_up(draft, tokens[at]))
    is_unit = any(kind == "unit" for kind, _ in look_up(draft, tokens[at + 1]))
    return int(is_joint and is_unit and draft.has_ago)


def take_one(draft: Draft, tokens: Sequence[Token], at: int) -> bool:
    """'an hour ago', 'vor einer Stunde', 'hace una hora'."""
    following = tokens[at + 1]
    meanings = dict(look_up(draft, following)) if following.kind == "word" else {}
    unit = meanings.get("unit") or meanings.get("ago_unit")
    if not unit or not (draft.has_ago or has_ago_ahead(draft, tokens, at + 1)):
        return False
    add_amount(draft, 1, unit)
    return True


def count_alone(draft: Draft, token: Token) -> int:
    """How many of a unit its word means without a number: two in the dual, else one."""
    return 2 if any(kind == "dual" for kind, _ in look_up(draft, token)) else 1


def is_one_unit(draft: Draft, tokens: Sequence[Token], at: int) -> bool:
    """'час назад', 'godzinę temu', 'před hodinou': a unit without a number is one of it."""
    is_alone = len(tokens) == _UNIT_AND_AGO and len(tokens[at].text) > 1
    kinds = {kind for kind, _ in look_up(draft, tokens[at])}
    return is_alone and "unit" in kinds and (draft.has_ago or has_ago_ahead(draft, tokens, at + 1))


def take_hour(draft: Draft, tokens: Sequence[Token], at: int) -> bool:
    """'kl 14', 'ore 21': the bare number after the word is an hour."""
    if at >= len(tokens) or tokens[at].kind != "num" or tokens[at].numbers[0] > 24:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following and following.kind == "word" and has_ago_ahead(draft, tokens, at):
        return False
    set_clock(draft, tokens[at].numbers)
    return True


def _is_military(draft: Draft, token: Token, following: Token) -> bool:
    """'1347 GMT', '0930 hrs': four digits before a zone or 'hours', and no other clock."""
    if len(token.text) != 4 or draft.clock is not None or draft.month is not None:
        return False
    if following.kind != "word" or token.numbers[0] % 100 > 59:
        return False
    is_zone = find_abbreviation(following.text, None, None) is not None
    return is_zone or following.text.casefold() in {"hrs", "hours", "uhr", "uur"}


def add_amount(draft: Draft, amount: int, unit: int) -> int:
    draft.amounts.append(amount)
    draft.units.append(unit)
    return 2


def has_ago_ahead(draft: Draft, tokens: Sequence[Token], at: int) -> bool:
    return any(
        kind in {"ago", "ago_unit"}
        for token in tokens[at : at + 6]
        if token.kind == "word"
        for kind, _ in look_up(draft, token)
    )


def _is_shorthand(draft: Draft, tokens: Sequence[Token], at: int) -> bool:
    """'21m', '1h', '2h 5m' alone: one letter glued to the number, and nothing else."""
    pairs = list(zip(tokens[::2], tokens[1::2], strict=False))
    if len(tokens) % 2 or at % 2:
        return False
    return all(
        number.kind == "num"
        and (unit.text in _SHORT_UNITS or _is_short_unit(draft, unit))
        and number.end == unit.start
        and number.numbers[0] < (60 if unit.text in {"m", "s"} else 48)
        for number, unit in pairs
    )


def _is_short_unit(draft: Draft, token: Token) -> bool:
    """One letter that the page's language writes for a unit of time."""
    return len(token.text) == 1 and any(kind == "unit" for kind, _ in look_up(draft, token))
