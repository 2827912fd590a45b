"""Names of one text that are spellings or parts of each other, or of listed names, become one entity."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from articles.analysis.names.found import Found
from articles.analysis.names.joins import Join, Reach, Rule, join_entities, join_keys, stands_alone
from articles.analysis.names.spelling import consonants
from articles.analysis.text import gazetteer
from articles.analysis.text.gazetteer import Entity, Kind
from articles.analysis.text.normalise import fold_key

_TELLING = 4  # signs of a key that few names share


@dataclass(frozen=True, slots=True, kw_only=True)
class _Union:
    entity: Entity
    rules: str


def unite(found: Sequence[Found], known: Sequence[Entity] = ()) -> list[Found]:
    """The same names; those that rules join to another name here, or to a listed one, have its entity."""
    unions = _unions(found, known)
    return [
        replace(name, entity=unions[name.entity.key].entity, join=unions[name.entity.key].rules)
        if name.entity.key in unions
        else name
        for name in found
    ]


def _unions(found: Sequence[Found], known: Sequence[Entity]) -> dict[str, _Union]:
    """What each entity of a text that is no list's own is taken for, by its key."""
    listed = gazetteer.load().entities
    own = [key for key in dict.fromkeys(name.entity.key for name in found) if key not in listed]
    if not own:
        return {}
    entities = {entity.key: entity for entity in (*known, *(name.entity for name in found))}
    near = _by_keys(entities.values())
    unions: dict[str, _Union] = {}
    for key in own:
        entity = entities[key]
        shared = {other for k in _keys(entity) for other in near[k]} - {key}
        # The first to come keeps its own entity; listed ones keep theirs wherever they stand.
        here = [
            o
            for o in entities
            if o in shared and o not in unions and (o in listed or not _after(own, o, key))
        ]
        union = _choose(entity, [entities[o] for o in here], Reach.STORY)
        union = union or _choose(entity, _listed_near(entity), Reach.ANYWHERE)
        if union:
            unions[key] = union
    for key in own:
        if key not in unions and entities[key].kind is Kind.PERSON:
            union = _full_name_of(entities[key], entities.values())
            if union:
                target = unions.get(union.entity.key)
                unions[key] = replace(union, entity=target.entity) if target else union
    return unions


def _after(own: Sequence[str], other: str, key: str) -> bool:
    return other in own and own.index(other) > own.index(key)


def _choose(entity: Entity, candidates: Iterable[Entity], least: Reach) -> _Union | None:
    """The only one of the candidates that a rule joins to it so far; two would be a guess."""
    joins = [(c, join) for c in candidates if isinstance(join := join_entities(c, entity), Join)]
    joins = [(candidate, join) for candidate, join in joins if join.reach >= least]
    if len({candidate.key for candidate, _join in joins}) != 1:
        return None
    candidate, join = joins[0]
    printed = entity.names[-1]
    names = candidate.names if printed in candidate.names else (*candidate.names, printed)
    return _Union(entity=replace(candidate, names=names), rules=" ".join(join.rules))


def _full_name_of(entity: Entity, others: Iterable[Entity]) -> _Union | None:
    """The one person of the text whose family name this single name is."""
    name = entity.names[-1].text
    if not stands_alone(name):
        return None
    sound = consonants(fold_key(name).split()[-1])
    full = [other for other in others if other.kind is Kind.PERSON and _ends_alike(other, sound)]
    joins = [(o, join) for o in full if isinstance(join := join_entities(o, entity), Join)]
    joins = [(other, join) for other, join in joins if Rule.FAMILY_NAME in join.rules]
    if len({other.key for other, _join in joins}) != 1:
        return None
    return _Union(entity=joins[0][0], rules=" ".join(joins[0][1].rules))


def _ends_alike(entity: Entity, sound: str) -> bool:
    ends = (words for name in entity.names if len(words := fold_key(name.text).split()) > 1)
    return any(sound in (consonants(words[0]), consonants(words[-1])) for words in ends)


def _keys(entity: Entity) -> set[str]:
    return {key for name in entity.names for key in join_keys(name.text) if len(key) >= _TELLING}


def _by_keys(entities: Iterable[Entity]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for key in _keys(entity):
            near[key].add(entity.key)
    return near


def _listed_near(entity: Entity) -> list[Entity]:
    listed, near = gazetteer.load().entities, _listed_keys()
    keys = {other for key in _keys(entity) for other in near.get(key, ())}
    return [listed[key] for key in sorted(keys) if listed[key].kind is entity.kind]


@lru_cache(maxsize=1)
def _listed_keys() -> dict[str, set[str]]:
    return dict(_by_keys(gazetteer.load().entities.values()))
