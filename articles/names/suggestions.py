"""Names offered while a reader types: any spelling, any script, slips of the pen forgiven."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Max, Q, QuerySet

from articles.analysis.names.keys import skeleton
from articles.analysis.text.normalise import fold_key
from articles.models import Entity, EntityName
from articles.models.entities import without_particles

# One letter begins too many names to be worth an answer.
SHORTEST = 2
# A shorter skeleton begins the names of too many.
TELLING_SKELETON = 3
# Of the names that begin so, the most written about are looked at closely.
LOOKED_AT = 40
# Names that an index finds before their entities are looked at; the bound keeps Postgres from trying all
# entities one by one instead.
NAMES_LOOKED_UP = 1000
# Most mentioned entities, looked through where a beginning is so common that those names may be of others.
FOREMOST = 1000
WHOLE, BEGINNING, WORD, SOUND, SLIP = 4, 3, 2, 1, 0


class Name(NamedTuple):
    text: str
    key: str
    skeleton: str


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An entity, and the spelling that fits where neither of its displayed names does."""

    entity: Entity
    spelling: str


def suggest(text: str, *, most: int = 8) -> tuple[Suggestion, ...]:
    """Mentioned entities whose names go on as this text does, best match first.

    In this order: the very name, a name that begins so, a later word of a name, a name that sounds so, a
    name that is nearly so; among equals the one in most articles.
    """
    key = fold_key(text)
    if len(key) < SHORTEST:
        return ()
    sound = skeleton(text)
    near = _beginning(key, sound)
    if not near and (bare := without_particles(key)):
        near = _by_pk(_bearing(_naming(Q(key__in=bare))[:NAMES_LOOKED_UP]))
    if len(near) < most:
        near |= _by_pk(_nearly(key, most))
    spelled: dict[int, list[Name]] = {pk: [] for pk in near}
    names = EntityName.objects.filter(entity__in=near).order_by("pk")
    for entity_id, *name in names.values_list("entity_id", "text", "key", "skeleton"):
        spelled[entity_id].append(Name(*name))
    ranked = sorted(near.values(), key=lambda e: (-_fit(spelled[e.pk], key, sound), -e.article_count, e.pk))
    return tuple(
        Suggestion(entity=entity, spelling=_telling(entity, spelled[entity.pk], key))
        for entity in ranked[:most]
    )


def _beginning(key: str, sound: str) -> dict[int, Entity]:
    """Those that bear this very name, and the most mentioned of those with a word that begins so."""
    begins = Q(key__startswith=key) | Q(key__contains=f" {key}")
    if len(sound.replace(" ", "")) >= TELLING_SKELETON:
        begins |= Q(skeleton__startswith=sound)
    found = _bearing(_naming(begins)[:NAMES_LOOKED_UP])
    if len(found) < LOOKED_AT:
        return _by_pk(found)
    foremost = Entity.objects.most_mentioned().values("pk")[:FOREMOST]
    found = [*found, *_bearing(_naming(begins & Q(entity__in=foremost)))]
    found = sorted(_by_pk(found).values(), key=lambda entity: (-entity.article_count, entity.pk))
    return _by_pk(found[:LOOKED_AT]) | _by_pk(_bearing(_naming(Q(key=key))[:NAMES_LOOKED_UP]))


def _by_pk(entities: Iterable[Entity]) -> dict[int, Entity]:
    return {entity.pk: entity for entity in entities}


def _naming(condition: Q) -> QuerySet[EntityName, int]:
    return EntityName.objects.filter(condition).values_list("entity", flat=True)


def _bearing(entities: QuerySet[EntityName, int]) -> list[Entity]:
    return list(Entity.objects.most_mentioned().filter(pk__in=entities)[:LOOKED_AT])


def _nearly(key: str, most: int) -> Iterable[Entity]:
    """Those with a name much of which stands in what was typed, the most alike, then the most mentioned."""
    alike = EntityName.objects.filter(
        key__trigram_word_similar=key, entity__article_count__gt=0, entity__hidden=False
    )
    nearest = (
        alike.order_by()
        .values("entity", "entity__article_count")
        .annotate(fit=Max(TrigramWordSimilarity(key, F("key"))))
        .order_by("-fit", "-entity__article_count", "entity")
    )
    return Entity.objects.filter(pk__in=[row["entity"] for row in nearest[:most]])


def _fit(names: Iterable[Name], key: str, sound: str) -> int:
    return max((_name_fit(name, key, sound) for name in names), default=SLIP)


def _name_fit(name: Name, key: str, sound: str) -> int:
    if name.key == key:
        return WHOLE
    if name.key.startswith(key):
        return BEGINNING
    if f" {key}" in name.key:
        return WORD
    return SOUND if sound and name.skeleton.startswith(sound) else SLIP


def _telling(entity: Entity, names: Iterable[Name], key: str) -> str:
    """The name that shows why the entity is offered, empty where its displayed names do."""
    shown = {fold_key(entity.name), fold_key(entity.other_name)}
    if any(key in name for name in shown):
        return ""
    return next((name.text for name in names if key in name.key and name.key not in shown), "")
