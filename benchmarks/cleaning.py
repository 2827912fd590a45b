"""What cleaning takes from texts that are clean, and which second articles it finds: glued pairs of articles.

python -m benchmarks.cleaning ANT.jsonl.gz ground-truth.json
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from articles.ingest.blocks import find_blocks
from articles.ingest.records import Block, BlockKind

# Shorter articles end before a second could be told from them.
SHORTEST = 120


def words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def read_corpus(path: Path, *, every: int) -> Iterator[tuple[str, str]]:
    """Headline and text of every so many articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0:
                article = json.loads(line)
                yield article["title"], article["text"]


def taken(text: str) -> Iterator[tuple[Block, int]]:
    """The blocks taken out of a text, with how many words each has."""
    for block in find_blocks(text):
        if not block.kept and block.kind is not BlockKind.HEADLINE:
            yield block, words(text[block.start : block.end])


def measure_loss(name: str, texts: Sequence[str]) -> None:
    rules: Counter[str] = Counter()
    second = 0
    for text in texts:
        for block, length in taken(text):
            rules[block.rule] += length
            second += block.kind is BlockKind.SECOND_ARTICLE
    lost, whole = sum(rules.values()), sum(map(words, texts))
    most = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(4))
    print(f"{name}: {len(texts)} clean texts, {lost / whole:.2%} of the words taken out ({most})")
    print(f"{name}: second articles found where there are none: {second}")


def measure_glued(pairs: Sequence[tuple[tuple[str, str], tuple[str, str]]]) -> None:
    """How many second articles are found that nothing but their headline announces."""
    found = misplaced = 0
    for first, second in pairs:
        text = "\n\n".join((*first, *second))
        cut = next((b for b, _ in taken(text) if b.kind is BlockKind.SECOND_ARTICLE), None)
        if cut:
            at_headline = abs(cut.start - len("\n\n".join(first)) - 2) < 3
            found, misplaced = found + at_headline, misplaced + (not at_headline)
    print(f"glued pairs: {len(pairs)}, found {found / len(pairs):.3f}, at another place {misplaced}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--every", type=int, default=9)
    parser.add_argument("--pairs", type=int, default=400)
    asked = parser.parse_args()
    articles = list(read_corpus(asked.corpus, every=asked.every))
    measure_loss("ANT", ["\n\n".join(article) for article in articles])
    pages = json.loads(asked.pages.read_text(encoding="utf-8")).values()
    measure_loss("English pages", [page["articleBody"] for page in pages])
    long = [article for article in articles if words(article[1]) >= SHORTEST and article[1].count("\n") > 2]
    chooser = random.Random(9)
    measure_glued([tuple(chooser.sample(long, 2)) for _ in range(asked.pairs)])  # type: ignore[misc]


if __name__ == "__main__":
    main()
