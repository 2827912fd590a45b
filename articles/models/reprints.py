"""Reprints: articles of two outlets that are nearly the same text."""

from dataclasses import dataclass
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class Fingerprint(models.Model):
    """By what an article's reprints are found (see articles.analysis.reprints)."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="fingerprint"
    )
    shingles = models.BinaryField()
    bands = ArrayField(models.IntegerField())

    class Meta:
        # Candidates for reprints: texts with a band in common.
        indexes = (GinIndex(name="fingerprint_bands", fields=("bands",)),)

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
