"""What searches read of the articles that they rank and count."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from articles.models.search_rows import MICROS, array_of
from articles.retrieval.candidates import Place
from articles.retrieval.paging import Ranked

_READ = f"""
SELECT article_id, {MICROS}, {{score}}, outlet_id, language, agencies, names FROM articles_searchrow
WHERE article_id = ANY(%s::bigint[])
"""


class FoundRow(NamedTuple):
    """A search row as far as facets count it, with how well it fits: 0 where nothing is ranked."""

    pk: int
    micros: int
    score: float
    outlet: int | None
    language: str
    agencies: list[str]
    names: list[int]


def read_rows(places: Sequence[Place], ranking: str = "") -> list[FoundRow]:
    """The rows of these, in no order; once for ranks and facets, since vectors are long to read."""
    if not places:
        return []
    score = "ts_rank(terms, %s::tsquery, 1)" if ranking else "0.0::float"
    ids = array_of(place.pk for place in places)
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(score=score), [ranking, ids] if ranking else [ids])
        return [FoundRow._make(row) for row in cursor.fetchall()]


def rank(rows: Sequence[FoundRow]) -> list[Ranked]:
    """By how well they fit, the best first; among equals the newest."""
    found = (Ranked(score=row.score, place=Place(row.micros, row.pk)) for row in rows)
    return sorted(found, key=lambda one: one.key)
