"""Which parts of two sentences say the same: their clauses held against each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from articles.analysis.pairs.clauses import sentence_clauses
from articles.analysis.pairs.similarity import Likeness, Matrix, Term, TermMatch
from articles.analysis.reading import Reading
from articles.analysis.text.spans import Span

_ALIKE = 0.35  # share of both clauses' weighted terms that the other has too
_CONTAINED = 0.6  # the same of one clause that the other holds whole
_LEAST = 0.6  # weight that is shared at all: a common word is no correspondence
_CARRIES = 0.2  # least share of the one part that may carry a link by itself


@dataclass(frozen=True, kw_only=True)
class Part:
    """A clause of each sentence; `likeness` is the share of their weighted terms that both have, 0 to 1."""

    a: Span
    b: Span
    likeness: float


def correspond(a: Reading, i: int, b: Reading, j: int, likeness: Likeness) -> tuple[Part, ...]:
    """The parts of two linked sentences, i of a and j of b, that tell the same, in the order of a.

    A clause goes with the ones that are its best or whose best it is; where no two are much alike, only the
    two that are most alike go together. Where neither sentence has more than one clause there is nothing to
    tell apart.
    """
    clauses_a, clauses_b = sentence_clauses(a)[i], sentence_clauses(b)[j]
    if len(clauses_a) < 2 > len(clauses_b):
        return ()
    terms_a, terms_b = _by_clause(likeness.terms_a[i], clauses_a), _by_clause(likeness.terms_b[j], clauses_b)
    shares = [[_shares(one, other, likeness.match) for other in terms_b] for one in terms_a]
    alike = np.array([[_both(*share) if _is_alike(*share) else 0.0 for share in row] for row in shares])
    if not alike.any():
        alike = _best_alone(np.array([[_both(*share) for share in row] for row in shares]))
    return tuple(
        Part(a=clauses_a[n], b=clauses_b[m], likeness=round(float(alike[n, m]), 3)) for n, m in _pairs(alike)
    )


def _by_clause(terms: Sequence[Term], clauses: Sequence[Span]) -> list[list[Term]]:
    return [[term for term in terms if clause.overlap(term.span)] for clause in clauses]


class _Share(NamedTuple):
    """Weight that two clauses share, seen from each, and the weight of all they say."""

    from_a: float
    of_a: float
    from_b: float
    of_b: float


def _shares(a: Sequence[Term], b: Sequence[Term], match: TermMatch) -> _Share:
    if not a or not b:
        return _Share(0, 0, 0, 0)
    worth = match.between(a, b)
    weights_a, weights_b = (np.array([match.weights[term.key] for term in side]) for side in (a, b))
    from_a, from_b = float(weights_a @ worth.max(axis=1)), float(weights_b @ worth.max(axis=0))
    return _Share(from_a, float(weights_a.sum()), from_b, float(weights_b.sum()))


def _both(from_a: float, of_a: float, from_b: float, of_b: float) -> float:
    """The share of both clauses' weight that the other has too; 0 if that is next to nothing."""
    enough = of_a and of_b and from_a + from_b >= 2 * _LEAST
    return (from_a + from_b) / (of_a + of_b) if enough else 0.0


def _is_alike(from_a: float, of_a: float, from_b: float, of_b: float) -> bool:
    contained = max(from_a / of_a, from_b / of_b) if of_a and of_b else 0.0
    return _both(from_a, of_a, from_b, of_b) >= _ALIKE or contained >= _CONTAINED


def _best_alone(alike: Matrix) -> Matrix:
    return np.where(alike == max(float(alike.max()), _CARRIES), alike, 0.0)


def _pairs(alike: Matrix) -> Iterator[tuple[int, int]]:
    best_of_row, best_of_column = alike.max(axis=1), alike.max(axis=0)
    for n, m in np.argwhere(alike > 0):
        if alike[n, m] in (best_of_row[n], best_of_column[m]):
            yield int(n), int(m)
