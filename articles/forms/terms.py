"""What readers ask of a story's wording, and what editors add to the sets of terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.analysis.stories.terms import KEY, LANGUAGES, LONGEST, Concept
from articles.coverage.registers import ToneLabel, VoiceLabel

_LONGEST_KEY = 300


class WordingFilter(forms.Form):
    """Whose sentences to show: of an expression, or of a class of words of speech."""

    concept = forms.RegexField(KEY, required=False)
    variant = forms.RegexField(KEY, required=False)
    voice = forms.ChoiceField(choices=VoiceLabel.choices, required=False)
    tone = forms.ChoiceField(choices=ToneLabel.choices, required=False)
    speaker = forms.CharField(max_length=_LONGEST_KEY, required=False)
    outlet = forms.CharField(max_length=_LONGEST_KEY, required=False)

    @property
    def asked(self) -> dict[str, str]:
        """What is given, where all of it makes sense."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class TermForm(forms.Form):
    """An expression to be put into a set, or with `label` into a new one."""

    language = forms.ChoiceField(choices=[(language, language) for language in LANGUAGES])
    text = forms.CharField(max_length=LONGEST)
    concept = forms.ChoiceField(required=False)
    variant = forms.RegexField(KEY, required=False)
    label = forms.CharField(max_length=LONGEST, required=False, label=_("name of a new set"))

    def __init__(self, *args: Any, concepts: tuple[Concept, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["concept"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(concept.key, concept.key) for concept in concepts]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("concept") or cleaned.get("label")):
            raise forms.ValidationError(_("Choose a set of terms, or name a new one."))
        return cleaned
