"""What readers may ask of a story's pages."""

from django import forms

from articles.coverage import renderings
from articles.coverage.matrix import Show
from articles.sheets import Pins

_BIGGEST = 2**63 - 1


class FactsForm(forms.Form):
    """Which facts, and which of them is opened in which outlet's column."""

    show = forms.ChoiceField(choices=Show.choices, required=False)
    fact = forms.RegexField(r"^\d{1,18}-\d{1,6}$", required=False)
    outlet = forms.IntegerField(min_value=1, max_value=_BIGGEST, required=False)

    @property
    def shown(self) -> Show:
        """All for nonsense."""
        self.is_valid()
        return Show(self.cleaned_data.get("show", ""))

    @property
    def opened(self) -> tuple[str, int | None]:
        """The address of a fact and the key of a column; empty and None where neither is asked for."""
        self.is_valid()
        return self.cleaned_data.get("fact", ""), self.cleaned_data.get("outlet")


class FiguresForm(forms.Form):
    """Which events are wanted: those that several outlets tell of, or all."""

    events = forms.ChoiceField(required=False, choices=[("all", "all")])


class UtterancesForm(forms.Form):
    """Which utterances, and of whom; everything for nonsense."""

    show = forms.ChoiceField(choices=renderings.Show.choices, required=False)
    speaker = forms.IntegerField(min_value=1, max_value=_BIGGEST, required=False)

    @property
    def shown(self) -> renderings.Show:
        self.is_valid()
        return renderings.Show(self.cleaned_data.get("show", ""))

    @property
    def speaker_asked(self) -> int | None:
        self.is_valid()
        return self.cleaned_data.get("speaker")


class SourcesForm(forms.Form):
    """Which source's sentences are opened, by its place in the table."""

    source = forms.IntegerField(min_value=1, max_value=_BIGGEST, required=False)

    @property
    def opened(self) -> int | None:
        self.is_valid()
        return self.cleaned_data.get("source")


class SheetForm(forms.Form):
    """What the sheet was pinned to when it was cited."""

    pins = forms.CharField(max_length=4000, required=False)

    def clean_pins(self) -> Pins | None:
        text = self.cleaned_data["pins"]
        try:
            return Pins.read(text) if text else None
        except ValueError as error:
            raise forms.ValidationError("no pins of a sheet") from error
