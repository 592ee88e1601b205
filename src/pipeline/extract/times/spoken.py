"""Clocks whose hour and minute a word parts: '17 óra 42 perc', '17 heures 42', '14 giờ 32'."""

from __future__ import annotations

import re

# The word behind the hour; one letter only where no space stands round it: 14g32
_HOURS = (
    r"(?:\s?(?:uhr|óra|heures?|horas?|ore|giờ|hodin[ay]?|часов|часа|час|годин[аи]?)\s"
    r"(?:(?:e|et|y|și)\s)?|g)"
)
_MINUTES = (
    r"(?:\s?(?:perckor|perc|phút|minut[eyio]?s?|minuut|minutes|минут[аы]?|хвилин[аи]?)(?!\w))?"
)
SPOKEN = rf"(?:[01]?\d|2[0-4]){_HOURS}[0-5]\d{_MINUTES}"
"""As part of a pattern that ignores case. Amounts of time look like it: '2 heures 11 minutes'."""
# 17h42min, which ends no amount where no word says 'ago'
_SPOKEN = re.compile(
    rf"(?<![\d:.,])(?P<hour>\d{{1,2}})(?:{_HOURS}|h\s?)(?P<minute>[0-5]\d)(?:{_MINUTES}|\s?min\b)(?!\w)",
    re.IGNORECASE,
)


def write_digits(text: str) -> str:
    """The text with such a clock written as others are.

    >>> write_digits("March 12, 17 heures 42")
    'March 12, 17:42'
    """
    return _SPOKEN.sub(lambda found: f"{found['hour']}:{found['minute']}", text)
