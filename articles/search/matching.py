"""A query's terms as Postgres searches them, and the places in a text where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F
from django.db.models.expressions import CombinedExpression

from articles.analysis.spans import Span
from articles.analysis.tokens import Token, lemma_outside_names, tokenise
from articles.search.query import Group, Kind, Query, Term

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
class Phrases:
    """Phrases of which one is enough, each its words in order; a word is a set of lemmas."""

    alternatives: frozenset[tuple[frozenset[str], ...]]

    def __bool__(self) -> bool:
        return bool(self.alternatives)

    @property
    def tsquery(self) -> SearchQuery:
        return SearchQuery(self.text, config=CONFIG, search_type="raw")

    @property
    def text(self) -> str:
        return " | ".join(sorted(reduce(_then, map(_any_of, phrase)) for phrase in self.alternatives))


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a query wants, each in one of several forms, and what it excludes."""

    wanted: tuple[Phrases, ...]
    excluded: tuple[Phrases, ...]

    def __bool__(self) -> bool:
        return bool(self.wanted or self.excluded)

    @property
    def tsquery(self) -> SearchQuery:
        parts = [*(f"({one.text})" for one in self.wanted), *(f"!({one.text})" for one in self.excluded)]
        return SearchQuery(" & ".join(parts), config=CONFIG, search_type="raw")

    def rank(self) -> SearchRank:
        return SearchRank(F("search"), self.tsquery)


def words_of(query: Query) -> Words:
    """Function words count only where nothing else was typed."""
    wanted = [Phrases(alternatives=frozenset(_phrases(group))) for group in query.groups]
    telling = [one for one, group in zip(wanted, query.groups, strict=True) if _is_telling(group)] or wanted
    excluded = [Phrases(alternatives=frozenset(_sequences(term))) for term in query.excluded]
    return Words(wanted=tuple(filter(None, telling)), excluded=tuple(filter(None, excluded)))


def _phrases(group: Group) -> Iterator[tuple[frozenset[str], ...]]:
    for term in group.alternatives:
        yield from _sequences(term)


def _sequences(term: Term) -> Iterator[tuple[frozenset[str], ...]]:
    sequence = tuple(word for word in map(_lexemes, _read(term.text)) if word)
    if sequence:
        yield sequence


def _is_telling(group: Group) -> bool:
    return any(
        term.kind is not Kind.WORD or not all(any(token.stop for token in pair) for pair in _read(term.text))
        for term in group.alternatives
    )


def _then(before: str, word: str) -> str:
    """The word right after, or one further on: a word inside a name is indexed with its form there too."""
    return f"(({before} <-> {word}) | ({before} <2> {word}))"


def places(
    wanted: Sequence[Phrases], text: str, *, language: str, names: Sequence[Span] = ()
) -> list[tuple[Span, ...]]:
    """For each of these, where one of its phrases stands in a text, particles included."""
    if not any(wanted):
        return [()] * len(wanted)
    words = list(_words(text, language=language, named=tokenise(text, language=language, names=names)))
    return [tuple(dict.fromkeys(_find(phrases, words))) for phrases in wanted]


def _find(phrases: Phrases, words: Sequence[tuple[Span, tuple[str, ...]]]) -> Iterator[Span]:
    for place in range(len(words)):
        for phrase in phrases.alternatives:
            if _stands_at(phrase, words[place : place + len(phrase)]):
                yield Span(words[place][0].start, words[place + len(phrase) - 1][0].end)


def _stands_at(phrase: Sequence[frozenset[str]], words: Sequence[tuple[Span, tuple[str, ...]]]) -> bool:
    return len(words) == len(phrase) and not any(
        word.isdisjoint(lemmas) for word, (_, lemmas) in zip(phrase, words, strict=True)
    )


def phrases(texts: Iterable[str]) -> Phrases:
    """These texts, each as a phrase; one of function words and single letters alone says nothing."""
    readings = map(_read, texts)
    telling = (pairs for pairs in readings if any(_tells(pair) for pair in pairs))
    return Phrases(alternatives=frozenset(tuple(map(_lexemes, pairs)) for pairs in telling))


def _read(text: str) -> list[tuple[Token, ...]]:
    """Each word as Arabic and as English take it."""
    return list(zip(*(tokenise(text, language=language) for language in ("ar", "en")), strict=True))


def _tells(pair: Sequence[Token]) -> bool:
    return not any(token.stop for token in pair) and any(len(lexeme) > 1 for lexeme in _lexemes(pair))


def _lexemes(pair: Sequence[Token]) -> frozenset[str]:
    return frozenset(_lexeme(token.lemma) for token in pair) - {""}


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


def _any_of(word: frozenset[str]) -> str:
    return "(" + " | ".join(f"'{lemma}'" for lemma in sorted(word)) + ")"
