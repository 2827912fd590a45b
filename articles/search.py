"""Words searched: the vector's expression, queries in its terms, and the places that matched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F
from django.db.models.expressions import CombinedExpression

from articles.analysis.spans import Span
from articles.analysis.tokens import Token, lemma_outside_names, tokenise

CONFIG = "simple"  # the words come lemmatised; Postgres only has to keep them
# A tsvector holds less than 1 MB; of a text beyond this many characters only the beginning is searched.
INDEXED_CHARACTERS = 300_000


def vector(headline: str, body: str) -> CombinedExpression:
    """The search column's expression over the two columns of lemmas; headlines weigh more."""
    return SearchVector(headline, weight="A", config=CONFIG) + SearchVector(body, weight="B", config=CONFIG)


def terms(text: str, *, language: str, named: Sequence[Token] = ()) -> str:
    """What the search column is made of: all lemmas in order; `named` are the words read with names."""
    lemmas = (lemma for _, found in _words(text, language=language, named=named) for lemma in found)
    return " ".join(lemmas)[:INDEXED_CHARACTERS]


@dataclass(frozen=True, kw_only=True)
class Query:
    """Words to be found together; each is a set of lemmas of which one is enough."""

    words: tuple[frozenset[str], ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def tsquery(self) -> SearchQuery:
        groups = (" | ".join(map(_quoted, sorted(word))) for word in self.words)
        return SearchQuery(" & ".join(f"({group})" for group in groups), config=CONFIG, search_type="raw")

    def rank(self) -> SearchRank:
        return SearchRank(F("search"), self.tsquery)

    def places(self, text: str, *, language: str, names: Sequence[Span] = ()) -> tuple[Span, ...]:
        """Where any of the words stands in a text, particles included."""
        wanted = frozenset().union(*self.words)
        found = _words(text, language=language, named=tokenise(text, language=language, names=names))
        return tuple(span for span, lemmas in found if not wanted.isdisjoint(lemmas))


def parse(text: str) -> Query:
    """A query for what a reader typed; function words count only where nothing else was typed."""
    readings = [tokenise(text, language=language) for language in ("ar", "en")]
    pairs = list(zip(*readings, strict=True))
    telling = [pair for pair in pairs if not any(token.stop for token in pair)] or pairs
    words = (frozenset(_lexeme(token.lemma) for token in pair) - {""} for pair in telling)
    return Query(words=tuple(word for word in words if word))


def _words(text: str, *, language: str, named: Sequence[Token]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Each word with its lemma and, where it is part of a name, the form it has there.

    A query is read without knowing names, so the lemma alone finds «الشمالية» in «كوريا الشمالية»; the form
    inside the name finds «لتيخونوف», which no dictionary can take apart.
    """
    for word in named or tokenise(text, language=language):
        plain = lemma_outside_names(text, word, language=language)
        yield word.span, tuple(dict.fromkeys((plain, word.lemma)))


def _lexeme(lemma: str) -> str:
    return "".join(c for c in lemma if c.isalnum())


def _quoted(lemma: str) -> str:
    return f"'{lemma}'"
