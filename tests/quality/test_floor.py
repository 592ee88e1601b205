"""Quality of extraction never falls below what was reached: a regression fails the build.

The floors stand in ``floor.json``, a little below what was measured: means over publishers under
``at_least``, counts over all pages under ``at_most``. To raise them after an improvement, run
`make bench-quality`, and write what the row *ours* shows, less 0.003. They are never lowered to
let a change pass; a page of the change that fell is the fixture to begin with.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the benchmarks are no part of the installed package

from benchmarks.quality.__main__ import average, score_all  # noqa: E402
from benchmarks.quality.cases import (  # noqa: E402
    NO_SHARED,
    SHARED,
    list_invented,
    list_real,
    load_module,
)
from benchmarks.quality.readers import read_ours  # noqa: E402
from benchmarks.quality.scoring import Score, score_page  # noqa: E402

FLOORS = json.loads(Path(__file__).with_name("floor.json").read_text(encoding="utf-8"))
SLOW_TO_COMPARE = 100
"""Entries; the other program compares every pair in full."""
needs_shared = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason=NO_SHARED)


@cache
def read_real():
    """The annotated pages and what extraction says of them, read once."""
    cases = list_real(SHARED / "pages", SHARED / "gold")
    return cases, [read_ours(case) for case in cases]


def check_floor(cases, said, floor):
    scores = score_all(cases, said)
    means = average(cases, scores)
    total = sum(scores.values(), Score())
    below = {name: means[name] for name, least in floor["at_least"].items() if means[name] < least}
    above = {
        name: getattr(total, name)
        for name, most in floor["at_most"].items()
        if getattr(total, name) > most
    }
    assert (below, above) == ({}, {}), [
        (name, one.rates()) for name, one in scores.items() if (one.entry_f1 or 1) < 1
    ]


def test_invented_pages_stay_above_the_floor() -> None:
    cases = list_invented()
    check_floor(cases, map(read_ours, cases), FLOORS["invented"])


@needs_shared
def test_real_pages_stay_above_the_floor() -> None:
    check_floor(*read_real(), FLOORS["real"])


@needs_shared
def test_our_scorer_agrees_with_the_annotations_own() -> None:
    """Two programs, the same definitions: the same figures on every annotated live blog."""
    theirs = load_module(SHARED / "score.py", "annotations_score")
    for case, said in zip(*read_real(), strict=True):
        if not case.truth.get("file") or len(said["entries"]) > SLOW_TO_COMPARE:
            continue
        ours, other = score_page(case.truth, said), theirs.score_page(case.truth, said)
        rates = ours.rates()
        for name, their_name in (("time", "time"), ("date", "date"), ("headline", "headline")):
            assert rates[name] == pytest.approx(other[their_name]), (case.name, name)
        assert rates["entry_f1"] == pytest.approx(other["F1"]), case.name
        assert (ours.leaks, ours.false_times) == (other["leaks"], other["false_times"]), case.name


TRUTH = {
    "kind": "liveblog",
    "coverage": {"accept_states": ["complete"]},
    "boilerplate": ["Sign in to keep reading", "Share"],
    "entries": [
        {
            "headline": "Gale warning",
            "text": "Winds of 110 km/h were measured at the pier.",
            "accept_times": ["2024-03-12T08:04:00Z"],
        },
        {"headline": None, "text": "The ferry stays in port.", "accept_times": []},
    ],
}


def as_said(*, at: str = "2024-03-12T08:04:30Z", text: str = "", **more: object):
    first, second = TRUTH["entries"]
    return {
        "kind": "liveblog",
        "coverage": {"state": "complete"},
        "entries": [
            {"position": 0, **first, "text": text or first["text"], "published_at": at},
            {"position": 1, **second, "published_at": None},
        ],
    } | more


def test_scorer_counts_a_whole_answer_as_whole() -> None:
    rates = score_page(TRUTH, as_said()).rates()
    named = ("entry_f1", "time", "date", "headline", "text_f1", "kind", "coverage")
    assert {rates[name] for name in named} == {1.0}
    assert rates["leak_rate"] == 0


def test_scorer_sees_what_is_wrong() -> None:
    hour_off = score_page(TRUTH, as_said(at="2024-03-12T09:04:00Z"))
    assert (hour_off.times_right, hour_off.dates_right) == (0, 1)
    leaked = score_page(TRUTH, as_said(text=f"{TRUTH['entries'][0]['text']}\nShare"))
    assert leaked.leaks == 1
    said = as_said()
    invented = said["entries"][1] | {"published_at": "2024-03-12T08:00:00Z"}
    assert score_page(TRUTH, said | {"entries": [invented]}).false_times == 1
    assert score_page(TRUTH, None).found == 0
    doubled = said["entries"] + said["entries"]
    assert score_page(TRUTH, said | {"entries": doubled}).entry_f1 == pytest.approx(2 / 3)
