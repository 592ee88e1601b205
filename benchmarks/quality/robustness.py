"""How far extraction falls when a page says less, or more stands beside: a table, a row a damage.

usage: python -m benchmarks.quality.robustness [--json FILE] [--pages DIR --gold DIR] [DAMAGE ...]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.quality.__main__ import average, group_cases, score_all
from benchmarks.quality.cases import NO_SHARED, ROOT, SHARED, Case, list_invented, list_real
from benchmarks.quality.damage import DAMAGES, damage_case
from benchmarks.quality.readers import read_ours

COLUMNS = ("entry_f1", "time", "date", "headline", "text_f1", "kind", "coverage", "article_f1")
Rates = dict[str, float | None]


def main() -> None:
    """Damage every page in every way that is asked for, extract, print, write."""
    options = _read_options()
    if options.gold.is_dir() and options.pages.is_dir():
        cases = list_real(options.pages, options.gold)
    else:
        print(f"invented pages are damaged instead of real ones: {NO_SHARED}\n")
        cases = list_invented()
    found = {name: measure(cases, name) for name in options.damages or DAMAGES}
    for group in group_cases(cases):
        print(f"{group}: mean over publishers")
        print(f"{'':20s}" + "".join(f"{column:>11s}" for column in COLUMNS))
        for name, rates in found.items():
            shown = (_show(rates[group][column]) for column in COLUMNS)
            print(f"{name:20s}" + "".join(f"{one:>11s}" for one in shown))
        print()
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(f"written: {options.json}")


def measure(cases: Iterable[Case], name: str) -> dict[str, Rates]:
    """Group of pages -> rates, after one damage."""
    damaged: Sequence[Case] = [damage_case(case, DAMAGES[name]) for case in cases]
    scores = score_all(damaged, map(read_ours, damaged))
    return {group: average(members, scores) for group, members in group_cases(damaged).items()}


def _show(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.robustness", description=__doc__
    )
    parser.add_argument("damages", nargs="*", choices=[*DAMAGES, []], metavar="DAMAGE")
    parser.add_argument("--json", type=Path, default=ROOT / ".cache" / "robustness.json")
    parser.add_argument("--pages", type=Path, default=SHARED / "pages")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold")
    return parser.parse_args()


if __name__ == "__main__":
    main()
