"""How what was found spreads over outlets, names, stories, languages, months and agencies."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from articles.models import Entity, Outlet, Story
from articles.models.search_rows import EPOCH, UNDATED, array_of
from articles.retrieval.found_rows import FoundRow

# Of a facet, so many values are counted out.
MOST_VALUES = 12
_Key = TypeVar("_Key", int, str)


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


# Of the names so many are looked up: some are hidden, and some count as one.
_NAMES = 3 * MOST_VALUES
_UNDATED = (UNDATED - EPOCH) // timedelta(microseconds=1)
_DAY = 86_400_000_000
_STORIES = """
SELECT story.*, found.number FROM (
    SELECT story_id, count(*) AS number FROM articles_article
    WHERE id = ANY(%s::bigint[]) AND story_id IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, story_id::text LIMIT %s
) AS found JOIN articles_story AS story ON id = story_id ORDER BY number DESC, story_id::text
"""


def facets(rows: Sequence[FoundRow]) -> tuple[Facet, ...]:
    """The facets of these articles, in the order of FacetKind."""
    languages = Counter(row.language for row in rows)
    agencies = Counter(chain.from_iterable(row.agencies for row in rows))
    months = Counter(_month(row.micros // _DAY) for row in rows if row.micros > _UNDATED)
    found: Mapping[FacetKind, Iterable[FacetValue]] = {
        FacetKind.OUTLET: _outlets(rows),
        FacetKind.ENTITY: _entities(rows),
        FacetKind.STORY: _stories(rows),
        FacetKind.LANGUAGE: _values(_commonest(languages)),
        FacetKind.MONTH: _values(sorted(months.items(), reverse=True)[:MOST_VALUES]),
        FacetKind.AGENCY: _values(_commonest(agencies)),
    }
    return tuple(Facet(kind=kind, values=tuple(found[kind])) for kind in FacetKind)


def _commonest(counts: Counter[_Key]) -> list[tuple[_Key, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))[:MOST_VALUES]


def _values(counted: Iterable[tuple[str, int]]) -> Iterator[FacetValue]:
    for value, number in counted:
        yield FacetValue(value=value, row=None, count=number)


@lru_cache(maxsize=4096)
def _month(day: int) -> str:
    """Of a day since 1970."""
    return (EPOCH.date() + timedelta(days=day)).isoformat()[:7]


def _outlets(rows: Sequence[FoundRow]) -> Iterator[FacetValue]:
    counted = _commonest(Counter(row.outlet for row in rows if row.outlet is not None))
    known = Outlet.objects.in_bulk([pk for pk, _ in counted])
    for pk, number in counted:
        if pk in known:
            yield FacetValue(value=str(pk), row=known[pk], count=number)


def _entities(rows: Sequence[FoundRow]) -> Iterator[FacetValue]:
    names = Counter(chain.from_iterable(row.names for row in rows))
    commonest = [name for name, _ in names.most_common(_NAMES)]
    known = Entity.objects.select_related("same_as").filter(pk__in=commonest, hidden=False).order_by("pk")
    roots = {entity.pk: entity.same_as or entity for entity in known}
    if len(set(roots.values())) < len(roots):
        # An article with two names of one counts once.
        numbers = {name: root.pk for name, root in roots.items()}
        counts = Counter(chain.from_iterable({numbers.get(name) for name in row.names} for row in rows))
    else:
        counts = Counter({roots[name].pk: names[name] for name in roots})
    by_pk = {root.pk: root for root in roots.values()}
    for pk, number in _commonest(Counter({pk: counts[pk] for pk in by_pk})):
        yield FacetValue(value=str(pk), row=by_pk[pk], count=number)


def _stories(rows: Sequence[FoundRow]) -> Iterator[FacetValue]:
    ids = array_of(row.pk for row in rows)
    for story in Story.objects.raw(_STORIES, [ids, MOST_VALUES]):
        yield FacetValue(value=str(story.pk), row=story, count=story.number)  # type: ignore[attr-defined]
