"""Fields that several forms have."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Exists, Model, OuterRef
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Entity, Outlet

LONGEST_QUERY = 200
MOST_ENTITIES = 10


class Words(forms.CharField):
    """A reader's words."""

    widget = forms.TextInput(attrs={"type": "search"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_QUERY, **kwargs)


class NamesSelect(forms.Select):
    """Offers names of any language, each set from its own side."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"]["dir"] = "auto"
        return option


class ChoiceAmongMany(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Takes any row, offers only some: a list of all would be too long to choose from."""

    widget = NamesSelect

    def offer(self, rows: Iterable[Model], *, chosen: object) -> None:
        """Offer these rows and, where it exists, the one already chosen."""
        offered = {row.pk: row for row in rows}
        try:
            row = self.to_python(chosen)
        except forms.ValidationError:
            row = None
        if row is not None:
            offered.setdefault(row.pk, row)
        choices = [(pk, self.label_from_instance(row)) for pk, row in offered.items()]
        self.choices = [("", self.empty_label), *choices] if self.empty_label else choices


def offer(form: forms.Form, name: str, rows: Iterable[Model]) -> None:
    field = form.fields[name]
    assert isinstance(field, ChoiceAmongMany)
    field.offer(rows, chosen=form.data.get(name))


class DayField(forms.DateField):
    """A day as browsers send it, whatever the language of the page."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **kwargs)


class EntitiesField(forms.Field):
    """Some entities by their ids, each once, in the order given."""

    widget = forms.MultipleHiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> tuple[Entity, ...]:
        whole = forms.IntegerField(min_value=1, max_value=2**63 - 1)
        try:
            ids = list(dict.fromkeys(whole.clean(text) for text in value or ()))
        except forms.ValidationError as error:
            raise forms.ValidationError(_("There is no such name.")) from error
        if len(ids) > MOST_ENTITIES:
            raise forms.ValidationError(_("At most %(most)d names at once."), params={"most": MOST_ENTITIES})
        found = Entity.objects.select_related("same_as").in_bulk(ids)
        if len(found) < len(ids):
            raise forms.ValidationError(_("There is no such name."))
        return tuple(dict.fromkeys(found[pk].same_as or found[pk] for pk in ids))


def outlet_choice() -> "forms.ModelChoiceField[Outlet]":
    published = Exists(Article.objects.filter(outlet=OuterRef("pk")))
    return forms.ModelChoiceField(
        Outlet.objects.filter(published).order_by("slug"),
        label=_("Outlet"),
        required=False,
        empty_label=_("All outlets"),
        widget=NamesSelect,
    )


class SearchForm(forms.Form):
    q = Words(label=_("Search"))
