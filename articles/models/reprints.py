"""Reprints: articles of two outlets that are nearly the same text."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.search_rows import array_of

# Each band by itself, and all before the latest are taken: for an array of thousands, or for their order,
# Postgres thinks reading all rows cheaper, and compares each band of each with each of the thousands.
_SHARING = """
WITH sharing AS MATERIALIZED (
    SELECT wanted.band, other.article_id FROM unnest(%s::int[]) AS wanted(band) CROSS JOIN LATERAL (
        SELECT article_id FROM articles_fingerprint WHERE bands @> ARRAY[wanted.band] OFFSET 0
    ) AS other
)
SELECT band, article_id FROM sharing ORDER BY article_id DESC LIMIT %s
"""


class FingerprintQuerySet(models.QuerySet["Fingerprint"]):
    def sharing(self, bands: Collection[int], *, most: int) -> list[tuple[int, int]]:
        """These bands with the articles that have them, the latest so many pairs."""
        with connection.cursor() as cursor:
            cursor.execute(_SHARING, [array_of(sorted(bands)), most])
            return [(band, article) for band, article in cursor.fetchall()]


class Fingerprint(models.Model):
    """By what an article's reprints are found (see articles.analysis.stories.reprints)."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="fingerprint"
    )
    shingles = models.BinaryField()
    bands = ArrayField(models.IntegerField())

    objects = FingerprintQuerySet.as_manager()

    class Meta:
        # Candidates for reprints: texts with a band in common. A batch asks for thousands of bands, and each
        # would look through what waits to be put in.
        indexes = (GinIndex(name="fingerprint_bands", fields=("bands",), fastupdate=False),)

    def __str__(self) -> str:
        return str(self.article_id)


@dataclass(frozen=True, kw_only=True)
class Reprinted:
    """Another article with nearly the same text; `earlier` is None where a date is missing or the same."""

    article: Article
    share: float  # of the article at hand
    share_of_other: float
    earlier: bool | None


class ReprintQuerySet(models.QuerySet["Reprint"]):
    def of(self, article: Article) -> Self:
        return self.filter(models.Q(first=article) | models.Q(second=article))

    def beside(self, article: Article) -> list[Reprinted]:
        """The article's reprints, the likest first."""
        pairs = self.of(article).select_related("first__outlet", "second__outlet")
        found = [pair.seen_from(article) for pair in pairs]
        return sorted(found, key=lambda other: (-other.share, other.article.pk))


class Reprint(models.Model):
    """Two articles of different outlets; the shares are of their words in runs of five, 0 to 1.

    `first` is the one with the lower number, whichever was published first.
    """

    first = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    share_of_first = models.FloatField()
    share_of_second = models.FloatField()

    objects = ReprintQuerySet.as_manager()

    class Meta:
        verbose_name = _("reprint")
        verbose_name_plural = _("reprints")
        constraints = (
            models.UniqueConstraint(name="reprint_once", fields=("first", "second")),
            models.CheckConstraint(name="reprint_in_order", condition=models.Q(first__lt=models.F("second"))),
        )

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"

    def seen_from(self, article: Article) -> Reprinted:
        here, other = (self.first, self.second) if article.pk == self.first_id else (self.second, self.first)
        shares = (self.share_of_first, self.share_of_second)
        own, others = shares if article.pk == self.first_id else shares[::-1]
        known = here.published and other.published and here.published != other.published
        return Reprinted(
            article=other,
            share=own,
            share_of_other=others,
            earlier=other.published < here.published if known else None,  # type: ignore[operator]
        )
