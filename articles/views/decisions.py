"""What every page on which people change something does: make it, say so, offer the way back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from articles.changes import ChangeError, Kind, make
from articles.forms.changes import ReturnForm
from articles.models import Change
from articles.models.changes import Json
from articles.views.access import EditorRequest


def decide(request: EditorRequest, kind: Kind, subject: str, value: Json, *, done: str) -> Change | None:
    """Make the change and tell the editor, with a button to undo it; or tell why it can't be made."""
    try:
        change = make(kind, subject, value, by=request.user)
    except ChangeError as error:
        messages.error(request, str(error))
        return None
    if change:
        # The tag is what the message's button undoes.
        messages.success(request, done, extra_tags=str(change.pk))
    return change


def go_back(request: EditorRequest, otherwise: str) -> HttpResponseRedirect:
    """To the page that the form names in `next`, else to the view of this name."""
    form = ReturnForm(request.POST)
    return redirect(form.cleaned_data["next"] if form.is_valid() else reverse(otherwise))
