"""Measure how often the right English spelling of an Arabic name comes first among all candidates.

    python -m benchmarks.names ../shared/data/names/ar2en-eval.txt

The file holds pairs, tab between them (google/transliteration, Apache-2.0). Candidates are all its English
names; the likeliest by consonants are compared in full. Two that are equally alike count as wrong.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from articles.analysis.names.keys import name_similarity, skeleton

COMPARED = 40


def read(path: Path) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(arabic.strip(), english.strip()) for arabic, english in rows]


def first(arabic: str, candidates: Sequence[str], skeletons: Sequence[str]) -> str | None:
    """The candidate that sounds most like the name; None if two do equally."""
    near = process.extract(
        skeleton(arabic), skeletons, scorer=Levenshtein.normalized_similarity, limit=COMPARED
    )
    ranked = sorted(
        ((name_similarity(arabic, candidates[i]), candidates[i]) for _, _, i in near), reverse=True
    )
    tied = len(ranked) > 1 and ranked[0][0] == ranked[1][0]
    return None if tied else ranked[0][1]


def main(path: Path) -> None:
    pairs = read(path)
    candidates = sorted({english for _, english in pairs})
    skeletons = [skeleton(candidate) for candidate in candidates]
    right = sum(first(arabic, candidates, skeletons) == english for arabic, english in pairs)
    print(f"right first {right / len(pairs):.3f} ({right} of {len(pairs)}, {len(candidates)} candidates)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
