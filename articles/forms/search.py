"""What a search may be asked by: the box, whose text is the whole query, and a form that writes that text."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.forms.choices import DayField, EntitiesField, outlet_choice
from articles.ingest.agencies import agencies
from articles.models import Story
from articles.retrieval.results import Order
from articles.retrieval.understanding import Understood, condition_for
from articles.search import Condition, Field, Group, Kind, Query, Term
from articles.templatetags.newsroom import language_name

# More than anybody types and the language of the box reads; what a browser may send in an address.
_LONGEST = 10_000
_LANGUAGES = ("ar", "en", "fr", "fa", "ru", "tr", "ur", "de", "es", "he", "zh")


class QueryText(forms.CharField):
    """What was typed into the box; signs that no text can hold are left out."""

    widget = forms.TextInput(attrs={"type": "search"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\x00", " ").strip()[:_LONGEST]


class SearchPage(forms.Form):
    """The query as text, and how its results are shown."""

    q = QueryText(label=_("Search"))
    order = forms.ChoiceField(required=False, choices=[("", ""), *((order, order) for order in Order)])
    group = forms.ChoiceField(required=False, choices=[("", ""), ("story", "story")])
    demonyms = forms.BooleanField(label=_("“Russian” counts as Russia"), required=False)
    cursor = forms.CharField(required=False, max_length=500)

    @property
    def is_typed(self) -> bool:
        """Whether anything stands in the box, even what can't be searched."""
        return bool(self.cleaned_data["q"])

    def kept(self) -> dict[str, str]:
        """What stays in the addresses of other searches."""
        asked = self.cleaned_data
        kept = {name: str(asked[name]) for name in ("order", "group") if asked.get(name)}
        return kept | ({"demonyms": "on"} if asked.get("demonyms") else {})


class TypedName(forms.Form):
    """A name that is still being typed: at the end of the box's text, or alone in the form's field."""

    q = QueryText()
    name = QueryText()


def _language_choices() -> list[tuple[str, Any]]:
    return [("", _("All languages")), *((code, language_name(code)) for code in _LANGUAGES)]


def _agency_choices() -> list[tuple[str, Any]]:
    language = "ar" if get_language() == "ar" else "en"
    names = sorted((agency.name(language), key) for key, agency in agencies().items())
    return [("", _("Any or none")), *((key, name) for name, key in names)]


class SearchFields(forms.Form):
    """The same query for those who don't know how to write it; `q` is what has no field of its own."""

    q = QueryText(widget=forms.HiddenInput)
    words = QueryText(label=_("All of these words"))
    phrase = QueryText(label=_("These words in this order"))
    any = QueryText(label=_("At least one of these words"))
    none = QueryText(label=_("None of these words"))
    name = QueryText(label=_("A person, place or organisation"))
    entity = EntitiesField()
    without = EntitiesField()
    story = forms.ModelChoiceField(Story.objects.with_members(), required=False, widget=forms.HiddenInput)
    outlet = outlet_choice()
    since = DayField(label=_("From"))
    until = DayField(label=_("To"))
    lang = forms.ChoiceField(label=_("Language"), required=False, choices=_language_choices)
    agency = forms.ChoiceField(label=_("Agency credited"), required=False, choices=_agency_choices)

    def add_prefix(self, field_name: str) -> str:
        """`from` and `to` in addresses; `from` can't be a name in Python."""
        return {"since": "from", "until": "to"}.get(field_name, field_name)

    @property
    def is_asked(self) -> bool:
        """Whether the address has any of the fields, and not only the text of the box."""
        return any(self.add_prefix(name) in self.data for name in self.fields if name != "q")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))
        return cleaned

    def query(self) -> Query:
        """What is asked for; only of a valid form."""
        asked = self.cleaned_data
        rest, words = search.parse(asked["q"]), search.parse(asked["words"])
        groups = (*words.groups, *_phrase(asked["phrase"]), *_any_of(search.parse(asked["any"]).terms))
        conditions = (*words.conditions, *rest.conditions, *self._conditions())
        return Query(
            groups=(*rest.groups, *groups),
            excluded=(*rest.excluded, *words.excluded, *search.parse(asked["none"]).terms),
            conditions=tuple(dict.fromkeys(replace(one, start=0, end=0) for one in conditions)),
        )

    def _conditions(self) -> Iterable[Condition]:
        asked = self.cleaned_data
        if name := _without_marks(asked["name"]):
            yield Condition(field=Field.ENTITY, value=name)
        for entity in asked["entity"]:
            yield condition_for(Field.ENTITY, entity)
        for entity in asked["without"]:
            if entity not in asked["entity"]:
                yield condition_for(Field.ENTITY, entity, is_excluded=True)
        fields = {"story": Field.STORY, "outlet": Field.OUTLET, "lang": Field.LANGUAGE}
        fields |= {"agency": Field.AGENCY, "since": Field.FROM, "until": Field.TO}
        for name, field in fields.items():
            if asked[name]:
                yield condition_for(field, asked[name])


def _without_marks(text: str) -> str:
    """A text that quotation marks can be put around."""
    return " ".join(" ".join(part.text for part in search.parse(text.replace(":", " ")).terms).split())


def _phrase(text: str) -> tuple[Group, ...]:
    words = _without_marks(text)
    return (Group(alternatives=(Term(text=words, kind=Kind.PHRASE),)),) if words else ()


def _any_of(terms: tuple[Term, ...]) -> tuple[Group, ...]:
    return (Group(alternatives=terms),) if terms else ()


def fields_of(understood: Understood, text: Query) -> dict[str, Any]:
    """What the fields show of a query; with it they write the same query again.

    `text` is the query as it was typed, whose conditions nobody has turned into words.
    """
    taken: dict[str, tuple[Condition, Any]] = {}
    several: dict[str, list[Any]] = {"entity": [], "without": []}
    rest: list[Condition] = []
    rows = dict(understood.rows)
    for condition in text.conditions:
        name, row = _NAMES[condition.field], rows.get(condition)
        if condition.field is Field.ENTITY and row is not None:
            several["without" if condition.is_excluded else "entity"].append(row)
        elif row is not None and not condition.is_excluded and name not in taken:
            taken[name] = condition, row
        else:
            rest.append(condition)
    words = _words_of(text)
    return {
        "q": search.write(Query(conditions=tuple(rest)), language=get_language() or "en"),
        **words,
        **{name: _value(row) for name, (_condition, row) in taken.items()},
        **{name: [row.pk for row in found] for name, found in several.items()},
    }


_NAMES: Mapping[Field, str] = {
    Field.ENTITY: "entity",
    Field.OUTLET: "outlet",
    Field.STORY: "story",
    Field.FROM: "since",
    Field.TO: "until",
    Field.LANGUAGE: "lang",
    Field.AGENCY: "agency",
}


def _value(row: Any) -> Any:
    return row if isinstance(row, (str, date)) else row.pk


def _words_of(query: Query) -> dict[str, str]:
    language = get_language() or "en"
    phrase = next((g for g in query.groups if _is_phrase(g)), None)
    several = next((g for g in query.groups if len(g.alternatives) > 1), None)
    others = tuple(g for g in query.groups if g not in (phrase, several))
    alone = tuple(Group(alternatives=(term,)) for term in (several.alternatives if several else ()))
    excluded = tuple(Group(alternatives=(term,)) for term in query.excluded)
    return {
        "words": search.write(Query(groups=others), language=language),
        "phrase": phrase.alternatives[0].text if phrase else "",
        "any": search.write(Query(groups=alone), language=language),
        "none": search.write(Query(groups=excluded), language=language),
    }


def _is_phrase(group: Group) -> bool:
    return len(group.alternatives) == 1 and group.alternatives[0].kind is Kind.PHRASE


class SaveForm(forms.Form):
    """A search to keep, by default under its own words."""

    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    text = forms.CharField(max_length=search.LONGEST_TEXT, widget=forms.HiddenInput)
    demonyms = forms.BooleanField(required=False, widget=forms.HiddenInput)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
