"""What a search found: a page of articles with their passages, how many there are, and facets."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.db.models import Count as Count_

from articles.analysis.pieces import Piece
from articles.article_query import ArticleQuery
from articles.models import Article, Entity, Outlet, Story
from articles.passages import Passage, best_passages, marked_title

# Of the matches the newest are ranked and counted by facet, so many.
MOST_RANKED = 1000
# Of a facet, so many values are counted out.
MOST_VALUES = 12


class Order(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"


class Bound(StrEnum):
    """What was not done to the end so that the answer comes at once."""

    COUNTED = "counted"  # there are more matches than were counted
    RANKED = "ranked"  # only the newest matches were ranked
    EXAMINED = "examined"  # of articles with the words of a phrase only the newest were looked through for it
    FACETS = "facets"  # facets count only the newest matches


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A bound that was met, and its number of articles."""

    bound: Bound
    number: int


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many articles fit; with `is_capped` at least so many."""

    number: int
    is_capped: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An article found, with `outlet` and `story`, its title with marks, and the passages that show why."""

    article: Article
    title: tuple[Piece, ...]
    passages: tuple[Passage, ...]


class FacetKind(StrEnum):
    OUTLET = "outlet"
    ENTITY = "entity"
    STORY = "story"
    LANGUAGE = "language"
    MONTH = "month"  # values are 2024-05
    AGENCY = "agency"


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """One value and its number of articles; `row` is what a key stands for, where it is one."""

    value: str
    row: Outlet | Entity | Story | None
    count: int


@dataclass(frozen=True, kw_only=True)
class Facet:
    """The commonest values first; months newest first."""

    kind: FacetKind
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of hits; `after` and `before` are cursors of the pages beside it, empty at the ends."""

    hits: tuple[Hit, ...]
    count: Count
    limits: tuple[Limit, ...] = ()
    facets: tuple[Facet, ...] = ()
    after: str = ""
    before: str = ""


def find(
    query: ArticleQuery,
    *,
    order: Order = Order.RELEVANCE,
    cursor: str = "",
    size: int = 10,
    with_facets: bool = True,
) -> Found:
    """A page of what fits; a cursor that is none of ours asks for the first page."""
    ranked = _ranked(query, order)
    matches, more = ranked[:MOST_RANKED], len(ranked) > MOST_RANKED
    start = _start(cursor, len(matches))
    limits = (Limit(bound=Bound.COUNTED, number=MOST_RANKED), Limit(bound=Bound.RANKED, number=MOST_RANKED))
    return Found(
        hits=_hits(query, matches[start : start + size]),
        count=Count(number=len(matches), is_capped=more),
        limits=limits if more else (),
        facets=_facets(matches) if with_facets else (),
        after=str(start + size) if start + size < len(matches) else "",
        before=str(max(start - size, 0)) if start else "",
    )


def count(query: ArticleQuery, *, most: int = MOST_RANKED) -> Count:
    """How many fit, counted up to `most`."""
    number = query.articles()[: most + 1].count()
    return Count(number=min(number, most), is_capped=number > most)


def newest(query: ArticleQuery, *, most: int) -> tuple[int, ...]:
    """The ids of those that fit, newest first."""
    return tuple(query.articles().newest().values_list("pk", flat=True)[:most])


def walk(query: ArticleQuery, *, batch: int = 500) -> Iterator[tuple[int, ...]]:
    """The ids of all that fit, newest first, in batches: for exports; memory is that of one batch."""
    rows = query.articles().newest().values_list("pk", flat=True).iterator(chunk_size=batch)
    while ids := tuple(islice(rows, batch)):
        yield ids


def _ranked(query: ArticleQuery, order: Order) -> list[int]:
    ids = newest(query, most=MOST_RANKED + 1)
    if order is Order.NEWEST or not query.terms.wanted:
        return list(ids)
    ranked = Article.objects.filter(pk__in=ids).annotate(rank=query.terms.rank()).order_by("-rank", "-pk")
    return list(ranked.values_list("pk", flat=True))


def _start(cursor: str, most: int) -> int:
    return (
        int(cursor)
        if cursor.isascii() and cursor.isdecimal() and len(cursor) < 5 and int(cursor) < most
        else 0
    )


def _hits(query: ArticleQuery, ids: Sequence[int]) -> tuple[Hit, ...]:
    rows = Article.objects.with_bodies().select_related("story").prefetch_related("mentions").in_bulk(ids)
    shown = best_passages(query, [rows[pk] for pk in ids if pk in rows])
    return tuple(
        Hit(article=one.article, title=marked_title(query, one.article), passages=one.passages)
        for one in shown
    )


def _facets(ids: Sequence[int]) -> tuple[Facet, ...]:
    rows = list(
        Article.objects.filter(pk__in=ids).values_list("outlet", "story", "language", "published", "agencies")
    )
    months = Counter(published.strftime("%Y-%m") for *_, published, _agencies in rows if published)
    entities = Entity.objects.filter(mentions__article__in=ids, hidden=False)
    entities = entities.annotate(n=Count_("mentions__article", distinct=True)).order_by("-n", "pk")
    return (
        _facet_of_rows(FacetKind.OUTLET, Counter(outlet for outlet, *_ in rows if outlet), Outlet),
        Facet(
            kind=FacetKind.ENTITY,
            values=tuple(
                FacetValue(value=str(entity.pk), row=entity, count=entity.n)  # type: ignore[attr-defined]
                for entity in entities[:MOST_VALUES]
            ),
        ),
        _facet_of_rows(FacetKind.STORY, Counter(story for _, story, *_ in rows if story), Story),
        _facet(FacetKind.LANGUAGE, Counter(language for _, _, language, *_ in rows).most_common()),
        _facet(FacetKind.MONTH, sorted(months.items(), reverse=True)),
        _facet(FacetKind.AGENCY, Counter(key for *_, keys in rows for key in keys).most_common()),
    )


def _facet(kind: FacetKind, counted: Iterable[tuple[str, int]]) -> Facet:
    values = islice(counted, MOST_VALUES)
    return Facet(kind=kind, values=tuple(FacetValue(value=v, row=None, count=n) for v, n in values))


def _facet_of_rows(kind: FacetKind, counts: Counter[int], model: type[Outlet | Story]) -> Facet:
    commonest = counts.most_common(MOST_VALUES)
    rows = model._default_manager.in_bulk([pk for pk, _ in commonest])
    values = (FacetValue(value=str(pk), row=rows[pk], count=n) for pk, n in commonest if pk in rows)
    return Facet(kind=kind, values=tuple(values))
