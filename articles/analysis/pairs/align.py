"""Which sentences of two articles report the same thing, how they relate, and what shows it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product

import numpy as np
from rapidfuzz.distance import Indel

from articles.analysis.pairs import meaning
from articles.analysis.pairs.correspondence import correspond
from articles.analysis.pairs.disagreement import Ground, disagreements
from articles.analysis.pairs.similarity import REMEMBERED, Likeness, Matrix, Term, compare
from articles.analysis.reading import Reading
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span


class Relation(StrEnum):
    COPY = "copy"  # the same text, at most lightly edited
    SAME = "same"  # the same statement in other words
    PARTIAL = "partial"  # one fact shared, at least one side says more or something else
    CONFLICT = "conflict"  # the same matter with a different figure, date or assertion


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Places on both sides that speak for a link.

    kind: word, synonym (alike in meaning or letters), name, figure, quotation, clause, disagreement.
    weight: of words, names and figures their part of all that is shared; of quotations and clauses, of which
        each is evidence by itself, how alike they are; 0 to 1
    ground: why the places of a disagreement cannot both be right
    """

    kind: str
    a: tuple[Span, ...]
    b: tuple[Span, ...]
    weight: float
    ground: Ground | None = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """Sentence a of one reading and b of the other, by index; `score` is the probability that they belong."""

    a: int
    b: int
    relation: Relation
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Model:
    """Logistic regression over the measures of `similarity.Likeness`.

    Sentences are linked from the probability `threshold` on; they say the same from `same` on, the mean of
    how far the less covered one is covered and of how near their vectors are.
    """

    threshold: float
    same: float
    constant: float
    words: float
    amount: float
    letters: float
    meaning: float
    standing: float
    setting: float

    def probability(self, likeness: Likeness) -> Matrix:
        evidence: Matrix = (
            self.constant
            + self.words * likeness.words
            + self.amount * likeness.amount
            + self.letters * likeness.letters
            + self.meaning * likeness.meaning
            + self.standing * likeness.standing
            + self.setting * likeness.setting
        )
        chance: Matrix = np.reciprocal(1 + np.exp(-evidence))
        return chance


# Fitted by benchmarks/alignment.py, which says on what and how well they do on pairs left out.
SAME_LANGUAGE = Model(
    threshold=0.36,
    same=0.48,
    constant=-16.61,
    words=0.65,
    amount=3.63,
    letters=10.15,
    meaning=2.47,
    standing=1.76,
    setting=10.25,
)
ACROSS_LANGUAGES = Model(
    threshold=0.3,
    same=0.36,
    constant=-14.05,
    words=9.23,
    amount=3.75,
    letters=0.0,
    meaning=6.3,
    standing=2.51,
    setting=6.14,
)

_COPIED = 0.7  # share of words that stand in the same order on both sides
_QUOTED_ALIKE = 0.5  # the same for two quotations
_SYNONYM = 0.3  # least match of two terms that is shown


def align(
    a: Reading,
    b: Reading,
    *,
    also: Collection[tuple[int, int]] = (),
    encode: meaning.Encode = meaning.encode,
) -> tuple[Link, ...]:
    """The links between two readings, sorted by sentence of a, then of b; a sentence may have several.

    `also` are pairs of sentences to be linked whatever their score.
    """
    if not a.sentences or not b.sentences:
        return ()
    likeness = compare(a, b, encode=encode)
    model = model_for(a, b)
    scores = model.probability(likeness)
    pairs = {(int(i), int(j)) for i, j in np.argwhere(scores >= model.threshold)}
    return tuple(_link(a, b, likeness, i, j, score=float(scores[i, j])) for i, j in sorted(pairs.union(also)))


def model_for(a: Reading, b: Reading) -> Model:
    return SAME_LANGUAGE if a.language == b.language else ACROSS_LANGUAGES


def _link(a: Reading, b: Reading, likeness: Likeness, i: int, j: int, *, score: float) -> Link:
    parts = correspond(a, i, b, j, likeness)
    conflicts = disagreements(a, i, b, j, likeness, parts)
    evidence = (
        *_shared_terms(likeness, i, j),
        *_shared_quotations(a, b, i, j),
        *(Evidence(kind="clause", a=(part.a,), b=(part.b,), weight=part.likeness) for part in parts),
        *(
            Evidence(kind="disagreement", a=(each.a,), b=(each.b,), weight=1.0, ground=each.ground)
            for each in conflicts
        ),
    )
    relation = Relation.CONFLICT if conflicts else _relation(a, b, likeness, i, j)
    return Link(a=i, b=j, relation=relation, score=round(score, 3), evidence=evidence)


def _relation(a: Reading, b: Reading, likeness: Likeness, i: int, j: int) -> Relation:
    if _alike(a.sentences[i].of(a.text), b.sentences[j].of(b.text)) >= _COPIED:
        return Relation.COPY
    said = float(likeness.covered[i, j] + likeness.meaning[i, j]) / 2
    return Relation.SAME if said >= model_for(a, b).same else Relation.PARTIAL


def _alike(one: str, other: str) -> float:
    """The share of words that stand in both in the same order."""
    return Indel.normalized_similarity(fold_key(one).split(), fold_key(other).split())


def _shared_terms(likeness: Likeness, i: int, j: int) -> Iterator[Evidence]:
    """What the sentences share, by kind: each term of one side with its best match on the other."""
    matched = list(_matches(likeness, likeness.terms_a[i], likeness.terms_b[j]))
    total = sum(weight for *_, weight in matched)
    for kind in ("name", "figure", "word", "synonym"):
        found = [(a, b, weight) for found_kind, a, b, weight in matched if found_kind == kind]
        if found:
            yield Evidence(
                kind=kind,
                a=tuple(sorted({a.span for a, _, _ in found})),
                b=tuple(sorted({b.span for _, b, _ in found})),
                weight=round(sum(weight for *_, weight in found) / total, 3) if total else 0.0,
            )


def _matches(
    likeness: Likeness, a: Sequence[Term], b: Sequence[Term]
) -> Iterator[tuple[str, Term, Term, float]]:
    """Kind, term of a, term of b and shared weight; also from b's side, so that repeated words are shown."""
    if not a or not b:
        return
    match = likeness.match
    worth = match.between(a, b)
    for row, column in {
        *((row, int(worth[row].argmax())) for row in range(len(a))),
        *((int(worth[:, column].argmax()), column) for column in range(len(b))),
    }:
        if worth[row, column] >= _SYNONYM:
            kind = a[row].kind if a[row].key == b[column].key else "synonym"
            yield kind, a[row], b[column], float(worth[row, column]) * match.weights[a[row].key]


def _shared_quotations(a: Reading, b: Reading, i: int, j: int) -> Iterator[Evidence]:
    """Quotations that both sentences hold in like words."""
    for quote_a, quote_b in product(_quoted(a)[i], _quoted(b)[j]):
        alike = _alike(quote_a.of(a.text), quote_b.of(b.text))
        if alike >= _QUOTED_ALIKE:
            yield Evidence(kind="quotation", a=(quote_a,), b=(quote_b,), weight=round(alike, 3))


@lru_cache(maxsize=REMEMBERED)
def _quoted(reading: Reading) -> tuple[tuple[Span, ...], ...]:
    """The parts of quotations that stand in each sentence."""
    return tuple(
        tuple(
            Span(max(quote.span.start, place.start), min(quote.span.end, place.end))
            for quote in reading.quotes
            if quote.span.overlap(place)
        )
        for place in reading.sentences
    )
