"""Trains the segmenter of bare texts and evaluates it with whole publishers held out.

usage: python -m benchmarks.quality.train_segmenter [ANNOTATIONS]
(default ../shared: gold/ and score.py)

Writes src/pipeline/extract/segment/model.json: trees, weights, and how they came about. The same
annotations give the same bytes. Every figure is of texts that neither the model nor its weights
saw: for each publishing house (and each language) a model is trained on all others, articles
included, with the length's weight chosen by folds over those others alone (``choose_weight``), and
cuts that house's texts. The shipped model learns from all texts, its weight chosen by all folds.
``python -m benchmarks.quality`` prints the figures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.quality.cases import SHARED, load_module
from benchmarks.quality.segment_texts import (
    Article,
    Text,
    compose_articles,
    read_articles,
    read_texts,
)
from benchmarks.quality.segment_trees import train
from pipeline.extract.segment.cut import find_starts, glue_gaps
from pipeline.extract.segment.features import describe_gaps
from pipeline.extract.segment.joints import find_glued
from pipeline.extract.segment.profile import read_profile
from pipeline.extract.segment.scorer import Model, join_odds, score_parts

MODEL = Path(__file__).parents[2] / "src/pipeline/extract/segment/model.json"
RANKING_SHARE = 0.5
"""Both forests count alike. Whatever is chosen by so few texts is chosen by chance as well: the
length's weight alone is."""
WEIGHTS = (0.1, 0.25, 0.5)
LONG = 2.0
"""Paragraphs an entry from which a text counts as one of long entries."""

Cuts = dict[str, list[int]]
"""Name of a text -> indices of the paragraphs that open an entry."""


@dataclass(frozen=True, slots=True)
class Odds:
    """The log odds of both forests at each gap of one text, and where no entry can begin."""

    pairs: list[tuple[float, float]]
    glued: list[bool]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that there is to learn from."""

    texts: list[Text]
    articles: list[Article]
    score: ModuleType


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    corpus = read_corpus(root)
    houses = sorted({text.house for text in corpus.texts})
    languages = sorted({text.language for text in corpus.texts})
    folds = Folds(corpus)
    by_house = {name: cut for held in houses for name, cut in folds.cut_held(held).items()}
    by_language = {name: cut for held in languages for name, cut in folds.cut_held(held).items()}
    chosen = folds.choose_weight()
    model = folds.fit(frozenset())
    model |= {"ranking_share": RANKING_SHARE, "length_weight": chosen}
    model["trained_on"] = {
        "texts": len(corpus.texts),
        "paragraphs": sum(len(text.paragraphs) for text in corpus.texts),
        "entries": sum(len(text.starts) for text in corpus.texts),
        "articles": len(corpus.articles),
        "length_weights": {held or "all": one for held, one in folds.chosen.items()},
        "held_out": report(corpus, by_house, by_language),
    }
    MODEL.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    print(json.dumps(model["trained_on"], indent=1))


def read_corpus(root: Path) -> Corpus:
    score = load_module(root / "score.py", "score")
    texts = read_texts(root / "gold/liveblogs", score)
    return Corpus(texts, read_articles(root / "gold/articles.json"), score)


class Folds:
    """Folds within folds: what is held out is a house or a language, the weight's folds houses.

    Attributes:
        chosen: the length's weight by what was held out; ``None``: nothing.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.chosen: dict[str | None, float] = {}
        self._read: dict[frozenset[str], dict[str, Odds]] = {}

    def cut_held(self, held: str) -> Cuts:
        """The texts of a house or a language, cut by what saw none of them."""
        weight = self.choose_weight(held)
        odds = self._read_odds(frozenset({held}))
        return {
            text.name: cut(odds[text.name], weight)
            for text in self.corpus.texts
            if held in {text.house, text.language}
        }

    def choose_weight(self, held: str | None = None) -> float:
        """That which cuts best each house in turn, with that house and ``held`` never seen.

        Best: F1 less WindowDiff, over texts of long entries and over all texts, added up.
        """
        texts = [t for t in self.corpus.texts if held not in {t.house, t.language}]
        outside = frozenset({held}) if held else frozenset()
        inner = {house: self._read_odds(outside | {house}) for house in {t.house for t in texts}}
        best = max(
            WEIGHTS,
            key=lambda one: self._judge({t.name: cut(inner[t.house][t.name], one) for t in texts}),
        )
        self.chosen[held] = best
        return best

    def fit(self, held: frozenset[str]) -> Model:
        """A model of everything that is of no held house and in no held language."""
        texts = [t for t in self.corpus.texts if not held & {t.house, t.language}]
        articles = [a for a in self.corpus.articles if not held & {a.house, a.language}]
        return train(texts, compose_articles(articles))

    def _read_odds(self, held: frozenset[str]) -> dict[str, Odds]:
        """The odds of the held texts by a model that saw none of them; made once."""
        if held not in self._read:
            model = self.fit(held)
            texts = [t for t in self.corpus.texts if held & {t.house, t.language}]
            self._read[held] = {text.name: read_odds(text, model) for text in texts}
        return self._read[held]

    def _judge(self, cuts: Cuts) -> float:
        found = (measure(self.corpus, cuts, minimum) for minimum in (0.0, LONG))
        return sum(one["f1"] - one["window_diff"] for one in found if one)


def read_odds(text: Text, model: Model) -> Odds:
    profiles = [read_profile(one, text.language) for one in text.paragraphs]
    return Odds(score_parts(describe_gaps(profiles), model), list(find_glued(profiles)))


def cut(odds: Odds, length_weight: float) -> list[int]:
    """Indices of the paragraphs that open an entry."""
    scores = [join_odds(*pair, RANKING_SHARE) for pair in odds.pairs]
    return find_starts(glue_gaps(scores, odds.glued), length_weight)


def report(corpus: Corpus, by_house: Cuts, by_language: Cuts) -> dict[str, Any]:
    """The figures: held-out houses, held-out languages, and cuts that need no model."""
    baselines = {
        "one entry": lambda _: [0],
        "every paragraph": lambda text: list(range(len(text.paragraphs))),
        "every other paragraph": lambda text: list(range(0, len(text.paragraphs), 2)),
        "every fourth paragraph": lambda text: list(range(0, len(text.paragraphs), 4)),
    }
    languages = sorted({text.language for text in corpus.texts})
    summed = partial(summarize, corpus)
    return {
        "houses": summed(by_house),
        "languages": summed(by_language),
        "language": {
            one: summed({t.name: by_language[t.name] for t in corpus.texts if t.language == one})
            for one in languages
        },
        "baselines": {name: summed(_cut_all(corpus, cut)) for name, cut in baselines.items()},
        "texts": {
            text.name: measure(corpus, {text.name: by_house[text.name]}, 0.0)
            for text in corpus.texts
        },
    }


def _cut_all(corpus: Corpus, cut: Callable[[Text], list[int]]) -> Cuts:
    return {text.name: cut(text) for text in corpus.texts}


def summarize(corpus: Corpus, cuts: Cuts) -> dict[str, Any]:
    return {"all": measure(corpus, cuts, 0.0), "long_entries": measure(corpus, cuts, LONG)}


def measure(corpus: Corpus, cuts: Cuts, minimum: float) -> dict[str, Any]:
    """F1 over all boundaries; Pk and WindowDiff over words, weighed by paragraphs."""
    right = found = gold = weight = 0
    pk = wd = 0.0
    for text in corpus.texts:
        true = text.starts
        if text.name not in cuts or len(true) < 5 or len(text.paragraphs) / len(true) < minimum:
            continue
        starts = cuts[text.name]
        right += len(set(true) & set(starts)) - 1
        found += len(starts) - 1
        gold += len(true) - 1
        one = corpus.score.pk_wd(text.paragraphs, true, starts)
        pk += (one[0] or 0) * len(text.paragraphs)
        wd += (one[1] or 0) * len(text.paragraphs)
        weight += len(text.paragraphs)
    if not weight:
        return {}
    return {
        "f1": round(2 * right / max(1, found + gold), 3),
        "pk": round(pk / weight, 3),
        "window_diff": round(wd / weight, 3),
        "found": found,
        "gold": gold,
    }


if __name__ == "__main__":
    main()
