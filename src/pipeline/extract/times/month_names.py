"""English month abbreviations as addresses write them."""

from __future__ import annotations

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def find_english_month(name: str) -> int | None:
    """The number of a month from its first three letters.

    >>> find_english_month("May")
    5
    """
    key = name[:3].casefold()
    return _MONTHS.index(key) + 1 if key in _MONTHS else None
