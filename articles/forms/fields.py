"""Forms in which editors set what is known about an article, one field at a time."""

from datetime import UTC, datetime, time
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.analysis.text.language import known_languages
from articles.changes.fields import LABELS
from articles.ingest.agencies import agencies
from articles.ingest.outlets import given_outlet
from articles.models import Outlet
from articles.models.changes import Json

LONGEST = 1000


class FieldForm(forms.Form):
    """A value as people write it; `value` is the same as JSON, once the form is valid."""

    def __init__(self, data: Any = None, *, name: str, current: Json) -> None:
        super().__init__(data, initial=self.initial_of(current))
        self.name = name
        first = next(iter(self.fields.values()))
        first.label = first.label or LABELS[name]
        if not first.widget.use_fieldset:  # where each box would ask for it
            first.widget.attrs["autofocus"] = True

    def initial_of(self, current: Json) -> dict[str, Any]:
        return {"text": current}

    @property
    def value(self) -> Json:
        return self.cleaned_data["text"]


class _Text(FieldForm):
    text = forms.CharField(required=False, max_length=LONGEST)


class _LongText(FieldForm):
    text = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class _Address(FieldForm):
    text = forms.URLField(required=False, max_length=2000, assume_scheme="https")


class _Language(FieldForm):
    text = forms.ChoiceField()

    def __init__(self, data: Any = None, *, name: str, current: Json) -> None:
        super().__init__(data, name=name, current=current)
        names = Locale.parse(get_language() or "en", sep="-").languages
        codes = sorted({*known_languages(), current}, key=lambda code: str(names.get(code, code)))
        self.fields["text"].choices = [(code, names.get(code, code)) for code in codes]  # type: ignore[attr-defined]


class _Outlet(FieldForm):
    text = forms.CharField(
        required=False,
        max_length=200,
        help_text=_("Its name or short name; a name that nobody knows makes a new outlet."),
    )

    def initial_of(self, current: Json) -> dict[str, Any]:
        return {"text": next(iter(current["names"].values()), current["slug"]) if current else ""}

    @property
    def value(self) -> Json:
        name = self.cleaned_data["text"]
        if not name:
            return ""
        known = Outlet.objects.named(name)
        ref = known.ref if known else given_outlet(name)
        return {"slug": ref.slug, "names": dict(ref.names), "site": ref.site}

    def clean_text(self) -> str:
        name: str = self.cleaned_data["text"]
        if name and not any(map(str.isalnum, name)):
            raise forms.ValidationError(_("A name has letters."))
        return name


class _Moment(FieldForm):
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    clock = forms.TimeField(
        label=_("Time, as in Greenwich (UTC); empty where only the day is known"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    def initial_of(self, current: Json) -> dict[str, Any]:
        if not current:
            return {}
        moment = datetime.fromisoformat(current["moment"]).astimezone(UTC)
        is_exact = current["precision"] == "minute"
        return {"day": moment.date(), "clock": moment.time() if is_exact else None}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("clock") and not cleaned.get("day"):
            raise forms.ValidationError(_("A time needs a day."))
        return cleaned

    @property
    def value(self) -> Json:
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        if not day:
            return ""
        moment = datetime.combine(day, clock or time(), tzinfo=UTC)
        return {"moment": moment.isoformat(), "precision": "minute" if clock else "day"}


class _Agencies(FieldForm):
    text = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, name: str, current: Json) -> None:
        super().__init__(data, name=name, current=current)
        language = "ar" if get_language() == "ar" else "en"
        choices = [(key, agency.name(language)) for key, agency in agencies().items()]
        self.fields["text"].choices = choices  # type: ignore[attr-defined]


_FORMS: dict[str, type[FieldForm]] = {
    "headline": _LongText,
    "outlet": _Outlet,
    "author": _Text,
    "dateline": _Text,
    "published": _Moment,
    "language": _Language,
    "agencies": _Agencies,
    "url": _Address,
    "photo_credit": _Text,
}


def field_form(name: str, data: Any, *, value: Json) -> FieldForm:
    """The form for one of the fields, filled with its value as JSON."""
    return _FORMS[name](data, name=name, current=value)
