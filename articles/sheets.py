"""Comparison sheets: what was found, in texts alone, pinned to what it was found in.

A sheet is made anew whenever it is asked for. What it is pinned to stands in its address, so that whoever
opens the address learns whether it still comes out the same, and if not, why.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from django.utils.translation import gettext_lazy as _

from articles.analysis.stories.events import Events
from articles.analysis.stories.facts import Fact, Facts, State
from articles.analysis.stories.tallies import Agreement, Tallies
from articles.analysis.stories.tellings import Place
from articles.comparison.articles import COUNTED, Comparison, LinkedPair, RowKind
from articles.coverage import Coverage
from articles.models import Article
from articles.name_model import rules_version

# How much of a digest stands in an address: two texts share so much by chance once in 16 million millions.
_PINNED = 11


class PartName(StrEnum):
    """What a sheet lists, in its order."""

    CONFLICT = "conflict"
    COPY = "copy"
    SAME = "same"
    PARTIAL = "partial"
    SHARED = "shared"
    FIGURES = "figures"
    EVENTS = "events"
    ALONE = "alone"


PART_LABELS = {
    PartName.CONFLICT: _("In conflict"),
    PartName.COPY: _("Same text"),
    PartName.SAME: _("Same statement"),
    PartName.PARTIAL: _("In part the same"),
    PartName.SHARED: _("Facts in several outlets"),
    PartName.FIGURES: _("Figures and dates"),
    PartName.EVENTS: _("What is told to have happened when"),
    PartName.ALONE: _("Only one outlet"),
}
AGREEMENT_LABELS = {
    Agreement.CONFLICT: _("They cannot all be right"),
    Agreement.ROUNDED: _("The same figure, rounded"),
    Agreement.RECKONED: _("A duration reaches back to the date that others give"),
    Agreement.HEDGED: _("One leaves room for the other, as “more than 4” does for 5"),
    Agreement.OTHER_UNIT: _("The same amount in another unit"),
    Agreement.LESS_EXACT: _("One is more exact than the other"),
    Agreement.EQUAL: _("All say the same"),
}


@dataclass(frozen=True, kw_only=True)
class Source:
    """An article; `sha256` is that of its body in UTF-8, `published` ISO 8601 or empty."""

    article: int
    outlet: str
    headline: str
    language: str
    published: str
    url: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """Words of an article at `start` of its body; `state` is what they have of the entry they stand in."""

    article: int
    start: int
    text: str
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One finding with the words that show it; `note` is a day, or how figures agree."""

    said: tuple[Said, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    name: PartName
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All of a sheet; `story` is 0 for a pair."""

    story: int
    rules_version: str
    sources: tuple[Source, ...]
    parts: tuple[Part, ...]

    @property
    def pins(self) -> "Pins":
        content = msgspec.json.encode((self.sources, self.parts))
        return Pins(
            found=_short(content),
            rules=_short(self.rules_version.encode()),
            texts={source.article: source.sha256[:_PINNED] for source in self.sources},
        )


@dataclass(frozen=True, kw_only=True)
class Pins:
    """Digests of what was found, of the rules' version, and of each article's text by its number."""

    found: str
    rules: str
    texts: dict[int, str]

    def __str__(self) -> str:
        return ".".join([self.found, self.rules, *(f"{number}-{pin}" for number, pin in self.texts.items())])

    @classmethod
    def read(cls, text: str) -> "Pins":
        """Raises ValueError for anything that is not written by `str`."""
        found, rules, *texts = text.split(".")
        pinned = dict(one.split("-") for one in texts)
        if not texts or any(len(pin) != _PINNED for pin in (found, rules, *pinned.values())):
            raise ValueError("no pins of a sheet")
        return cls(found=found, rules=rules, texts={int(number): pin for number, pin in pinned.items()})


@dataclass(frozen=True, kw_only=True)
class Check:
    """Whether a sheet comes out as it was pinned; if not, what has changed, articles by their numbers."""

    same: bool
    rules: bool
    changed: tuple[int, ...]
    joined: tuple[int, ...]
    left: tuple[int, ...]

    @property
    def by_people(self) -> bool:
        """Whether nothing but people's decisions, or what is known of an article, can have changed it."""
        return not (self.same or self.rules or self.changed or self.joined or self.left)


def check(sheet: Sheet, pins: Pins) -> Check:
    now = sheet.pins
    return Check(
        same=now.found == pins.found,
        rules=now.rules != pins.rules,
        changed=tuple(n for n in now.texts if n in pins.texts and now.texts[n] != pins.texts[n]),
        joined=tuple(n for n in now.texts if n not in pins.texts),
        left=tuple(n for n in pins.texts if n not in now.texts),
    )


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_PINNED]


# Of a story.


def sheet_of_story(coverage: Coverage) -> Sheet:
    """Of what is kept of a story; parts that were not made yet are left out."""
    parts = [*_facts(coverage), *_figures(coverage), *_events(coverage)]
    made = sorted((part for part in parts if part.entries), key=lambda part: list(PartName).index(part.name))
    return Sheet(
        story=coverage.story.pk,
        rules_version=coverage.row.rules_version if coverage.row else rules_version(),
        sources=tuple(_source(article) for article in coverage.compared),
        parts=tuple(made),
    )


def _source(article: Article) -> Source:
    return Source(
        article=article.pk,
        outlet=article.outlet_name,
        headline=article.headline,
        language=article.language,
        published=article.published.isoformat() if article.published else "",
        url=article.url,
        sha256=hashlib.sha256(article.body.encode()).hexdigest(),
    )


def _facts(coverage: Coverage) -> Iterator[Part]:
    found = coverage.section(Facts)
    by_part: dict[PartName, list[Entry]] = {}
    for fact in found.facts if found else ():
        by_part.setdefault(_part_of(coverage, fact), []).append(_fact(coverage, fact))
    yield from (Part(name=name, entries=tuple(entries)) for name, entries in by_part.items())


def _part_of(coverage: Coverage, fact: Fact) -> PartName:
    if any(report.state is State.CONFLICT for report in fact.reports):
        return PartName.CONFLICT
    articles = {report.place.article for report in fact.reports}
    tellers = {coverage.by_number[number].teller for number in articles}
    return PartName.SHARED if len(tellers) > 1 else PartName.ALONE


def _fact(coverage: Coverage, fact: Fact) -> Entry:
    return Entry(said=tuple(_said(coverage, report.place, report.state.value) for report in fact.reports))


def _figures(coverage: Coverage) -> Iterator[Part]:
    found = coverage.section(Tallies)
    entries = (
        Entry(
            note=tally.agreement.value,
            said=tuple(
                _said(
                    coverage,
                    Place(article=given.place.article, sentence=given.place.sentence, span=given.clause),
                    given.place.span.of(coverage.by_number[given.place.article].body),
                )
                for given in tally.given
            ),
        )
        for tally in (found.tallies if found else ())
    )
    yield Part(name=PartName.FIGURES, entries=tuple(entries))


def _events(coverage: Coverage) -> Iterator[Part]:
    found = coverage.section(Events)
    entries = (
        Entry(note=event.iso, said=tuple(_said(coverage, told.place) for told in event.told))
        for event in (found.events if found else ())
    )
    yield Part(name=PartName.EVENTS, entries=tuple(entries))


def _said(coverage: Coverage, place: Place, state: str = "") -> Said:
    text = place.span.of(coverage.by_number[place.article].body)
    return Said(article=place.article, start=place.span.start, text=text, state=state)


# Of a pair.


def sheet_of_pair(comparison: Comparison) -> Sheet:
    """The links of two articles by their relation, and what only one of them has."""
    parts = [_linked(comparison, kind.value) for kind in COUNTED if not isinstance(kind, RowKind)]
    return Sheet(
        story=0,
        rules_version=comparison.rules_version,
        sources=(_source(comparison.a), _source(comparison.b)),
        parts=tuple(part for part in (*parts, _only_one(comparison)) if part.entries),
    )


def _linked(comparison: Comparison, relation: str) -> Part:
    pairs = (pair for pair in comparison.pairs if pair.relation.value == relation)
    return Part(name=PartName(relation), entries=tuple(_pair(comparison, pair) for pair in pairs))


def _pair(comparison: Comparison, pair: LinkedPair) -> Entry:
    ends = ((comparison.a, pair.a_span), (comparison.b, pair.b_span))
    return Entry(
        said=tuple(
            Said(article=article.pk, start=span.start, text=span.of(article.body)) for article, span in ends
        )
    )


def _only_one(comparison: Comparison) -> Part:
    rows = [row for row in comparison.rows if row.kind in (RowKind.ONLY_A, RowKind.ONLY_B)]
    cells = [cell for row in rows for cell in (*row.left, *row.right)]
    return Part(
        name=PartName.ALONE,
        entries=tuple(
            Entry(said=(Said(article=cell.article.pk, start=cell.span.start, text=cell.text),))
            for cell in cells
        ),
    )
