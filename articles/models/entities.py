"""Entities, their names in every spelling, and where articles mention them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, models
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.analysis.names.joins import join_keys
from articles.analysis.names.keys import skeleton
from articles.analysis.text.clitics import splits
from articles.analysis.text.normalise import fold_key
from articles.models.names import Named, shown_name

if TYPE_CHECKING:
    from articles.models.outlets import Outlet
    from articles.models.stories import Story

# Below this share of common trigrams two spellings are two names.
LEAST_SIMILARITY = 0.45
# A shorter skeleton is that of too many names.
TELLING_SKELETON = 3


class EntityKind(models.TextChoices):
    PERSON = "person", _("Person")
    PLACE = "place", _("Place")
    ORGANISATION = "organisation", _("Organisation")
    FACILITY = "facility", _("Facility")
    EVENT = "event", _("Event")
    PRODUCT = "product", _("Product")


_COUNT_MORE = """
UPDATE articles_entity SET article_count = article_count + more.number
FROM unnest(%s::bigint[], %s::int[]) AS more(entity, number)
WHERE articles_entity.id = more.entity AND more.number <> 0
"""


def without_particles(key: str) -> list[str]:
    """What a search is for when its first word carries a particle («لبوتين») and is no name as it stands.

    «بكين» is Beijing, and not «كين» with a preposition.
    """
    if EntityName.objects.filter(key=key).exists():
        return []
    first, *others = key.split()
    return [" ".join((rest, *others)) for taken, rest in splits(first) if taken]


class EntityQuerySet(models.QuerySet["Entity"]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind) if kind else self

    def mentioned(self) -> Self:
        """Only those that an article mentions and nobody has hidden."""
        return self.filter(article_count__gt=0, hidden=False)

    def in_articles(self, *, outlet: "Outlet | None", story: "Story | None") -> Self:
        """Those that an article of this outlet, and of this story, mentions."""
        if not outlet and not story:
            return self
        mentions = Mention.objects.filter(entity=OuterRef("pk"))
        return self.filter(Exists(mentions.within(outlet=outlet, story=story)))

    def standing_for(self, keys: Iterable[str]) -> dict[str, "Entity"]:
        """Whom each of these keys counts as, where it is known; one query."""
        rows = self.filter(key__in=set(keys)).select_related("same_as")
        return {row.key: row.same_as or row for row in rows}

    def by_name(self) -> Self:
        """Mentioned ones by the name the reader sees; those in the other script stand together."""
        return self.mentioned().order_by(shown_name(), "pk")

    def most_mentioned(self) -> Self:
        return self.mentioned().order_by("-article_count", "pk")

    def bearing(self, keys: Iterable[str]) -> dict[str, "Entity"]:
        """For each of these folded keys the entity that named() finds first because it bears this name."""
        found = self.filter(names__key__in=set(keys)).annotate(borne=F("names__key")).most_mentioned()
        # The most mentioned come first, and the last one stays.
        return {row.borne: row for row in reversed(found)}  # type: ignore[attr-defined]  # annotated

    def named(self, text: str) -> Self:
        """Mentioned entities that one of whose names fits, in any spelling or script, best match first.

        In this order: the very name, the same name spelled or written otherwise, a name of which the text
        is a whole word, a name that differs by a slip of the pen.
        """
        key = fold_key(text)
        if not key:
            return self.none()
        sound = skeleton(text)
        alike = Q(names__skeleton=sound) if len(sound) >= TELLING_SKELETON else Q(pk__in=())
        bare = Q(names__key__in=without_particles(key))
        as_word = (
            Q(names__key__startswith=f"{key} ")
            | Q(names__key__endswith=f" {key}")
            | Q(names__key__contains=f" {key} ")
        )
        fit = Case(
            When(names__key=key, then=Value(4.0)),
            When(alike | bare, then=Value(3.0)),
            When(as_word, then=Value(2.0)),
            default=TrigramSimilarity("names__key", key),
        )
        return (
            self.filter(Q(names__key=key) | alike | bare | as_word | Q(names__key__trigram_similar=key))
            .annotate(fit=Max(fit))
            .filter(fit__gte=LEAST_SIMILARITY)
            .mentioned()
            .order_by("-fit", "-article_count", "pk")
        )

    def recount(self, entities: Iterable[int]) -> None:
        """Bring `article_count` of these up to date; whatever changes mentions calls it afterwards."""
        counts = Mention.objects.filter(entity=OuterRef("pk")).order_by().values("entity")
        articles = Subquery(counts.annotate(n=Count("article", distinct=True)).values("n"))
        self.filter(pk__in=sorted(set(entities))).update(article_count=Coalesce(articles, 0))

    def count_more(self, more: Mapping[int, int]) -> None:
        """Add to `article_count` of each, or take away: counting anew costs more, the more there is."""
        with connection.cursor() as cursor:
            cursor.execute(_COUNT_MORE, [list(more), list(more.values())])

    def attach_to(self, stories: Iterable["Story"], *, most: int = 6) -> None:
        """Give each story its `main_entities`, those in most of its articles first, in one query."""
        stories = list(stories)
        shared = (
            self.filter(mentions__article__story__in=stories, hidden=False)
            .annotate(in_story=F("mentions__article__story"), count=Count("mentions__article", distinct=True))
            .order_by("-count", "pk")
        )
        for story in stories:
            story.main_entities = []
        by_id = {story.pk: story.main_entities for story in stories}
        for entity in shared:
            entities = by_id[entity.in_story]  # type: ignore[attr-defined]  # annotated above
            if len(entities) < most:
                entities.append(entity)


class Entity(Named):
    """A key that the finders gave, and what it is taken for.

    Where spellings with keys of their own are one entity, all but one of the rows point to another by
    `same_as`; that one, the root, has the mentions, names and quotations of all (see
    articles.names.resolution).
    """

    key = models.CharField(unique=True, max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=EntityKind)
    wikidata = models.CharField(max_length=20, blank=True)
    hidden = models.BooleanField(_("hidden"), default=False)
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="joined"
    )
    # The rules that joined it, parted by spaces; "editor" for a person's decision.
    same_because = models.CharField(max_length=200, blank=True)
    # Of the rules by which others like it were last looked for all over the collection.
    compared_version = models.CharField(max_length=20, blank=True)

    article_count = models.PositiveIntegerField(_("articles"), default=0)  # see recount()

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        constraints = (
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="entity_kind_is_known", condition=models.Q(kind__in=EntityKind.values)
            ),
            models.CheckConstraint(
                name="entity_is_not_same_as_itself", condition=~models.Q(same_as=models.F("pk"))
            ),
        )
        indexes = (
            # The list, most mentioned first.
            models.Index(models.F("article_count").desc(), models.F("id"), name="entity_most_mentioned"),
        )

    def names_by_language(self) -> dict[str, list[str]]:
        """All its known names, the displayed one of each language first."""
        names: dict[str, dict[str, None]] = {}
        for name in sorted(self.names.all(), key=lambda name: (name.found_id != self.pk, name.pk)):
            names.setdefault(name.language, {})[name.text] = None
        return {language: list(texts) for language, texts in names.items()}


# Each key by itself, and not as a join: else Postgres may think that reading all names is cheaper, hundreds
# of times over where it has no statistics yet. Keys come as one text: the driver would quote each by itself.
_SHARING = """
SELECT wanted.key, name.found_id
FROM (SELECT json_array_elements_text(%s)::varchar AS key) AS wanted
CROSS JOIN LATERAL (
    SELECT found_id FROM articles_entityname WHERE join_keys @> ARRAY[wanted.key] OFFSET 0
) AS name
"""


class EntityNameQuerySet(models.QuerySet["EntityName"]):
    def sharing(self, keys: Iterable[str]) -> dict[str, set[int]]:
        """By each of these join keys the entities found under a name that has it."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        with connection.cursor() as cursor:
            cursor.execute(_SHARING, [json.dumps(sorted(keys), ensure_ascii=False)])
            for key, entity in cursor.fetchall():
                found[key].add(entity)
        return found

    def add(self, names: Iterable["EntityName"]) -> None:
        """Write those that their entities don't have yet; they don't learn their numbers."""
        columns = [str(field.column) for field in EntityName._meta.concrete_fields if not field.primary_key]
        # Django writes a placeholder for each value of rows with lists: four times what this costs.
        rows = json.dumps(
            [{column: getattr(name, column) for column in columns} for name in names], ensure_ascii=False
        )
        quoted = ", ".join(map(connection.ops.quote_name, columns))
        table = connection.ops.quote_name(EntityName._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({quoted}) SELECT {quoted}"
                f" FROM json_populate_recordset(NULL::{table}, %s) ON CONFLICT DO NOTHING",
                [rows],
            )


class EntityName(models.Model):
    """One spelling; `key` and `skeleton` are what searches compare (see articles.analysis.names.keys).

    `found` is the entity that the finders name so, `entity` the one it counts as.
    """

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="names")
    found = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="own_names", db_index=False)
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=300)
    skeleton = models.CharField(max_length=300)
    # All spellings of the name share at least one (see articles.analysis.names.joins).
    join_keys = ArrayField(models.CharField(max_length=300), default=list)

    objects = EntityNameQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="name_once_per_entity", fields=("found", "text", "language")),
        )
        indexes = (
            # The exact step of entity search.
            models.Index(name="entity_name_key", fields=("key",)),
            # Its step across scripts, and beginnings of names there.
            models.Index(
                name="entity_name_skeleton", fields=("skeleton",), opclasses=("varchar_pattern_ops",)
            ),
            # Its last step: parts of names and slips of the pen.
            GinIndex(name="entity_name_trigrams", fields=("key",), opclasses=("gin_trgm_ops",)),
            # Candidates to join; a batch asks for hundreds of keys, and each would look through what waits.
            GinIndex(name="entity_name_join_keys", fields=("join_keys",), fastupdate=False),
        )

    def __str__(self) -> str:
        return self.text

    def with_keys(self) -> Self:
        """The row with all that searches compare, made of its text."""
        self.key, self.skeleton = fold_key(self.text), skeleton(self.text)
        self.join_keys = list(join_keys(self.text))
        return self


class MentionQuerySet(models.QuerySet["Mention"]):
    def within(self, *, outlet: "Outlet | None", story: "Story | None") -> Self:
        """Those in articles of this outlet, and of this story."""
        mentions = self.filter(article__outlet=outlet) if outlet else self
        return mentions.filter(article__story=story) if story else mentions

    def newest(self) -> Self:
        """By their articles, then as they stand there."""
        return self.order_by(F("article__published").desc(nulls_last=True), "-article", "start")


class Mention(models.Model):
    """A name in an article's body, at code points start to end, without attached particles.

    `text` is what stands there; `sentence` is where the sentence or heading around it starts. `found` is
    what the finders take it for, `entity` what it counts as. `rule` found the name; `join` are the rules
    by which it is `found`, parted by spaces: empty where it bears a known name of it.
    """

    # Without an index of their own: those below begin with them.
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    found = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="found_mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    sentence = models.PositiveIntegerField()
    rule = models.CharField(max_length=60)
    join = models.CharField(max_length=200, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_mention_per_place", fields=("article", "start")),
            models.CheckConstraint(name="mention_has_length", condition=models.Q(end__gt=models.F("start"))),
        )
        indexes = (
            # Articles of an entity, and counting them.
            models.Index(name="mention_entity_article", fields=("entity", "article")),
        )

    def __str__(self) -> str:
        return f"{self.entity_id} {self.start}..{self.end}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(first__kind=kind) if kind else self

    def naming(self, text: str) -> Self:
        """Those one of whose entities has a name that holds these words, in any spelling."""
        key = fold_key(text)
        if not key:
            return self
        named = EntityName.objects.filter(key__contains=key).values("found")
        return self.filter(Q(first__in=named) | Q(second__in=named))

    def open(self) -> Self:
        return self.filter(is_open=True)

    def most_likely(self) -> Self:
        return self.order_by("-strength", "pk")


class Proposal(models.Model):
    """Two entities that may be one; people decide, see articles.names.resolution. `first` is older."""

    first = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="proposed_as_first")
    second = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="proposed_as_second")
    because = models.CharField(max_length=200)  # rules, parted by spaces
    strength = models.FloatField()  # 0 to 1
    # False where both count as one by now, or people keep them apart.
    is_open = models.BooleanField(default=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal to join")
        verbose_name_plural = _("proposals to join")
        indexes = (
            # The next ones to decide.
            models.Index(
                models.F("strength").desc(),
                models.F("id"),
                name="proposal_open",
                condition=models.Q(is_open=True),
            ),
        )
        constraints = (
            models.UniqueConstraint(name="proposed_once", fields=("first", "second")),
            models.CheckConstraint(
                name="older_is_proposed_first", condition=models.Q(first__lt=models.F("second"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"
