"""Trains the segmenter of bare texts and evaluates it with whole publishers held out.

usage: train_segmenter.py [ANNOTATIONS] (default ../shared: gold/ and score.py)

Writes src/pipeline/extract/segment/model.json: weights, and how they came about. Deterministic.
Each text stands beside variants of itself (entries left out, shortened, in another order), so that
the usual length of an entry is read from the text and not from its publisher or language; mixtures
of articles teach what holds in every language.
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped]

from pipeline.extract.segment.cut import cut_paragraphs
from pipeline.extract.segment.features import describe_gaps, read_profile
from pipeline.extract.segment.scorer import Model

MODEL = Path(__file__).parents[2] / "src/pipeline/extract/segment/model.json"
OWNERS = ("Reach", "HVG", "444", "Index")  # several titles of one house are held out together
VARIANTS = 12
VARIANT_WEIGHT = 0.3
MIXTURE_WEIGHT = 0.15
FORESTS = 4
RATE = 0.05
LINEAR_SHARE = 0.3
LIFT = 0.0
"""Added to each score; above 0, more boundaries are found, right ones and others."""

Entries = list[list[str]]
Matrix = tuple["np.ndarray[Any, Any]", "np.ndarray[Any, Any]"]  # Any: numpy's shape and dtype


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the annotations with what is learned from it."""

    house: str
    language: str
    paragraphs: list[str]
    starts: list[int]
    own: Matrix
    variants: list[Matrix]


Key = Callable[[Text], str]


def main() -> None:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    score = load_scorer(root / "score.py")
    texts = read_texts(root / "gold/liveblogs", score)
    mixtures = mix_articles(root / "gold/articles.json")
    report = {
        "by_publisher": cross_validate(texts, mixtures, score, lambda t: t.house),
        "by_language": cross_validate(texts, mixtures, score, lambda t: t.language),
    }
    model = train(texts, [matrix for _, matrix in mixtures])
    model["trained_on"] = {
        "texts": len(texts),
        "paragraphs": sum(len(t.paragraphs) for t in texts),
        "entries": sum(len(t.starts) for t in texts),
        "variants": sum(len(t.variants) for t in texts),
        "mixtures_of_articles": len(mixtures),
        "held_out": report,
    }
    MODEL.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_texts(folder: Path, score: ModuleType) -> list[Text]:
    texts = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        paragraphs, starts = score.paras_of(gold)
        if gold["kind"] != "liveblog" or len(paragraphs) < 4:
            continue
        ends = [*starts[1:], len(paragraphs)]
        entries = [paragraphs[a:b] for a, b in zip(starts, ends, strict=True)]
        publisher = gold["publisher"]
        house = next((owner for owner in OWNERS if owner in publisher), publisher)
        varied = vary_entries(entries, Random(path.name))  # noqa: S311  must repeat
        texts.append(
            Text(
                house=house,
                language=gold["language"],
                paragraphs=paragraphs,
                starts=starts,
                own=describe_entries(entries),
                variants=[describe_entries(one) for one in varied],
            )
        )
    return texts


def describe_entries(entries: Entries) -> Matrix:
    """Features of each gap, and whether an entry begins there."""
    gaps = describe_gaps([read_profile(text) for entry in entries for text in entry])
    begins = [int(not at) for entry in entries for at in range(len(entry))]
    return np.array([list(gap.values()) for gap in gaps]), np.array(begins[1:])


def vary_entries(entries: Entries, random: Random) -> list[Entries]:
    """The same entries as texts of other rhythms."""
    varied = (vary_once(entries, random) for _ in range(VARIANTS))
    return [one for one in varied if len(one) >= 4]


def vary_once(entries: Entries, random: Random) -> Entries:
    turn = random.random()
    most, slope = random.randint(1, 3), random.uniform(-1.5, 1.5)
    chosen = list(entries)
    if turn < 0.25:
        chosen = [one for one in entries if len(one) >= 2]
    elif turn < 0.45:
        chosen = [one for one in entries if len(one) <= 2]
    elif turn < 0.6:
        chosen = [one[:most] for one in entries]
    elif turn < 0.8:
        chosen = [
            one for one in entries if random.random() < 1 / (1 + math.exp(-slope * (len(one) - 2)))
        ]
    if random.random() < 0.5:
        random.shuffle(chosen)
    return chosen


def mix_articles(path: Path) -> list[tuple[str, Matrix]]:
    """Language and matrix of texts put together from pieces of articles of one language."""
    articles: dict[str, Entries] = {}
    for one in json.loads(path.read_text("utf-8")).values():
        paragraphs = [" ".join(text.split()) for text in (one["text"] or "").split("\n\n")]
        paragraphs = [text for text in paragraphs if text]
        if len(paragraphs) >= 3:
            articles.setdefault(one["language"], []).append(paragraphs)
    random = Random(1)  # noqa: S311  must repeat
    mixed = [
        (language, mix_once(known, mean, random))
        for language, known in sorted(articles.items())
        for mean in (1.2, 2.0, 3.5, 5.0)
    ]
    return [(language, describe_entries(one)) for language, one in mixed if sum(map(len, one)) > 6]


def mix_once(articles: Entries, mean: float, random: Random) -> Entries:
    if len(articles) == 1:
        return [articles[0][:40]]
    pieces = []
    for _ in range(min(25, 6 * len(articles))):
        article = random.choice(articles)
        length = min(10, 1 + int(random.expovariate(1 / mean)))
        start = random.randrange(max(1, len(article) - length)) if random.random() < 0.3 else 0
        pieces.append(article[start : start + length])
    return pieces


def train(texts: list[Text], mixtures: list[Matrix]) -> Model:
    parts = [(text.own, 1.0) for text in texts]
    parts += [(one, VARIANT_WEIGHT) for text in texts for one in text.variants]
    parts += [(one, MIXTURE_WEIGHT) for one in mixtures]
    x = np.vstack([part[0] for part, _ in parts])
    y = np.concatenate([part[1] for part, _ in parts])
    weight = np.concatenate([np.full(len(p[1]), own * len(p[1]) ** -0.5) for p, own in parts])
    weight *= len(weight) / weight.sum()
    scaler = StandardScaler().fit(x)
    linear = LogisticRegression(C=0.03, max_iter=3000).fit(scaler.transform(x), y, weight)
    weights = linear.coef_[0] / scaler.scale_
    share = np.average(y, weights=weight)
    names = list(describe_gaps([read_profile(text) for text in texts[0].paragraphs[:2]])[0])
    return {
        "features": names,
        "linear_share": LINEAR_SHARE,
        "lift": LIFT,
        "bias": round(float(linear.intercept_[0] - (weights * scaler.mean_).sum()), 6),
        "weights": [round(float(one), 6) for one in weights],
        "base": round(float(np.log(share / (1 - share))), 6),
        "trees": [tree for seed in range(FORESTS) for tree in grow_trees(x, y, weight, seed)],
    }


def grow_trees(x: Any, y: Any, weight: Any, seed: int) -> list[list[list[float]]]:  # noqa: ANN401
    """One boosted forest; leaves are scaled so that the forests' sum is their mean."""
    grown = GradientBoostingClassifier(
        max_depth=3, n_estimators=120, learning_rate=RATE, subsample=0.5,
        min_samples_leaf=10, max_features=0.3, random_state=seed,
    ).fit(x, y, weight)  # fmt: skip
    return [write_tree(one[0].tree_, RATE / FORESTS) for one in grown.estimators_]


def write_tree(tree: Any, rate: float) -> list[list[float]]:  # noqa: ANN401  no types in sklearn
    nodes: list[list[float]] = []
    for at in range(tree.node_count):
        if tree.children_left[at] < 0:
            nodes.append([round(rate * float(tree.value[at][0][0]), 6)])
            continue
        left, right = int(tree.children_left[at]), int(tree.children_right[at])
        nodes.append([int(tree.feature[at]), round(float(tree.threshold[at]), 6), left, right])
    return nodes


Cut = tuple[str, Text, list[int]]


def cross_validate(
    texts: list[Text], mixtures: list[tuple[str, Matrix]], score: ModuleType, key: Key
) -> dict[str, Any]:
    """Figures on texts whose publisher (or language) the model did not see."""
    cuts: list[Cut] = []
    for fold in sorted({key(text) for text in texts}):
        known = [matrix for language, matrix in mixtures if language != fold]
        model = train([text for text in texts if key(text) != fold], known)
        cuts += [(fold, t, find_cuts(t.paragraphs, model)) for t in texts if key(t) == fold]
    folds = sorted({fold for fold, _, _ in cuts})
    return {
        "mean_2": measure(score, cuts, 2),
        "all": measure(score, cuts, 0),
        **{fold: measure(score, [cut for cut in cuts if cut[0] == fold], 0) for fold in folds},
    }


def find_cuts(paragraphs: list[str], model: Model) -> list[int]:
    starts = [0]
    for group in cut_paragraphs(paragraphs, model=model)[:-1]:
        starts.append(starts[-1] + len(group))
    return starts


def measure(score: ModuleType, cuts: list[Cut], minimum: float) -> dict[str, Any]:
    right = found = gold = words = 0
    pk = wd = 0.0
    for _, text, starts in cuts:
        paragraphs, true = text.paragraphs, text.starts
        if len(true) < 5 or len(paragraphs) / len(true) < minimum:
            continue
        right += len(set(true) & set(starts)) - 1
        found += len(starts) - 1
        gold += len(true) - 1
        one = score.pk_wd(paragraphs, true, starts)
        pk += (one[0] or 0) * len(paragraphs)
        wd += (one[1] or 0) * len(paragraphs)
        words += len(paragraphs)
    if not words:
        return {}
    return {
        "f1": round(2 * right / max(1, found + gold), 3),
        "pk": round(pk / words, 3),
        "window_diff": round(wd / words, 3),
        "found": found,
        "gold": gold,
    }


if __name__ == "__main__":
    main()
