"""What a search found: a page of articles with their passages, how many there are, and facets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.analysis.text.pieces import Piece
from articles.models import Article
from articles.retrieval.article_query import ArticleQuery
from articles.retrieval.candidates import Candidates, Condition, walk_back
from articles.retrieval.conditions import conditions_of
from articles.retrieval.facets import Facet, FacetKind, FacetValue, facets
from articles.retrieval.found_rows import rank, read_rows
from articles.retrieval.paging import Cursor, Order, Ranked, in_time, leaf, read_cursor, turn
from articles.retrieval.passages import Passage, best_passages

__all__ = [
    "MOST_COUNTED",
    "MOST_RANKED",
    "Bound",
    "Count",
    "Facet",
    "FacetKind",
    "FacetValue",
    "Found",
    "Hit",
    "Limit",
    "Order",
    "count",
    "find",
    "newest",
    "walk",
]

# So many matches are counted; of these so many, the newest, are ranked and spread over facets.
MOST_COUNTED = 1000
MOST_RANKED = 500


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
    conditions = conditions_of(query)
    candidates = walk_back(conditions, most=MOST_COUNTED)
    is_ranked = order is Order.RELEVANCE and bool(query.terms.ranking)
    newest = candidates.places[:MOST_RANKED]
    rows = read_rows(newest, query.terms.ranking if is_ranked else "") if is_ranked or with_facets else []
    ranked = rank(rows) if is_ranked else in_time(candidates.places)
    at = read_cursor(cursor)
    goes_on = candidates.is_cut and not is_ranked
    page = turn(ranked, at, size=size, goes_on=goes_on)
    if at and goes_on and (len(page.shown) < size or not _is_within(at, ranked)):
        page = leaf(conditions, at, size=size)
    return Found(
        hits=_hits(query, [one.place.pk for one in page.shown]),
        count=Count(number=len(candidates.places), is_capped=candidates.is_cut),
        limits=tuple(_limits(candidates, is_ranked=is_ranked, with_facets=with_facets)),
        facets=facets(rows) if with_facets else (),
        after=page.after,
        before=page.before,
    )


def count(query: ArticleQuery, *, most: int = MOST_COUNTED, above: int = 0) -> Count:
    """How many fit, counted up to `most`; of those only that came in after the article of number `above`."""
    conditions = conditions_of(query)
    if above:
        later = Condition(sql="article_id > %s", values=(above,))
        conditions = replace(conditions, in_row=(*conditions.in_row, later))
    candidates = walk_back(conditions, most=most)
    return Count(number=len(candidates.places), is_capped=candidates.is_cut)


def newest(query: ArticleQuery, *, most: int) -> tuple[int, ...]:
    """The ids of those that fit, newest first."""
    return tuple(place.pk for place in walk_back(conditions_of(query), most=most).places)


def walk(query: ArticleQuery, *, batch: int = 500) -> Iterator[tuple[int, ...]]:
    """The ids of all that fit, newest first, in batches: for exports; memory is that of one batch."""
    conditions, after = conditions_of(query), None
    while places := walk_back(conditions, most=batch, after=after, is_whole=True).places:
        yield tuple(place.pk for place in places)
        after = places[-1]


def _is_within(cursor: Cursor, ranked: Sequence[Ranked]) -> bool:
    """Whether the page at a cursor begins, or ends, among these."""
    if not ranked:
        return False
    last = ranked[-1].key
    return cursor.at.key < last or (cursor.at.key == last and not cursor.is_after)


def _limits(candidates: Candidates, *, is_ranked: bool, with_facets: bool) -> Iterator[Limit]:
    number = len(candidates.places)
    if candidates.examined is not None:
        yield Limit(bound=Bound.EXAMINED, number=candidates.examined)
    if candidates.is_cut:
        yield Limit(bound=Bound.COUNTED, number=number)
    if candidates.is_cut or number > MOST_RANKED:
        if is_ranked:
            yield Limit(bound=Bound.RANKED, number=min(number, MOST_RANKED))
        if with_facets:
            yield Limit(bound=Bound.FACETS, number=min(number, MOST_RANKED))


def _hits(query: ArticleQuery, ids: Sequence[int]) -> tuple[Hit, ...]:
    rows = Article.objects.for_hits().in_bulk(ids)
    shown = best_passages(query, [rows[pk] for pk in ids if pk in rows])
    return tuple(Hit(article=one.article, title=one.title, passages=one.passages) for one in shown)
