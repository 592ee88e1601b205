"""The scorer: one page's prediction against its truth, in counts that add up.

Truth and prediction are JSON objects in the shape of the contract; a truth's entry also has
``accept_times`` (instants that are right) and ``optional`` (text that may stand or not), a page
``boilerplate`` (strings that must be in no entry). Entries are matched one to one by their words,
best first; a match of at least ``RIGHT`` is a found entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

Object = Mapping[str, Any]  # JSON: Any
MATCH = 0.5
RIGHT = 0.8
TOLERANCE_S = 60.5
UNTOLD = "untold"
"""Kind or coverage of a tool that has no word for it: not measured."""
SHORT = 16
"""Boilerplate shorter than this leaks only as a line of its own."""

# 'Kiruna', '47', 'ő': what a text is compared by
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one page, or of many added up."""

    pages: int = 0
    wanted: int = 0
    given: int = 0
    """Predicted entries, without those that truth allows and does not ask for."""
    found: int = 0
    matched: int = 0
    likeness: float = 0.0
    """Sum of text F1 over the matched entries."""
    headlines: int = 0
    headlines_right: int = 0
    timed: int = 0
    times_right: int = 0
    dates_right: int = 0
    untimed: int = 0
    false_times: int = 0
    boilerplate: int = 0
    leaks: int = 0
    kinds: int = 0
    kinds_right: int = 0
    coverages: int = 0
    coverages_right: int = 0
    bodies: int = 0
    body_f1: float = 0.0
    """Sum of token F1 over the articles."""

    def __add__(self, other: Score) -> Score:
        """Both pages' counts."""
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Score)))

    @property
    def entry_f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there are no entries to find."""
        if not self.wanted:
            return None
        return 2 * self.found / (self.wanted + self.given)

    def rates(self) -> dict[str, float | None]:
        """What the tables show; None where nothing was to be measured."""
        return {
            "entry_f1": self.entry_f1,
            "time": _share(self.times_right, self.timed),
            "date": _share(self.dates_right, self.timed),
            "headline": _share(self.headlines_right, self.headlines),
            "text_f1": _share(self.likeness, self.matched),
            "leak_rate": _share(self.leaks, self.boilerplate),
            "kind": _share(self.kinds_right, self.kinds),
            "coverage": _share(self.coverages_right, self.coverages),
            "article_f1": _share(self.body_f1, self.bodies),
        }


def score_page(truth: Object, said: Object | None) -> Score:
    """One page; no prediction at all scores as an empty one of no kind."""
    said = said or {}
    wanted: Sequence[Object] = truth["entries"]
    given = sorted(said.get("entries") or [], key=lambda entry: entry.get("position") or 0)
    pairs = match_entries(wanted, given)
    rest = [entry for j, entry in enumerate(given) if j not in {p[0] for p in pairs.values()}]
    is_blog = truth["kind"] == "liveblog"
    extras = match_entries(truth.get("allowed_extra") or [], rest)
    return Score(
        pages=1,
        wanted=len(wanted),
        given=len(given) - len(extras),
        found=sum(likeness >= RIGHT for _, likeness in pairs.values()),
        matched=len(pairs),
        likeness=sum(likeness for _, likeness in pairs.values()),
        headlines=sum(bool(entry.get("headline")) for entry in wanted),
        headlines_right=sum(
            bool(wanted[i].get("headline")) and _same_headline(wanted[i], given[j])
            for i, (j, _) in pairs.items()
        ),
        **_score_times(wanted, given, pairs),
        boilerplate=len(truth.get("boilerplate") or []),
        leaks=len(find_leaks(truth.get("boilerplate") or [], said)),
        kinds=said.get("kind") != UNTOLD,
        kinds_right=said.get("kind") in (truth.get("accept_kinds") or [truth["kind"]]),
        coverages=is_blog and said.get("coverage") != UNTOLD,
        coverages_right=is_blog and _is_coverage_right(truth, said),
        bodies=truth.get("text") is not None,
        body_f1=token_f1(_join_said(said), truth["text"]) if truth.get("text") else 0.0,
    )


def match_entries(
    wanted: Sequence[Object], given: Sequence[Object]
) -> dict[int, tuple[int, float]]:
    """Index of a wanted entry -> index of the given one and how alike they are, one to one."""
    bags = [_bags_of(entry) for entry in given]
    scored = []
    for i, want in enumerate(wanted):
        body, free = _split_words(want)
        times = _accepted(want)
        for j, entry in enumerate(given):
            likeness = max((_soft_f1(bag, body, free) for bag in bags[j]), default=0.0)
            if not body and not any(bags[j]) and _is_near(_instant(entry), times):
                likeness = 1.0
            if likeness >= MATCH:
                away = not _is_near(_instant(entry), times)
                apart = abs(i / len(wanted) - j / len(given))
                scored.append((-round(likeness, 2), away, apart, i, j, likeness))
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for *_, i, j, likeness in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = (j, likeness)
            taken.add(j)
    return pairs


def find_leaks(boilerplate: Iterable[str], said: Object) -> list[str]:
    """The strings that stand in an entry, the lead or the text."""
    lines = [_flatten(line) for line in re.split(r"\n+", _join_said(said))]
    own, whole = set(lines), "\n".join(lines)
    return [
        block
        for block in boilerplate
        if (_flatten(block) in (whole if len(_flatten(block)) >= SHORT else own))
        or (block.isdigit() and block in whole)
    ]


def token_f1(said: str, wanted: str) -> float:
    """F1 of two texts as bags of words."""
    one, other = Counter(_words(said)), Counter(_words(wanted))
    both = sum((one & other).values())
    return 2 * both / (sum(one.values()) + sum(other.values())) if both else 0.0


def _score_times(
    wanted: Sequence[Object], given: Sequence[Object], pairs: Mapping[int, tuple[int, float]]
) -> dict[str, int]:
    counts = Counter[str]()
    for i, want in enumerate(wanted):
        times = _accepted(want)
        entry = given[pairs[i][0]] if i in pairs else {}
        at, is_exact = _instant(entry), entry.get("precision") != "day"
        counts["timed" if times else "untimed"] += 1
        if at is None:
            continue
        if not times:
            counts["false_times"] += is_exact
            continue
        counts["times_right"] += is_exact and _is_near(at, times)
        counts["dates_right"] += any(at.date() == time.date() for time in times)
    names = ("timed", "times_right", "dates_right", "untimed", "false_times")
    return {name: counts[name] for name in names}


def _bags_of(entry: Object) -> list[Counter[str]]:
    """The text's words, and those with the headline's: whichever fits better counts."""
    text, headline = _words(entry.get("text")), _words(entry.get("headline"))
    if text and headline:
        return [Counter(text), Counter(headline) + Counter(text)]
    return [Counter(text or headline)]


def _split_words(want: Object) -> tuple[Counter[str], Counter[str]]:
    """The words that must be there, and those that may."""
    optional = " ".join(want.get("optional") or [])
    body = _words(want.get("text")) or _words(want.get("headline")) or _words(optional)
    free = (want.get("headline"), optional, want.get("author"), want.get("raw_time"))
    return Counter(body), Counter(word for text in free for word in _words(text))


def _soft_f1(said: Counter[str], body: Counter[str], free: Counter[str]) -> float:
    both = sum(min(body[word], said[word]) for word in body.keys() & said.keys())
    if 3 * both < sum(body.values()) or not both:
        return 0.0  # below MATCH even if every word of it were right
    beside = sum(((said - body) - free).values())
    precision, recall = both / (both + beside), both / sum(body.values())
    return 2 * precision * recall / (precision + recall)


def _same_headline(want: Object, entry: Object) -> bool:
    return _words(want["headline"]) == _words(entry.get("headline"))


def _is_coverage_right(truth: Object, said: Object) -> bool:
    told = said.get("coverage")
    state = told.get("state") if isinstance(told, Mapping) else None
    return state in truth["coverage"]["accept_states"]


def _join_said(said: Object) -> str:
    parts = [said.get("lead"), said.get("text")]
    for entry in said.get("entries") or []:
        parts += [entry.get("headline"), entry.get("text")]
    return "\n".join(part for part in parts if part)


def _accepted(want: Object) -> list[datetime]:
    return [at for at in map(read_instant, want.get("accept_times") or []) if at]


def _instant(entry: Object) -> datetime | None:
    return read_instant(entry.get("published_at"))


def read_instant(text: object) -> datetime | None:
    """ISO 8601 as an aware instant in UTC; None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _is_near(at: datetime | None, times: Iterable[datetime]) -> bool:
    return at is not None and any(abs((at - t).total_seconds()) <= TOLERANCE_S for t in times)


def _words(text: str | None) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text or "").casefold())


def _flatten(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
