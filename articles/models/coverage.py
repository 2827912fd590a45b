"""What comparing all articles of a story has found, kept so that a page need not compare them."""

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.stories import Story


class StoryCoverage(models.Model):
    """All findings about one story; `members` are the articles compared, {number: digest of its content}.

    `corrections` is a digest of what people decided about links; `counts` are how many findings each section
    has, {name: number}: a section that could not be made has none.
    """

    story = models.OneToOneField(Story, primary_key=True, on_delete=models.CASCADE, related_name="coverage")
    members = models.JSONField(default=dict)
    corrections = models.CharField(max_length=64)
    rules_version = models.CharField(max_length=60)
    computed = models.DateTimeField(_("compared"))
    seconds = models.FloatField(_("seconds it took"))
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("coverage of a story")
        verbose_name_plural = _("coverage of stories")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.story_id}"


class StorySection(models.Model):
    """One kind of finding about a story, as JSON of the dataclass that articles.coverage.sections names."""

    coverage = models.ForeignKey(StoryCoverage, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=40)
    content = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(name="one_section_of_a_name", fields=("coverage", "name")),)

    def __str__(self) -> str:
        return f"{self.coverage_id} {self.name}"


class ArticlePairQuerySet(models.QuerySet["ArticlePair"]):
    def among(self, articles: Sequence[Article]) -> Self:
        """Those of any two of these articles."""
        return self.filter(first__in=articles, second__in=articles)

    def closest(self, articles: Sequence[Article]) -> "ArticlePair | None":
        """The pair of two outlets with most to show between its sentences."""
        apart = self.among(articles).exclude(first__outlet=models.F("second__outlet"))
        return apart.order_by(Length("links").desc(), "pk").only("first", "second").first()

    def forget_others(self, articles: Sequence[Article]) -> None:
        """Delete those of one of these articles with any that is not among them."""
        touching = self.filter(models.Q(first__in=articles) | models.Q(second__in=articles))
        touching.exclude(pk__in=self.among(articles).values("pk")).delete()


class ArticlePair(models.Model):
    """Two articles of a story with the links of their sentences and the text they share, as JSON.

    Good for as long as `digest` is that of today's texts, rules and corrections. `first` is the article with
    the lower number; in the JSON, a is the one that comes first in the story.
    """

    first = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    links = models.TextField()
    reuse = models.TextField()

    objects = ArticlePairQuerySet.as_manager()

    class Meta:
        constraints = (
            # Also the index by which a story finds its pairs.
            models.UniqueConstraint(name="one_pair_of_articles", fields=("first", "second")),
            models.CheckConstraint(
                name="article_pair_in_order", condition=models.Q(first__lt=models.F("second"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
