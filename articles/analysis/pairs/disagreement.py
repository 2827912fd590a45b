"""Where two sentences on one matter cannot both be right, and why."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise, product

from rapidfuzz.distance import Indel

from articles.analysis.figures.compatibility import compatible, compatible_dates
from articles.analysis.pairs.clauses import sentence_clauses
from articles.analysis.pairs.correspondence import Part
from articles.analysis.pairs.counted import PEOPLE, Count, counts
from articles.analysis.pairs.objects import Aim, aims, country_of
from articles.analysis.pairs.opposites import opposed, poles_of
from articles.analysis.pairs.similarity import Likeness, Term, TermMatch
from articles.analysis.pairs.statements import Item, ItemKind, items
from articles.analysis.reading import Reading
from articles.analysis.speech.heard import CARRIED_OVER, NONE
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.speech.quotes import Quote
from articles.analysis.text.negation import denies
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tokens import Token

# How much of the less covered sentence, or of both clauses, the other must say before a difference counts.
_ONE_MATTER = 0.3
_ONE_STATEMENT = 0.55
_ONE_CLAUSE = 0.5
_ACROSS = 0.7  # of that across languages, where one word is less surely known in the other
_ONE_AIM, _SEVERAL_WORDS = 0.35, 3  # likeness of clauses, and words in them that are aimed elsewhere
_MATCHED = 0.5  # of two words, how far one is matched by the other
_NEAR = 6  # words around a figure that tell what it is about
_IN_COMMON = 2  # of them, how many must be matched
_ONE_VERB = 0.8
_NEGATOR_REACH = 3  # words
_ONE_UTTERANCE, _UTTERANCE = 0.7, 5  # share of words in the same order; words of a quotation
# Opposites that say where and when, or in what measure; another one is no contradiction.
_CIRCUMSTANCES = frozenset(
    ["before", "first", "inside", "most", "with", "man", "government", "friend", "right"]
)


class Ground(StrEnum):
    """Why two sentences cannot both be right."""

    FIGURE = "figure"  # another number of the same thing
    DATE = "date"  # another day or time of the same event
    DENIAL = "denial"  # one asserts what the other denies
    OPPOSITE = "opposite"  # a word and its opposite in the same statement
    OBJECT = "object"  # the same aimed at somebody else
    SPEAKER = "speaker"  # the same words attributed to somebody else


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """Places in a and in b that cannot both be right, and why."""

    ground: Ground
    a: Span
    b: Span


def disagreements(
    a: Reading, i: int, b: Reading, j: int, likeness: Likeness, parts: Sequence[Part]
) -> tuple[Disagreement, ...]:
    """Where sentence i of a and sentence j of b disagree; `parts` are those that correspond."""
    covered = float(likeness.covered[i, j])
    near = 1 if a.language == b.language else _ACROSS
    both = _Both(
        _Sentence(a, i, likeness.terms_a[i]), _Sentence(b, j, likeness.terms_b[j]), likeness.match, parts
    )
    found: list[Disagreement] = []
    for ground, find, least in _GROUNDS:
        if covered >= least * near:
            found += both.told(ground, find, found)
    if not found and any(part.likeness >= _ONE_AIM for part in parts):
        found += both.told(Ground.OBJECT, _aimed_otherwise, found)
    return tuple(found)


class _Sentence:
    """One side: a sentence with what was read in it."""

    def __init__(self, reading: Reading, index: int, terms: Sequence[Term]) -> None:
        self.reading, self.index, self.terms = reading, index, terms
        self.span = reading.sentences[index]
        self.words = [t for t in within(reading.tokens, self.span) if self.span.covers(t.span)]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return items(self.reading, self.span)

    @cached_property
    def aims(self) -> tuple[Aim, ...]:
        return tuple(aims(self.reading, self.span))

    @cached_property
    def denials(self) -> tuple[tuple[Span, Token], ...]:
        """Each word that stands right after a negator, with the place of both."""
        return tuple(
            (Span(negator.span.start, word.span.end), word)
            for negator, word in pairwise(self.words)
            if denies(negator, self.reading.language)
        )

    @cached_property
    def asserted(self) -> tuple[Token, ...]:
        """The words that no negator stands shortly before: in «لا يوجد تغيير» there is no «تغيير»."""
        negators = [n for n, word in enumerate(self.words) if denies(word, self.reading.language)]
        return tuple(
            word
            for n, word in enumerate(self.words)
            if not any(negator < n <= negator + _NEGATOR_REACH for negator in negators)
        )

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(country_of(m.entity) for m in within(self.reading.mentions, self.span))

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        return counts(self.reading, self.index)

    def near(self, place: Span) -> list[Term]:
        """The terms around a place that are no figures, nearest first."""
        around = [t for t in self.terms if t.kind != "figure" and not t.span.overlap(place)]
        return sorted(around, key=lambda t: max(place.start - t.span.end, t.span.start - place.end))[:_NEAR]

    def quotes(self) -> Iterator[Quote]:
        for quote in self.reading.quotes:
            if quote.kind in (QuoteKind.DIRECT, QuoteKind.PARTIAL) and quote.span.overlap(self.span):
                yield quote


@dataclass(frozen=True, eq=False)
class _Both:
    """Two sentences side by side, and which of their parts and words are the same."""

    a: _Sentence
    b: _Sentence
    match: TermMatch
    parts: Sequence[Part]

    def turned(self) -> "_Both":
        parts = tuple(Part(a=part.b, b=part.a, likeness=part.likeness) for part in self.parts)
        return _Both(self.b, self.a, self.match.turned(), parts)

    def together(self, in_a: Span, in_b: Span, *, least: float = 0.0) -> bool:
        """Whether two places stand in clauses that correspond; a sentence of one clause needs none.

        `least` is how alike these must be; with 0 it is enough if either sentence has one clause only.
        """
        single = [len(sentence_clauses(side.reading)[side.index]) < 2 for side in (self.a, self.b)]
        if all(single) or (any(single) and not least):
            return True
        return any(
            part.a.overlap(in_a) and part.b.overlap(in_b) and part.likeness >= least for part in self.parts
        )

    def told(self, ground: Ground, find: "_Find", before: Sequence[Disagreement]) -> list[Disagreement]:
        """What is found on a ground, and was not on one before it."""
        return [
            Disagreement(ground=ground, a=in_a, b=in_b)
            for in_a, in_b in find(self)
            if not any(each.a.overlap(in_a) and each.b.overlap(in_b) for each in before)
        ]

    def same(self, one: str, other: str) -> bool:
        """Whether two keys stand for the same, in one language or in two."""
        if one == other:
            return True
        known = one in self.match.rows and other in self.match.columns
        return known and float(self.match.worth[self.match.rows[one], self.match.columns[other]]) >= _MATCHED

    def in_common(self, in_a: Span, in_b: Span) -> int:
        """How many words around a place of a are also around one of b."""
        around = self.b.near(in_b)
        return sum(any(self.same(term.key, other.key) for other in around) for term in self.a.near(in_a))


_Places = Iterator[tuple[Span, Span]]
_Find = Callable[[_Both], _Places]


def _figures_apart(both: _Both) -> _Places:
    """Figures that count the same in the same surroundings, the only ones of their sort, and differ."""
    for one, other in product(both.a.counts, both.b.counts):
        if one.figure is None or other.figure is None or compatible(one.figure, other.figure):
            continue
        if _is_one_count(both, one, other):
            yield one.span, other.span


def _none_counted(both: _Both) -> _Places:
    """Nobody on one side, somebody on the other."""
    for one, other in product(both.a.counts, both.b.counts):
        if (one.figure is None) != (other.figure is None) and _is_one_count(both, one, other):
            yield one.span, other.span


def _is_one_count(both: _Both, one: Count, other: Count) -> bool:
    """Whether each is the only one that can count what the other counts, in surroundings that are alike."""
    alone_a = [x for x in both.a.counts if _counts_same(both, x, other)] == [one]
    alone_b = [y for y in both.b.counts if _counts_same(both, one, y)] == [other]
    alike = alone_a and alone_b and both.together(one.span, other.span)
    befell = bool(one.fate) and one.fate == other.fate
    return alike and befell + both.in_common(one.span, other.span) >= _IN_COMMON


def _counts_same(both: _Both, one: Count, other: Count) -> bool:
    """By the unit's kind, by the noun that is counted, or by what befell the people."""
    if one.measures or other.measures:
        return one.measures == other.measures and one.noun == other.noun
    if one.figure is None or other.figure is None:
        return one.fate == other.fate
    if PEOPLE in (one.noun, other.noun):
        return one.noun == other.noun and one.fate == other.fate
    return (one.fate == other.fate or not (one.fate and other.fate)) and both.same(one.noun, other.noun)


def _dates_apart(both: _Both) -> _Places:
    """Dates, weekdays or times, the only ones of their sort in what corresponds, that cannot be one."""
    by_sort = [_dates(side) for side in (both.a, both.b)]
    for sort in by_sort[0].keys() & by_sort[1].keys():
        ones, others = by_sort[0][sort], by_sort[1][sort]
        if len(ones) == len(others) == 1:
            one, other = ones[0], others[0]
            apart = not compatible_dates(one.key[1:], other.key[1:])
            if apart and both.together(one.span, other.span, least=_ONE_CLAUSE):
                yield one.span, other.span


def _dates(side: _Sentence) -> dict[str, list[Item]]:
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for item in side.items:
        if item.kind is ItemKind.DATE:
            found[item.sort].append(item)
    return found


def _denied(both: _Both) -> _Places:
    """A word that only one side denies, with its negator, and the word as the other side asserts it."""
    yield from _contradicted(both)
    yield from ((asserted, denied) for denied, asserted in _contradicted(both.turned()))


def _contradicted(both: _Both) -> _Places:
    denied_there = [word for _, word in both.b.denials]
    for place, word in both.a.denials:
        if any(_one_word(both, word, other) for other in denied_there):
            continue
        for asserted in both.b.asserted:
            if _one_word(both, word, asserted) and both.together(place, asserted.span, least=_ONE_CLAUSE):
                yield place, asserted.span
                break


def _one_word(both: _Both, one: Token, other: Token) -> bool:
    """Whether words are of one verb: after a negator it stands in another form (وافق, لم توافق)."""
    if one.stop or other.stop:
        return False
    alike = Indel.normalized_similarity(one.lemma, other.lemma) >= _ONE_VERB
    return alike or both.same(one.lemma, other.lemma)


def _opposed(both: _Both) -> _Places:
    """A word and its opposite in clauses that say the same for the rest, neither of them denied."""
    if any(denies(word, side.reading.language) for side in (both.a, both.b) for word in side.words):
        return
    for one, other in opposed(both.a.words, both.b.words):
        scales = {pole.scale for pole in poles_of(one.form)} & {pole.scale for pole in poles_of(other.form)}
        if scales - _CIRCUMSTANCES and both.together(one.span, other.span, least=_ONE_CLAUSE):
            yield one.span, other.span


def _aimed_elsewhere(both: _Both) -> _Places:
    """The same aimed at another country or body, of which the other sentence has no word."""
    for one, other in product(both.a.aims, both.b.aims):
        elsewhere = one.target not in both.b.countries and other.target not in both.a.countries
        if elsewhere and both.same(one.lemma, other.lemma):
            yield one.span, other.span
            return


def _aimed_otherwise(both: _Both) -> _Places:
    """The same in several words, in clauses that correspond, aimed at one alone on each side, not the same.

    So long sentences of which little else is shared can contradict each other: «the international sanctions
    imposed on».
    """
    aimed: defaultdict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
    for one, other in product(both.a.aims, both.b.aims):
        if both.same(one.lemma, other.lemma):
            aimed[one.target, other.target].append((one.span, other.span))
    for (target, other_target), places in aimed.items():
        in_a, in_b = max(places, key=lambda spans: len(spans[0]) + len(spans[1]))
        alone = len(aimed) == 1 and target != other_target and len(places) >= _SEVERAL_WORDS
        if alone and any(
            part.likeness >= _ONE_AIM and part.a.overlap(in_a) and part.b.overlap(in_b) for part in both.parts
        ):
            yield in_a, in_b


def _other_speaker(both: _Both) -> _Places:
    """One utterance that the texts attribute to two persons, each named beside it."""
    for one, other in product(both.a.quotes(), both.b.quotes()):
        if _is_sure(one) and _is_sure(other) and one.entity != other.entity and one.speaker and other.speaker:
            words, others = (
                fold_key(q.span.of(side.reading.text)).split() for q, side in ((one, both.a), (other, both.b))
            )
            alike = Indel.normalized_similarity(words, others) >= _ONE_UTTERANCE
            if alike and min(len(words), len(others)) >= _UTTERANCE:
                yield one.speaker, other.speaker


def _is_sure(quote: Quote) -> bool:
    person = quote.entity is not None and quote.entity.kind == "person"
    return person and quote.speaker_rule not in (CARRIED_OVER, NONE)


_GROUNDS = (
    (Ground.FIGURE, _figures_apart, _ONE_MATTER),
    (Ground.DENIAL, _none_counted, _ONE_MATTER),
    (Ground.DATE, _dates_apart, _ONE_STATEMENT),
    (Ground.DENIAL, _denied, _ONE_STATEMENT),
    (Ground.OPPOSITE, _opposed, _ONE_STATEMENT),
    (Ground.OBJECT, _aimed_elsewhere, _ONE_MATTER),
    (Ground.SPEAKER, _other_speaker, _ONE_MATTER),
)
