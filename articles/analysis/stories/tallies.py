"""Figures and dates that several articles of a story give for one thing, and whether all can be right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from articles.analysis.figures.compatibility import compatible, compatible_dates
from articles.analysis.figures.figures import Bound, Figure
from articles.analysis.pairs.align import Evidence, Link
from articles.analysis.pairs.clauses import sentence_clauses
from articles.analysis.pairs.counted import PEOPLE, Count, counts
from articles.analysis.pairs.disagreement import Ground
from articles.analysis.stories.linkage import grouped
from articles.analysis.stories.reckoning import ELAPSED, Day, Days, days_of
from articles.analysis.stories.tellings import Place, Telling, Tellings
from articles.analysis.text.spans import Span, within

_NEAR = 6  # words on both sides of a figure that tell what it is about
_IN_COMMON = 2  # of them, how many must be shared; the same figure needs one
_JOINED = 0.34  # of the pairs of two groups, how many must speak of one thing for them to be one
_SHARED = frozenset(["word", "synonym", "name", "quotation"])
_APART = frozenset([Ground.FIGURE, Ground.DATE, Ground.DENIAL])


class Agreement(StrEnum):
    """How far what is given for one thing can be right at once, the worst first."""

    CONFLICT = "conflict"
    ROUNDED = "rounded"  # so near that one is the other, rounded
    RECKONED = "reckoned"  # a duration, counted back from the day of the text, ends where the date is
    HEDGED = "hedged"  # «more than 4» or «about 4» leaves room for the other
    OTHER_UNIT = "other_unit"  # the same amount, measured otherwise
    LESS_EXACT = "less_exact"  # a year or a month in which the day lies
    EQUAL = "equal"


@dataclass(frozen=True, kw_only=True)
class Given:
    """A figure or date at `place`, in the clause that says what it is about.

    value: of a figure the number; None where it is said that there are none
    unit: a unit of measure, or what is counted
    iso: of a date or duration the days that are meant; empty for other figures
    basis: how these were reckoned, as in `reckoning.Day`
    """

    place: Place
    clause: Span
    value: float | None = None
    unit: str = ""
    iso: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One thing and all that is given for it, in the story's order.

    `apart` are those that cannot both be right, as indices of `given`, the lower first.
    """

    agreement: Agreement
    given: tuple[Given, ...]
    apart: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Tallies:
    """What at least two articles give; disagreements first, then what most articles give."""

    tallies: tuple[Tally, ...]

    @property
    def count(self) -> int:
        return len(self.tallies)

    @property
    def conflicts(self) -> int:
        return sum(tally.agreement is Agreement.CONFLICT for tally in self.tallies)


def find_tallies(tellings: Tellings) -> Tallies:
    """Only what stands in linked sentences is held against each other: there it can be of one thing."""
    read = {telling.article: _Read(telling, days_of(telling, tellings)) for telling in tellings}
    edges = [
        edge
        for pair in tellings.pairs
        for link in pair.links
        for edge in _edges(read[pair.a], read[pair.b], link)
    ]
    order = {telling.article: n for n, telling in enumerate(tellings)}
    tallies = [_tally(group, edges, order) for group in _grouped(edges)]
    return Tallies(tallies=tuple(sorted(tallies, key=_importance)))


def _importance(tally: Tally) -> tuple[bool, int, Place]:
    articles = {given.place.article for given in tally.given}
    return tally.agreement is not Agreement.CONFLICT, -len(articles), tally.given[0].place


class _Read:
    """One article with its counts and days by sentence."""

    def __init__(self, telling: Telling, days: Days) -> None:
        self.telling, self.days = telling, days
        self.language = telling.reading.language

    def counts(self, sentence: int) -> list[Count]:
        lasting = [day.span for day in self.days.found if day.basis == ELAPSED]
        return [
            count
            for count in counts(self.telling.reading, sentence)
            if count.noun and not any(count.span.overlap(span) for span in lasting)
        ]

    def days_in(self, sentence: int) -> list[Day]:
        return [day for day in self.days.found if day.sentence == sentence]

    def clause(self, sentence: int, span: Span) -> Span:
        clauses = sentence_clauses(self.telling.reading)[sentence]
        return next(
            (each for each in clauses if each.overlap(span)), self.telling.reading.sentences[sentence]
        )

    def near(self, sentence: int, span: Span) -> list[Span]:
        """The words around a place that tell what it is about, nearest first."""
        words = [
            word.span
            for word in within(self.telling.reading.tokens, self.telling.reading.sentences[sentence])
            if not word.stop and not word.span.overlap(span) and not word.form[0].isdecimal()
        ]
        return sorted(words, key=lambda word: max(span.start - word.end, word.start - span.end))[:_NEAR]

    def given(self, sentence: int, found: Count | Day) -> Given:
        place = Place(article=self.telling.article, sentence=sentence, span=found.span)
        clause = self.clause(sentence, found.span)
        if isinstance(found, Day):
            return Given(place=place, clause=clause, iso=found.iso, basis=found.basis)
        value = found.figure.measure[0] if found.figure else None
        unit = found.fate if found.noun == PEOPLE and found.fate else found.noun
        return Given(place=place, clause=clause, value=value, unit=unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """Two that are given for one thing."""

    a: Given
    b: Given
    agreement: Agreement


def _edges(a: _Read, b: _Read, link: Link) -> Iterator[_Edge]:
    two = _Two(a, b, link)
    found: list[tuple[Count | Day, Count | Day, Agreement | None]] = [
        *((x, y, two.judge_counts(x, y)) for x, y in product(a.counts(link.a), b.counts(link.b))),
        *((x, y, two.judge_days(x, y)) for x, y in product(a.days_in(link.a), b.days_in(link.b))),
    ]
    for one, other, agreement in found:
        if agreement is not None:
            yield _Edge(a=a.given(link.a, one), b=b.given(link.b, other), agreement=agreement)


class _Two:
    """Two linked sentences with what their link rests on."""

    def __init__(self, a: _Read, b: _Read, link: Link) -> None:
        self.a, self.b, self.link = a, b, link
        self.shared = [e for e in link.evidence if e.kind in _SHARED]
        self.parts = [e for e in link.evidence if e.kind == "clause"]
        self.apart = [e for e in link.evidence if e.ground in _APART]

    def judge_counts(self, one: Count, other: Count) -> Agreement | None:
        """How two figures agree that are given for one thing; None where they are not."""
        if self._are_apart(one.span, other.span):
            return Agreement.CONFLICT
        if one.figure is None or other.figure is None:
            return None
        agreement = agreement_of(one.figure, other.figure)
        same = [
            [x for x in self.a.counts(self.link.a) if self._is_same(x, other)],
            [y for y in self.b.counts(self.link.b) if self._is_same(one, y)],
        ]
        needed = 1 if agreement is Agreement.EQUAL else _IN_COMMON - bool(one.fate)
        if (
            agreement is None
            or same != [[one], [other]]
            or not self._is_about_one(one.span, other.span, needed)
        ):
            return None
        return agreement

    def _is_same(self, one: Count, other: Count) -> bool:
        """Whether two figures can count the same: a unit, a noun, or people whom the same befell."""
        if one.figure is None or other.figure is None or one.measures != other.measures:
            return False
        if one.noun == other.noun:
            return one.fate == other.fate or (one.noun != PEOPLE and not (one.fate and other.fate))
        return not one.measures and PEOPLE not in (one.noun, other.noun) and self._are_matched(one, other)

    def _are_matched(self, one: Count, other: Count) -> bool:
        """Whether the words for what is counted are among those that the sentences share."""
        return any(
            any(span.overlap(one.span) for span in e.a) and any(span.overlap(other.span) for span in e.b)
            for e in self.shared
        )

    def _are_apart(self, in_a: Span, in_b: Span) -> bool:
        return any(_covers(evidence, in_a, in_b) for evidence in self.apart)

    def judge_days(self, one: Day, other: Day) -> Agreement | None:
        """As `judge_counts`, for days: of these only what the texts themselves set apart is in conflict."""
        if self._are_apart(one.span, other.span):
            return Agreement.CONFLICT
        alone = [
            [x for x in self.a.days_in(self.link.a) if _meet(x, other)],
            [y for y in self.b.days_in(self.link.b) if _meet(one, y)],
        ]
        # That two durations in linked sentences end at one time is seldom chance, whatever their clauses.
        anywhere = one.basis == other.basis == ELAPSED
        if alone != [[one], [other]] or not self._is_about_one(one.span, other.span, 1, anywhere=anywhere):
            return None
        if ELAPSED in (one.basis, other.basis):
            return Agreement.HEDGED if one.basis == other.basis else Agreement.RECKONED
        return Agreement.EQUAL if one.iso == other.iso else Agreement.LESS_EXACT

    def _is_about_one(self, in_a: Span, in_b: Span, needed: int, *, anywhere: bool = False) -> bool:
        """Whether two places stand in clauses that correspond, both amid so many of the shared words.

        `anywhere` asks for no such clauses, and for the words on one side only.
        """
        single = [
            len(sentence_clauses(side.telling.reading)[sentence]) < 2
            for side, sentence in ((self.a, self.link.a), (self.b, self.link.b))
        ]
        together = anywhere or any(_covers(part, in_a, in_b) for part in self.parts)
        if not any(single) and not together:
            return False
        near_a, near_b = self.a.near(self.link.a, in_a), self.b.near(self.link.b, in_b)
        common = [
            sum(any(place.overlap(span) for e in self.shared for span in side(e)) for place in near)
            for near, side in ((near_a, _in_a), (near_b, _in_b))
        ]
        return (max if anywhere else min)(common) >= needed


def _in_a(evidence: Evidence) -> tuple[Span, ...]:
    return evidence.a


def _in_b(evidence: Evidence) -> tuple[Span, ...]:
    return evidence.b


def _covers(evidence: Evidence, in_a: Span, in_b: Span) -> bool:
    return any(span.overlap(in_a) for span in evidence.a) and any(span.overlap(in_b) for span in evidence.b)


def _meet(one: Day, other: Day) -> bool:
    """Whether two can be one day; a stretch of years says nothing about a day in it."""
    if one.first > other.last or other.first > one.last:
        return False
    if ELAPSED in (one.basis, other.basis):
        return True
    return compatible_dates(one.iso, other.iso)


def agreement_of(one: Figure, other: Figure) -> Agreement | None:
    """How two figures of one unit or kind agree; None where they cannot both be right."""
    if not compatible(one, other):
        return None
    hedges = {one.bound, other.bound} - {Bound.EXACTLY} or one.high != other.high
    if one.measure == other.measure and one.high == other.high and one.bound == other.bound:
        return Agreement.EQUAL if one.unit == other.unit or not one.measures else Agreement.OTHER_UNIT
    if hedges:
        return Agreement.HEDGED
    if one.measures and one.unit != other.unit:
        return Agreement.OTHER_UNIT
    return Agreement.EQUAL if one.measure[0] == other.measure[0] else Agreement.ROUNDED


# Grouping.


def _grouped(edges: Sequence[_Edge]) -> list[list[Given]]:
    """Groups of what is given for one thing."""
    nodes = {given.place: given for edge in edges for given in (edge.a, edge.b)}
    order = {place: n for n, place in enumerate(nodes)}
    joined = [(order[edge.a.place], order[edge.b.place]) for edge in edges]
    given = list(nodes.values())
    return [
        [given[n] for n in group] for group in grouped(len(given), joined, least=_JOINED) if len(group) > 1
    ]


def _tally(group: Sequence[Given], edges: Sequence[_Edge], order: dict[int, int]) -> Tally:
    given = tuple(sorted(group, key=lambda each: (order[each.place.article], each.place.span)))
    index = {each.place: n for n, each in enumerate(given)}
    inside = [edge for edge in edges if edge.a.place in index and edge.b.place in index]
    apart = {
        tuple(sorted((index[edge.a.place], index[edge.b.place])))
        for edge in inside
        if edge.agreement is Agreement.CONFLICT
    }
    worst = min((edge.agreement for edge in inside), key=list(Agreement).index)
    return Tally(agreement=worst, given=given, apart=tuple(sorted((a, b) for a, b in apart)))
