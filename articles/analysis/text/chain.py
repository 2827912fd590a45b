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
        filled = scores[places]
        labels[places[within]] = _likeliest(chain.steps, filled, lengths)[within]
        chances[places[within]] = _chances(chain.steps, filled, lengths)[within]
    return Labelled(labels=labels, chances=chances)


def _likeliest(steps: Scores, scores: Scores, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Viterbi: `scores` by time, sequence and label; what comes after a sequence's end means nothing."""
    into = np.ascontiguousarray(steps.T)
    best, origins = scores.copy(), np.zeros(scores.shape, dtype=np.intp)
    for time in range(1, len(scores)):
        paths = best[time - 1][:, None, :] + into
        origins[time] = paths.argmax(axis=2)
        best[time] += paths.max(axis=2)
    labels: NDArray[np.intp] = best.argmax(axis=2)  # right where a sequence ends
    every = np.arange(len(lengths))
    for time in range(len(scores) - 1, 0, -1):
        before = origins[time, every, labels[time]]
        labels[time - 1] = np.where(time < lengths, before, labels[time - 1])
    return labels


def _chances(steps: Scores, scores: Scores, lengths: NDArray[np.intp]) -> Scores:
    """Forward and backward at once, the sequences turned round for the latter."""
    time = np.arange(len(scores))[:, None]
    # What comes after a sequence's end means nothing.
    turned = np.where(time < lengths, lengths - 1 - time, 0)
    every = np.arange(len(lengths))
    here = np.exp(scores - scores.max(axis=2, keepdims=True))
    both_ways = np.stack([here, here[turned, every]], axis=1)
    onward = np.exp(np.stack([steps, steps.T]))
    # Of all before each place, and what its own scores make of that.
    before, passed = np.ones_like(both_ways), both_ways.copy()
    for now in range(1, len(here)):
        np.matmul(passed[now - 1], onward, out=before[now])
        passed[now] *= before[now]
        if now % _UNSCALED == 0:
            passed[now] /= passed[now].sum(axis=2, keepdims=True)
    both = passed[:, 0] * before[turned, 1, every]
    chances: Scores = both / both.sum(axis=2, keepdims=True)
    return chances
