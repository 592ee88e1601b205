"""Every tool on each page in turn, in one process, so that all of them see the same machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

from benchmarks.quality.cases import Case

Tool = Callable[[Case], object]
SPIN_STEPS = 2_000_000


def measure_rounds(
    tools: Mapping[str, Tool], cases: Sequence[Case], rounds: int
) -> dict[str, list[float]]:
    """Tool -> CPU seconds over all pages, one figure a round."""
    spent: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(rounds):
        sums = dict.fromkeys(tools, 0.0)
        for case in cases:
            for name, tool in tools.items():
                sums[name] += measure_s(tool, case)
        for name, total in sums.items():
            spent[name].append(total)
    return spent


def measure_s(tool: Tool, case: Case) -> float:
    """CPU seconds of one call."""
    started = time.process_time()
    tool(case)
    return time.process_time() - started


def compare(spent: Mapping[str, Sequence[float]], base: str) -> dict[str, float]:
    """Median over the rounds of each tool's ratio to ``base`` in the same round."""
    return {
        name: median(one / other for one, other in zip(times, spent[base], strict=True))
        for name, times in spent.items()
    }


def spin_s() -> float:
    """CPU seconds of a fixed loop: when it differs before and after, the machine drifted."""
    started = time.process_time()
    total = 0
    for step in range(SPIN_STEPS):
        total += step & 7
    return time.process_time() - started
