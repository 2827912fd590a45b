"""What the texts of a story say happened when: dated clauses, put together where they tell of one event."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from articles.analysis.pairs.align import Link
from articles.analysis.pairs.clauses import sentence_clauses
from articles.analysis.stories.linkage import grouped
from articles.analysis.stories.reckoning import Day, days_of
from articles.analysis.stories.tellings import Place, Telling, Tellings
from articles.analysis.text.spans import Span, within

_JOINED = 0.34  # of the pairs of two groups, how many must tell of one event for them to be one
_NAMES = 2  # shared names that tell of one event on one day
_EVERYWHERE = 0.4  # of all dated clauses, above which a name tells nothing about which event it is
_LONGEST_DAY = 800  # a stretch of more days than this is no time at which something happened


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A clause, the words in it that say when, and how these were reckoned, as in `reckoning.Day`."""

    place: Place
    when: Span
    iso: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened between `first` and `last`; `iso` is the most exact that any text says.

    `told` are the clauses that tell of it, in the story's order.
    """

    iso: str
    first: date
    last: date
    told: tuple[Dated, ...]


@dataclass(frozen=True, kw_only=True)
class Events:
    """In order of time; `unresolved` are words like «yesterday» in articles that nobody dated."""

    events: tuple[Event, ...]
    unresolved: int

    @property
    def count(self) -> int:
        return len(self.events)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Clause:
    """A dated clause with what tells which event it is of."""

    day: Day
    place: Place
    names: frozenset[str]


def find_events(tellings: Tellings) -> Events:
    """Clauses of different articles are of one event if they are linked, or name the same on the same day."""
    named = {telling.article: days_of(telling, tellings) for telling in tellings}
    clauses = [c for telling in tellings for c in _clauses(telling, named[telling.article].found)]
    groups = grouped(len(clauses), _joined(clauses, tellings), least=_JOINED)
    order = {telling.article: n for n, telling in enumerate(tellings)}
    events = [_event([clauses[n] for n in group], order) for group in groups]
    return Events(
        events=tuple(sorted(events, key=lambda event: (event.first, event.last, event.told[0].place))),
        unresolved=sum(days.unresolved for days in named.values()),
    )


def _clauses(telling: Telling, days: Sequence[Day]) -> Iterator[_Clause]:
    """The clause of each day, once for each; «this year, in May» is only a day in May."""
    for day in days:
        span = _clause(telling, day)
        closer = (other for other in days if span.covers(other.span) and other.exact < day.exact)
        within_it = any(day.first <= other.first and other.last <= day.last for other in closer)
        if day.exact <= _LONGEST_DAY and not within_it:
            names = frozenset(mention.entity.key for mention in within(telling.reading.mentions, span))
            place = Place(article=telling.article, sentence=day.sentence, span=span)
            yield _Clause(day=day, place=place, names=names)


def _clause(telling: Telling, day: Day) -> Span:
    clauses = sentence_clauses(telling.reading)[day.sentence]
    return next((each for each in clauses if each.overlap(day.span)), telling.reading.sentences[day.sentence])


def _joined(clauses: Sequence[_Clause], tellings: Tellings) -> Iterator[tuple[int, int]]:
    links = {((pair.a, link.a), (pair.b, link.b)): link for pair in tellings.pairs for link in pair.links}
    often = Counter(name for clause in clauses for name in clause.names)
    telling = {name for name, count in often.items() if count <= max(_NAMES, _EVERYWHERE * len(clauses))}
    for (n, one), (m, other) in combinations(enumerate(clauses), 2):
        if one.day.first > other.day.last or other.day.first > one.day.last:
            continue
        ends = ((one.place.article, one.place.sentence), (other.place.article, other.place.sentence))
        link = links.get(ends)
        common = one.names & other.names & telling
        same_day = one.day.exact == other.day.exact == 1
        if (link and _correspond(link, one, other)) or (same_day and len(common) >= _NAMES):
            yield n, m


def _correspond(link: Link, one: _Clause, other: _Clause) -> bool:
    """Whether the clauses are parts of the sentences that say the same, as far as these were told apart."""
    parts = [evidence for evidence in link.evidence if evidence.kind == "clause"]
    return not parts or any(
        part.a[0].overlap(one.place.span) and part.b[0].overlap(other.place.span) for part in parts
    )


def _event(clauses: Sequence[_Clause], order: dict[int, int]) -> Event:
    most_exact = min((clause.day for clause in clauses), key=lambda day: (day.exact, day.iso))
    told = (
        Dated(place=clause.place, when=clause.day.span, iso=clause.day.iso, basis=clause.day.basis)
        for clause in sorted(clauses, key=lambda c: (order[c.place.article], c.place, c.day.span))
    )
    return Event(iso=most_exact.iso, first=most_exact.first, last=most_exact.last, told=tuple(told))
