"""How well and how fast HTML pages are read, beside trafilatura with its metadata in the same run.

Pages and answers are those of scrapinghub's article-extraction-benchmark, scored as it scores: shingles of
four words, precision and recall averaged over pages. `python -m benchmarks.pages ../shared/data/pages`
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import trafilatura

from articles.ingest.html import read_html
from articles.ingest.records import IngestError

_WORD = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, kw_only=True)
class Page:
    name: str
    html: bytes
    article: str


@dataclass(frozen=True, kw_only=True)
class Score:
    """Shares of shingles, averaged over pages; `seconds` of processor time for all of them."""

    precision: float
    recall: float
    seconds: float
    pages: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def ours(page: Page) -> str:
    try:
        return read_html(page.html, source=page.name, source_file=page.name).body
    except IngestError:
        return ""


def theirs(page: Page) -> str:
    html = page.html.decode("utf-8", errors="replace")
    found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    return getattr(found, "text", None) or ""


def measure(pages: Sequence[Page], read: Callable[[Page], str]) -> Score:
    for page in pages[:5]:  # word lists are loaded with the first
        read(page)
    start = time.process_time()
    texts = [read(page) for page in pages]
    seconds = time.process_time() - start
    shares = [_shares(text, page.article) for text, page in zip(texts, pages, strict=True)]
    return Score(
        precision=mean(precision for precision, _ in shares if precision is not None),
        recall=mean(recall for _, recall in shares if recall is not None),
        seconds=seconds,
        pages=len(pages),
    )


def _shares(found: str, wanted: str) -> tuple[float | None, float | None]:
    """Precision and recall of one page; None where there is nothing to be right about."""
    one, two = _shingles(found), _shingles(wanted)
    right = (one & two).total()
    return (right / one.total() if one else None), (right / two.total() if two else None)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    places = range(max(1, len(words) - _SHINGLE + 1)) if words else ()
    return Counter(tuple(words[place : place + _SHINGLE]) for place in places)


def load(folder: Path) -> Iterator[Page]:
    answers = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, answer in answers.items():
        with gzip.open(folder / "html" / f"{name}.html.gz") as file:
            yield Page(name=name, html=file.read(), article=answer["articleBody"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="the fastest counts")
    arguments = parser.parse_args()
    pages = list(load(arguments.folder))
    best: dict[str, Score] = {}
    for _ in range(arguments.rounds):
        for name, read in (("ours", ours), ("trafilatura", theirs)):
            score = measure(pages, read)
            best[name] = min(score, best.get(name, score), key=lambda one: one.seconds)
    for name, score in best.items():
        print(
            f"{name:12} F1 {score.f1:.4f}  precision {score.precision:.4f}  recall {score.recall:.4f}"
            f"  {score.pages / score.seconds:6.1f} pages/s"
        )
    print(f"speed: {best['trafilatura'].seconds / best['ours'].seconds:.2f} times trafilatura's")


if __name__ == "__main__":
    main()
