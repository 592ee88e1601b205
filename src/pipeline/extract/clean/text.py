"""Text as it is compared and kept: white space squeezed, invisible characters dropped."""

from __future__ import annotations

import re

# Kana and Han, as in '広告': scripts that say twice as much in a character
_DENSE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# Soft hyphen, zero-width space, word joiner, byte order mark, marks and isolates of direction.
# Zero-width joiners stay: they are spelling in Hindi, Nepali, Persian, and glue in emoji.
_INVISIBLE = re.compile(r"[\xad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]+")

_SENTENCE_ENDS = ".!?…:;”\"’»)]。！？」』”）؟۔।॥։።'"


def squeeze_text(text: str) -> str:
    """One line: every run of white space is one space, nothing invisible, no space at the ends.

    >>> squeeze_text(" a\\u200b\\u00a0 b\\n")
    'a b'
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def weigh_text(text: str) -> int:
    """Length in characters of an alphabet; a character of Han or kana counts twice.

    >>> weigh_text("rain"), weigh_text("大雨")
    (4, 4)
    """
    return len(text) if text.isascii() or not _DENSE.search(text) else 2 * len(text)


def ends_sentence(text: str) -> bool:
    """Whether a paragraph ends as a sentence does; Thai, Khmer and their kind put no stop.

    >>> ends_sentence("The bridge is open. "), ends_sentence("All-new saloon revealed")
    (True, False)
    """
    last = text.rstrip()[-1:]
    if not last or last in _SENTENCE_ENDS:
        return bool(last)
    return "\u0e00" <= last <= "\u109f" or "\u1780" <= last <= "\u17ff"
