"""What searches look through: one narrow row for each article that has been read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection, models

from articles.search import Phrases, Sought

# The moment of articles without a day: after all others, newest first.
UNDATED = datetime(1, 1, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Not extract(), which reckons in decimals.
MICROS = "(date_part('epoch', moment) * 1000000)::bigint"
_STANDING = """
SELECT article_id, {by_meaning}, lexeme, positions FROM articles_searchrow, unnest({column})
WHERE article_id = ANY(%s::bigint[]) AND lexeme = ANY(%s)
"""
_RENAME = """
UPDATE articles_searchrow AS row SET names = found.names FROM (
    SELECT article_id, array_agg(DISTINCT found_id ORDER BY found_id) AS names
    FROM articles_mention WHERE article_id = ANY(%s) GROUP BY article_id
) AS found
WHERE row.article_id = found.article_id AND row.names <> found.names
"""
# Only its owner may.
_SORT_IN = """
SELECT gin_clean_pending_list(oid) FROM pg_class
WHERE oid = 'search_row_all'::regclass AND pg_has_role(relowner, 'USAGE')
"""

# Stretches of time are of 1, 8, 64 … hours; a few of the longest hold all of time.
_BITS, LEVELS, _LEVEL_BITS = 3, 9, 4


def hour_of(moment: datetime) -> int:
    """Hours since 1970 UTC, the measure of the walk back in time."""
    return int(moment.timestamp() // 3600)


# Rounded to the longest stretch, so that few hold all hours before the last or after the first.
FIRST_HOUR = hour_of(UNDATED) >> _BITS * (LEVELS - 1) << _BITS * (LEVELS - 1)
LAST_HOUR = hour_of(datetime.max.replace(tzinfo=UTC)) | (1 << _BITS * (LEVELS - 1)) - 1


def stretches_between(first: int, last: int) -> list[int]:
    """The fewest stretches that together are the hours from the first to the last, as rows name them."""
    found: list[int] = []
    for level in range(LEVELS):
        inner, end = -(-first >> _BITS), last + 1 >> _BITS
        if inner >= end or level == LEVELS - 1:
            return found + [_stretch(number, level) for number in range(first, last + 1)]
        edges = (*range(first, inner << _BITS), *range(end << _BITS, last + 1))
        found += [_stretch(number, level) for number in edges]
        first, last = inner, end - 1
    return found


def longest_stretch(hours: int) -> int:
    """Hours of the longest stretch of which so many hours hold several."""
    bits = max((hours // 4).bit_length() - 1, 0)
    return int(1 << min(bits // _BITS, LEVELS - 1) * _BITS)


def _stretch(number: int, level: int) -> int:
    return number << _LEVEL_BITS | level


def array_of(numbers: Iterable[int | None]) -> str:
    """Numbers as Postgres writes an array; the driver looks at each of hundreds by itself."""
    return f"{{{','.join(map(str, numbers))}}}".replace("None", "NULL")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """At which positions an article has the lexemes asked for, by meaning and by letters."""

    terms: dict[str, Sequence[int]] = field(default_factory=dict)
    forms: dict[str, Sequence[int]] = field(default_factory=dict)

    def places(self, sought: Sought) -> list[tuple[int, int]]:
        """The first and the last position of each place where what is sought stands."""
        return [*sought.terms.places(self.terms), *sought.forms.places(self.forms)]


class SearchRowQuerySet(models.QuerySet["SearchRow"]):
    def standing(self, articles: Sequence[int], sought: Iterable[Sought]) -> dict[int, Standing]:
        """Where in each of these articles lexemes of what is sought stand."""
        sought = list(sought)
        found = {pk: Standing() for pk in articles}
        asked = {
            "terms": sorted({lexeme for one in sought for lexeme in one.terms.lexemes}),
            "forms": sorted({lexeme for one in sought for lexeme in one.forms.lexemes}),
        }
        # Taking a vector apart is what costs.
        asked = {column: lexemes for column, lexemes in asked.items() if lexemes}
        parts = [_STANDING.format(column=column, by_meaning=column == "terms") for column in asked]
        if articles and parts:
            values = [value for lexemes in asked.values() for value in (array_of(articles), lexemes)]
            with connection.cursor() as cursor:
                cursor.execute(" UNION ALL ".join(parts), values)
                for pk, by_meaning, lexeme, positions in cursor.fetchall():
                    (found[pk].terms if by_meaning else found[pk].forms)[lexeme] = positions
        return found

    def holding(self, phrases: Phrases) -> Self:
        """Those in which one of these phrases stands, or its words in another order."""
        query = SearchQuery(phrases.loose, config="simple", search_type="raw")
        return self.filter(terms=query) if phrases else self.none()

    def sort_in(self) -> None:
        """Sort in what waits for it: each search would read that from one end to the other.

        Postgres does so by itself when much waits. Left to it where the index is another role's.
        """
        with connection.cursor() as cursor:
            cursor.execute(_SORT_IN)

    def rename(self, articles: Iterable[int]) -> None:
        """Bring the names of these articles up to date, when mentions were added to them."""
        with connection.cursor() as cursor:
            cursor.execute(_RENAME, [sorted(articles)])


class SearchRow(models.Model):
    """An article's lexemes beside all that searches narrow down by; written anew whenever it is read.

    `names` are what the finders took its mentions for (`Mention.found`): as joining and parting entities
    leaves them alone, it leaves these rows alone.
    """

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.CASCADE, related_name="search_row"
    )
    moment = models.DateTimeField()  # of publication, or UNDATED
    hour = models.IntegerField()  # of the moment; see hour_of()
    # All stretches of time that it lies in, the shortest first; see stretches_between().
    stretches = models.GeneratedField(
        expression=models.Func(
            *(
                models.F("hour").bitrightshift(_BITS * level).bitleftshift(_LEVEL_BITS).bitor(level)
                for level in range(LEVELS)
            ),
            template="ARRAY[%(expressions)s]",
        ),
        output_field=ArrayField(models.IntegerField()),
        db_persist=True,
    )
    outlet_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=8)
    agencies = ArrayField(models.CharField(max_length=40), default=list)
    names = ArrayField(models.BigIntegerField(), default=list)
    terms = SearchVectorField()
    forms = SearchVectorField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        indexes = (
            # Every search, walking back in time: all conditions at once, within stretches of time. So many kB
            # may wait, of some 200 articles: sorted in together they cost half. See sort_in().
            GinIndex(
                name="search_row_all",
                fields=("stretches", "outlet_id", "language", "agencies", "names", "terms", "forms"),
                gin_pending_list_limit=4096,
            ),
        )

    def __str__(self) -> str:
        return str(self.article_id)
