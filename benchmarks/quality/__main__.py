"""One table, one run: ours beside other tools, per page and per family.

usage: python -m benchmarks.quality [--json FILE] [--pages DIR --gold DIR] [--no-peers] [--by-page]
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.quality.cases import NO_SHARED, ROOT, SHARED, Case, list_invented, list_real
from benchmarks.quality.peers import PEERS, run_peer
from benchmarks.quality.readers import Said, read_json_ld, read_ours, read_trafilatura
from benchmarks.quality.scoring import Object, Score, score_page
from pipeline.extract.segment.scorer import load_model

Scores = dict[str, Score]
READERS: dict[str, Callable[[Case], Said]] = {
    "ours": read_ours,
    "trafilatura": read_trafilatura,
    "json-ld": read_json_ld,
}
COLUMNS = ("entry_f1", "time", "date", "headline", "text_f1", "leak_rate", "kind", "coverage")
ARTICLE_COLUMNS = ("article_f1", "leak_rate", "kind")


def main() -> None:
    """Read the arguments, run every tool on every page, print and write."""
    options = _read_options()
    cases = list_invented()
    if options.gold.is_dir() and options.pages.is_dir():
        cases += list_real(options.pages, options.gold)
    else:
        print(f"real pages left out: {NO_SHARED}\n")
    scores = {tool: score_all(cases, map(read, cases)) for tool, read in READERS.items()}
    troubles: dict[str, str] = {}
    for name in () if options.no_peers else PEERS:
        result = run_peer(name, cases)
        if result.trouble:
            troubles[name] = result.trouble
            continue
        label = f"{name} {result.version}"
        scores[label] = score_all(cases, (result.said[case.name] for case in cases))
        mute = sum(one["error"] is not None for one in result.said.values())
        if mute:
            troubles[name] = f"gave nothing for {mute} of {len(cases)} pages (scored as empty)"
    print_tables(cases, scores, by_page=options.by_page)
    print_segmentation(load_model()["trained_on"]["held_out"])
    for name, trouble in troubles.items():
        print(f"{name}: {trouble}")
    write_json(options.json, cases, scores, troubles)


def score_all(cases: Sequence[Case], said: Iterable[Said]) -> Scores:
    """Page name -> score."""
    return {case.name: score_page(case.truth, one) for case, one in zip(cases, said, strict=True)}


def average(cases: Iterable[Case], scores: Scores) -> dict[str, float | None]:
    """Rates averaged over a publisher's pages, then over publishers: none weighs more."""
    by_publisher: dict[str, list[dict[str, float | None]]] = defaultdict(list)
    for case in cases:
        by_publisher[case.publisher].append(scores[case.name].rates())
    names = Score().rates()
    means = [
        {name: _mean(r[name] for r in rows) for name in names} for rows in by_publisher.values()
    ]
    return {name: _mean(one[name] for one in means) for name in names}


def group_cases(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """The pages by their group: invented and real, live blogs and articles apart."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        origin = "real" if case.family.startswith("real ") else "invented"
        groups[f"{origin} {'articles' if case.is_article else 'live blogs'}"].append(case)
    return groups


def print_tables(cases: Sequence[Case], scores: Mapping[str, Scores], *, by_page: bool) -> None:
    """A table a group of pages, a row a tool; then a row a family (or page), a column a tool."""
    for group, members in group_cases(cases).items():
        columns = ARTICLE_COLUMNS if "articles" in group else COLUMNS
        print(f"{group}: {len(members)} pages, mean over publishers")
        print(f"{'':26s}" + "".join(f"{column:>11s}" for column in columns))
        for tool, own in scores.items():
            rates = average(members, own)
            print(f"{tool:26s}" + "".join(f"{_show(rates[column]):>11s}" for column in columns))
        print()
    _print_details(cases, scores, by_page=by_page)


def _print_details(cases: Sequence[Case], scores: Mapping[str, Scores], *, by_page: bool) -> None:
    rows: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        rows[case.name if by_page else case.family].append(case)
    what = "page" if by_page else "family"
    print(f"per {what}: entry F1 and right times of live blogs, token F1 of articles")
    print(f"{'':46s}" + "".join(f"{tool[:14]:>16s}" for tool in scores))
    for label, members in rows.items():
        sums = [sum((own[case.name] for case in members), Score()) for own in scores.values()]
        print(f"{label[:46]:46s}" + "".join(f"{_show_pair(one):>16s}" for one in sums))
    print()


def print_segmentation(held_out: Object) -> None:
    """How well bare texts are cut, as the training script measured it on what it held out."""
    print("bare texts into entries: texts that the model did not see (train_segmenter.py measures)")
    rows = {"publishers held out": held_out["houses"], "languages held out": held_out["languages"]}
    rows |= {f"  {name}, never seen": one for name, one in held_out["language"].items()}
    rows |= held_out["baselines"]
    names = ("f1", "pk", "window_diff")
    print(f"{'':26s}{'all texts':>39s}{'two paragraphs an entry or more':>39s}")
    print(f"{'':26s}" + "".join(f"{name:>13s}" for name in names * 2))
    for label, one in rows.items():
        figures = [one[group].get(name) for group in ("all", "long_entries") for name in names]
        print(f"{label:26s}" + "".join(f"{_show(figure):>13s}" for figure in figures))
    print()


def _show_pair(score: Score) -> str:
    rates = score.rates()
    if rates["article_f1"] is not None:
        return _show(rates["article_f1"])
    if rates["entry_f1"] is None:
        return f"{score.given} false" if score.given else "none, right"
    return f"{_show(rates['entry_f1'])} {_show(rates['time'])}"


def write_json(
    path: Path, cases: Sequence[Case], scores: Mapping[str, Scores], troubles: Mapping[str, str]
) -> None:
    """All figures: a page, a group, a tool; and which tools did not run."""
    tools = {
        tool: {
            "groups": {name: average(some, own) for name, some in group_cases(cases).items()},
            "pages": {case.name: own[case.name].rates() for case in cases},
        }
        for tool, own in scores.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps({"tools": tools, "did_not_run": dict(troubles)}, indent=1), encoding="utf-8"
    )
    print(f"written: {path}")


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _show(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--json", type=Path, default=ROOT / ".cache" / "quality.json")
    parser.add_argument("--pages", type=Path, default=SHARED / "pages")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold")
    parser.add_argument("--no-peers", action="store_true", help="only tools of this environment")
    parser.add_argument("--by-page", action="store_true", help="a row a page, not a family")
    return parser.parse_args()


if __name__ == "__main__":
    main()
