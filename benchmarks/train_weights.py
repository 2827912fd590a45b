"""Count in how many articles of background corpora each word stands; writes the tables that weights rest on.

    python -m benchmarks.train_weights DATA

DATA holds corpus/ant-*.jsonl.gz (ANT corpus, antcorpus/antcorpus.multisource.data v2.1) for Arabic, and
clustering/ecbplus-*.jsonl.gz (ECB+, Cybulska and Vossen 2014, CC BY 3.0) and pages/ground-truth.json
(scrapinghub/article-extraction-benchmark, MIT) for English. Only counts of single words leave them.
"""

import argparse
import collections
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from articles.analysis.text import lemmas
from articles.analysis.text.tokens import tokenise

ANT = "ANT corpus (antcorpus/antcorpus.multisource.data v2.1)"
ENGLISH = "ECB+ (Cybulska and Vossen 2014, CC BY 3.0) and scrapinghub/article-extraction-benchmark (MIT)"
FORMS_KEPT = 40_000
LEAST_ARABIC = 5
LEAST_ENGLISH = 2


def json_lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def arabic_articles(data: Path) -> Iterator[str]:
    for path in sorted(data.glob("corpus/ant-*.jsonl.gz")):
        for row in json_lines(path):
            yield f"{row['title']}\n{row['text']}"


def english_articles(data: Path) -> Iterator[str]:
    for path in sorted(data.glob("clustering/ecbplus-*.jsonl.gz")):
        for row in json_lines(path):
            yield f"{row['title']}\n{row['text']}"
    pages = json.loads((data / "pages/ground-truth.json").read_text(encoding="utf-8"))
    yield from (page["articleBody"] for page in pages.values())


def document_counts(
    texts: Iterable[str], language: str
) -> tuple[int, collections.Counter[str], collections.Counter[str]]:
    """How many articles there are, and in how many each folded form and each lemma stands."""
    articles = 0
    forms: collections.Counter[str] = collections.Counter()
    lemma_counts: collections.Counter[str] = collections.Counter()
    for text in texts:
        tokens = tokenise(text, language=language)
        articles += 1
        forms.update({token.form for token in tokens})
        lemma_counts.update({token.lemma for token in tokens if not token.stop})
    return articles, forms, lemma_counts


def write_table(path: Path, comment: str, articles: int, counts: Iterable[tuple[str, int]]) -> None:
    """A gzipped table that is the same bytes each time; the first row, an empty word, counts all articles."""
    rows = [f"# {comment}", f"\t{articles}", *(f"{word}\t{count}" for word, count in counts)]
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        io.TextIOWrapper(packed, encoding="utf-8").write("\n".join(rows) + "\n")
    print(f"{path.name}: {len(rows) - 2:,} words of {articles:,} articles, {path.stat().st_size:,} bytes")


def usual_words(
    counts: collections.Counter[str], least: int, limit: int | None = None
) -> list[tuple[str, int]]:
    kept = [(word, count) for word, count in counts.items() if count >= least and not word[0].isdigit()]
    kept.sort(key=lambda row: (-row[1], row[0]))
    return sorted(kept[:limit])


def train_arabic(data: Path, words: Path) -> None:
    articles, forms, _ = document_counts(arabic_articles(data), "ar")
    arabic = collections.Counter({form: n for form, n in forms.items() if form[0] >= "\u0600"})
    comment = f"Folded Arabic word forms, articles that hold them. {ANT}"
    write_table(words / "forms_ar.tsv.gz", comment, articles, usual_words(arabic, LEAST_ARABIC, FORMS_KEPT))
    lemmas.forget()  # the analyser reads the forms just written
    articles, _, counted = document_counts(arabic_articles(data), "ar")
    comment = f"Folded Arabic lemmas, articles that hold them. {ANT}"
    write_table(words / "weights_ar.tsv.gz", comment, articles, usual_words(counted, LEAST_ARABIC))


def train_english(data: Path, words: Path) -> None:
    articles, _, counted = document_counts(english_articles(data), "en")
    comment = f"Folded English lemmas, articles that hold them. {ENGLISH}"
    write_table(words / "weights_en.tsv.gz", comment, articles, usual_words(counted, LEAST_ENGLISH))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--words", type=Path, default=lemmas.WORDS, help="folder to write the tables to")
    options = parser.parse_args()
    train_english(options.data, options.words)
    train_arabic(options.data, options.words)


if __name__ == "__main__":
    main()
