"""How much a word tells: inverse document frequency in newspapers, not in the texts at hand."""

import math
from collections.abc import Mapping
from functools import cache

from articles.analysis.text.lemmas import WORDS, read_counts, script_language

_ALL_ARTICLES = ""  # the row of a table that counts the articles themselves


def weight(lemma: str, *, language: str) -> float:
    """From 0 for a word of every article to 1 for one never seen; 1 for all where we have no corpus.

    The inverse document frequency (Spärck Jones 1972) over its highest value, so that languages compare.
    """
    counts = _counts(script_language(lemma, language)) if lemma else {}
    articles = counts.get(_ALL_ARTICLES, 0)
    return 1 - math.log1p(counts.get(lemma, 0)) / math.log1p(articles) if articles else 1.0


@cache
def _counts(language: str) -> Mapping[str, int]:
    return read_counts(WORDS / f"weights_{language}.tsv.gz")
