"""Train and measure telling agreement from contradiction in pairs of Arabic headlines.

    python -m benchmarks.stance DATA           measures the trained model, and five folds of the training part
    python -m benchmarks.stance DATA --train   trains it anew into articles/analysis/words/stance.json.gz
    python -m benchmarks.stance DATA --rules   how often the rules for conflicts are right

DATA holds stance/ans-train.csv and ans-dev.csv (latynt/ans, Khouja 2020, Apache-2.0): agree, disagree, other.
Training needs scikit-learn; the model is read without it (articles/analysis/text/trees.py).
"""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from articles.analysis.pairs import meaning
from articles.analysis.pairs.correspondence import correspond
from articles.analysis.pairs.disagreement import disagreements
from articles.analysis.pairs.similarity import compare
from articles.analysis.pairs.stance import TREES, Measures, measure
from articles.analysis.reading import Reading, read
from articles.analysis.text import trees
from articles.analysis.text.spans import Span

CLASSES = ("agree", "disagree", "other")
NAMES = tuple(field.name for field in fields(Measures))
ROUNDS, RATE, LEAVES, LEAST, RIDGE = 60, 0.1, 8, 20, 5.0
DIGITS = 5


def pairs(data: Path, part: str) -> list[dict[str, str]]:
    with (data / f"stance/ans-{part}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measured(rows: Sequence[dict[str, str]]) -> NDArray[np.float64]:
    readings: dict[str, Reading] = {}
    found = []
    for row in rows:
        a, b = (readings.setdefault(row[s], read(row[s], language="ar")) for s in ("s1", "s2"))
        told = measure(a, Span(0, len(a.text)), b, Span(0, len(b.text)), encode=meaning.encode)
        found.append([float(asdict(told)[name]) for name in NAMES])
    return np.array(found)


def classifier() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST,
        l2_regularization=RIDGE,
        random_state=0,
    )


def forest(trained: HistGradientBoostingClassifier) -> trees.Forest:
    """The trained trees in our own terms; scikit-learn keeps them one list a round, one tree a class."""
    by_class = [[_nodes(each[k].nodes) for each in trained._predictors] for k in range(len(CLASSES))]
    return trees.Forest(
        measures=NAMES,
        classes=CLASSES,
        start=tuple(round(float(value), DIGITS) for value in np.ravel(trained._baseline_prediction)),
        trees=tuple(tuple(own) for own in by_class),
    )


def _nodes(nodes: NDArray[np.void]) -> tuple[trees.Node, ...]:
    return tuple(
        trees.Node(-1, 0, 0, 0, round(float(node["value"]), DIGITS))
        if node["is_leaf"]
        else trees.Node(
            int(node["feature_idx"]),
            float(node["num_threshold"]),  # not rounded: it may be a measure that was seen
            int(node["left"]),
            int(node["right"]),
            0,
        )
        for node in nodes
    )


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> str:
    scores = []
    for name in CLASSES:
        right = sum(t == s == name for t, s in zip(truth, said, strict=True))
        scores.append(2 * right / max(1, list(truth).count(name) + list(said).count(name)))
    told = ", ".join(f"{name} {score:.3f}" for name, score in zip(CLASSES, scores, strict=True))
    return f"macro F1 {sum(scores) / len(scores):.3f} ({told})"


def by_rules(rows: Sequence[dict[str, str]]) -> str:
    """How many of the pairs in which the rules see a conflict are contradictions."""
    said = [row["stance"] for row in rows if _in_conflict(row["s1"], row["s2"])]
    return f"{said.count('disagree')} of {len(said)} right, of {len(rows)} pairs"


def _in_conflict(*headlines: str) -> bool:
    a, b = (replace(read(text, language="ar"), sentences=(Span(0, len(text)),)) for text in headlines)
    likeness = compare(a, b, encode=meaning.encode)
    return bool(disagreements(a, 0, b, 0, likeness, correspond(a, 0, b, 0, likeness)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    if options.rules:
        print(f"said to be in conflict by rules: {by_rules(pairs(options.data, 'dev'))}")
        return
    train, dev = pairs(options.data, "train"), pairs(options.data, "dev")
    rows, truth = measured(train), [row["stance"] for row in train]
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    classes = [CLASSES.index(name) for name in truth]
    guessed = cross_val_predict(classifier(), rows, classes, cv=folds)
    print(f"train, five folds, {len(train)} pairs: {macro_f1(truth, [CLASSES[k] for k in guessed])}")
    if options.train:
        trees.save(forest(classifier().fit(rows, classes)), TREES)
        print(f"{TREES.name}: {TREES.stat().st_size:,} bytes")
    model = trees.load(TREES)
    chances = [model.probabilities(row) for row in measured(dev)]
    said = [max(CLASSES, key=lambda name: each[name]) for each in chances]
    print(f"dev, {len(dev)} pairs: {macro_f1([row['stance'] for row in dev], said)}")
    sure = [(row["stance"], each["disagree"]) for row, each in zip(dev, chances, strict=True)]
    for least in (0.5, 0.7, 0.8, 0.9):
        told = [stance for stance, chance in sure if chance >= least]
        right = told.count("disagree")
        print(f"  said to disagree from {least} on: {right} of {len(told)} right")


if __name__ == "__main__":
    main()
