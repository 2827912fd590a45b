"""One story as its outlets tell it: every text read, every pair linked; all findings about it start here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from articles.analysis.pairs.align import Link
from articles.analysis.pairs.meaning import Vectors
from articles.analysis.pairs.reuse import Reuse
from articles.analysis.reading import Reading
from articles.analysis.text.spans import Span


@dataclass(frozen=True, kw_only=True, eq=False)
class Telling:
    """One article, by its number; `outlet` is who tells, empty where nobody knows.

    `agencies` are those it credits, by key. `headline` is no part of the text that was read.
    """

    article: int
    outlet: str
    headline: str
    published: datetime | None
    agencies: tuple[str, ...]
    reading: Reading
    vectors: Vectors

    @property
    def teller(self) -> str:
        """The outlet; an article of an unknown one stands for itself, by its number."""
        return self.outlet or str(self.article)

    def place(self, sentence: int) -> "Place":
        """A whole sentence, by its index."""
        return Place(article=self.article, sentence=sentence, span=self.reading.sentences[sentence])


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of an article's body, in the sentence of this index."""

    article: int
    sentence: int
    span: Span


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """Two articles by their numbers, with the links of their sentences and the text they share."""

    a: int
    b: int
    links: tuple[Link, ...]
    reuse: Reuse


@dataclass(frozen=True, kw_only=True, eq=False)
class Tellings:
    """The articles in order of publication, undated ones last; each pair once, the earlier article first."""

    tellings: tuple[Telling, ...]
    pairs: tuple[Pair, ...]

    def __iter__(self) -> Iterator[Telling]:
        return iter(self.tellings)

    def __len__(self) -> int:
        return len(self.tellings)

    def __getitem__(self, article: int) -> Telling:
        """An article's telling, by the article's number."""
        return self._by_article[article]

    @cached_property
    def _by_article(self) -> dict[int, Telling]:
        return {telling.article: telling for telling in self.tellings}

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Known outlets, each once, in the order in which they first tell."""
        return tuple(dict.fromkeys(telling.outlet for telling in self.tellings if telling.outlet))
