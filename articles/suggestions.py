"""Names offered while a reader types: any spelling, any script, slips of the pen forgiven."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from articles.analysis.names import skeleton
from articles.analysis.normalise import fold_key
from articles.models import Entity, EntityName
from articles.models.entities import without_particles

# One letter begins too many names to be worth an answer.
SHORTEST = 2
# A shorter skeleton begins the names of too many.
TELLING_SKELETON = 3
# Of the names that begin so, the most written about are looked at closely.
LOOKED_AT = 40
WHOLE, BEGINNING, WORD, SOUND, SLIP = 4, 3, 2, 1, 0


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
    near = _beginning(key, sound) or _by_pk(_bearing(Q(key__in=without_particles(key)))[:LOOKED_AT])
    if len(near) < most:
        near |= _by_pk(_nearly(key, most))
    names = EntityName.objects.filter(entity__in=near).order_by("pk")
    spelled: dict[int, list[EntityName]] = {pk: [] for pk in near}
    for name in names:
        spelled[name.entity_id].append(name)
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
    return _by_pk(_bearing(Q(key=key))[:LOOKED_AT]) | _by_pk(_bearing(begins)[:LOOKED_AT])


def _by_pk(entities: Iterable[Entity]) -> dict[int, Entity]:
    return {entity.pk: entity for entity in entities}


def _bearing(condition: Q) -> QuerySet[Entity]:
    names = EntityName.objects.filter(condition, entity=OuterRef("pk"))
    return Entity.objects.mentioned().filter(Exists(names)).order_by("-article_count", "pk")


def _nearly(key: str, most: int) -> Iterable[Entity]:
    """Those with a name much of which stands in what was typed, the most alike first."""
    alike = EntityName.objects.filter(key__trigram_word_similar=key, entity__article_count__gt=0)
    nearest = (
        alike.order_by()
        .values("entity")
        .annotate(fit=Max(TrigramWordSimilarity(key, F("key"))))
        .order_by("-fit")
    )
    return Entity.objects.filter(pk__in=[row["entity"] for row in nearest[:most]])


def _fit(names: Iterable[EntityName], key: str, sound: str) -> int:
    return max((_name_fit(name, key, sound) for name in names), default=SLIP)


def _name_fit(name: EntityName, key: str, sound: str) -> int:
    if name.key == key:
        return WHOLE
    if name.key.startswith(key):
        return BEGINNING
    if f" {key}" in name.key:
        return WORD
    return SOUND if sound and name.skeleton.startswith(sound) else SLIP


def _telling(entity: Entity, names: Iterable[EntityName], key: str) -> str:
    """The name that shows why the entity is offered, empty where its displayed names do."""
    shown = {fold_key(entity.name), fold_key(entity.other_name)}
    if any(key in name for name in shown):
        return ""
    return next((name.text for name in names if key in name.key and name.key not in shown), "")
