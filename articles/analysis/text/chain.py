"""A linear-chain conditional random field, read from CRFsuite's file: labels and how probable they are.

As in J. Lafferty, A. McCallum, F. Pereira: Conditional Random Fields, ICML 2001. Many sequences are read at a
time, which is what makes it faster than CRFsuite's own tagger, to which every attribute is a string.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

_AT_ONCE = 64  # sequences held together: they are filled up to the length of the longest
_UNSCALED = 8  # steps that a product of chances may go before it is scaled to keep within what numbers hold
_FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_HEADER = struct.Struct("<4sI4sIIII5I")
_TABLE = struct.Struct("<4sIIIII")


@dataclass(frozen=True, kw_only=True, eq=False)
class Chain:
    """`weights` has a row for each attribute and a last one of zeros, `steps` is from label to label."""

    labels: tuple[str, ...]
    attributes: Mapping[str, int]
    weights: Scores
    steps: Scores

    def row(self, attribute: str) -> int:
        """The row of an attribute's weights; of one that training did not see, the row of zeros."""
        return self.attributes.get(attribute, len(self.attributes))

    def scores(self, attributes: Sequence[str]) -> Scores:
        """What the attributes say together for each label."""
        known = [self.attributes[name] for name in attributes if name in self.attributes]
        total: Scores = self.weights[known].sum(axis=0)
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """For each place of all sequences the number of its label in the likeliest sequence, and how probable
    each label is (a row for each place)."""

    labels: NDArray[np.intp]
    chances: Scores


def load(path: Path) -> Chain:
    """Read a file of CRFsuite 0.12; ValueError if it is none."""
    content = path.read_bytes()
    if len(content) < _HEADER.size or content[:4] != b"lCRF":
        raise ValueError(f"not a model of CRFsuite: {path.name}")
    features_at, labels_at, attributes_at = _HEADER.unpack_from(content)[7:10]
    labels, attributes = list(_names(content, labels_at)), list(_names(content, attributes_at))
    number = struct.unpack_from("<I", content, features_at + 8)[0]
    features = np.frombuffer(content, _FEATURE, count=number, offset=features_at + 12)
    weights, steps = np.zeros((len(attributes) + 1, len(labels))), np.zeros((len(labels), len(labels)))
    for kind, table in ((0, weights), (1, steps)):
        chosen = features[features["type"] == kind]
        table[chosen["source"], chosen["target"]] = chosen["weight"]
    return Chain(
        labels=tuple(labels),
        attributes={name: row for row, name in enumerate(attributes)},
        weights=weights,
        steps=steps,
    )


def _names(content: bytes, start: int) -> Iterator[str]:
    """The strings of one of the file's tables, by their number."""
    *_, number, places = _TABLE.unpack_from(content, start)
    for place in struct.unpack_from(f"<{number}I", content, start + places):
        length = struct.unpack_from("<I", content, start + place + 4)[0]
        yield content[start + place + 8 : start + place + 7 + length].decode()


def label(chain: Chain, scores: Scores, sequences: Sequence[tuple[int, int]]) -> Labelled:
    """Label the sequences, each the places first..last-1; `scores` has a row for each place."""
    labels = np.zeros(len(scores), dtype=np.intp)
    chances = np.zeros_like(scores)
    ordered = sorted(sequences, key=lambda ends: ends[0] - ends[1])
    for start in range(0, len(ordered), _AT_ONCE):
        some = np.array(ordered[start : start + _AT_ONCE])
        lengths = some[:, 1] - some[:, 0]
        time = np.arange(lengths.max())[:, None]
        within = time < lengths
        places = np.where(within, some[:, 0] + time, 0)
        likeliest, probable = _walk(chain.steps, scores[places], np.where(within, lengths - 1 - time, 0))
        there = places[within]
        labels[there], chances[there] = likeliest[within], probable[within]
    return Labelled(labels=labels, chances=chances)


def _walk(steps: Scores, scores: Scores, turned: NDArray[np.intp]) -> tuple[NDArray[np.intp], Scores]:
    """The labels of the likeliest sequences, and the chances of all labels.

    `scores` are by time, sequence and label, `turned` has the place of each time in a sequence turned round;
    what comes after a sequence's end means nothing. Each is walked forward and backward at once, for the best
    score up to each label (Viterbi) and for the sum of all: what leads to a place from both ends tells them.
    """
    times, sequences, size = scores.shape
    every = np.arange(sequences)
    best = np.stack([scores, scores[turned, every]], axis=2)
    here = np.exp(best - best.max(axis=3, keepdims=True)).reshape(times, sequences, 2 * size)
    onward = np.zeros((2 * size, 2 * size))
    onward[:size, :size], onward[size:, size:] = np.exp(steps), np.exp(steps.T)
    gains = np.stack([steps, steps.T], axis=1)[:, None]
    from_each = best.transpose(0, 3, 1, 2)[..., None]
    # The sum of all before each place, and what its own scores make of that.
    before, passed = np.ones_like(here), here
    for now in range(1, times):
        best[now] += np.maximum.reduce(from_each[now - 1] + gains, axis=0)
        np.dot(passed[now - 1], onward, out=before[now])
        passed[now] *= before[now]
        if now % _UNSCALED == 0:
            ways = passed[now].reshape(sequences, 2, size)
            ways /= ways.sum(axis=2, keepdims=True)
    both = passed[:, :, :size] * before[turned, every, size:]
    likeliest = (best[:, :, 0] + best[turned, every, 1] - scores).argmax(axis=2)
    return likeliest, both / both.sum(axis=2, keepdims=True)
