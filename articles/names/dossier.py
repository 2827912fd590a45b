"""All that the articles say of one entity: spellings, company, times, quotations, and every mention."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Func, Q
from django.utils.timezone import localdate

from articles.analysis.stories.timeline import Timeline, timeline
from articles.models import Entity, Mention, Outlet, Quotation, Story
from articles.models.articles import QuotationQuerySet

# Of an entity mentioned more often the newest mentions are counted, and the page says so.
MOST_MENTIONS = 2000
MOST_COMPANIONS = 12
MOST_SPELLINGS = 12
MOST_OUTLETS = 40
# The place of a sentence among all: article and start in one number.
_PLACE = F("article") * 2**32 + F("sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One mention; `sentence` is where its sentence starts, `text` the spelling used."""

    article: int
    start: int
    end: int
    text: str
    sentence: int
    outlet: int | None
    story: int | None
    published: date | None


@dataclass(frozen=True, kw_only=True)
class OutletSpellings:
    """How often one outlet, or those unknown, uses each of the table's spellings, and others together."""

    outlet: Outlet | None
    counts: tuple[int, ...]
    others: int

    @property
    def total(self) -> int:
        return sum(self.counts) + self.others


@dataclass(frozen=True, kw_only=True)
class Spellings:
    """The commonest spellings, the outlets that name the entity most, how many of each are left out."""

    texts: tuple[str, ...]
    rows: tuple[OutletSpellings, ...]
    other_texts: int
    other_outlets: int


@dataclass(frozen=True, kw_only=True)
class Companion:
    """Another entity, in how many sentences both stand, and in how many articles."""

    entity: Entity
    sentences: int
    articles: int


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What the newest mentions amount to; `is_partial` where there are more than could be counted."""

    entity: Entity
    places: tuple[Place, ...]
    is_partial: bool
    spellings: Spellings
    companions: tuple[Companion, ...]
    times: Timeline
    undated: int

    @property
    def articles(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(place.article for place in self.places))


def open_dossier(
    entity: Entity, *, outlet: Outlet | None = None, story: Story | None = None, spelling: str = ""
) -> Dossier:
    """Of all mentions, or of those in one outlet, one story or one spelling."""
    mentions = Mention.objects.filter(entity=entity).within(outlet=outlet, story=story)
    mentions = mentions.filter(text=spelling) if spelling else mentions
    places = [_place(row) for row in mentions.newest().values_list(*_COLUMNS)[: MOST_MENTIONS + 1]]
    counted = tuple(places[:MOST_MENTIONS])
    days = [place.published for place in counted if place.published]
    return Dossier(
        entity=entity,
        places=counted,
        is_partial=len(places) > MOST_MENTIONS,
        spellings=_spellings(counted),
        companions=_companions(entity, {place.article for place in counted}),
        times=timeline(days),
        undated=len(counted) - len(days),
    )


_COLUMNS = (
    "article",
    "start",
    "end",
    "text",
    "sentence",
    "article__outlet",
    "article__story",
    "article__published",
)


def _place(row: tuple[Any, ...]) -> Place:
    article, start, end, text, sentence, outlet, story, published = row
    return Place(
        article=article,
        start=start,
        end=end,
        text=text,
        sentence=sentence,
        outlet=outlet,
        story=story,
        published=localdate(published) if published else None,
    )


def _spellings(places: Sequence[Place]) -> Spellings:
    counts = Counter(place.text for place in places)
    texts = tuple(text for text, _ in counts.most_common(MOST_SPELLINGS))
    outlets = Counter(place.outlet for place in places)
    shown = sorted((pk for pk, _ in outlets.most_common(MOST_OUTLETS)), key=lambda pk: pk is None)
    known = Outlet.objects.in_bulk([pk for pk in shown if pk])
    per_cell = Counter((place.outlet, place.text) for place in places)
    rows = []
    for pk in shown:
        cells = tuple(per_cell[pk, text] for text in texts)
        rows.append(OutletSpellings(outlet=known.get(pk or 0), counts=cells, others=outlets[pk] - sum(cells)))
    return Spellings(
        texts=texts,
        rows=tuple(rows),
        other_texts=len(counts) - len(texts),
        other_outlets=len(outlets) - len(shown),
    )


def _companions(entity: Entity, articles: Iterable[int]) -> tuple[Companion, ...]:
    """Those in the same sentences before those in the same articles."""
    there = Mention.objects.filter(article__in=sorted(articles))
    own = there.filter(entity=entity).annotate(place=_PLACE).values("place")
    sentence = Func(F("article"), F("sentence"), template="(%(expressions)s)")
    rows = (
        there.exclude(entity=entity)
        .annotate(place=_PLACE)
        .values("entity")
        .annotate(
            sentences=Count(sentence, distinct=True, filter=Q(place__in=own)),
            articles=Count("article", distinct=True),
        )
        .order_by("-sentences", "-articles", "entity")
    )
    found = list(rows[: 2 * MOST_COMPANIONS])
    shown = Entity.objects.mentioned().in_bulk([row["entity"] for row in found])
    return tuple(
        Companion(entity=shown[row["entity"]], sentences=row["sentences"], articles=row["articles"])
        for row in found
        if row["entity"] in shown
    )[:MOST_COMPANIONS]


def quoted(entity: Entity, *, outlet: Outlet | None = None, story: Story | None = None) -> QuotationQuerySet:
    """What it is quoted as saying, newest first."""
    statements = Quotation.objects.statements().within(outlet=outlet, story=story)
    return statements.filter(speaker=entity).newest()


def said_of(entity: Entity, articles: Sequence[int]) -> QuotationQuerySet:
    """In these articles, what others are quoted as saying of it, newest first."""
    return Quotation.objects.statements().filter(article__in=articles).about(entity).newest()
