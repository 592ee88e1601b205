"""What extraction costs: ratios to a bare lxml parse, with quality; and whether it is linear.

usage: python -m benchmarks.speed [--json FILE] [--pages DIR --gold DIR] [--rounds N]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import trafilatura
from lxml import html

from benchmarks.quality.__main__ import average, score_all
from benchmarks.quality.cases import NO_SHARED, ROOT, SHARED, Case, list_invented, list_real
from benchmarks.quality.readers import Said, read_ours, wrap_text
from benchmarks.speed.generated import CAPTURED, URL, write_live_blog
from benchmarks.speed.rounds import Tool, compare, measure_rounds, measure_s, spin_s
from pipeline.extract.extraction import extract_page

PARSE = "lxml parse"
SIZES = (1_000, 5_000, 10_000)
BIG_BYTES = 5_000_000
MAX_PARSES = 5.0
"""Ours on live blogs, in bare parses."""
MAX_SHARE = 0.5
"""Ours on articles, in default extractions by trafilatura."""


def parse_bare(case: Case) -> object:
    """The least that any tool must do."""
    return html.document_fromstring(case.data)


def extract_ours(case: Case) -> object:
    """The whole of extraction, bytes to entries."""
    return extract_page(case.data, url=case.url, captured_at=case.captured_at)


def extract_default(case: Case) -> str | None:
    """trafilatura as it comes, without comments."""
    return trafilatura.extract(case.data, include_comments=False)


def extract_fast(case: Case) -> str | None:
    """trafilatura without its fallbacks."""
    return trafilatura.extract(case.data, include_comments=False, fast=True)


TOOLS: dict[str, Tool] = {
    PARSE: parse_bare,
    "ours": extract_ours,
    "trafilatura": extract_default,
    "trafilatura fast": extract_fast,
}
READERS: dict[str, Callable[[Case], Said]] = {
    "ours": read_ours,
    "trafilatura": lambda case: wrap_text(extract_default(case), case.is_article),
    "trafilatura fast": lambda case: wrap_text(extract_fast(case), case.is_article),
}


def main() -> None:
    """Measure, print, write."""
    options = _read_options()
    spin = [spin_s()]
    if options.gold.is_dir() and options.pages.is_dir():
        cases = list_real(options.pages, options.gold)
    else:
        print(f"invented pages are measured instead of real ones: {NO_SHARED}\n")
        cases = list_invented()
    blogs = [case for case in cases if not case.is_article]
    articles = [case for case in cases if case.is_article]
    found: dict[str, Any] = {  # JSON: Any
        "live blogs": measure_group("live blogs", blogs, options.rounds),
        "articles": measure_group("articles", articles, options.rounds),
        "linearity": measure_linearity(),
        "slowest_s": measure_slowest(cases),
    }
    spin.append(spin_s())
    print_verdict(found)
    drift = spin[1] / spin[0] - 1
    print(f"spin control: {spin[0]:.3f} s before, {spin[1]:.3f} s after ({drift:+.0%})")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found | {"spin_s": spin}, indent=1), encoding="utf-8")
    print(f"written: {options.json}")


def measure_group(label: str, cases: Sequence[Case], rounds: int) -> dict[str, Any]:  # JSON: Any
    """Median ratios of every tool on one group of pages, with its quality on them."""
    measure_rounds(TOOLS, cases[:2], 1)  # what is loaded on first use is loaded now
    spent = measure_rounds(TOOLS, cases, rounds)
    by_parse, by_trafilatura = compare(spent, PARSE), compare(spent, "trafilatura")
    quality = {
        name: average(cases, score_all(cases, map(read, cases))) for name, read in READERS.items()
    }
    print(f"{label}: {len(cases)} pages, {rounds} rounds, CPU time")
    print(f"{'':20s}{'ms a page':>11s}{'x parse':>9s}{'x traf.':>9s}{'quality':>9s}")
    for name, times in spent.items():
        rates = quality.get(name, {})
        value = rates.get("entry_f1" if label == "live blogs" else "article_f1")
        shown = "-" if value is None else f"{value:.3f}"
        each = 1000 * median(times) / len(cases)
        print(f"{name:20s}{each:11.2f}{by_parse[name]:9.2f}{by_trafilatura[name]:9.2f}{shown:>9s}")
    print()
    return {"by_parse": by_parse, "by_trafilatura": by_trafilatura, "quality": quality}


def measure_linearity() -> list[dict[str, float]]:
    """Generated pages of growing length: time an entry and a megabyte."""
    print(f"{'generated':20s}{'MB':>6s}{'s':>8s}{'us an entry':>13s}{'s a MB':>8s}{'x parse':>9s}")
    each = len(write_live_blog(1_000)) / 1_000
    pages = [(size, write_live_blog(size)) for size in SIZES]
    long_posts = int(BIG_BYTES / (each * 10))
    pages.append((long_posts, write_live_blog(long_posts, words_each=400)))
    return [_measure_generated(entries, data) for entries, data in pages]


def _measure_generated(entries: int, data: bytes) -> dict[str, float]:
    case = Case("generated", "generated", "generated", URL, CAPTURED, data, {"kind": "liveblog"})
    got = extract_page(data, url=URL, captured_at=CAPTURED)
    if len(got.entries) != entries:
        print(f"  {len(got.entries)} of {entries} entries found")
    took, parse = measure_s(extract_ours, case), measure_s(parse_bare, case)
    size = len(data) / 1e6
    print(
        f"{entries:<12d}entries {size:6.2f}{took:8.2f}{1e6 * took / entries:13.0f}"
        f"{took / size:8.2f}{took / parse:9.1f}"
    )
    return {"entries": entries, "mb": size, "s": took, "parse_s": parse}


def measure_slowest(cases: Sequence[Case]) -> dict[str, float]:
    """The three pages that take longest."""
    times = {case.name: measure_s(extract_ours, case) for case in cases}
    return dict(sorted(times.items(), key=lambda pair: -pair[1])[:3])


def print_verdict(found: dict[str, Any]) -> None:  # JSON: Any
    """Each target, and whether it is met."""
    parses = found["live blogs"]["by_parse"]["ours"]
    share = found["articles"]["by_trafilatura"]["ours"]
    print(f"\nlive blogs: {parses:.2f} parses, at most {MAX_PARSES}: {_judge(parses, MAX_PARSES)}")
    print(f"articles: {share:.2f} of trafilatura, at most {MAX_SHARE}: {_judge(share, MAX_SHARE)}")
    slow = ", ".join(f"{name} {took:.2f} s" for name, took in found["slowest_s"].items())
    print(f"slowest: {slow}")


def _judge(value: float, most: float) -> str:
    return "met" if value <= most else "missed"


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--json", type=Path, default=ROOT / ".cache" / "speed.json")
    parser.add_argument("--pages", type=Path, default=SHARED / "pages")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
