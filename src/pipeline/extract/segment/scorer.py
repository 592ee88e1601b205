"""The trained model, from ``model.json``: two forests, joined in log odds.

The voting forest's leaves are shares of gaps at which an entry begins; their mean is a probability.
The ranking forest's leaves are log odds that add up.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

Model = dict[str, Any]  # Any: parsed JSON, written by the script that trains it
Tree = Sequence[Sequence[float]]
_LIMIT = 5.0


def score_gaps(gaps: Sequence[Mapping[str, float]], model: Model) -> list[float]:
    """Log odds that an entry begins at each gap."""
    return [join_odds(*pair, model["ranking_share"]) for pair in score_parts(gaps, model)]


def score_parts(gaps: Sequence[Mapping[str, float]], model: Model) -> list[tuple[float, float]]:
    """Log odds of each gap by the voting forest, and by the ranking one."""
    return [_score_both(model, [gap[name] for name in model["features"]]) for gap in gaps]


def join_odds(voted: float, ranked: float, ranking_share: float) -> float:
    """Mean of both forests' log odds; ``ranking_share`` from 0 to 1 weighs the second."""
    return (1 - ranking_share) * voted + ranking_share * ranked


@cache
def load_model() -> Model:
    """The model file, read once."""
    text = (resources.files("pipeline.extract.segment") / "model.json").read_text("utf-8")
    model: Model = json.loads(text)
    return model


def _score_both(model: Model, values: list[float]) -> tuple[float, float]:
    voted = math.fsum(_descend(tree, values) for tree in model["voting"]) / len(model["voting"])
    ranked = math.fsum(_descend(tree, values) for tree in model["ranking"])
    return _limit(_to_odds(voted)), _limit(ranked)


def _descend(tree: Tree, values: list[float]) -> float:
    """A node is [feature, threshold, left, right]; a leaf is [value]."""
    node = tree[0]
    while len(node) > 1:
        feature, threshold, left, right = node
        node = tree[int(left if values[int(feature)] <= threshold else right)]
    return node[0]


def _to_odds(probability: float) -> float:
    bounded = max(0.01, min(0.99, probability))
    return math.log(bounded / (1 - bounded))


def _limit(odds: float) -> float:
    return max(-_LIMIT, min(_LIMIT, odds))
