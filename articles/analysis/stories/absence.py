"""Why an article counts as not having a fact: what was looked for, what was there, what came nearest."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.analysis.pairs import meaning
from articles.analysis.pairs.align import model_for
from articles.analysis.pairs.similarity import Likeness, Term, compare, sentence_terms
from articles.analysis.reading import Reading
from articles.analysis.text.spans import Span

_ALIKE = 0.5  # of two words, how far one is matched by the other
_MOST_FORMS = 12


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Something that the sentence tells: a word by its lemma, a name by its entity, a figure by its value.

    forms: all that would have counted, as far as lists have them; a word counts in every inflection
    written: where it stands in the other article
    alike: words there that are near it in meaning or letters
    """

    kind: str
    span: Span
    forms: tuple[str, ...]
    written: tuple[Span, ...]
    alike: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Absence:
    """The things sought in the order of the sentence, and the nearest sentence by index, if there is any.

    score: the probability that the nearest one tells the same; `needed` is that of a link
    shared: the share of the sentence's words, weighted, that the nearest one has too
    """

    sought: tuple[Sought, ...]
    nearest: int | None
    score: float
    needed: float
    shared: float


def look_for(
    reading: Reading, sentence: int, other: Reading, *, encode: meaning.Encode = meaning.encode
) -> Absence:
    """Look in another article for what a sentence says."""
    needed = model_for(reading, other).threshold
    if not other.sentences:
        return Absence(sought=(), nearest=None, score=0.0, needed=needed, shared=0.0)
    likeness = compare(reading, other, encode=encode)
    scores = model_for(reading, other).probability(likeness)[sentence]
    nearest = int(scores.argmax())
    return Absence(
        sought=tuple(_sought(reading, sentence, likeness)),
        nearest=nearest,
        score=round(float(scores[nearest]), 3),
        needed=needed,
        shared=round(_shared(likeness, sentence, nearest), 3),
    )


def _sought(reading: Reading, sentence: int, likeness: Likeness) -> Iterator[Sought]:
    terms = {term.key: term for term in reversed(sentence_terms(reading)[sentence])}
    there = [term for terms_of in likeness.terms_b for term in terms_of]
    for term in sorted(terms.values(), key=lambda term: term.span):
        written = tuple(other.span for other in there if other.key == term.key)
        alike = () if written else tuple(o.span for o in there if _worth(likeness, term, o) >= _ALIKE)
        yield Sought(
            kind=term.kind, span=term.span, forms=_forms(reading, term), written=written, alike=alike
        )


def _worth(likeness: Likeness, one: Term, other: Term) -> float:
    match = likeness.match
    return float(match.worth[match.rows[one.key], match.columns[other.key]])


def _forms(reading: Reading, term: Term) -> tuple[str, ...]:
    """The known names of an entity; the lemma of a word; nothing but what is written of a figure."""
    if term.kind == "word":
        return (term.key,)
    names = (
        name.text
        for mention in reading.mentions
        if mention.span == term.span
        for name in mention.entity.names
    )
    return tuple(dict.fromkeys(names))[:_MOST_FORMS]


def _shared(likeness: Likeness, sentence: int, other: int) -> float:
    terms = likeness.terms_a[sentence]
    if not terms or not likeness.terms_b[other]:
        return 0.0
    best = likeness.match.between(terms, likeness.terms_b[other]).max(axis=1)
    whole = sum(term.weight for term in terms)
    return float(sum(term.weight * worth for term, worth in zip(terms, best, strict=True)) / whole)
