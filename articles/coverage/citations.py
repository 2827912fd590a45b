"""Whom a story's outlets cite, as a table of sources by outlets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.analysis.stories.sourcing import Source, Sourcing
from articles.analysis.text.pieces import Mark
from articles.coverage.computing import Coverage
from articles.coverage.passages import Shown, part
from articles.models import Article, Entity


class SourceLabel(TextChoices):
    """What kind of source somebody is."""

    AGENCY = "agency", _("News agency")
    MEDIUM = "medium", _("Other medium")
    OFFICIAL = "official", _("Official")
    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")
    UNNAMED = "unnamed", _("Without a name")


@dataclass(frozen=True, kw_only=True)
class Column:
    """An outlet with its first article; `unnamed` counts sentences that rest on sources without a name."""

    outlet: str
    article: Article
    sentences: int
    unnamed: int


@dataclass(frozen=True, kw_only=True)
class Cited:
    """`number` counts the sources from 1; `counts` are in the order of the columns."""

    number: int
    label: SourceLabel
    entity: Entity | None
    words: str
    language: str
    counts: tuple[tuple[Column, int], ...]
    opened: tuple[Shown, ...]


class Citations:
    """The sources of a story's coverage."""

    def __init__(self, coverage: Coverage, found: Sourcing) -> None:
        self.coverage, self.found = coverage, found

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        first: dict[str, Article] = {}
        for article in self.coverage.compared:
            first.setdefault(article.teller, article)
        return tuple(self._column(outlet, first[outlet]) for outlet in self.found.outlets if outlet in first)

    def _column(self, outlet: str, article: Article) -> Column:
        kinds = self.found.kinds(outlet)
        unnamed = sum(count for kind, count in kinds.items() if kind.value == SourceLabel.UNNAMED)
        return Column(outlet=outlet, article=article, sentences=sum(kinds.values()), unnamed=unnamed)

    @cached_property
    def _known(self) -> Mapping[str, Entity]:
        return Entity.objects.standing_for(one.entity.key for one in self.found.sources if one.entity)

    def rows(self, numbered: Sequence[tuple[int, Source]], opened: int | None) -> list[Cited]:
        """Sources with their numbers; the one that is `opened` has its sentences."""
        return [
            Cited(
                number=number,
                label=SourceLabel(source.kind.value),
                entity=self._known.get(source.entity.key) if source.entity else None,
                words=source.words,
                language=source.language,
                counts=tuple((column, len(source.cited_by(column.outlet))) for column in self.columns),
                opened=self._sentences(source) if number == opened else (),
            )
            for number, source in numbered
        ]

    def _sentences(self, source: Source) -> tuple[Shown, ...]:
        """Each sentence that rests on the source, with the words that say so marked."""
        return tuple(
            part(self.coverage, each.place, [Mark(span=word, kind="hit") for word in each.words])
            for each in source.citations
        )
