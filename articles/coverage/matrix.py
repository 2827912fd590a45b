"""Facts by outlets, as a page shows them: who reports what, and what is there in an outlet's place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.analysis.stories.absence import Absence, look_for
from articles.analysis.stories.facts import Fact, Facts, Report, State
from articles.analysis.stories.tellings import Place
from articles.analysis.text.pieces import Mark
from articles.analysis.text.spans import Span
from articles.comparison.linking import reading_of
from articles.coverage.computing import Coverage
from articles.coverage.passages import Shown, part, whole
from articles.models import Article

# Of a word that stands in an article in many spellings, these are shown.
MOST_SPELLINGS = 6


class CellState(TextChoices):
    REPORTED = "reported", _("Reported")
    PARTIAL = "partial", _("In part")
    CONFLICT = "conflict", _("In conflict")
    ABSENT = "absent", _("Absent")


class Show(TextChoices):
    """Which facts are shown."""

    ALL = "", _("All")
    ONE = "one", _("Only one outlet")
    ALL_BUT_ONE = "but-one", _("All but one")
    CONFLICTS = "conflicts", _("In conflict")
    QUOTED = "quoted", _("With quotation")


@dataclass(frozen=True, kw_only=True)
class Column:
    """An outlet with its articles in the story's order; each article of an unknown outlet has its own."""

    articles: tuple[Article, ...]

    @property
    def key(self) -> int:
        """Its address: the number of its first article."""
        return self.articles[0].pk

    @property
    def name(self) -> str:
        return self.articles[0].outlet_name


@dataclass(frozen=True, kw_only=True)
class Cell:
    column: Column
    state: CellState


@dataclass(frozen=True, kw_only=True)
class Row:
    """A fact, with the words it is shown by; `having` counts the outlets that have anything of it."""

    fact: Fact
    label: Shown
    cells: tuple[Cell, ...]
    having: int


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence of an outlet that has a fact; `link` is the address of its evidence, empty for the core."""

    shown: Shown
    state: CellState
    score: float
    link: str


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What was sought of a fact in one article: the words as the fact has them, and as they stand there."""

    kind: str
    words: str
    forms: tuple[str, ...]
    written: tuple[str, ...]
    alike: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Missing:
    """An article without the fact; `nearest` is the sentence that was not enough."""

    article: Article
    absence: Absence
    there: tuple[Looked, ...]
    partly: tuple[Looked, ...]
    missing: tuple[Looked, ...]
    nearest: Shown | None


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A fact in one column: the sentences that have it, or what was looked for in each article."""

    cell: Cell
    told: tuple[Told, ...]
    missing: tuple[Missing, ...]


class Matrix:
    """The facts of a story's coverage against its outlets."""

    def __init__(self, coverage: Coverage, facts: Facts) -> None:
        self.coverage = coverage
        self.facts = facts.facts

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        articles: dict[str, list[Article]] = {}
        for article in self.coverage.compared:
            articles.setdefault(article.teller, []).append(article)
        return tuple(Column(articles=tuple(of_outlet)) for of_outlet in articles.values())

    def shown(self, show: Show) -> list[Fact]:
        return [fact for fact in self.facts if self._is_shown(fact, show)]

    def counts(self) -> dict[Show, int]:
        return {show: len(self.shown(show)) for show in Show}

    def _is_shown(self, fact: Fact, show: Show) -> bool:
        having = self._having(fact)
        tests: Mapping[Show, Callable[[], bool]] = {
            Show.ALL: lambda: True,
            Show.ONE: lambda: having == 1,
            Show.ALL_BUT_ONE: lambda: having == len(self.columns) - 1 > 1,
            Show.CONFLICTS: lambda: any(report.state is State.CONFLICT for report in fact.reports),
            Show.QUOTED: lambda: fact.quoted,
        }
        return tests[show]()

    def _having(self, fact: Fact) -> int:
        articles = {report.place.article for report in fact.reports}
        return sum(any(article.pk in articles for article in column.articles) for column in self.columns)

    def row(self, fact: Fact, language: str) -> Row:
        label = fact.label(language)
        return Row(
            fact=fact,
            label=part(self.coverage, label.place),
            cells=tuple(self.cell(fact, column) for column in self.columns),
            having=self._having(fact),
        )

    def cell(self, fact: Fact, column: Column) -> Cell:
        states = {fact.state_in(article.pk) for article in column.articles}
        order = (State.CONFLICT, State.REPORTED, State.PARTIAL)
        state = next((state for state in order if state in states), None)
        return Cell(column=column, state=CellState(state.value) if state else CellState.ABSENT)

    def opened(self, fact: Fact, column: Column) -> Opened:
        """This reads articles where the fact is absent, which takes a moment."""
        cell = self.cell(fact, column)
        keys = {article.pk for article in column.articles}
        told = tuple(self._told(fact, report) for report in fact.reports if report.place.article in keys)
        missing = () if told else tuple(self._missing(fact, article) for article in column.articles)
        return Opened(cell=cell, told=told, missing=missing)

    def _told(self, fact: Fact, report: Report) -> Told:
        is_core = report.place == fact.core
        core, place = fact.core, report.place
        address = f"a={core.article}&b={place.article}&link={core.sentence + 1}-{place.sentence + 1}#evidence"
        return Told(
            shown=whole(self.coverage, [place])[0],
            state=CellState(report.state.value),
            score=report.score,
            link="" if is_core or core.article == place.article else address,
        )

    def _missing(self, fact: Fact, article: Article) -> Missing:
        core = self.coverage.by_number[fact.core.article]
        reading, other = reading_of(core), reading_of(article)
        absence = look_for(reading, fact.core.sentence, other)
        looked = [
            Looked(
                kind=sought.kind,
                words=sought.span.of(core.body),
                forms=sought.forms,
                written=_each(article, sought.written),
                alike=_each(article, sought.alike),
            )
            for sought in absence.sought
        ]
        nearest = absence.nearest
        return Missing(
            article=article,
            absence=absence,
            there=tuple(one for one in looked if one.written),
            partly=tuple(one for one in looked if one.alike),
            missing=tuple(one for one in looked if not one.written and not one.alike),
            nearest=self._nearest(article, other.sentences[nearest], absence)
            if nearest is not None
            else None,
        )

    def _nearest(self, article: Article, sentence: Span, absence: Absence) -> Shown:
        marks = [Mark(span=place, kind="word") for sought in absence.sought for place in sought.written]
        marks += [Mark(span=place, kind="synonym") for sought in absence.sought for place in sought.alike]
        assert absence.nearest is not None
        return part(self.coverage, Place(article.pk, absence.nearest, sentence), marks)


def _each(article: Article, places: Iterable[Span]) -> tuple[str, ...]:
    """The words at these places, each spelling once."""
    return tuple(dict.fromkeys(place.of(article.body) for place in places))[:MOST_SPELLINGS]
