"""The rows that a query's fields name: outlets, entities, stories, languages and agencies."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from articles.analysis.text.clitics import ARTICLE
from articles.analysis.text.normalise import fold_key
from articles.ingest.agencies import agencies, agency_named
from articles.models import Entity, Outlet, Story
from articles.retrieval.article_query import ArticleQuery
from articles.search import Condition, Field, Group, Kind, Problem, Query, Term, Trouble

_LARGEST = 2**63 - 1
# What two spellings of one name, or its forms in two scripts, get of EntityQuerySet.named.
_SAME_NAME = 3.0


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A query with the rows that it names, and all that could not be read in it, in the order of the text."""

    query: ArticleQuery
    problems: tuple[Problem, ...]
    # What each condition that is known stands for: a row, a code or a day.
    rows: tuple[tuple[Condition, Any], ...] = ()


def understand(query: Query) -> Understood:
    """A field names its row by name or by number, `entity:#7`; a story by number only.

    A name that no entity bears is searched as a phrase. Where none of a field's values is known, no article
    can fit.
    """
    rows: defaultdict[str, dict[Any, None]] = defaultdict(dict)
    known: list[tuple[Condition, Any]] = []
    problems = list(query.problems)
    entities = _entities([one.value for one in query.conditions if one.field is Field.ENTITY])
    for condition in query.conditions:
        if condition.field not in _FINDERS:
            known.append((condition, date.fromisoformat(condition.value)))
            continue
        find, column, trouble = _FINDERS[condition.field]
        row = entities.get(condition.value) or find(condition.value)
        if row is not None:
            rows[_excluding(column) if condition.is_excluded else column][row] = None
            known.append((condition, row))
            continue
        problems.append(_problem(trouble, condition))
        if condition.field is Field.ENTITY:
            query = _as_words(query, condition)
    wanted = {condition.field for condition in query.conditions if not condition.is_excluded}
    impossible = any(f is not Field.ENTITY and not rows[_FINDERS[f][1]] for f in wanted & _FINDERS.keys())
    columns: Any = {column: tuple(found) for column, found in rows.items()}
    words = ArticleQuery(words=query, since=query.since, until=query.until, is_impossible=impossible)
    asked = replace(words, **columns)
    told = tuple(sorted(problems, key=lambda p: (p.start, p.end)))
    return Understood(query=asked, problems=told, rows=tuple(known))


def condition_for(field: Field, row: Any, *, is_excluded: bool = False) -> Condition:
    """A row, code or day as people would write it: by its name where that leads back to it."""
    if isinstance(row, date):
        return Condition(field=field, value=row.isoformat(), is_excluded=is_excluded)
    if isinstance(row, str):
        return Condition(field=field, value=row, is_excluded=is_excluded)
    name = "" if isinstance(row, Story) else row.name
    leads_back = name and '"' not in name and _FINDERS[field][0](name) == row
    return Condition(field=field, value=name if leads_back else f"#{row.pk}", is_excluded=is_excluded)


def _excluding(column: str) -> str:
    return "without" if column == "entities" else f"without_{column}"


def _problem(code: Trouble, condition: Condition) -> Problem:
    return Problem(code=code, start=condition.start, end=condition.end, text=condition.value)


def _as_words(query: Query, condition: Condition) -> Query:
    term = Term(text=condition.value, kind=Kind.PHRASE, start=condition.start, end=condition.end)
    conditions = tuple(one for one in query.conditions if one != condition)
    if condition.is_excluded:
        return replace(query, conditions=conditions, excluded=(*query.excluded, term))
    return replace(query, conditions=conditions, groups=(*query.groups, Group(alternatives=(term,))))


def _numbers(value: str) -> list[int]:
    """The number of a row; none where the text is no number that a row can have."""
    digits = fold_key(value.removeprefix("#"))
    return [int(digits)] if digits.isdecimal() and len(digits) < 20 and int(digits) <= _LARGEST else []


def _entities(values: Sequence[str]) -> dict[str, Entity]:
    """Whom these stand for, of those that are numbers or very names: one query for each kind."""
    numbers = {value: _numbers(value) for value in values if value.startswith("#")}
    keys = {value: fold_key(value) for value in values if value not in numbers}
    asked = [number for found in numbers.values() for number in found]
    rows = Entity.objects.select_related("same_as").in_bulk(asked) if asked else {}
    named = Entity.objects.bearing(set(keys.values()) - {""}) if keys else {}
    found = {value: rows[number] for value in numbers for number in numbers[value] if number in rows}
    known = {value: row.same_as or row for value, row in found.items()}
    return known | {value: named[key] for value, key in keys.items() if key in named}


def _entity(value: str) -> Entity | None:
    if value.startswith("#"):
        entity = Entity.objects.select_related("same_as").filter(pk__in=_numbers(value)).first()
        return entity and (entity.same_as or entity)
    named = Entity.objects.named(value).first()
    return named if named and named.fit >= _SAME_NAME else None  # type: ignore[attr-defined]  # annotated


def _outlet(value: str) -> Outlet | None:
    """By number, by slug or name, or by a part of the name that no other outlet's has."""
    if value.startswith("#"):
        return Outlet.objects.filter(pk__in=_numbers(value)).first()
    key = fold_key(value)
    keys = {
        outlet: [fold_key(name) for name in (outlet.slug, outlet.name_ar, outlet.name_en)]
        for outlet in Outlet.objects.order_by("pk")
    }
    same = [outlet for outlet, names in keys.items() if key in names]
    near = [outlet for outlet, names in keys.items() if any(f" {key} " in f" {name} " for name in names)]
    found = same or near
    return found[0] if key and len(found) == 1 else None


def _story(value: str) -> Story | None:
    return Story.objects.standing().filter(pk__in=_numbers(value)).first()


def _agency(value: str) -> str | None:
    return value if value in agencies() else agency_named(value) or agency_named(value.upper())


def _language(value: str) -> str | None:
    """The code of a language given by it or by its name in Arabic or English, «عربي» and «العربية» alike."""
    return _languages().get(_bare(fold_key(value)))


@cache
def _languages() -> Mapping[str, str]:
    codes = [str(code) for code in Locale("en").languages if len(str(code)) <= 3]
    names = [(code, code) for code in codes]
    names += [(str(Locale(of).languages.get(code, code)), code) for of in ("ar", "en") for code in codes]
    return {_bare(fold_key(name)): code for name, code in reversed(names)}


def _bare(name: str) -> str:
    rest = name.removeprefix(ARTICLE)
    return next((rest.removesuffix(end) for end in ("يه", "ي") if len(rest) > 3 and rest.endswith(end)), rest)


_FINDERS: Mapping[Field, tuple[Callable[[str], Any], str, Trouble]] = {
    Field.ENTITY: (_entity, "entities", Trouble.ENTITY_AS_WORDS),
    Field.OUTLET: (_outlet, "outlets", Trouble.UNKNOWN_OUTLET),
    Field.STORY: (_story, "stories", Trouble.UNKNOWN_STORY),
    Field.LANGUAGE: (_language, "languages", Trouble.UNKNOWN_LANGUAGE),
    Field.AGENCY: (_agency, "agencies", Trouble.UNKNOWN_AGENCY),
}
