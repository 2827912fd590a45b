"""What a reader asks of the articles: words, names, outlets, stories, days, languages, agencies, together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from articles import search
from articles.analysis.text import gazetteer
from articles.models import Entity, Outlet, Story


@dataclass(frozen=True, kw_only=True)
class ArticleQuery:
    """All of these must hold: all entities, and of outlets, stories, languages and agencies one each.

    Of `words` only the groups and excluded terms count here. `since` and `until` are days, both included.
    With `demonyms` the adjective of a country («الروسي», Russian) stands for it. `is_impossible` where
    something is asked for that doesn't exist, so that no article can fit.
    """

    words: search.Query = search.NOTHING
    entities: tuple[Entity, ...] = ()
    without: tuple[Entity, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    without_outlets: tuple[Outlet, ...] = ()
    stories: tuple[Story, ...] = ()
    without_stories: tuple[Story, ...] = ()
    languages: tuple[str, ...] = ()
    without_languages: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    without_agencies: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    demonyms: bool = False
    is_impossible: bool = False

    def __bool__(self) -> bool:
        asked = (
            *(self.words.groups, self.words.excluded, self.entities, self.without, self.outlets),
            *(self.without_outlets, self.stories, self.without_stories, self.languages),
            *(self.without_languages, self.agencies, self.without_agencies, self.since, self.until),
        )
        return any(asked) or self.is_impossible

    @cached_property
    def terms(self) -> search.Words:
        return search.words_of(self.words)

    def adjectives(self, entity: Entity) -> search.Phrases:
        """The words that stand for an entity beside its names."""
        return search.phrases(demonyms_of(entity) if self.demonyms else ())


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
