"""How long two articles take to be compared, by length, beside what difflib and rapidfuzz take.

    python -m benchmarks.comparing [../shared/data]

The articles are made of sentences of the corpus (of the sample where it is not there), half of them in both.
Milliseconds, the best of the runs: "cold" is the first comparison of two articles already read, with the
encoder's vectors yet to be made, "warm" any later one, of which `align`, `differences` and `copied` are the
parts. The baselines compare every sentence with every other too. MB are the most that is held at a time.
"""

import argparse
import gzip
import json
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, pairwise
from math import log
from pathlib import Path

from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist

from articles.analysis.pairs.align import Link, align
from articles.analysis.pairs.differences import differences
from articles.analysis.pairs.reuse import reuse
from articles.analysis.reading import Reading, read
from articles.analysis.text.normalise import fold_key

SAMPLE = Path(__file__).parent.parent / "sample"
LENGTHS = (10, 20, 40, 80, 160, 300)
RUNS = 7
ENDS = ".!?؟»"
PLENTY = 2000  # sentences to choose from


def corpus(shared: Path) -> Iterator[str]:
    for path in sorted(shared.glob("corpus/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def sentences(texts: Iterator[str]) -> list[str]:
    """Whole sentences, each once."""
    found = (sentence.of(text) for text in texts for sentence in read(text, language="ar").sentences)
    return list(dict.fromkeys(islice((s for s in found if s[-1] in ENDS and len(s) > 40), PLENTY)))


def articles(supply: Sequence[str], length: int, *, seed: int) -> tuple[Reading, Reading]:
    """Two articles that have every second sentence in common."""
    chance = random.Random(seed)
    chosen = chance.sample(supply, length + length // 2)
    first, second = chosen[:length], chosen[-length:]
    chance.shuffle(second)
    return read("\n".join(first)), read("\n".join(second))


def compare(a: Reading, b: Reading) -> tuple[Link, ...]:
    """All that a comparison takes."""
    links = align(a, b)
    for link in links:
        differences(a, link.a, b, link.b)
    reuse(a, b)
    return links


def by_difflib(a: Reading, b: Reading) -> None:
    words_a, words_b = _words(a), _words(b)
    matcher = SequenceMatcher(autojunk=False)
    for words in words_b:
        matcher.set_seq2(words)
        for other in words_a:
            matcher.set_seq1(other)
            matcher.ratio()


def by_rapidfuzz(a: Reading, b: Reading) -> None:
    cdist([" ".join(w) for w in _words(a)], [" ".join(w) for w in _words(b)], scorer=token_set_ratio)


def _words(reading: Reading) -> list[list[str]]:
    return [fold_key(sentence.of(reading.text)).split() for sentence in reading.sentences]


def milliseconds(run: Callable[[Reading, Reading], object], a: Reading, b: Reading, *, times: int) -> float:
    """The best of some runs: what is slower was disturbed by something else."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        run(a, b)
        taken.append(1000 * (time.perf_counter() - started))
    return min(taken)


def megabytes(a: Reading, b: Reading) -> float:
    """The most that is held at a time while a warm comparison runs."""
    tracemalloc.start()
    compare(a, b)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def growth(taken: Sequence[float]) -> str:
    """The exponent by which time grows with length, from each length to the next."""
    steps = zip(pairwise(taken), pairwise(LENGTHS), strict=False)
    exponents = (log(late / soon) / log(long / short) for (soon, late), (short, long) in steps)
    return " ".join(f"{exponent:.2f}" for exponent in exponents)


COLUMNS = (
    "sentences",
    "links",
    "cold",
    "warm",
    "align",
    "differences",
    "copied",
    "difflib",
    "rapidfuzz",
    "MB",
)


def measure(a: Reading, b: Reading) -> dict[str, float]:
    """One row of the table."""
    cold = milliseconds(compare, a, b, times=1)
    links = align(a, b)
    return {
        "sentences": len(a.sentences),
        "links": len(links),
        "cold": cold,
        "warm": milliseconds(compare, a, b, times=RUNS),
        "align": milliseconds(align, a, b, times=RUNS),
        "differences": milliseconds(
            lambda a, b: [differences(a, link.a, b, link.b) for link in links], a, b, times=RUNS
        ),
        "copied": milliseconds(reuse, a, b, times=RUNS),
        "difflib": milliseconds(by_difflib, a, b, times=1),
        "rapidfuzz": milliseconds(by_rapidfuzz, a, b, times=RUNS),
        "MB": megabytes(a, b),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options = parser.parse_args()
    sample = (path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt")))
    supply = sentences(corpus(options.data)) or sentences(sample)
    compare(*articles(supply, LENGTHS[0], seed=0))  # loads encoder and dictionaries
    print(f"| {' | '.join(COLUMNS)} |")
    print("|" + " ---: |" * len(COLUMNS))
    rows = []
    for length in LENGTHS:
        if length + length // 2 > len(supply):
            print(f"(no {length + length // 2} sentences to choose from)")
            break
        rows.append(measure(*articles(supply, length, seed=length)))
        print("| " + " | ".join(f"{rows[-1][column]:.0f}" for column in COLUMNS) + " |", flush=True)
    print("growth of warm:", growth([row["warm"] for row in rows]))


if __name__ == "__main__":
    main()
