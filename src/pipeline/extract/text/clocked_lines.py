"""Clocks in a bare text: lines that open with one ('13:47 Police arrive') or hold nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.clean.text import squeeze_text
from pipeline.extract.times import Reading, TimeContext, split_leading_time

_FEWEST = 2
_LONGEST = 12
"""Lines an entry at most, on average, in a text whose clocks alone part it."""
_LONGEST_OF_FEW = 6
_LEAD_OF_FEW = 3
"""Lines before the first clock where there are but two."""
_ORDERLY = 0.75
_HALF_DAY = 12 * 60
_FEWEST_DOTTED = 3
# '18.37 The quay': no mark sets the clock off
_DOTTED = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class ClockedLine:
    """One kept line, and the clock that opens it or stands alone on the line before."""

    text: str
    """Without the clock; the line as it stands where none opens it."""
    reading: Reading | None = None


def read_clocked_lines(
    lines: Sequence[str], kept: Collection[tuple[int, str]], context: TimeContext
) -> list[ClockedLine]:
    """The kept lines (index among ``lines``, text), each with the clock that dates what it opens.

    >>> read_clocked_lines(["6.15 pm: Fire out"], [(0, "6.15 pm: Fire out")], TimeContext())[0].text
    'Fire out'
    """
    texts = _set_off_dotted(dict(kept), context)
    waiting: Reading | None = None
    found: list[ClockedLine] = []
    stamps: list[tuple[int, Reading]] = []
    for index, line in enumerate(lines):
        text = texts.get(index, squeeze_text(line))
        split = split_leading_time(text, context)
        reading = split[0] if split and not split[0].is_update else None
        rest = split[1] if split and reading else text
        if not rest and reading:
            waiting = reading
            stamps.append((len(found), reading))
        elif index in texts:
            found.append(ClockedLine(rest, reading or waiting))
            waiting = None
    is_behind = waiting and stamps[0][0] and len(stamps) == _count_clocks(found) + 1
    return _date_by_next(found, stamps) if is_behind else found


def is_parted_by_clocks(lines: Sequence[ClockedLine]) -> bool:
    """Clocks stand densely and run in order, so that an entry begins at each and nowhere else.

    A list of hours below a text is none of this, nor are two clocks somewhere in it.
    """
    opened = [at for at, line in enumerate(lines) if line.reading]
    if len(opened) < _FEWEST or not run_in_order([one.reading for one in lines if one.reading]):
        return False
    before, after = opened[0], len(lines) - opened[0]
    if len(opened) == _FEWEST:
        return before <= _LEAD_OF_FEW and after <= _LONGEST_OF_FEW * _FEWEST
    return before <= 2 * after and after <= _LONGEST * len(opened)


def run_in_order(readings: Sequence[Reading]) -> bool:
    """Three of four steps from one time to the next lead the same way; midnight may lie between."""
    steps = [_measure_step(*pair) for pair in pairwise(readings)]
    later, earlier = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return max(later, earlier) >= _ORDERLY * (later + earlier)


def part_by_clocks(lines: Sequence[ClockedLine]) -> list[list[str]]:
    """Groups of lines: what stands before the first clock, then one group a clock."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.reading:
            groups.append([])
        groups[-1].append(line.text)
    return groups


def _set_off_dotted(texts: dict[int, str], context: TimeContext) -> dict[int, str]:
    """'18.37 The quay' opens with a clock where several lines do, each later than the one before
    or each earlier; else it may be an amount."""
    found = {
        at: match
        for at, text in texts.items()
        if (match := _DOTTED.match(text)) and not split_leading_time(text, context)
    }
    minutes = [60 * int(match[1]) + int(match[2]) for match in found.values()]
    if len(minutes) < _FEWEST_DOTTED or minutes not in (
        sorted(set(minutes)),
        sorted(set(minutes), reverse=True),
    ):
        return texts
    return texts | {
        at: f"{match[1]}.{match[2]} – {texts[at][match.end() :]}" for at, match in found.items()
    }


def _count_clocks(lines: Sequence[ClockedLine]) -> int:
    return sum(line.reading is not None for line in lines)


def _date_by_next(
    lines: Sequence[ClockedLine], stamps: Sequence[tuple[int, Reading]]
) -> list[ClockedLine]:
    """Lines dated by the clock that stands alone behind each group of them."""
    dated = [ClockedLine(line.text) for line in lines]
    start = 0
    for end, reading in stamps:
        if start < end:
            dated[start] = ClockedLine(dated[start].text, reading)
        start = end
    return dated


def _measure_step(before: Reading, after: Reading) -> int:
    """Minutes, or 1 and -1 for days; 0 where two forms cannot be compared."""
    if before.form == after.form == "relative":
        return int((before.ago_s or 0) - (after.ago_s or 0))
    days = [_read_day(one) for one in (before, after)]
    if days[0] and days[1] and days[0] != days[1]:
        return 1 if days[0] < days[1] else -1
    if before.hour is None or after.hour is None:
        return 0
    step = 60 * (after.hour - before.hour) + (after.minute or 0) - (before.minute or 0)
    return step if abs(step) <= _HALF_DAY else -step


def _read_day(reading: Reading) -> tuple[int, int, int] | None:
    if reading.year is None or reading.month is None or reading.day is None:
        return None
    return reading.year, reading.month, reading.day
