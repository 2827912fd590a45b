"""Where articles are found that may be of one story: an index from terms to days and articles."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db import connection, models

from articles.analysis.stories.cluster import REACH_DAYS, TERMS_IN_COMMON
from articles.models.articles import Article
from articles.models.search_rows import array_of

# Later than all days, so that the latest come first.
UNDATED = 2**31 - 1
# Of a term's articles so many on each side of the day are looked at: a term with more tells little.
_OF_A_TERM = 60
# Beside so many, only those are looked at that share this part of what the best one shares.
_ALWAYS, _LEAST_PART = 8, 0.02
_MOST_DAYS = REACH_DAYS + 1  # days have zones
_EPOCH = date(1970, 1, 1).toordinal()

_FILL = """
INSERT INTO articles_posting (term, day, article_id)
SELECT DISTINCT hashtextextended(term, 0),
    coalesce((published AT TIME ZONE 'UTC')::date - date '1970-01-01', %s), article.id
FROM articles_article AS article, unnest(grouping_terms) AS term
WHERE article.id = ANY(%s)
"""
# Few rows are touched however many articles there are: each branch ends after so many of one term.
_NEAR = """
SELECT asker, article_id FROM (
    SELECT asker, article_id, shared, max(shared) OVER (PARTITION BY asker) AS most,
        row_number() OVER (PARTITION BY asker ORDER BY shared DESC, article_id DESC) AS place
    FROM (
    SELECT asker, article_id, sum(1.0 / size) AS shared
    FROM (
        SELECT asker, found.article_id, count(*) OVER (PARTITION BY asker, term) AS size
        FROM (
            SELECT asker, hashtextextended(term, 0) AS term, day
            FROM unnest(
                %(askers)s::int[], ARRAY(SELECT json_array_elements_text(%(terms)s)), %(days)s::int[]
            ) AS given(asker, term, day)
        ) AS asked, LATERAL (
            (SELECT article_id FROM articles_posting AS p
            WHERE p.term = asked.term AND p.day <= asked.day AND p.day >= asked.day - %(reach)s
            ORDER BY p.day DESC, p.article_id DESC LIMIT %(most)s)
            UNION ALL
            (SELECT article_id FROM articles_posting AS p
            WHERE p.term = asked.term AND p.day > asked.day AND p.day <= asked.day + %(reach)s
            ORDER BY p.day, p.article_id LIMIT %(most)s)
            UNION ALL
            (SELECT article_id FROM articles_posting AS p
            WHERE p.term = asked.term AND p.day = %(undated)s
            ORDER BY p.article_id DESC LIMIT %(most)s)
            UNION ALL
            (SELECT article_id FROM articles_posting AS p
            WHERE asked.day IS NULL AND p.term = asked.term AND p.day < %(undated)s
            ORDER BY p.day DESC, p.article_id DESC LIMIT %(most)s)
        ) AS found
    ) AS sized
    GROUP BY asker, article_id HAVING count(*) >= %(least)s
    ) AS sharing
) AS placed
WHERE place <= %(kept)s AND (place <= %(always)s OR shared >= %(part)s * most) ORDER BY asker, place
"""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a search asks for: index terms, and the day of the article that has them, if that is known."""

    terms: Sequence[str]
    day: date | None


class PostingQuerySet(models.QuerySet["Posting"]):
    def fill(self, articles: Collection[int]) -> None:
        """Put articles under their grouping terms as stored; none may be there yet."""
        with connection.cursor() as cursor:
            cursor.execute(_FILL, [UNDATED, list(articles)])

    def near(self, wanted: Sequence[Wanted], *, most: int) -> list[list[int]]:
        """For each of these the articles that share terms and may be of one story by their days.

        Those that share the rarest terms first; one query for all.
        """
        rows = [
            (n, term, each.day.toordinal() - _EPOCH if each.day else None)
            for n, each in enumerate(wanted)
            for term in each.terms
        ]
        found: list[list[int]] = [[] for _ in wanted]
        for asker, articles in _ask(rows, most=most):
            found[asker] = articles
        return found


def _ask(rows: Iterable[tuple[int, str, int | None]], *, most: int) -> Iterator[tuple[int, list[int]]]:
    askers, terms, days = [list(column) for column in zip(*rows, strict=True)] or ([], [], [])
    values: dict[str, str | int | float] = {
        # As one text each: the driver would look at each of thousands by itself.
        "askers": array_of(askers),
        "terms": json.dumps(terms, ensure_ascii=False),
        "days": array_of(days),
        "reach": _MOST_DAYS,
        "most": _OF_A_TERM,
        "undated": UNDATED,
        "least": TERMS_IN_COMMON,
        "kept": most,
        "always": _ALWAYS,
        "part": _LEAST_PART,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, values)
        for asker, found in groupby(cursor.fetchall(), key=itemgetter(0)):
            yield asker, [article for _asker, article in found]


class Posting(models.Model):
    """An article under one of its grouping terms, which is kept as a number."""

    pk = models.CompositePrimaryKey("term", "day", "article")
    term = models.BigIntegerField()
    day = models.IntegerField()  # since 1970
    # Without a constraint, which would cost as much again: what is left over is no candidate for anything.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, db_constraint=False, related_name="postings"
    )

    objects = PostingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.term} {self.article_id}"
