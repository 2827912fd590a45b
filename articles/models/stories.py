"""Stories: the articles about one event, newest first."""

from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.entities import Entity
from articles.search.letters import asked_lexemes

# Kinds of changes to stories; see articles.changes.stories.
MERGE, SPLIT, PLACE = "story-merge", "story-split", "story-place"


class StoryQuerySet(models.QuerySet["Story"]):
    def with_members(self) -> Self:
        """Each with its articles, newest first, as `members`."""
        return self.prefetch_related(
            models.Prefetch("articles", queryset=Article.objects.for_lists().newest(), to_attr="members")
        )

    def refresh(self, stories: Iterable[int]) -> None:
        """Bring these stories' times up to date; those that their last article has left are removed.

        An undated article counts for the time only where no other is dated: it would bring old news up.
        """
        concerned = self.filter(pk__in=sorted(stories)).standing()
        concerned.filter(articles__isnull=True).delete()
        members = Article.objects.filter(story=models.OuterRef("pk")).order_by().values("story")
        latest = members.annotate(at=Coalesce(models.Max("published"), models.Max("ingested"))).values("at")
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

    def standing(self) -> Self:
        """Without those that were merged into others and are only addresses now."""
        return self.filter(merged_into__isnull=True)

    def newest(self) -> Self:
        return self.order_by(models.F("latest").desc(), "-pk")

    def titled(self, words: str) -> Self:
        """Those whose title has these words, or of whose articles a headline has."""
        lexemes = asked_lexemes(words)
        if not lexemes:
            return self.none()
        named = models.Q(title_ar__icontains=words.strip()) | models.Q(title_en__icontains=words.strip())
        each = (" | ".join(f"'{lexeme}':A" for lexeme in sorted(word)) for word in lexemes)
        query = SearchQuery(" & ".join(f"({word})" for word in each), config="simple", search_type="raw")
        told = Article.objects.filter(search_row__terms=query).values("story")
        return self.standing().filter(named | models.Q(pk__in=told))

    def roots_of(self, stories: Iterable[int]) -> dict[int, int]:
        """The stories into which these have been merged, or themselves; none that is gone."""
        roots: dict[int, int] = {}
        current = {pk: pk for pk in stories}
        while current:
            rows = dict(self.filter(pk__in=set(current.values())).values_list("pk", "merged_into"))
            roots |= {pk: at for pk, at in current.items() if at in rows and rows[at] is None}
            current = {pk: into for pk, at in current.items() if (into := rows.get(at)) is not None}
        return roots


class Story(models.Model):
    """One event, as far as rules and people can tell.

    A merged story keeps its row, without articles, so that its address still leads somewhere.
    """

    latest = models.DateTimeField(_("time of its newest article"))
    # Its articles are to be compared with each other (see articles.coverage).
    awaits_coverage = models.BooleanField(default=False)
    # What people call it; without a title a headline stands for it.
    title_ar = models.CharField(_("title in Arabic"), max_length=300, blank=True, default="")
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    # Rules neither add articles to it nor take any away.
    locked = models.BooleanField(_("locked"), default=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="merged"
    )

    objects = StoryQuerySet.as_manager()
    members: list[Article]
    main_entities: list[Entity]
    glance: object  # what a list shows of its coverage, an articles.analysis.stories.glance.Glance

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
    def given_title(self) -> tuple[str, str]:
        """What a person called it, and in which language; empty where no title is given.

        In the reader's language, or in the other where no article has a headline in the reader's.
        """
        given = {"ar": self.title_ar, "en": self.title_en}
        language = "ar" if get_language() == "ar" else "en"
        if given[language]:
            return given[language], language
        other = "en" if language == "ar" else "ar"
        if given[other] and not any(a.has_headline and a.language == language for a in self.members):
            return given[other], other
        return "", ""

    @property
    def title(self) -> str:
        return self.given_title[0] or self.title_article.display_title

    @property
    def title_language(self) -> str:
        return self.given_title[1] or self.title_article.language


class Placement(models.Model):
    """What people's decisions mean for an article's place; one without a row is the rules' alone."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="placement"
    )
    # A person chose its story: rules leave it there.
    held = models.BooleanField(default=False)
    # The stories that people took it from, the latest last: rules keep it apart from their articles.
    taken_from = ArrayField(models.BigIntegerField(), default=list)
    # The merged story through which it is in its story.
    part = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="parts")

    def __str__(self) -> str:
        return f"{self.article_id}"
