"""What people decided about links between sentences."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article

LINK = "link"  # the kind of change, in the log


class LinkVerdict(models.TextChoices):
    """How two sentences relate, or that they don't."""

    COPY = "copy", _("Same text")
    SAME = "same", _("Same statement")
    PARTIAL = "partial", _("In part the same")
    CONFLICT = "conflict", _("In conflict")
    NONE = "none", _("Not linked")


class LinkCorrectionQuerySet(models.QuerySet["LinkCorrection"]):
    def among(self, articles: Iterable[Article]) -> Self:
        """Those between any two of these articles."""
        keys = [article.pk for article in articles]
        return self.filter(first__in=keys, second__in=keys).order_by("pk")


class LinkCorrection(models.Model):
    """A verdict on two sentences, which are known by their texts: it holds for as long as both stand there.

    `first` is the article with the lower key. The texts, and what the rules said when it was decided, are
    kept for those who learn from corrections: `found` is empty where the rules saw no link.
    """

    first = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    first_hash = models.CharField(max_length=64)
    second_hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=LinkVerdict)
    first_text = models.TextField()
    second_text = models.TextField()
    found = models.CharField(max_length=10, blank=True)
    score = models.FloatField(null=True)
    rules_version = models.CharField(max_length=20)

    objects = LinkCorrectionQuerySet.as_manager()

    class Meta:
        constraints = (
            # Also the index by which a comparison finds its corrections.
            models.UniqueConstraint(
                name="one_verdict_per_link", fields=("first", "second", "first_hash", "second_hash")
            ),
            models.CheckConstraint(
                name="link_verdict_in_order", condition=models.Q(first__lt=models.F("second"))
            ),
            models.CheckConstraint(
                name="link_verdict_is_known", condition=models.Q(verdict__in=LinkVerdict.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.verdict}"

    @property
    def found_label(self) -> str:
        """What the rules said, in words; empty where they saw no link."""
        return str(LinkVerdict(self.found).label) if self.found else ""

    @property
    def subject(self) -> str:
        """How the log of changes names this link."""
        return f"{self.first_id}:{self.first_hash}:{self.second_id}:{self.second_hash}"
