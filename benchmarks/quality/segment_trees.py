"""The two tree models of the segmenter: how each is trained, and how it is written down.

The *voting* forest (random trees, Breiman 2001) sees live blogs as they are and knows how often an
entry begins in texts of each style. The *ranking* forest (boosted trees, Friedman 2001) sees each
text with as much weight on the gaps where an entry begins as on the others: it learns which gaps of
one text are likelier, so that articles of other publishers and languages can teach it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import (  # type: ignore[import-untyped]
    GradientBoostingClassifier,
    RandomForestClassifier,
)

from benchmarks.quality.segment_texts import Matrix, Text, list_features
from pipeline.extract.segment.scorer import Model

VARIANT_WEIGHT = 0.3
ARTICLE_WEIGHT = 0.15
LEAVES = (20, 40, 80)
"""Gaps in a leaf of the voting forest, at least: its trees are of all these sizes, so that no size
has to be chosen by so few texts."""
VOTERS = 50
"""Trees of each size."""
RANKERS = 2
"""Boosted forests of different seeds; the model takes their mean."""
RATE = 0.05

Weighed = list[tuple[Matrix, float]]
Trees = list[list[list[float]]]
Sample = tuple[Any, Any, Any]  # Any: numpy arrays of features, labels and weights


def train(texts: Sequence[Text], articles: Sequence[Matrix]) -> Model:
    """Both forests, as the model file holds them, without how they are joined."""
    blogs = [(text.own, 1.0) for text in texts]
    blogs += [(one, VARIANT_WEIGHT) for text in texts for one in text.variants]
    balanced = _stack_balanced(blogs + [(one, ARTICLE_WEIGHT) for one in articles])
    sample = _stack(blogs)
    return {
        "features": list_features(),
        "voting": [tree for leaf in LEAVES for tree in _grow_voters(sample, leaf)],
        "ranking": [tree for seed in range(RANKERS) for tree in _grow_rankers(balanced, seed)],
    }


def _grow_voters(sample: Sample, leaf: int) -> Trees:
    grown = RandomForestClassifier(
        n_estimators=VOTERS,
        min_samples_leaf=leaf,
        max_features=0.3,
        max_samples=0.5,
        random_state=0,
    ).fit(*sample)
    return [
        _write_tree(one.tree_, lambda value: value[1] / sum(value)) for one in grown.estimators_
    ]


def _grow_rankers(sample: Sample, seed: int) -> Trees:
    """One boosted forest; leaves are scaled so that the forests' sum is their mean."""
    grown = GradientBoostingClassifier(
        max_depth=3, n_estimators=120, learning_rate=RATE, subsample=0.5,
        min_samples_leaf=10, max_features=0.3, random_state=seed,
    ).fit(*sample)  # fmt: skip
    scale = RATE / RANKERS
    return [_write_tree(one[0].tree_, lambda value: scale * value[0]) for one in grown.estimators_]


def _stack(parts: Weighed) -> Sample:
    """All gaps; a long text weighs more than a short one, but less than its length."""
    weights = [np.full(len(one.begins), own * len(one.begins) ** -0.5) for one, own in parts]
    return _join(parts, weights)


def _stack_balanced(parts: Weighed) -> Sample:
    """The same, with half of a text's weight on gaps where an entry begins."""
    usable = [(one, own) for one, own in parts if 0 < one.begins.sum() < len(one.begins)]
    weights = []
    for one, own in usable:
        yes, total = int(one.begins.sum()), len(one.begins)
        share = np.where(one.begins, 0.5 / yes, 0.5 / (total - yes))
        weights.append(share * own * total**0.5)
    return _join(usable, weights)


def _join(parts: Weighed, weights: Sequence[Any]) -> Sample:
    weight = np.concatenate(weights)
    return (
        np.vstack([one.rows for one, _ in parts]),
        np.concatenate([one.begins for one, _ in parts]),
        weight * len(weight) / weight.sum(),
    )


def _read_share(value: Any) -> float:  # noqa: ANN401  no types in sklearn
    """Share of a leaf's weight on gaps at which an entry begins."""
    return float(value[1] / sum(value))


def _write_tree(tree: Any, read_leaf: Any) -> list[list[float]]:  # noqa: ANN401  no types in sklearn
    """A node is [feature, threshold, left, right]; a leaf is [value]."""
    nodes: list[list[float]] = []
    for at in range(tree.node_count):
        if tree.children_left[at] < 0:
            nodes.append([round(float(read_leaf(tree.value[at][0])), 4)])
            continue
        left, right = int(tree.children_left[at]), int(tree.children_right[at])
        nodes.append([int(tree.feature[at]), round(float(tree.threshold[at]), 5), left, right])
    return nodes
