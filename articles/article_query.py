"""What a reader asks of the articles: names, words, outlet, story and days, together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from articles import search
from articles.analysis import gazetteer
from articles.models import Article, Entity, Outlet, Story
from articles.models.articles import ArticleQuerySet


@dataclass(frozen=True, kw_only=True)
class ArticleQuery:
    """All of these must hold; `since` and `until` are days, both included.

    With `demonyms` the adjective of a country («الروسي», Russian) stands for it.
    """

    words: search.Query = search.NO_WORDS
    entities: tuple[Entity, ...] = ()
    without: tuple[Entity, ...] = ()
    outlet: Outlet | None = None
    story: Story | None = None
    since: date | None = None
    until: date | None = None
    demonyms: bool = False

    def __bool__(self) -> bool:
        asked = (self.words, self.entities, self.without, self.outlet, self.story, self.since, self.until)
        return any(asked)

    @property
    def evidence(self) -> dict[Entity, search.Phrases]:
        """The words that stand for the entities asked for beside their names."""
        return {entity: self._adjectives(entity) for entity in self.entities}

    def articles(self) -> ArticleQuerySet:
        """The best match first where words are asked for, else the newest."""
        found = Article.objects.from_outlet(self.outlet).of_story(self.story)
        found = found.published_between(self.since, self.until)
        for entity, adjectives in self.evidence.items():
            found = found.mentioning(entity, or_writing=adjectives)
        for entity in self.without:
            found = found.not_mentioning(entity, nor_writing=self._adjectives(entity))
        return found.matching(self.words) if self.words else found.newest()

    def _adjectives(self, entity: Entity) -> search.Phrases:
        texts = demonyms_of(entity) if self.demonyms else ()
        return search.phrases(texts)


def demonyms_of(entity: Entity) -> tuple[str, ...]:
    """The folded adjectives that stand for a country, empty for everything else."""
    return _demonyms().get(entity.key, ())


@lru_cache(maxsize=1)
def _demonyms() -> Mapping[str, tuple[str, ...]]:
    adjectives: dict[str, tuple[str, ...]] = {}
    for form, demonym in gazetteer.load().demonyms.items():
        # English has the people's plural too («Russians»); of Arabic the list holds all forms.
        forms = (form, f"{form}s") if form.isascii() else (form,)
        adjectives[demonym.country.key] = adjectives.get(demonym.country.key, ()) + forms
    return adjectives
