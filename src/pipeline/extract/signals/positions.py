"""Positions in a match or an innings, no times: "45'+2", '14.3', '87.', '2nd period, 4:32'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.tree.words import find_words

MIN_BALLS = 6
"""Balls of one over; fewer numbers of that form prove nothing."""
MIN_SPAN, MAX_MINUTE = 20, 130
"""What the last minute of a commentary lies between."""

# A match minute: "45'", "90+2’", "90.+3'", "67. perc", "min 12", "minuto 12"
MINUTE = re.compile(
    r"\A\s*(?:\d{1,3}\.?(?:\s?\+\s?\d{1,2})?\s?(?:['’′´]|min\b\.?|\. ?perc\b|\. ?min\w*"
    r"|-?[eè]me? min\w*)|min(?:ut[oea]?)?\.?\s?\d{1,3})(?:\s?\+\s?\d{1,2}['’′]?)?\s*[:.–—-]?\s*\Z",
    re.IGNORECASE,
)
# A ball of an over: "14.3"
_BALL = re.compile(r"\A\s*(\d{1,2})\.([1-9])\s*\Z")
# '87.' alone; '90.+3'
_LONE_MINUTE = re.compile(r"\A\s*(\d{1,3})\.(?:\s?\+\s?\d{1,2})?\s*\Z")

# '4:32', '10:28', of no day: no 'pm' behind
_GAME_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:[0-5]\d(?![\d:]|\s?[ap]\.?m\b)", re.IGNORECASE)
# a score and the clock behind it: 'Panthers 4, Red Wings 3 (0:58)'
_SCORED = re.compile(r"\b\d{1,3},? [^\d(]*[^\W\d_]{2}[^\d(]* \d{1,3},? \(\d{1,2}:[0-5]\d\)\W*\Z")


def is_game_clock(text: str) -> bool:
    """What is left of a period, or gone: no time of the day.

    >>> is_game_clock("2nd period, 4:32"), is_game_clock("Panthers 4, Red Wings 3 (0:58):")
    (True, True)
    >>> is_game_clock("14:05"), is_game_clock("Updated 4:32 pm")
    (False, False)
    """
    if not _GAME_CLOCK.search(text):
        return False
    return find_words("game_words").search(text) is not None or _SCORED.search(text) is not None


def is_match_minute(text: str) -> bool:
    """A position in a match, never a time: "45'", "90+2'"."""
    return len(text) <= 16 and MINUTE.match(text) is not None


def read_ball(text: str) -> int | None:
    """The place of a ball in a cricket innings: '14.3' is the third ball after 14 overs.

    >>> read_ball("14.3"), read_ball("2.50")
    (87, None)
    """
    found = _BALL.match(text) if len(text) <= 6 else None
    return 6 * int(found[1]) + int(found[2]) if found else None


def are_balls(places: Sequence[int]) -> bool:
    """Numbers that run on ball by ball, up or down; prices and ratings do not.

    >>> are_balls([7, 6, 5, 4, 3, 2]), are_balls([7, 40, 5, 22, 3, 9])
    (True, False)
    """
    steps = [abs(after - before) for before, after in pairwise(places)]
    return len(steps) >= MIN_BALLS - 1 and sum(step <= 1 for step in steps) >= 0.8 * len(steps)


def read_lone_minute(text: str) -> int | None:
    """The number of a label that is a number and a dot.

    >>> read_lone_minute("87."), read_lone_minute("1987.")
    (87, None)
    """
    found = _LONE_MINUTE.match(text) if len(text) <= 8 else None
    return int(found[1]) if found else None


def are_minutes(numbers: Sequence[int]) -> bool:
    """Numbers that run on over most of a match and leave some out; a list counts every one.

    >>> are_minutes([88, 81, 74, 60, 33, 12]), are_minutes([1, 2, 3, 4, 5, 6])
    (True, False)
    """
    steps = [after - before for before, after in pairwise(numbers)]
    if len(steps) < MIN_BALLS - 1 or not MIN_SPAN <= max(numbers) <= MAX_MINUTE:
        return False
    turned = min(sum(step < 0 for step in steps), sum(step > 0 for step in steps))
    return turned <= 0.1 * len(steps) and sum(abs(step) > 1 for step in steps) >= 0.3 * len(steps)
