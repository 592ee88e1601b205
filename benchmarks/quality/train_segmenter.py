"""Trains the segmenter of bare texts and evaluates it with whole publishers held out.

usage: python -m benchmarks.quality.train_segmenter [ANNOTATIONS]
(default ../shared: gold/ and score.py)

Writes src/pipeline/extract/segment/model.json: trees, settings, and how they came about. The same
annotations give the same bytes. Every figure is of texts that the model did not see: for each
publishing house (and each language) a model is trained on all others, articles included, and cuts
that house's texts. The settings are the same in every fold, both forests weigh alike; but which
signals and which models to use was settled on these texts, so the figures flatter a little. The
shipped model learns from all texts. ``python -m benchmarks.quality`` prints the figures.
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
from pipeline.extract.segment.cut import cut_paragraphs
from pipeline.extract.segment.scorer import Model

MODEL = Path(__file__).parents[2] / "src/pipeline/extract/segment/model.json"
SETTINGS = {"ranking_share": 0.5, "length_weight": 0.25}
LONG = 2.0
"""Paragraphs an entry from which a text counts as one of long entries."""

Cuts = dict[str, list[int]]
"""Name of a text -> indices of the paragraphs that open an entry."""


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
    by_house = {name: cut for fold in houses for name, cut in cut_held(corpus, fold).items()}
    by_language = {name: cut for fold in languages for name, cut in cut_held(corpus, fold).items()}
    model = fit(corpus) | {
        "trained_on": {
            "texts": len(corpus.texts),
            "paragraphs": sum(len(text.paragraphs) for text in corpus.texts),
            "entries": sum(len(text.starts) for text in corpus.texts),
            "articles": len(corpus.articles),
            "held_out": report(corpus, by_house, by_language),
        }
    }
    MODEL.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    print(json.dumps(model["trained_on"], indent=1))


def read_corpus(root: Path) -> Corpus:
    score = load_module(root / "score.py", "score")
    texts = read_texts(root / "gold/liveblogs", score)
    return Corpus(texts, read_articles(root / "gold/articles.json"), score)


def fit(corpus: Corpus, held: str | None = None) -> Model:
    """A model of everything that is neither of this house nor in this language."""
    texts = [text for text in corpus.texts if held not in {text.house, text.language}]
    articles = [one for one in corpus.articles if held not in {one.house, one.language}]
    return train(texts, compose_articles(articles)) | SETTINGS


def cut_held(corpus: Corpus, held: str) -> Cuts:
    """The texts of a house or a language, cut by a model that saw none of them."""
    model = fit(corpus, held)
    return {
        text.name: find_cuts(text.paragraphs, model)
        for text in corpus.texts
        if held in {text.house, text.language}
    }


def find_cuts(paragraphs: list[str], model: Model) -> list[int]:
    """Indices of the paragraphs that open an entry."""
    starts = [0]
    for group in cut_paragraphs(paragraphs, model=model)[:-1]:
        starts.append(starts[-1] + len(group))
    return starts


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
