"""Clocks in a bare text: lines that open with one ('13:47 Police arrive') or hold nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.extract.clean.text import squeeze_text
from pipeline.extract.times import Reading, TimeContext, split_leading_time

_FEWEST = 2
_LONGEST = 12
"""Lines an entry at most, on average, in a text whose clocks alone part it."""


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
    texts = dict(kept)
    waiting: Reading | None = None
    found: list[ClockedLine] = []
    for index, line in enumerate(lines):
        text = texts.get(index, squeeze_text(line))
        split = split_leading_time(text, context)
        reading = split[0] if split and not split[0].is_update else None
        rest = split[1] if split and reading else text
        if not rest and reading:
            waiting = reading
        elif index in texts:
            found.append(ClockedLine(rest, reading or waiting))
            waiting = None
    return found


def is_parted_by_clocks(lines: Sequence[ClockedLine]) -> bool:
    """Clocks stand so densely that an entry begins at each of them and nowhere else."""
    opened = [at for at, line in enumerate(lines) if line.reading]
    return len(opened) >= _FEWEST and len(lines) - opened[0] <= _LONGEST * len(opened)


def part_by_clocks(lines: Sequence[ClockedLine]) -> list[list[str]]:
    """Groups of lines: what stands before the first clock, then one group a clock."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.reading:
            groups.append([])
        groups[-1].append(line.text)
    return groups
