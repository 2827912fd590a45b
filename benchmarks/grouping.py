"""How well articles are grouped into stories: B-cubed precision, recall and F1 (Bagga and Baldwin 1998).

    python -m benchmarks.grouping ../shared/data/clustering/ecbplus-topics-01-to-35.jsonl.gz

Reads JSON lines, gzipped or not, with `story` (the right group), `title` and `text`, all in one language
(--language, English unless told). Each run takes the articles in another order, as news may come in any.
"""

import argparse
import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from articles.analysis.names.entities import Mention, find_mentions
from articles.analysis.stories.cluster import group
from articles.analysis.stories.profiles import Profile, profile, rarity
from articles.analysis.text.tokens import Token, tokenise


@dataclass(frozen=True, kw_only=True)
class Read:
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    rows = read_rows(options.path)
    started = time.perf_counter()
    profiles = profiles_of(rows, language=options.language)
    print(f"{len(rows)} articles, {len({row['story'] for row in rows})} stories")
    print(f"read in {time.perf_counter() - started:.1f} s")
    right = {number: row["story"] for number, row in enumerate(rows)}
    results = []
    for seed in range(options.runs):
        started = time.perf_counter()
        order = random.Random(seed).sample(sorted(profiles), len(profiles))
        stories = stories_of(group({number: profiles[number] for number in order}))
        results.append(b_cubed(right, stories))
        print(
            _line(f"order {seed}", results[-1]),
            f"{len(stories)} stories {time.perf_counter() - started:.1f} s",
        )
    print(_line("mean", [fmean(values) for values in zip(*results, strict=True)]))


def stories_of(homes: Mapping[int, int]) -> list[list[int]]:
    stories: defaultdict[int, list[int]] = defaultdict(list)
    for article, story in homes.items():
        stories[story].append(article)
    return list(stories.values())


def read_rows(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def profiles_of(rows: Sequence[Mapping[str, str]], *, language: str) -> dict[int, Profile]:
    """Profiles by row number."""
    read = [_read(f"{row['title']}\n\n{row['text']}", language) for row in rows]
    rare = rarity(language)
    return {
        number: profile(language=language, tokens=each.tokens, mentions=each.mentions, rarity=rare)
        for number, each in enumerate(read)
    }


def b_cubed(right: Mapping[int, Hashable], found: Sequence[Sequence[int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of grouping, the mean over articles of what their group and story share."""
    members: defaultdict[Hashable, set[int]] = defaultdict(set)
    for article, story in right.items():
        members[story].add(article)
    pairs = [(set(group), members[right[article]]) for group in found for article in group]
    precision = fmean(len(group & story) / len(group) for group, story in pairs)
    recall = fmean(len(group & story) / len(story) for group, story in pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _read(text: str, language: str) -> Read:
    mentions = find_mentions(text, language=language)
    tokens = tokenise(text, language=language, names=[mention.span for mention in mentions])
    return Read(tokens=tokens, mentions=mentions)


def _line(label: str, values: Sequence[float]) -> str:
    precision, recall, f1 = values
    return f"{label:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f} "


if __name__ == "__main__":
    main()
