"""A query's terms as Postgres searches them, and where in an article what they match stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from articles.search.letters import asked_compounds, asked_forms, asked_lexemes, tells
from articles.search.query import Group, Kind, Query, Term

# The positions at which each lexeme of an article stands; see letters.
Positions = Mapping[str, Sequence[int]]


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """Phrases of which one is enough, each its words in order; a word is a set of lexemes."""

    alternatives: frozenset[tuple[frozenset[str], ...]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.alternatives)

    def __or__(self, other: "Phrases") -> "Phrases":
        return Phrases(alternatives=self.alternatives | other.alternatives)

    @property
    def lexemes(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(chain.from_iterable(self.alternatives)))

    @property
    def is_loose(self) -> bool:
        """Whether `loose` says all: no words must stand in order."""
        return all(len(phrase) == 1 for phrase in self.alternatives)

    @property
    def tsquery(self) -> str:
        return self._written(" <-> ")

    @property
    def loose(self) -> str:
        """The same without order, which an index answers alone."""
        return self._written(" & ")

    def _written(self, between: str) -> str:
        phrases = (between.join(map(_any_of, phrase)) for phrase in self.alternatives)
        return " | ".join(sorted(f"({phrase})" for phrase in phrases))

    def places(self, positions: Positions) -> Iterator[tuple[int, int]]:
        """The first and the last position of each of these phrases where one stands."""
        for phrase in self.alternatives:
            first, *others = ({at for lexeme in word for at in positions.get(lexeme, ())} for word in phrase)
            for start in sorted(first):
                if all(start + n in word for n, word in enumerate(others, start=1)):
                    yield start, start + len(others)


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What a term, or a group of alternatives, looks for by meaning and by letters; either is enough."""

    terms: Phrases = Phrases()
    forms: Phrases = Phrases()

    def __bool__(self) -> bool:
        return bool(self.terms or self.forms)

    @property
    def is_loose(self) -> bool:
        return self.terms.is_loose and self.forms.is_loose


@dataclass(frozen=True, kw_only=True)
class Words:
    """All that a query's words look for, and what must not be there."""

    wanted: tuple[Sought, ...] = ()
    excluded: tuple[Sought, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.excluded)

    @cached_property
    def ranking(self) -> str:
        """A tsquery over the terms by which matches are ranked; empty where nothing of them is asked for."""
        return " & ".join(f"({sought.terms.tsquery})" for sought in self.wanted if sought.terms)


def words_of(query: Query) -> Words:
    """Function words count only where nothing else was typed."""
    wanted = [(group, _sought(group.alternatives)) for group in query.groups]
    telling = [sought for group, sought in wanted if sought and _is_telling(group)]
    return Words(
        wanted=tuple(telling or (sought for _, sought in wanted if sought)),
        excluded=tuple(filter(None, (_sought((term,)) for term in query.excluded))),
    )


def phrases(texts: Iterable[str]) -> Phrases:
    """These texts, each as a phrase; one of function words and single letters alone says nothing."""
    return Phrases(alternatives=frozenset(asked_lexemes(text) for text in texts if any(tells(text))))


def _sought(terms: Iterable[Term]) -> Sought:
    by_meaning, by_letters = Phrases(), Phrases()
    for term in terms:
        if term.kind is Kind.EXACT:
            by_letters |= _phrase(asked_forms(term.text))
        else:
            by_meaning |= _phrase(asked_lexemes(term.text))
            by_meaning |= Phrases(alternatives=frozenset(asked_compounds(term.text)))
    return Sought(terms=by_meaning, forms=by_letters)


def _phrase(words: tuple[frozenset[str], ...]) -> Phrases:
    return Phrases(alternatives=frozenset({words})) if words else Phrases()


def _is_telling(group: Group) -> bool:
    return any(term.kind is not Kind.WORD or any(tells(term.text)) for term in group.alternatives)


def _any_of(word: frozenset[str]) -> str:
    return "(" + " | ".join(f"'{lexeme}'" for lexeme in sorted(word)) + ")"
