"""Learns which Latin letters stand for which Arabic ones, from pairs of names, by expectation maximisation.

    python benchmarks/train_letter_pairs.py ../shared/data/names/ar2en-train.txt

Writes articles/analysis/words/names/letter_pairs.tsv. Trained on google/transliteration (Apache-2.0).
Method: many-to-many alignment of letters (Jiampojamarn, Kondrak and Sherif 2007).
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from articles.analysis.names.keys import LONGEST_ARABIC, LONGEST_LATIN, letters

TARGET = Path(__file__).parents[1] / "articles/analysis/words/names/letter_pairs.tsv"
ROUNDS = 8
RAREST = 2e-5


def pieces(a: str, b: str, i: int, j: int) -> Iterator[tuple[str, str]]:
    """The pairs of letters that can come next, neither both empty nor both long."""
    for x in range(LONGEST_ARABIC + 1):
        for y in range(LONGEST_LATIN + 1):
            if x + y > 0 and (x < 2 or y < 3) and i + x <= len(a) and j + y <= len(b):
                yield a[i : i + x], b[j : j + y]


Chances = dict[tuple[str, str], float]


def expect(a: str, b: str, chance: Chances, counts: Chances) -> None:
    """Adds how often each pair of letters is expected in the alignments of one pair of names."""
    forward = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    backward = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    forward[0][0] = backward[len(a)][len(b)] = 1.0
    cells = [(i, j) for i in range(len(a) + 1) for j in range(len(b) + 1)]
    for i, j in cells:
        for x, y in pieces(a, b, i, j):
            forward[i + len(x)][j + len(y)] += forward[i][j] * chance.get((x, y), 0.0)
    for i, j in reversed(cells):
        for x, y in pieces(a, b, i, j):
            backward[i][j] += chance.get((x, y), 0.0) * backward[i + len(x)][j + len(y)]
    whole = forward[len(a)][len(b)]
    if not whole:
        return
    for i, j in cells:
        for x, y in pieces(a, b, i, j):
            share = forward[i][j] * chance.get((x, y), 0.0) * backward[i + len(x)][j + len(y)] / whole
            if share:
                counts[x, y] += share


def train(pairs: list[tuple[str, str]]) -> dict[tuple[str, str], float]:
    seen = Counter(
        p for a, b in pairs for i in range(len(a) + 1) for j in range(len(b) + 1) for p in pieces(a, b, i, j)
    )
    # Long pieces start less likely, or whole names would be learnt by heart.
    chance = {
        pair: count * 0.02 ** (len(pair[0]) + len(pair[1])) for pair, count in seen.items() if count > 20
    }
    for _ in range(ROUNDS):
        total = sum(chance.values())
        chance = {pair: value / total for pair, value in chance.items()}
        counts: defaultdict[tuple[str, str], float] = defaultdict(float)
        for a, b in pairs:
            expect(a, b, chance, counts)
        chance = {pair: value for pair, value in counts.items() if value > 0.5}
    total = sum(chance.values())
    return {pair: value / total for pair, value in chance.items() if value / total > RAREST}


def main() -> None:
    rows = [line.split("\t") for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    learnt = train([(letters(row[0]), letters(row[1])) for row in rows if len(row) == 2])
    head = "# Arabic letters, Latin letters, cost (negative log probability).\n"
    head += "# Trained by benchmarks/train_letter_pairs.py on google/transliteration (Apache-2.0).\n"
    lines = (f"{x}\t{y}\t{-math.log(value):.2f}\n" for (x, y), value in sorted(learnt.items()))
    TARGET.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
