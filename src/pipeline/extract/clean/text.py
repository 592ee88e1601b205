"""Text as it is compared and kept: white space squeezed, invisible characters dropped."""

from __future__ import annotations

import re

# Kana and Han, as in '広告': scripts that say twice as much in a character
_DENSE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# Soft hyphen, zero-width space, word joiner, byte order mark, marks and isolates of direction.
# Zero-width joiners stay: they are spelling in Hindi, Nepali, Persian, and glue in emoji.
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


def squeeze_text(text: str) -> str:
    """One line: every run of white space is one space, nothing invisible, no space at the ends.

    >>> squeeze_text(" a\\u200b\\u00a0 b\\n")
    'a b'
    """
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


def weigh_text(text: str) -> int:
    """Length in characters of an alphabet; a character of Han or kana counts twice.

    >>> weigh_text("rain"), weigh_text("大雨")
    (4, 4)
    """
    return len(text) if text.isascii() or not _DENSE.search(text) else 2 * len(text)
