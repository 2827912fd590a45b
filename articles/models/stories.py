"""Stories: the articles about one event, newest first."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
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
        several = members.annotate(several=GreaterThan(models.Count("pk"), 1)).values("several")
        concerned.update(latest=models.Subquery(latest), awaits_coverage=models.Subquery(several))

    def cover_again(self, articles: Iterable[Article]) -> None:
        """Have the stories of these articles compared again: what people say of their links has changed."""
        of_these = self.filter(articles__in=list(articles)).values("pk")
        self.filter(pk__in=of_these).update(awaits_coverage=True)

    def cover_with(self, version: str) -> None:
        """Have the stories compared again that were covered by rules of another version."""
        covered = self.filter(coverage__isnull=False).exclude(coverage__rules_version=version)
        self.filter(pk__in=covered.values("pk")).update(awaits_coverage=True)

    def to_cover(self) -> Self:
        """Those whose articles are to be compared, the newest first; not while one of these waits itself."""
        waiting = Article.objects.filter(story=models.OuterRef("pk")).exclude(awaits="")
        return self.filter(~models.Exists(waiting), awaits_coverage=True).newest()

    def newest(self) -> Self:
        return self.order_by(models.F("latest").desc(), "-pk")


class Story(models.Model):
    latest = models.DateTimeField(_("time of its newest article"))
    # Its articles are to be compared with each other (see articles.coverage).
    awaits_coverage = models.BooleanField(default=False)

    objects = StoryQuerySet.as_manager()
    members: list[Article]
    main_entities: list[Entity]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = (
            # The front page.
            models.Index(name="story_newest", fields=("-latest", "-id")),
            # What background work is to be done; hardly any story.
            models.Index(
                name="story_awaits_coverage",
                fields=("-latest", "-id"),
                condition=models.Q(awaits_coverage=True),
            ),
        )

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
