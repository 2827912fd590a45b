"""A reader's query as conditions on the rows that searches look through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from articles.models import Article, Change, Entity, EntityName, Story
from articles.models.search_rows import UNDATED
from articles.names.resolution import BETWEEN, SPELLING
from articles.retrieval.article_query import ArticleQuery
from articles.retrieval.candidates import Condition, Conditions
from articles.search import Phrases, Sought

_NOTHING = Condition(sql="false")
_MENTIONS = (
    "EXISTS (SELECT FROM articles_mention AS m"
    " WHERE m.entity_id = %s AND m.article_id = articles_searchrow.article_id)"
)


def conditions_of(query: ArticleQuery) -> Conditions:
    """What a row must fulfil to fit the query."""
    if query.is_impossible:
        return Conditions(indexed=(_NOTHING,))
    wanted, excluded = _entities(query, query.entities), _entities(query, query.without)
    loose = [_matches(sought, is_loose=True) for sought in query.terms.wanted]
    strict = [_matches(sought) for sought in query.terms.wanted if not sought.is_loose]
    ruled_out = [_not(_matches(sought)) for sought in query.terms.excluded]
    return Conditions(
        indexed=(*loose, *(named.condition for named in wanted), *_columns(query)),
        in_row=tuple(_excluded_columns(query)),
        looked_at=(
            *strict,
            *ruled_out,
            *(named.closely for named in wanted if named.is_parted),
            *(_not(named.closely if named.is_parted else named.condition) for named in excluded),
        ),
        since=datetime.combine(query.since, time.min, UTC) if query.since else UNDATED,
        until=datetime.combine(query.until, time.max, UTC) if query.until else None,
    )


def _not(condition: Condition) -> Condition:
    return Condition(sql=f"NOT ({condition.sql})", values=condition.values)


def _any(conditions: Sequence[Condition]) -> Condition:
    return Condition(
        sql=" OR ".join(f"({one.sql})" for one in conditions),
        values=tuple(value for one in conditions for value in one.values),
    )


def _matches(sought: Sought, *, is_loose: bool = False) -> Condition:
    columns = (("terms", sought.terms), ("forms", sought.forms))
    return _any([_holds(column, phrases, is_loose=is_loose) for column, phrases in columns if phrases])


def _holds(column: str, phrases: Phrases, *, is_loose: bool = False) -> Condition:
    return Condition(sql=f"{column} @@ %s::tsquery", values=(phrases.loose if is_loose else phrases.tsquery,))


@dataclass(frozen=True, kw_only=True)
class _Named:
    """That an entity is named: by what the finders took it for, and by what mentions count as.

    The two differ where editors have parted spellings.
    """

    condition: Condition
    closely: Condition
    is_parted: bool


def _entities(query: ArticleQuery, entities: Sequence[Entity]) -> list[_Named]:
    if not entities:
        return []
    parted = _parted()
    found: dict[int, dict[int, str]] = {entity.pk: {entity.pk: entity.key} for entity in entities}
    names = EntityName.objects.filter(entity__in=entities).values_list("entity", "found", "found__key")
    for pk, name, key in names.distinct():
        found[pk][name] = key
    return [_named(query, entity, found[entity.pk], parted) for entity in entities]


def _named(
    query: ArticleQuery, entity: Entity, found: dict[int, str], parted: Sequence[tuple[str, str]]
) -> _Named:
    givers = {owner for owner, key in parted if key in found.values()}
    if givers:
        owners = Entity.objects.filter(key__in=givers)
        found |= dict(
            EntityName.objects.filter(entity__in=owners).values_list("found", "found__key").distinct()
        )
        found |= dict(owners.values_list("pk", "key"))
    adjectives = query.adjectives(entity)
    evidence = [_holds("terms", adjectives)] if adjectives else []
    return _Named(
        condition=_any([Condition(sql="names && %s::bigint[]", values=(sorted(found),)), *evidence]),
        closely=_any([Condition(sql=_MENTIONS, values=(entity.pk,)), *evidence]),
        is_parted=bool(givers) or any(owner in found.values() for owner, _ in parted),
    )


def _parted() -> list[tuple[str, str]]:
    """Of spellings that editors have parted the keys of what they belonged to, and of what they count as."""
    decided = Change.objects.in_force(SPELLING)
    return [(subject.partition(BETWEEN)[0], value["key"]) for subject, value in decided.items()]


def _columns(query: ArticleQuery) -> Iterator[Condition]:
    if query.outlets:
        yield _one_of("outlet_id", [outlet.pk for outlet in query.outlets], "bigint")
    if query.languages:
        yield _one_of("language", query.languages, "varchar")
    if query.agencies:
        yield Condition(sql="agencies && %s::varchar[]", values=(list(query.agencies),))
    if query.stories:
        yield _one_of("article_id", _members(query.stories), "bigint")


def _one_of(column: str, values: Sequence[Any], kind: str) -> Condition:
    if len(values) == 1:
        return Condition(sql=f"{column} = %s::{kind}", values=(values[0],))
    return Condition(sql=f"{column} = ANY(%s::{kind}[])", values=(list(values),))


def _excluded_columns(query: ArticleQuery) -> Iterator[Condition]:
    for outlet in query.without_outlets:
        yield Condition(sql="outlet_id IS DISTINCT FROM %s", values=(outlet.pk,))
    for language in query.without_languages:
        yield Condition(sql="language <> %s", values=(language,))
    if query.without_agencies:
        yield Condition(sql="NOT agencies && %s::varchar[]", values=(list(query.without_agencies),))
    if query.without_stories:
        yield Condition(sql="article_id <> ALL(%s::bigint[])", values=(_members(query.without_stories),))


def _members(stories: Sequence[Story]) -> list[int]:
    return list(Article.objects.filter(story__in=stories).order_by("pk").values_list("pk", flat=True))
