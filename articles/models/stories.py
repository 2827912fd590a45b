"""Stories: the articles about one event, newest first."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.entities import Entity


class StoryQuerySet(models.QuerySet["Story"]):
    def with_members(self) -> Self:
        """Each with its articles, newest first, as `members`."""
        return self.prefetch_related(
            models.Prefetch("articles", queryset=Article.objects.for_lists().newest(), to_attr="members")
        )

    def refresh(self, stories: Iterable[int]) -> None:
        """Bring these stories' times up to date; those that their last article has left are removed."""
        concerned = self.filter(pk__in=sorted(stories))
        concerned.filter(articles__isnull=True).delete()
        members = Article.objects.filter(story=models.OuterRef("pk")).order_by().values("story")
        latest = members.annotate(at=models.Max(Coalesce("published", "ingested"))).values("at")
        concerned.update(latest=models.Subquery(latest))

    def newest(self) -> Self:
        return self.order_by(models.F("latest").desc(), "-pk")


class Story(models.Model):
    latest = models.DateTimeField(_("time of its newest article"))

    objects = StoryQuerySet.as_manager()
    members: list[Article]
    main_entities: list[Entity]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        # The front page.
        indexes = (models.Index(name="story_newest", fields=("-latest", "-id")),)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def title_article(self) -> Article:
        """The member whose headline stands for the story: one in the reader's language, if there is any.

        Needs `members`; among equals the one that is most like the others.
        """
        language = get_language()
        return max(
            self.members,
            key=lambda article: (
                article.has_headline,
                article.language == language,
                article.outlet_id is not None,
                article.story_score or 0.0,
                -article.pk,
            ),
        )

    @property
    def title(self) -> str:
        return self.title_article.display_title

    @property
    def title_language(self) -> str:
        return self.title_article.language
