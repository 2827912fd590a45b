"""What is asked of the log and of revisions, and what becomes of parts of a page."""

from typing import Any

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from articles.changes import KINDS


class LogFilter(forms.Form):
    kind = forms.ChoiceField(label=_("What"), required=False)
    by = forms.CharField(label=_("Who"), required=False, max_length=150)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(name, kind.label) for name, kind in KINDS.items()]
        self.fields["kind"].choices = [("", _("All changes")), *kinds]  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """Where to go on after a change: a page of this site and of no other."""

    next = forms.CharField(max_length=2000)

    def clean_next(self) -> str:
        address: str = self.cleaned_data["next"]
        if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
            raise forms.ValidationError(_("This is no page of this site."))
        return address


class BlockDecision(forms.Form):
    """What is to become of a part of a page, named by its key; see articles.ingest.decisions."""

    part = forms.RegexField(r"^[0-9a-f]{16}:[1-9][0-9]{0,5}$")
    decision = forms.ChoiceField(choices=[(name, name) for name in ("keep", "cut", "rules", "article")])


class RevisionChoice(forms.Form):
    """Which of an article's changes to show; the latest without it."""

    revision = forms.IntegerField(required=False, min_value=1)
