"""Reading one raw string: cheap forms first, words after."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime

from .build import read_ago
from .draft import is_loose, look_up_kinds
from .fallback import read_rare
from .grammar import parse_tokens
from .numeric import make_absolute, read_digits
from .reading import Reading, TimeContext
from .scan import MAX_CHARS, Token, halve, join_spaced, scan, tidy
from .spoken import write_digits
from .words import Words, fold, is_rare, load_words
from .zones import write_offset

_LEAD_CHARS = 90
_LEAD_TOKENS = 14
# Thu, 18 Jul 2024 11:09:00 +0100
_RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \S{1,5}"
)
_AFTER_LEAD = " \t\r\n\u00a0-–—:|.,;•·)]"


def read_time(raw: str, context: TimeContext) -> Reading | None:
    """What one raw string says of a time; None when it states none.

    The whole string must be about the time: 'at 13:47 the police' is refused (see
    ``split_leading_time`` for a time that opens a text), and so are scores, prices, match minutes
    and dates of calendars that we do not know. Never raises.

    >>> read_time("6.15 pm", TimeContext()).hour
    18
    >>> read_time("90+3'", TimeContext()) is None
    True
    """
    if len(raw) > 4 * MAX_CHARS:
        return None
    reading = read_digits(raw, context)
    if reading is not None:
        return reading
    text = tidy(raw)
    if not text or len(text) > MAX_CHARS:
        return None
    if _RFC_2822.fullmatch(text):
        return _read_rfc_2822(text, raw)
    text = halve(text)
    joined = join_spaced(text)
    if joined is not None:
        return _read_spaced(joined, raw, context)
    return _read_words(text, raw, context)


def split_leading_time(text: str, context: TimeContext) -> tuple[Reading, str] | None:
    """A time that opens a text, and the text after it; None when the text opens with no time.

    The longest opening that reads as a time is taken. Bare numbers and dates without a clock do not
    count, for sentences open with them too.

    >>> split_leading_time("6.15 pm: Police arrive", TimeContext())[1]
    'Police arrive'
    """
    head = tidy(text[: 2 * _LEAD_CHARS])
    if not any(char.isdigit() for char in head[:_LEAD_CHARS]):
        return None
    tokens = scan(head[:_LEAD_CHARS])[:_LEAD_TOKENS]
    known = load_all_words(context)
    for count in range(len(tokens), 0, -1):
        if is_loose(tokens[count - 1], known) or not _may_end(tokens, count, head):
            continue
        raw = head[: tokens[count - 1].end]
        reading = read_digits(raw, context) or parse_tokens(tokens[:count], raw, context, known)
        if reading is None or reading.form not in {"absolute", "clock", "relative"}:
            continue
        rest = _cut(text, raw)
        if not _is_doubtful(reading, raw, rest):
            return reading, rest.lstrip(_AFTER_LEAD)
    return None


def _is_doubtful(reading: Reading, raw: str, rest: str) -> bool:
    """'5m people', '10.50 euros': forms that sentences open with, unless a mark sets them off."""
    if "shorthand" in reading.flags:
        return True
    is_bare = "dotted" in reading.flags and not any(char.isalpha() for char in raw)
    following = rest.lstrip(" \t\u00a0")[:1]
    return is_bare and following not in {"", "\n", "\r", ":", "-", "–", "—", "|", "•", "·"}


def _cut(text: str, head: str) -> str:
    """The text after a tidied head; paragraphs stay where the head was found as it stands."""
    letters = sum(not char.isspace() for char in head)
    seen = at = 0
    while at < len(text) and seen < letters:
        seen += not text[at].isspace()
        at += 1
    return text[at:] if tidy(text[:at]) == head else tidy(text)[len(head) :]


def _may_end(tokens: list[Token], count: int, head: str) -> bool:
    """A time ends where the next token is not glued to it ('13:47%', '12.30-as', '5-km')."""
    end = tokens[count - 1].end
    following = head[end : end + 2]
    if count < len(tokens) and tokens[count].start == end:
        return tokens[count].kind == "word" and tokens[count - 1].kind in {"colon", "word", "half"}
    is_joined = len(following) == 2 and following[0] in "-.,:/" and following[1].isalnum()
    return not is_joined or following[0] == ":"


def _read_spaced(joined: str, raw: str, context: TimeContext) -> Reading | None:
    reading = read_digits(joined, context)
    if reading is None or reading.form != "clock":
        return None
    return replace(reading, raw=raw, flags=(*reading.flags, "spaced_digits"))


def _read_words(text: str, raw: str, context: TimeContext) -> Reading | None:
    known = load_all_words(context)
    now = _read_now(text, raw, context, known)
    if now is not None:
        return now
    tokens = scan(text)
    if any(token.kind == "other" for token in tokens):
        return read_rare(text, raw, context) if is_rare(context.language) else None
    reading = parse_tokens(tokens, raw, context, known)
    if reading is None:
        reading = _read_before_update(tokens, raw, context, known)
    if reading is None and (spelled := write_digits(text)) != text:
        reading = parse_tokens(scan(spelled), raw, context, known)
    if reading is None and is_rare(context.language):
        return read_rare(text, raw, context)
    return reading


def _read_before_update(
    tokens: list[Token], raw: str, context: TimeContext, known: list[Words]
) -> Reading | None:
    """'Published 11:48, 18 Jul 2024 Updated 12:02, 18 Jul 2024': the part before the update."""
    starts = (at for at, token in enumerate(tokens) if "update" in look_up_kinds(token, known))
    at = next(starts, 0)
    if not at:
        return None
    reading = parse_tokens(tokens[:at], raw, context, known)
    if reading is None or not reading.has_clock:
        return None
    return replace(reading, flags=(*reading.flags, "update_beside"))


def _read_now(text: str, raw: str, context: TimeContext, known: list[Words]) -> Reading | None:
    phrase = fold(text)
    if any(phrase in words.now for words in known):
        return read_ago(raw, 0, 60, context, is_update=False)
    return None


def load_all_words(context: TimeContext) -> list[Words]:
    """The page's own language first, then English, which pages of all languages borrow from."""
    language = (context.language or "").replace("_", "-").split("-")[0].casefold()
    found = [load_words(code) for code in dict.fromkeys((language, "en")) if code]
    return [words for words in found if words is not None]


def _read_rfc_2822(text: str, raw: str) -> Reading | None:
    try:
        stamp = parsedate_to_datetime(text)
        offset = stamp.utcoffset()
        zone = write_offset(offset) if offset is not None else None
        parts = (stamp.year, stamp.month, stamp.day)
        reading = make_absolute(raw, parts, (stamp.hour, stamp.minute, stamp.second), zone)
        if reading is None or zone is None:
            return None
        return replace(reading, instant=stamp.astimezone(UTC))
    except (ValueError, OverflowError, TypeError):
        return None
