"""A time inside a short label: 'Posted by M. Roe at 16:41 BST'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .draft import is_loose, look_up_kinds
from .grammar import parse_tokens
from .read import load_all_words, read_time
from .reading import Reading, TimeContext
from .scan import MAX_CHARS, Token, scan, tidy
from .words import Words
from .zone_names import MAX_PHRASE_WORDS, find_abbreviation, find_phrase

_MAX_RUN = 14


def find_time(label: str, context: TimeContext) -> Reading | None:
    """What a label says of a time, be it among other words; None when it says nothing.

    Reads the whole label if it can, else the longest run of words of time in it that holds a clock
    or says how long ago; its ``raw`` is that run. Bare numbers such as '10.50' do not count here.

    >>> find_time("Posted by M. Roe at 6:41pm BST", TimeContext()).raw
    'at 6:41pm BST'
    """
    reading = read_time(label, context)
    text = tidy(label[: 4 * MAX_CHARS])
    if reading is not None or len(text) > MAX_CHARS:
        return reading
    words = load_all_words(context)
    found = [
        reading
        for run in _find_runs(scan(text), words)
        if (reading := _read_run(run, text, context, words)) is not None
    ]
    return max(found, key=lambda one: (one.has_date, len(one.raw)), default=None)


def _find_runs(tokens: Sequence[Token], words: Sequence[Words]) -> Iterator[list[Token]]:
    """Stretches of tokens that can all belong to a time."""
    run: list[Token] = []
    phrase_end = 0
    for at, token in enumerate(tokens):
        phrase_end = max(phrase_end, at + _measure_phrase(tokens, at))
        if at < phrase_end or _is_timely(token, words):
            run.append(token)
            continue
        yield run[:_MAX_RUN]
        run = []
    yield run[:_MAX_RUN]


def _is_timely(token: Token, words: Sequence[Words]) -> bool:
    if token.kind == "word":
        return bool(look_up_kinds(token, words)) or bool(find_abbreviation(token.text, None, None))
    return token.kind != "other"


def _measure_phrase(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from here name a zone ('Beijing time'); 0: none do."""
    folded = [token.text.casefold() for token in tokens[at : at + MAX_PHRASE_WORDS]]
    counts = range(len(folded), 0, -1)
    return next((count for count in counts if find_phrase(" ".join(folded[:count]))), 0)


def _read_run(
    run: Sequence[Token], text: str, context: TimeContext, words: Sequence[Words]
) -> Reading | None:
    """The longest stretch of a run that reads as a time."""
    for count in range(len(run), 0, -1):
        for start in range(len(run) - count + 1):
            piece = run[start : start + count]
            if is_loose(piece[-1], words):
                continue
            raw = text[piece[0].start : piece[-1].end]
            reading = parse_tokens(piece, raw, context, words)
            if reading is not None and _is_sure(reading):
                return reading
    return None


def _is_sure(reading: Reading) -> bool:
    if reading.form == "relative":
        return "shorthand" not in reading.flags
    is_bare = "dotted" in reading.flags and not any(char.isalpha() for char in reading.raw)
    return reading.has_clock and not is_bare
