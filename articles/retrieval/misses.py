"""Why nothing was found: what no article has, what a slip of the pen may have hidden, what to do without."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articles.analysis.text.lemmas import is_known
from articles.retrieval.near_words import near_word
from articles.retrieval.results import Count, count
from articles.retrieval.understanding import understand
from articles.search import Condition, Group, Kind, Query, Term, words_of

# Of a query with more parts the first are tried.
_PARTS = 8
_MOST = 100
_FORMS = 5


@dataclass(frozen=True, kw_only=True)
class Without:
    """The query without one of its parts, and how many articles fit then."""

    part: Group | Term | Condition
    query: Query
    count: Count


@dataclass(frozen=True, kw_only=True)
class Miss:
    """`searched` is each word or phrase with the dictionary forms it was looked for by, `absent` are those
    that no article has at all; `instead` is the query with words near to these.
    """

    searched: tuple[tuple[str, str], ...]
    absent: tuple[Term, ...]
    without: tuple[Without, ...]
    instead: Query | None
    instead_count: Count | None


def explain(query: Query, *, demonyms: bool = False) -> Miss:
    """Of a query that nothing fits."""
    absent = tuple(term for term in query.terms[:_PARTS] if not _count(_alone(term), most=1).number)
    instead = _instead(query, absent)
    found = _count(instead, demonyms=demonyms) if instead else None
    return Miss(
        searched=tuple((term.text, _forms(term)) for term in query.terms[:_PARTS]),
        absent=absent,
        without=tuple(_without(query, demonyms=demonyms)),
        instead=instead if found and found.number else None,
        instead_count=found,
    )


def _alone(term: Term) -> Query:
    return Query(groups=(Group(alternatives=(term,)),))


def _forms(term: Term) -> str:
    """Usual forms with a stroke between those of which one is enough; of exact words these themselves."""
    if term.kind is Kind.EXACT:
        return term.text
    phrases = (phrase for wanted in words_of(_alone(term)).wanted for phrase in wanted.terms.alternatives)
    return " · ".join(sorted(" ".join("/".join(_usual(word)) for word in phrase) for phrase in phrases))


def _usual(lexemes: Iterable[str]) -> list[str]:
    """Of spellings that are only guessed none, and of many the first."""
    known = [lexeme for lexeme in sorted(lexemes) if is_known(lexeme)]
    return (known or sorted(lexemes))[:_FORMS]


def _count(query: Query, *, most: int = _MOST, demonyms: bool = False) -> Count:
    return count(replace(understand(query).query, demonyms=demonyms), most=most)


def _without(query: Query, *, demonyms: bool) -> Iterator[Without]:
    parts: list[Group | Term | Condition] = [*query.groups, *query.excluded, *query.conditions]
    for part in parts[:_PARTS] if len(parts) > 1 else ():
        rest = replace(
            query,
            groups=tuple(one for one in query.groups if one is not part),
            excluded=tuple(one for one in query.excluded if one is not part),
            conditions=tuple(one for one in query.conditions if one is not part),
        )
        found = _count(rest, demonyms=demonyms) if rest else None
        if found and found.number:
            yield Without(part=part, query=rest, count=found)


def _instead(query: Query, absent: tuple[Term, ...]) -> Query | None:
    near = {term: near_word(term.text) for term in absent if term.kind is Kind.WORD}
    if not any(near.values()):
        return None
    groups = (
        Group(alternatives=tuple(replace(one, text=near.get(one) or one.text) for one in group.alternatives))
        for group in query.groups
    )
    return replace(query, groups=tuple(groups))
