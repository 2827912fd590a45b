"""Measure names found in Arabic articles against names marked by hand, and how fast they are found.

    python -m benchmarks.entities ../shared/eval/gold [--rules-only | --model FOLDER]
    python -m benchmarks.entities ../shared/eval/gold --speed ../shared/data/corpus/ant-2018-02-to-07.jsonl.gz

The folder holds clean.json (articles as lists of units) and entities.json (their names). A name counts as
found when its extent is exact; names inside others are left out. Speed is measured on articles of the ANT
corpus, each read once. A FOLDER holds a token-classification model (articles/analysis/names/token_model.py).
"""

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from articles.analysis.names import token_model
from articles.analysis.names.entities import Entity, find_by_rules, find_mentions, read_scene
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.sentences import find_sentences
from articles.analysis.text.spans import Span

LOADING, TIMED, STEP = 5, 200, 100  # articles that are read first, articles read, and of how many one

Finder = Callable[[str], dict[Span, Entity]]


@dataclass(frozen=True, kw_only=True)
class Article:
    """`wanted` gives the English name of what stands in each place."""

    text: str
    wanted: dict[Span, str]


def read(folder: Path) -> list[Article]:
    clean, names = (json.loads((folder / f"{name}.json").read_text()) for name in ("clean", "entities"))
    keys = sorted({name["article"] for name in names})
    return [_read_article(clean[key]["units"], [n for n in names if n["article"] == key]) for key in keys]


def _read_article(units: list[dict[str, str]], names: list[dict[str, Any]]) -> Article:
    text, starts = "", {}
    for unit in units:
        starts[unit["id"]] = len(text)
        text += unit["text"] + "\n\n"
    wanted = {}
    for name in names:
        if name["unit"] in starts and not name.get("nested_in"):
            start = text.index(name["surface"], starts[name["unit"]] + max(0, name["start"] - 2))
            wanted[Span(start, start + len(name["surface"]))] = name["canonical"]
    return Article(text=text, wanted=wanted)


def find_all(text: str, *, model: token_model.TokenModel | None) -> dict[Span, Entity]:
    return {mention.span: mention.entity for mention in find_mentions(text, language="ar", model=model)}


def find_without_tagger(text: str) -> dict[Span, Entity]:
    scene = read_scene(text, language="ar")
    return {scene.written.span(f.first, f.last, strip=f.strip): f.entity for f in find_by_rules(scene)}


def measure(articles: list[Article], find: Finder) -> None:
    right, found, wanted, named = 0, 0, 0, 0
    keys: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        got = find(article.text)
        found, wanted = found + len(got), wanted + len(article.wanted)
        for span in got.keys() & article.wanted.keys():
            english = article.wanted[span]
            right += 1
            named += fold_key(english) in {fold_key(name.text) for name in got[span].names}
            keys[english][got[span].key] += 1
    one = sum(counts.most_common(1)[0][1] for counts in keys.values())
    print(f"precision {right / found:.3f} recall {right / wanted:.3f} F1 {2 * right / (found + wanted):.3f}")
    print(f"one entity per name {one / right:.3f}, English name known {named / right:.3f}")


def clock(corpus: Path, find: Finder) -> None:
    """The first articles only load the lists."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 0, TIMED * STEP, STEP)]
    sentences = sum(len(find_sentences(text, language="ar")) for text in texts[LOADING:])
    for text in texts[:LOADING]:
        find(text)
    start = time.process_time()
    for text in texts[LOADING:]:
        find(text)
    print(f"{sentences / (time.process_time() - start):.0f} sentences a second on one core")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    voice = parser.add_mutually_exclusive_group()
    voice.add_argument("--rules-only", action="store_true", help="without the trained tagger")
    voice.add_argument("--model", type=Path, metavar="FOLDER", help="with this model in the tagger's place")
    parser.add_argument("--speed", type=Path, metavar="CORPUS", help="measure the speed on this corpus too")
    options = parser.parse_args()
    articles = read(options.gold)
    model = token_model.load(options.model) if options.model else None
    find = find_without_tagger if options.rules_only else partial(find_all, model=model)
    measure(articles, find)
    if options.speed:
        clock(options.speed, find)


if __name__ == "__main__":
    main()
