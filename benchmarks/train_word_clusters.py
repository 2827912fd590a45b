"""Groups Arabic words by the words they stand beside, so that the tagger knows more words than it was taught.

    python -m benchmarks.train_word_clusters ../shared/data/corpus/ant-2018-02-to-07.jsonl.gz

Writes articles/analysis/words/tagger/clusters_ar.tsv.gz from articles of the ANT corpus (antcorpus,
multisource data v2.1): each frequent word with the numbers of a coarse and a fine group; no text. Method:
positive pointwise mutual information with the nearest neighbours, singular vectors by random projection
(Halko, Martinsson and Tropp 2011), k-means.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from articles.analysis.text.written import read_words

TARGET = Path(__file__).parents[1] / "articles/analysis/words/tagger/clusters_ar.tsv.gz"
WORDS, NEIGHBOURS = 40_000, 2_000
DIMENSIONS = 64
GROUPS = (64, 512)
ROUNDS = 25
SEED = 4

Matrix = NDArray[np.float32]


def texts(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        seen: set[str] = set()
        for line in lines:
            text = json.loads(line)["text"]
            if text not in seen:
                seen.add(text)
                yield [word.form for word in read_words(text).words]


def neighbours(articles: list[list[str]], index: dict[str, int]) -> Matrix:
    """How often each word has each frequent word directly before it and directly after it."""
    counts = np.zeros((len(index), 2 * NEIGHBOURS), dtype=np.float32)
    for words in articles:
        numbers = np.array([index.get(word, -1) for word in words], dtype=np.int64)
        left, right = numbers[:-1], numbers[1:]
        both = (left >= 0) & (right >= 0)
        left, right = left[both], right[both]
        np.add.at(counts, (right[left < NEIGHBOURS], left[left < NEIGHBOURS]), 1)
        np.add.at(counts, (left[right < NEIGHBOURS], right[right < NEIGHBOURS] + NEIGHBOURS), 1)
    return counts


def information(counts: Matrix) -> Matrix:
    """Positive pointwise mutual information, in place; neighbours' counts are smoothed by a power of 3/4."""
    rows = counts.sum(axis=1, keepdims=True) + 1
    columns = counts.sum(axis=0, keepdims=True) ** 0.75
    counts *= columns.sum() / rows / (columns + 1)
    np.log(np.maximum(counts, 1, out=counts), out=counts)
    return counts


def vectors(matrix: Matrix, random: np.random.Generator) -> Matrix:
    """The words' coordinates along the strongest singular vectors, each of length one."""
    basis = random.standard_normal((matrix.shape[1], DIMENSIONS + 16), dtype=np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(matrix.T @ (matrix @ basis))
    left, strength, _ = np.linalg.svd(matrix @ basis, full_matrices=False)
    found = left[:, :DIMENSIONS] * np.sqrt(strength[:DIMENSIONS])
    lengths = np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    return np.asarray(found / lengths, dtype=np.float32)


def group(points: Matrix, number: int, random: np.random.Generator) -> NDArray[np.int64]:
    centres = points[random.choice(min(len(points), 10 * number), number, replace=False)]
    for _ in range(ROUNDS):
        nearest = np.argmax(points @ centres.T, axis=1)
        for i in range(number):
            members = points[nearest == i]
            centre = members.sum(axis=0) if len(members) else points[random.integers(len(points))]
            centres[i] = centre / (np.linalg.norm(centre) + 1e-9)
    return np.asarray(nearest, dtype=np.int64)


def main(path: Path) -> None:
    random = np.random.default_rng(SEED)
    articles = list(texts(path))
    frequent = Counter(word for words in articles for word in words if word.isalpha())
    words = [word for word, _ in frequent.most_common(WORDS)]
    points = vectors(information(neighbours(articles, {w: i for i, w in enumerate(words)})), random)
    groups = [group(points, number, random) for number in GROUPS]
    rows = sorted((word, *(int(g[i]) for g in groups)) for i, word in enumerate(words))
    with gzip.GzipFile(TARGET, "wb", mtime=0) as out:
        out.write(b"# Words, coarse and fine group. Made by benchmarks/train_word_clusters.py, ANT corpus.\n")
        out.write("".join(f"{w}\t{a}\t{b}\n" for w, a, b in rows).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
