"""How what was found spreads over outlets, names, stories, languages, months and agencies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from articles.models import Entity, Outlet, Story
from articles.models.search_rows import UNDATED

# Of a facet, so many values are counted out.
MOST_VALUES = 12


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


_COUNTED = """
WITH found AS MATERIALIZED (
    SELECT article_id, outlet_id, language, agencies, names, moment FROM articles_searchrow
    WHERE article_id = ANY(%(ids)s)
), named AS MATERIALIZED (
    SELECT article_id, unnest(names) AS name FROM found
), common AS MATERIALIZED (
    -- Only these are looked up, since there are many more; some may count as one.
    SELECT name, coalesce(same_as_id, name) AS root
    FROM (SELECT name, count(*) FROM named GROUP BY name ORDER BY 2 DESC LIMIT 3 * %(most)s) AS commonest
    JOIN articles_entity ON id = name WHERE NOT hidden
)
(SELECT 'outlet', outlet_id::text, count(*) FROM found WHERE outlet_id IS NOT NULL
    GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT %(most)s)
UNION ALL
(SELECT 'entity', root::text, count(DISTINCT article_id) FROM named JOIN common USING (name)
    GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT %(most)s)
UNION ALL
(SELECT 'story', story_id::text, count(*) FROM found JOIN articles_article ON id = article_id
    WHERE story_id IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT %(most)s)
UNION ALL
(SELECT 'language', language, count(*) FROM found GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT %(most)s)
UNION ALL
(SELECT 'month', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM'), count(*) FROM found
    WHERE moment > %(undated)s GROUP BY 2 ORDER BY 2 DESC LIMIT %(most)s)
UNION ALL
(SELECT 'agency', agency, count(*) FROM found, unnest(agencies) AS agency
    GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT %(most)s)
"""
_ROWS: Mapping[FacetKind, type[Outlet | Entity | Story]] = {
    FacetKind.OUTLET: Outlet,
    FacetKind.ENTITY: Entity,
    FacetKind.STORY: Story,
}


def facets(articles: Sequence[int]) -> tuple[Facet, ...]:
    """The facets of these articles, in the order of FacetKind."""
    counts: defaultdict[FacetKind, list[tuple[str, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"ids": list(articles), "most": MOST_VALUES, "undated": UNDATED})
        for kind, value, number in cursor.fetchall():
            counts[FacetKind(kind)].append((value, number))
    return tuple(_facet(kind, counts[kind]) for kind in FacetKind)


def _facet(kind: FacetKind, counted: Sequence[tuple[str, int]]) -> Facet:
    rows: Mapping[str, Outlet | Entity | Story] | None = None
    if model := _ROWS.get(kind):
        known = model._default_manager.in_bulk([int(value) for value, _ in counted])
        rows = {str(pk): row for pk, row in known.items()}
    values = (
        FacetValue(value=value, row=rows[value] if rows else None, count=number)
        for value, number in counted
        if rows is None or value in rows
    )
    return Facet(kind=kind, values=tuple(values))
