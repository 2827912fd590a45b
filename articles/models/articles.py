"""Articles: the original, what cleaning made of it, and what was read in it."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import MD5, TruncDate
from django.utils.timezone import make_aware
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.text.spans import Span
from articles.ingest.agencies import agencies
from articles.ingest.records import PARAGRAPH_BREAK, BlockKind, Precision
from articles.models.entities import Entity, Mention
from articles.models.outlets import Outlet
from articles.models.runs import shown_file

if TYPE_CHECKING:
    from articles.models.stories import Story

WHOLE_TEXTS = (
    "original",
    "body",
    "grouping_profile",
    "grouping_terms",
)


class Awaits(models.TextChoices):
    """What is still to be done with an article that is kept."""

    READING = "reading", _("Waits to be read")
    VECTORS = "vectors", _("Waits for its sentences' meaning")


class ArticleQuerySet(models.QuerySet["Article"]):
    def for_lists(self) -> Self:
        """Without the columns that hold whole texts, with the outlet."""
        return self.defer(*WHOLE_TEXTS).select_related("outlet")

    def with_mentions(self) -> Self:
        return self.prefetch_related("mentions__entity")

    def with_bodies(self) -> Self:
        """With the body and the outlet, to show passages, and without the other whole texts."""
        return self.defer(*(set(WHOLE_TEXTS) - {"body"})).select_related("outlet")

    def for_hits(self) -> Self:
        """As with_bodies(), with the story, and without what tells how things are known."""
        left_out = (*WHOLE_TEXTS, "provenance", "story_reasons", "story_nearest", "source", "sha256")
        return self.defer(*(set(left_out) - {"body"})).select_related("outlet", "story")

    def for_feeds(self) -> Self:
        """As for_lists(), with the time of its last change as `changed`."""
        changes = Revision.objects.filter(article=OuterRef("pk")).order_by("-replaced")
        return self.for_lists().annotate(changed=Subquery(changes.values("replaced")[:1]))

    def newest(self) -> Self:
        return self.order_by(models.F("published").desc(nulls_last=True), "-pk")

    def from_outlet(self, outlet: Outlet | None) -> Self:
        return self.filter(outlet=outlet) if outlet else self

    def of_story(self, story: "Story | None") -> Self:
        return self.filter(story=story) if story else self

    def published_between(self, first: date | None, last: date | None) -> Self:
        """From the first day to the last, both included; an open end takes all that are dated."""
        articles = self
        if first:
            articles = articles.filter(published__gte=make_aware(datetime.combine(first, time.min)))
        if last:
            articles = articles.filter(published__lte=make_aware(datetime.combine(last, time.max)))
        return articles

    def counted_by_day(self, first: date, last: date) -> dict[date, int]:
        """How many were published on each day from the first to the last, without days that have none."""
        days = self.published_between(first, last).order_by().annotate(day=TruncDate("published"))
        return dict(days.values_list("day").annotate(count=models.Count("pk")))

    def mentioning(self, entity: Entity | None) -> Self:
        if not entity:
            return self
        return self.filter(Exists(Mention.objects.filter(entity=entity, article=OuterRef("pk"))))

    def headed(self, headlines: Collection[str]) -> set[tuple[str, str]]:
        """Which outlets, by slug, have an article under which of these headlines."""
        marks = [hashlib.md5(line.encode(), usedforsecurity=False).hexdigest() for line in headlines]
        found = self.annotate(mark=MD5("headline")).filter(mark__in=marks, outlet__isnull=False)
        return set(found.values_list("outlet__slug", "headline"))

    def siblings_of(self, article: "Article") -> Self:
        """The other articles of its story."""
        if not article.story_id:
            return self.none()
        return self.for_lists().filter(story=article.story_id).exclude(pk=article.pk).newest()


class Article(models.Model):
    source = models.TextField(_("where it came from"), unique=True)
    source_file = models.CharField(_("file"), max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)  # a moved file is known by its content
    encoding = models.CharField(_("encoding"), max_length=40)
    original = models.TextField(_("original text"))

    outlet = models.ForeignKey(
        Outlet,
        verbose_name=_("outlet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    url = models.URLField(_("address"), blank=True, max_length=2000)
    headline = models.TextField(_("headline"), blank=True)
    published = models.DateTimeField(_("published"), null=True, blank=True)
    published_precision = models.CharField(
        max_length=10, choices=[(precision.value, precision.value) for precision in Precision], blank=True
    )
    language = models.CharField(_("language"), max_length=8)
    author = models.TextField(_("author"), blank=True, default="")
    dateline = models.TextField(_("dateline"), blank=True, default="")  # the place it is dated from
    agencies = ArrayField(models.CharField(max_length=40), verbose_name=_("agencies credited"), default=list)
    photo_credit = models.TextField(_("photo credit"), blank=True, default="")
    # How each of the values above is known, and what the rules say of one that an editor has set:
    # {"outlet": {"how": "editor", "evidence": "…", "rules": {"value": …, "how": "credit", …}}, …}
    provenance = models.JSONField(default=dict)

    body = models.TextField(_("body"))
    opening = models.TextField(_("opening"), blank=True)
    word_count = models.PositiveIntegerField(_("words"))
    headings = models.JSONField(default=list)  # [[start, end], …] in the body
    sentences = models.JSONField(default=list)  # the same; headings are not sentences
    rules_version = models.CharField(max_length=20, blank=True)  # empty until it is read
    awaits = models.CharField(max_length=10, choices=Awaits, blank=True)
    ingested = models.DateTimeField(auto_now_add=True)

    # The run of ingestion that wrote it last.
    run = models.ForeignKey(
        "articles.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    story = models.ForeignKey(
        "articles.Story", null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    story_score = models.FloatField(null=True, blank=True)
    story_reasons = models.JSONField(default=list)
    # The story it joined only just not: {"story": 12, "score": 0.41}.
    story_nearest = models.JSONField(default=dict)
    grouping_profile = models.JSONField(default=dict)
    grouping_terms = ArrayField(models.CharField(max_length=100), default=list)

    changed: datetime | None  # annotated by for_feeds()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = (
            # The list, newest first.
            models.Index(
                models.F("published").desc(nulls_last=True), models.F("id").desc(), name="article_newest"
            ),
            # An outlet's page, newest first.
            models.Index(
                "outlet",
                models.F("published").desc(nulls_last=True),
                models.F("id").desc(),
                name="article_of_outlet",
            ),
            # The stories of hundreds that a search found, without reading the articles.
            models.Index(name="article_story", fields=("id",), include=("story",)),
            # What background work is to be done; hardly any article.
            models.Index(name="article_awaits", fields=("awaits", "id"), condition=~models.Q(awaits="")),
            # The articles under headlines; by a digest, since these have any length.
            models.Index(MD5("headline"), name="article_headline"),
            # The article at an address, whatever its text.
            models.Index(name="article_url", fields=("url",), condition=~models.Q(url="")),
        )

    def __str__(self) -> str:
        return self.display_title

    @property
    def has_headline(self) -> bool:
        return bool(self.headline)

    @property
    def display_title(self) -> str:
        """The headline; of an article without one its opening words and an ellipsis."""
        if self.headline:
            return self.headline
        words = self.opening.split()
        return " ".join(words[:12]) + ("…" if len(words) > 12 else "")

    def heading_spans(self) -> tuple[Span, ...]:
        return tuple(Span(start, end) for start, end in self.headings)

    def sentence_spans(self) -> tuple[Span, ...]:
        return tuple(Span(start, end) for start, end in self.sentences)

    def sentence_starts(self) -> list[int]:
        """Where sentences and headings start, in order."""
        return sorted(start for start, _end in (*self.sentences, *self.headings))

    def paragraph_spans(self) -> Iterator[Span]:
        """All paragraphs of the body, headings included."""
        start = 0
        for paragraph in self.body.split(PARAGRAPH_BREAK):
            yield Span(start, start + len(paragraph))
            start += len(paragraph) + len(PARAGRAPH_BREAK)

    def removed(self) -> list["Block"]:
        """What cleaning left out, in the order of the original, each with its `text`."""
        left_out = [block for block in self.blocks.order_by("start") if block.is_removed]
        for block in left_out:
            block.text = self.original[block.start : block.end]
        return left_out

    @property
    def agency_names(self) -> list[str]:
        """The agencies credited, in the reader's language."""
        language = "ar" if get_language() == "ar" else "en"
        return [agencies()[key].name(language) for key in self.agencies if key in agencies()]

    @property
    def outlet_name(self) -> str:
        """The outlet, else the file's name: an unknown outlet is never guessed."""
        return self.outlet.name if self.outlet else self.shown_file

    @property
    def shown_file(self) -> str:
        """The file's name, in words for a text that was pasted."""
        return shown_file(self.source_file)

    @property
    def teller(self) -> str:
        """Its outlet by the slug; an article of an unknown one stands for itself, by its number."""
        return self.outlet.slug if self.outlet else str(self.pk)


class Block(models.Model):
    """A stretch of the original, kept or removed by a named rule; nothing is ever deleted."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="blocks", db_index=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in BlockKind])
    rule = models.CharField(max_length=60)
    # What the rules for all outlets say, where one that knows the outlet says otherwise.
    found_kind = models.CharField(max_length=20, blank=True, default="")
    found_rule = models.CharField(max_length=60, blank=True, default="")
    # What an editor decided, whatever the rule says.
    decided = models.BooleanField(null=True)

    text: str  # cut from the original where a page shows it

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_block_per_place", fields=("article", "start")),
            models.CheckConstraint(name="block_has_length", condition=models.Q(end__gt=models.F("start"))),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.start}..{self.end}"

    @property
    def is_removed(self) -> bool:
        return not self.is_kept and self.kind != BlockKind.HEADLINE

    @property
    def is_kept(self) -> bool:
        return BlockKind(self.kind).kept if self.decided is None else self.decided


class QuotationQuerySet(models.QuerySet["Quotation"]):
    def statements(self) -> Self:
        """Those that say something: no words kept at a distance, no titles."""
        return self.filter(kind__in=(QuoteKind.DIRECT, QuoteKind.PARTIAL))

    def within(self, *, outlet: Outlet | None, story: "Story | None") -> Self:
        """Those in articles of this outlet, and of this story."""
        quotations = self.filter(article__outlet=outlet) if outlet else self
        return quotations.filter(article__story=story) if story else quotations

    def about(self, entity: Entity) -> Self:
        """By others, and naming the entity (`names_it`) or standing in a sentence that does.

        Where nobody is known to speak, only the quotation's own words count.
        """
        own = Mention.objects.filter(entity=entity, article=OuterRef("article"))
        inside = Exists(own.filter(start__gte=OuterRef("start"), end__lte=OuterRef("end")))
        beside = Exists(own.filter(sentence=OuterRef("sentence")))
        by_others = self.exclude(speaker=entity).annotate(names_it=inside)
        return by_others.filter(Q(names_it=True) | Q(beside, speaker__isnull=False))

    def newest(self) -> Self:
        """By their articles, then as they stand there."""
        return self.order_by(models.F("article__published").desc(nulls_last=True), "-article", "start")


class Quotation(models.Model):
    """What stands inside quotation marks, at code points of the body, and who is quoted.

    `sentence` is where the sentence or heading starts in which it begins.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="quotations", db_index=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence = models.PositiveIntegerField()
    speaker = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.SET_NULL, related_name="quotations"
    )
    # Whom the finders take for the speaker; `speaker` is whom that one counts as.
    found_speaker = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.SET_NULL, related_name="found_quotations"
    )
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in QuoteKind])
    cue = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=60)

    names_it: bool  # annotated by about()

    objects = QuotationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_quotation_per_place", fields=("article", "start")),
            models.CheckConstraint(
                name="quotation_has_length", condition=models.Q(end__gt=models.F("start"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"


class Revision(models.Model):
    """An earlier text of an article whose source has changed since; `body` is what was kept of it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    sha256 = models.CharField(max_length=64)
    original = models.TextField()
    headline = models.TextField(blank=True)
    body = models.TextField(blank=True)
    replaced = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="revision_once", fields=("article", "sha256")),)

    def __str__(self) -> str:
        return f"{self.article_id} {self.sha256[:8]}"
