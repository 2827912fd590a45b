"""How well unsupported parts of headlines are found, on cases of our own, and how often any are found at all.

    .venv/bin/python -m benchmarks.headlines [CORPUS.jsonl.gz] [--show 50]

With a corpus of real articles, the share of headlines with each fault, and some to be read by eye.
"""

import argparse
import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from articles.analysis.reading import read
from articles.analysis.stories.headlines import Fault, Finding, HeadlineCheck, check_headline
from articles.analysis.stories.tellings import Telling

CASES = Path(__file__).with_name("headlines") / "cases.toml"
# A word of the headline's own is shown, but isn't said to be a fault.
WORDING = (Fault.CLAIM, Fault.WORD)
EVERY = 150  # of the corpus one article in so many is taken


def check(headline: str, body: str, language: str) -> HeadlineCheck | None:
    telling = Telling(
        article=0,
        outlet="",
        headline=headline,
        published=None,
        agencies=(),
        reading=read(body, language=language),
        vectors=np.zeros((0, 512), dtype=np.float32),
    )
    return check_headline(telling)


def matches(finding: Finding, headline: str, kind: str, words: str) -> bool:
    start = headline.index(words)
    same = finding.fault.value == kind or {finding.fault, Fault(kind)} <= set(WORDING)
    return same and finding.span.start < start + len(words) and start < finding.span.end


def score(cases: Sequence[dict[str, Any]]) -> None:
    found: Counter[str] = Counter()
    for body in cases:
        for case in body["headlines"]:
            made = check(case["text"], str(body["text"]).strip(), str(body["language"]))
            findings = list(made.findings) if made else []
            gold = case["faults"]
            hit = [one for one in gold if any(matches(f, case["text"], *one) for f in findings)]
            false = [f for f in findings if not any(matches(f, case["text"], *one) for one in gold)]
            for kind, _words in gold:
                found[f"{kind} marked"] += 1
            for kind, _words in hit:
                found[f"{kind} found"] += 1
            for finding in false:
                found[f"{finding.fault.value} false"] += 1
                print("  false:", finding.fault.value, "|", finding.span.of(case["text"]), "|", case["text"])
            for kind, words in (one for one in gold if one not in hit):
                print("  missed:", kind, "|", words, "|", case["text"])
    report(found)


def report(found: Counter[str]) -> None:
    print("fault      marked  found  false  precision  recall")
    total = Counter[str]()
    for fault in Fault:
        marked, hit, false = (found[f"{fault.value} {what}"] for what in ("marked", "found", "false"))
        print(f"{fault.value:10} {marked:6} {hit:6} {false:6}")
        if fault is not Fault.WORD:
            total += Counter(marked=marked, hit=hit, false=false)
    precision = total["hit"] / max(1, total["hit"] + total["false"])
    recall = total["hit"] / max(1, total["marked"])
    print(f"all but single words: precision {precision:.3f}, recall {recall:.3f}")


def corpus(path: Path, *, show: int) -> None:
    counts: Counter[str] = Counter()
    for headline, made in headlines_of(path):
        counts["headlines"] += 1
        faults = {finding.fault for finding in made.findings}
        counts.update(fault.value for fault in faults)
        counts["any but single words"] += bool(faults - {Fault.WORD})
        if counts["headlines"] <= show:
            told = "; ".join(f"{f.fault.value}: {f.span.of(headline)}" for f in made.findings)
            print(f"{headline}\n    {told or '-'}")
    for name, count in counts.most_common():
        print(f"{name:22} {count:5} {count / counts['headlines']:.3f}")


def headlines_of(path: Path) -> Iterator[tuple[str, HeadlineCheck]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line) if number % EVERY == 0 else {}
            made = check(row["title"], row["text"], "ar") if row else None
            if made:
                yield row["title"], made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--show", type=int, default=50)
    asked = parser.parse_args()
    score(tomllib.loads(CASES.read_text(encoding="utf-8"))["body"])
    if asked.corpus:
        corpus(asked.corpus, show=asked.show)


if __name__ == "__main__":
    main()
