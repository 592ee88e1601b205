"""The trained model, from ``model.json``: a linear part and small trees, weighed in log odds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

Model = dict[str, Any]  # Any: parsed JSON, written by the script that trains it
_LIMIT = 8.0


def score_gaps(gaps: Sequence[Mapping[str, float]], model: Model) -> list[float]:
    """Log odds that an entry begins at each gap."""
    return [_score(model, [gap[name] for name in model["features"]]) for gap in gaps]


@cache
def load_model() -> Model:
    """The model file, read once."""
    text = (resources.files("pipeline.extract.segment") / "model.json").read_text("utf-8")
    model: Model = json.loads(text)
    return model


def _score(model: Model, values: list[float]) -> float:
    linear = model["bias"] + math.fsum(
        weight * value for weight, value in zip(model["weights"], values, strict=True)
    )
    grown = model["base"] + math.fsum(_descend(tree, values) for tree in model["trees"])
    share: float = model["linear_share"]
    mean = share * _limit(linear) + (1 - share) * _limit(grown)
    return mean + float(model["lift"])


def _descend(tree: list[list[float]], values: list[float]) -> float:
    """A node is [feature, threshold, left, right]; a leaf is [value]."""
    node = tree[0]
    while len(node) > 1:
        feature, threshold, left, right = node
        node = tree[int(left if values[int(feature)] <= threshold else right)]
    return node[0]


def _limit(odds: float) -> float:
    return max(-_LIMIT, min(_LIMIT, odds))
