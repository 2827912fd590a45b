"""What readers may ask of names, and what editors say of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.analysis.text.normalise import fold_key
from articles.forms.choices import LONGEST_QUERY, Words, outlet_choice
from articles.models import Entity, Story
from articles.models.entities import EntityKind


class EntityFilter(forms.Form):
    q = Words(label=_("Name"))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *EntityKind.choices]
    )
    outlet = outlet_choice()
    story = forms.ModelChoiceField(Story.objects.standing(), required=False, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("Most articles first")), ("name", _("By name"))]
    )


class EntityContexts(forms.Form):
    """Which part of an entity's page is asked for, and which of its mentions."""

    show = forms.ChoiceField(
        required=False, choices=[(show, show) for show in ("mentions", "quoted", "said")]
    )
    outlet = outlet_choice()
    story = forms.ModelChoiceField(Story.objects.standing(), required=False, widget=forms.HiddenInput)
    spelling = forms.CharField(required=False, max_length=LONGEST_QUERY, strip=False)


class NamesFilter(EntityFilter):
    """Proposals to join two names."""


class EntityPairForm(forms.Form):
    """Two entities to be one, or to be kept apart."""

    joins = forms.ModelChoiceField(Entity.objects.all())
    stays = forms.ModelChoiceField(Entity.objects.all())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("joins") and cleaned.get("joins") == cleaned.get("stays"):
            raise forms.ValidationError(_("Two different names are needed."))
        return cleaned


class NameForm(forms.Form):
    """What an entity is called and is."""

    name_ar = forms.CharField(
        label=_("Name in Arabic"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
    )
    name_en = forms.CharField(
        label=_("Name in English"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"lang": "en", "dir": "ltr"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=EntityKind.choices)
    wikidata = forms.RegexField(
        r"^(Q[1-9]\d{0,11})?$",
        label=_("Wikidata number"),
        required=False,
        error_messages={"invalid": _("A Wikidata number is a Q and digits.")},
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "Q42"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("name_ar") or cleaned.get("name_en")):
            raise forms.ValidationError(_("A name is needed, in Arabic or in English."))
        return cleaned

    @staticmethod
    def state_of(entity: Entity) -> dict[str, str]:
        return {name: getattr(entity, name) for name in ("name_ar", "name_en", "kind", "wikidata")}


class SpellingForm(forms.Form):
    """A spelling, or a joined row, to be set apart."""

    spelling = forms.CharField(required=False, max_length=300)
    row = forms.ModelChoiceField(Entity.objects.all(), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("row") and not fold_key(cleaned.get("spelling", "")):
            raise forms.ValidationError(_("This spelling is no longer here."))
        return cleaned
