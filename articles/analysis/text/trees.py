"""Boosted decision trees as trained elsewhere, read from a file and evaluated without their library."""

import gzip
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Node(NamedTuple):
    """Go to `low` where the measure is at most `limit`, else to `high`; a leaf has measure -1."""

    measure: int
    limit: float
    low: int
    high: int
    value: float


@dataclass(frozen=True, kw_only=True)
class Forest:
    """For each class its first score and its trees, each a sequence of nodes from the root on."""

    measures: tuple[str, ...]
    classes: tuple[str, ...]
    start: tuple[float, ...]
    trees: tuple[tuple[tuple[Node, ...], ...], ...]

    def probabilities(self, row: Sequence[float]) -> dict[str, float]:
        """The chance of each class for one row of measures, in the order of `measures`."""
        scores = [
            start + sum(_leaf(tree, row) for tree in trees)
            for start, trees in zip(self.start, self.trees, strict=True)
        ]
        powers = [math.exp(score - max(scores)) for score in scores]
        return {name: power / sum(powers) for name, power in zip(self.classes, powers, strict=True)}


def _leaf(tree: Sequence[Node], row: Sequence[float]) -> float:
    node = tree[0]
    while node.measure >= 0:
        node = tree[node.low if row[node.measure] <= node.limit else node.high]
    return node.value


def load(path: Path) -> Forest:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        told = json.load(file)
    return Forest(
        measures=tuple(told["measures"]),
        classes=tuple(told["classes"]),
        start=tuple(told["start"]),
        trees=tuple(tuple(tuple(Node(*node) for node in tree) for tree in trees) for trees in told["trees"]),
    )


def save(forest: Forest, path: Path) -> None:
    """The same bytes each time."""
    told = {
        "measures": forest.measures,
        "classes": forest.classes,
        "start": forest.start,
        "trees": forest.trees,
    }
    packed = json.dumps(told, separators=(",", ":")).encode()
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(packed)
