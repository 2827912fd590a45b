"""What stands around the results of a search: what was asked, conditions to add, and what went wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy

from articles.ingest.agencies import agencies
from articles.models import Entity, Outlet, Story
from articles.retrieval.misses import Miss, Without
from articles.retrieval.results import Bound, FacetKind, FacetValue, Found, Limit
from articles.retrieval.understanding import Understood
from articles.search import Condition, Field, Group, Problem, Query, Term, Trouble, write
from articles.templatetags.newsroom import language_name
from articles.views.facets import Choice, Facet

TROUBLES: Mapping[Trouble, Any] = {
    Trouble.UNBALANCED_QUOTE: gettext_lazy("A quotation mark has no partner; it was left out."),
    Trouble.LONE_OPERATOR: gettext_lazy("“%(text)s” stands alone, between nothing; it was left out."),
    Trouble.PARENTHESES: gettext_lazy("Brackets were left out: OR always joins the two words beside it."),
    Trouble.MIXED_OR: gettext_lazy("OR joins words and phrases only; here it was left out."),
    Trouble.EMPTY_VALUE: gettext_lazy("“%(text)s” has nothing behind it; it was left out."),
    Trouble.NO_WORD: gettext_lazy("There is no word in this that could be searched."),
    Trouble.BAD_DAY: gettext_lazy("“%(text)s” is no day; write it like 2024-05-31."),
    Trouble.DAYS_REVERSED: gettext_lazy("The last day is before the first one, so no article can fit."),
    Trouble.NO_EXCLUSION: gettext_lazy("Days can’t be excluded; the minus was left out."),
    Trouble.TOO_LONG: gettext_lazy("This is very long; only its beginning was searched."),
    Trouble.TOO_MANY: gettext_lazy("These are too many words; “%(text)s” was left out."),
    Trouble.UNKNOWN_OUTLET: gettext_lazy("No outlet here is called “%(text)s”."),
    Trouble.UNKNOWN_STORY: gettext_lazy("There is no story “%(text)s”; stories are known by their numbers."),
    Trouble.UNKNOWN_LANGUAGE: gettext_lazy("No language is known as “%(text)s”."),
    Trouble.UNKNOWN_AGENCY: gettext_lazy("No agency is known as “%(text)s”."),
    Trouble.ENTITY_AS_WORDS: gettext_lazy("No name “%(text)s” is known here; its words were searched."),
}
BOUNDS: Mapping[Bound, Any] = {
    Bound.COUNTED: gettext_lazy("There are more than %(number)s; no more were counted."),
    Bound.RANKED: gettext_lazy("Only the newest %(number)s were ranked."),
    Bound.EXAMINED: gettext_lazy("Only the newest %(number)s were looked through."),
    Bound.FACETS: gettext_lazy("The numbers beside the conditions are of the newest %(number)s."),
}
_FACET_TITLES: Mapping[FacetKind, Any] = {
    FacetKind.OUTLET: gettext_lazy("Outlets"),
    FacetKind.ENTITY: gettext_lazy("Names"),
    FacetKind.STORY: gettext_lazy("Stories"),
    FacetKind.LANGUAGE: gettext_lazy("Languages"),
    FacetKind.MONTH: gettext_lazy("Months"),
    FacetKind.AGENCY: gettext_lazy("Agencies credited"),
}
_FIELD_LABELS: Mapping[Field, Any] = {
    Field.OUTLET: gettext_lazy("outlet"),
    Field.ENTITY: gettext_lazy("name"),
    Field.STORY: gettext_lazy("in the story"),
    Field.FROM: gettext_lazy("from"),
    Field.TO: gettext_lazy("to"),
    Field.LANGUAGE: gettext_lazy("language"),
    Field.AGENCY: gettext_lazy("agency"),
}


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Of searches that are shown as this one is; `kept` are the other values of the address."""

    kept: Mapping[str, str]

    def of(self, query: Query, **fields: str | int) -> str:
        """Of a query; the fields are added to its text by the search page."""
        text = write(query, language=get_language() or "en")
        values = {"q": text} if text else {}
        return reverse("search", query={**values, **self.kept, **fields} or None)


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A condition that is asked for, with the addresses that take it away or turn it round.

    Only names can be turned round. `row` is None for what is not known here.
    """

    condition: Condition
    label: str
    row: Any
    words: str
    language: str
    without_it: str
    turned: str

    @property
    def entity(self) -> Entity | None:
        return self.row if isinstance(self.row, Entity) else None

    @property
    def story(self) -> Story | None:
        return self.row if isinstance(self.row, Story) else None


def chips(text: Query, understood: Understood, addresses: Addresses) -> Iterator[Chip]:
    """One for each condition of the query as it was typed."""
    rows = dict(understood.rows)
    for condition in text.conditions:
        row = rows.get(condition)
        words, language = _told(condition.field, row) if row is not None else (condition.value, "")
        rest = tuple(one for one in text.conditions if one is not condition)
        other = replace(condition, is_excluded=not condition.is_excluded)
        turned = tuple(other if one is condition else one for one in text.conditions)
        yield Chip(
            condition=condition,
            label=str(_FIELD_LABELS[condition.field]),
            row=row,
            words=words,
            language=language,
            without_it=addresses.of(replace(text, conditions=rest)),
            turned=addresses.of(replace(text, conditions=turned)) if isinstance(row, Entity) else "",
        )


def _told(field: Field, row: Any) -> tuple[str, str]:
    """What a row, code or day is called, and in which language; empty for the reader's."""
    if isinstance(row, Outlet | Entity):
        return row.name, row.name_language
    if isinstance(row, Story):
        return row.title, row.title_language
    if isinstance(row, date):
        return date_format(row, "j F Y"), ""
    if field is Field.AGENCY:
        agency = agencies().get(row)
        return (agency.name("ar" if get_language() == "ar" else "en") if agency else row), ""
    return language_name(row), ""


_FIELDS: Mapping[FacetKind, Field] = {
    FacetKind.OUTLET: Field.OUTLET,
    FacetKind.ENTITY: Field.ENTITY,
    FacetKind.STORY: Field.STORY,
    FacetKind.LANGUAGE: Field.LANGUAGE,
    FacetKind.AGENCY: Field.AGENCY,
}


def facets(found: Found, text: Query, understood: Understood, addresses: Addresses) -> Iterator[Facet]:
    """Those with something to choose between, or to take away."""
    for facet in found.facets:
        if facet.kind is FacetKind.MONTH:
            choices = tuple(_month(value, text, addresses) for value in facet.values)
        else:
            choices = tuple(
                _choice(_FIELDS[facet.kind], value, text, understood, addresses) for value in facet.values
            )
        if len(choices) > 1 or any(choice.is_chosen for choice in choices):
            yield Facet(title=str(_FACET_TITLES[facet.kind]), choices=choices)


def _choice(
    field: Field, value: FacetValue, text: Query, understood: Understood, addresses: Addresses
) -> Choice:
    row = value.row or value.value
    asking = [
        one for one, known in understood.rows if one.field is field and known == row and not one.is_excluded
    ]
    words, language = _told(field, row)
    rest = replace(text, conditions=tuple(one for one in text.conditions if one not in asking))
    name = "lang" if field is Field.LANGUAGE else field.value
    return Choice(
        label=words,
        language=language,
        count=value.count,
        address=addresses.of(rest) if asking else addresses.of(text, **{name: value.value}),
        is_chosen=bool(asking),
    )


def _month(value: FacetValue, text: Query, addresses: Addresses) -> Choice:
    first = date.fromisoformat(f"{value.value}-01")
    last = date.fromordinal(first.replace(day=28).toordinal() + 4).replace(day=1)
    last = date.fromordinal(last.toordinal() - 1)
    chosen = (text.since, text.until) == (first, last)
    days = (Field.FROM, Field.TO)
    rest = replace(text, conditions=tuple(one for one in text.conditions if one.field not in days))
    asked = {"from": first.isoformat(), "to": last.isoformat()}
    return Choice(
        label=date_format(first, "F Y"),
        count=value.count,
        address=addresses.of(rest) if chosen else addresses.of(rest, **asked),
        is_chosen=chosen,
    )


def troubles(problems: Iterable[Problem]) -> list[str]:
    """In words, each once."""
    return list(dict.fromkeys(str(TROUBLES[one.code]) % {"text": one.text} for one in problems))


def bounds(limits: Iterable[Limit]) -> list[str]:
    return [str(BOUNDS[limit.bound]) % {"number": limit.number} for limit in limits]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Another search, how many articles it finds at least, and what it does without."""

    address: str
    words: str
    count: int
    is_capped: bool


def offers(miss: Miss, addresses: Addresses) -> list[Offer]:
    """The search without each of its parts, those that find something."""
    return [
        Offer(
            address=addresses.of(one.query),
            words=part_in_words(one),
            count=one.count.number,
            is_capped=one.count.is_capped,
        )
        for one in miss.without
    ]


def part_in_words(without: Without) -> str:
    """The part as the box would have it."""
    part, language = without.part, get_language() or "en"
    if isinstance(part, Group):
        return write(Query(groups=(part,)), language=language)
    if isinstance(part, Term):
        return write(Query(excluded=(part,)), language=language)
    return write(Query(conditions=(part,)), language=language)
