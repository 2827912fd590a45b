"""What editors may hand in: files, a text, an address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from articles.ingest.fields import FieldNames
from articles.ingest.records import IngestError

MOST_FILES = 100
MOST_BYTES = 200_000_000
MOST_LETTERS = 500_000


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files, each as Django cleans one; empty ones are refused when they are read, beside others."""

    widget = _FilesInput

    def clean(self, data: Any, initial: Any = None) -> "Sequence[UploadedFile[bytes]]":
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)d files at a time."), params={"most": MOST_FILES})
        return [super(_FilesField, self).clean(file, initial) for file in files or [None]]


class _WebAddress(forms.URLField):
    default_validators = [URLValidator(schemes=("http", "https"))]  # noqa: RUF012  as Django's own are

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://", "inputmode": "url"})
        super().__init__(max_length=2000, assume_scheme="https", widget=widget, **kwargs)


class FilesForm(forms.Form):
    documents = _FilesField(
        allow_empty_file=True,
        label=_("Files"),
        help_text=_(
            "Text, HTML, JSON, CSV, RSS, Atom, WARC, zip, tar; at most 200 MB together. "
            "A file outlets.csv among them tells their outlets, addresses and dates."
        ),
    )
    names = forms.CharField(
        label=_("Names of fields in JSON or CSV"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "headline=head text=lead"}),
        help_text=_("Only where they are called otherwise than usual."),
    )

    def clean_names(self) -> list[str]:
        pairs: list[str] = self.cleaned_data["names"].split()
        try:
            FieldNames.parse(pairs)
        except IngestError as error:
            raise forms.ValidationError(_("Write FIELD=NAME, as in headline=head text=lead.")) from error
        return pairs


class TextForm(forms.Form):
    """An article pasted from somewhere, with what its text may not tell."""

    text = forms.CharField(
        label=_("Text"), max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"})
    )
    headline = forms.CharField(
        label=_("Headline"), required=False, max_length=500, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    outlet = forms.CharField(
        label=_("Outlet"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    published = forms.DateField(
        label=_("Day of publication"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )
    url = _WebAddress(label=_("Address"), required=False)

    def fields_given(self) -> dict[str, str]:
        """What was written, by the names that JSON articles have."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class PageForm(forms.Form):
    address = _WebAddress(label=_("Address of an article"))
