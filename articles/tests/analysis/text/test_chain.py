"""Labels and their probabilities by a chain of weights, against counting all sequences."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from articles.analysis.text import chain
from articles.analysis.text.chain import Chain


@pytest.mark.parametrize("lengths", [(1,), (4, 1, 3), (2,) * 70])
def test_it_labels_as_counting_all_sequences_does(lengths: tuple[int, ...]) -> None:
    chance = np.random.default_rng(5)
    scores = chance.normal(size=(sum(lengths), 3), scale=3)
    steps = chance.normal(size=(3, 3), scale=2)
    model = Chain(labels=("O", "B", "I"), attributes={}, weights=np.zeros((1, 3)), steps=steps)
    ends = np.cumsum(lengths).tolist()
    sequences = [(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    labelled = chain.label(model, scores, sequences)
    for first, last in sequences:
        likeliest, chances = _by_counting(scores[first:last], steps)
        assert labelled.labels[first:last].tolist() == likeliest
        assert labelled.chances[first:last] == pytest.approx(chances)


def _by_counting(scores: chain.Scores, steps: chain.Scores) -> tuple[list[int], chain.Scores]:
    weighed = {
        labels: np.exp(
            sum(scores[place, label] for place, label in enumerate(labels))
            + sum(steps[pair] for pair in pairwise(labels))
        )
        for labels in product(range(3), repeat=len(scores))
    }
    chances = np.zeros_like(scores)
    for labels, weight in weighed.items():
        for place, label in enumerate(labels):
            chances[place, label] += weight / sum(weighed.values())
    likeliest = max(weighed, key=weighed.__getitem__)
    return list(likeliest), chances


def test_it_bears_scores_of_any_size() -> None:
    model = Chain(labels=("O", "B"), attributes={}, weights=np.zeros((1, 2)), steps=np.zeros((2, 2)))
    labelled = chain.label(model, np.array([[2000.0, 0.0], [0.0, -3000.0]]), [(0, 2)])
    assert labelled.chances.tolist() == [[1.0, 0.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    "content", [b"", b"lCRF", b"a text that is no model, but as long as the head of one"]
)
def test_it_refuses_what_is_no_model(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "names.crfsuite"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"names\.crfsuite"):
        chain.load(path)
