"""Words searched: the vector's expression, queries in its terms, and the places that matched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F

from articles.analysis.spans import Span
from articles.analysis.tokens import Token, tokenise

CONFIG = "simple"  # the words come lemmatised; Postgres only has to keep them
# A tsvector holds less than 1 MB; of a text beyond this many characters only the beginning is searched.
INDEXED_CHARACTERS = 300_000


def vector(headline: str, body: str) -> SearchVector:
    """The search column's expression over the two columns of lemmas; headlines weigh more."""
    return SearchVector(headline, weight="A", config=CONFIG) + SearchVector(body, weight="B", config=CONFIG)


def terms(tokens: Iterable[Token]) -> str:
    """What the search column is made of: every word's lemma, in order."""
    return " ".join(token.lemma for token in tokens)[:INDEXED_CHARACTERS]


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

    def places(self, tokens: Sequence[Token]) -> tuple[Span, ...]:
        """Where the words stand in a text that was tokenised."""
        wanted = frozenset().union(*self.words)
        return tuple(token.span for token in tokens if token.lemma in wanted)


def parse(text: str) -> Query:
    """A query for what a reader typed; function words count only where nothing else was typed."""
    readings = [tokenise(text, language=language) for language in ("ar", "en")]
    pairs = list(zip(*readings, strict=True))
    telling = [pair for pair in pairs if not any(token.stop for token in pair)] or pairs
    words = (frozenset(_lexeme(token.lemma) for token in pair) - {""} for pair in telling)
    return Query(words=tuple(word for word in words if word))


def _lexeme(lemma: str) -> str:
    return "".join(c for c in lemma if c.isalnum())


def _quoted(lemma: str) -> str:
    return f"'{lemma}'"
