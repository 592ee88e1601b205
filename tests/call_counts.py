"""How much work a piece of code does, counted in Python calls: the same on a busy machine."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType


def count_calls(work: Callable[[], object]) -> int:
    """The number of calls, of Python and of C functions, that ``work`` makes."""
    calls = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def count_named(work: Callable[[], object]) -> Counter[str]:
    """How often ``work`` calls functions of each name, those of Python and of C."""
    names: Counter[str] = Counter()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            names[frame.f_code.co_name] += 1
        elif event == "c_call":
            names[getattr(argument, "__name__", "")] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return names
