"""Searches that an editor keeps: saving, renaming, deleting, and how many articles are new in each."""

from dataclasses import replace
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import search
from articles.changes.saved import SAVED_KIND, saved_value, value_of
from articles.forms.search import RenameForm, SaveForm
from articles.models import Article, SavedSearch
from articles.retrieval.results import Count, count
from articles.retrieval.understanding import understand
from articles.views.access import EditorRequest, editors_only
from articles.views.decisions import decide, go_back
from articles.views.rendering import page_or_fragment, paginate
from articles.views.search_parts import Addresses

MOST_NEW = 100


@require_safe
@editors_only
def saved_list(request: EditorRequest) -> HttpResponse:
    page = paginate(request, SavedSearch.objects.of(request.user), size=40)
    return page_or_fragment(request, "saved.html", "saved.html", {"page": page})


@require_safe
@editors_only
def saved_new(request: EditorRequest, key: str) -> HttpResponse:
    """How many articles have come in since; the page asks for each by itself, as each takes a search."""
    saved = get_object_or_404(SavedSearch.objects.of(request.user), key=key)
    page = paginate(request, SavedSearch.objects.of(request.user), size=40)
    context = {"page": page, "saved": saved, "counted": saved.key, "new": _new(saved)}
    return page_or_fragment(request, "saved.html", "_saved_new.html", context)


@require_POST
@editors_only
def saved_add(request: EditorRequest) -> HttpResponse:
    form = SaveForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        value = saved_value(
            name=asked["name"] or asked["text"][:100],
            text=asked["text"],
            demonyms=asked["demonyms"],
            by=request.user,
        )
        decide(request, SAVED_KIND, uuid4().hex, value, done=_("The search is saved."))
    return go_back(request, "saved")


@require_POST
@editors_only
def saved_open(request: EditorRequest, key: str) -> HttpResponse:
    """To the results, newest first; what is there now counts as seen."""
    saved = get_object_or_404(SavedSearch.objects.of(request.user), key=key)
    saved.seen = Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    saved.save(update_fields=["seen"])
    kept = {"order": "newest"} | ({"demonyms": "on"} if saved.demonyms else {})
    return redirect(Addresses(kept=kept).of(search.parse(saved.text)))


@require_POST
@editors_only
def saved_rename(request: EditorRequest, key: str) -> HttpResponse:
    saved = get_object_or_404(SavedSearch.objects.of(request.user).select_related("by"), key=key)
    form = RenameForm(request.POST)
    if form.is_valid():
        value = value_of(saved) | {"name": form.cleaned_data["name"]}
        decide(request, SAVED_KIND, key, value, done=_("Renamed."))
    return go_back(request, "saved")


@require_POST
@editors_only
def saved_delete(request: EditorRequest, key: str) -> HttpResponse:
    get_object_or_404(SavedSearch.objects.of(request.user), key=key)
    decide(request, SAVED_KIND, key, None, done=_("The search is deleted."))
    return go_back(request, "saved")


def _new(saved: SavedSearch) -> Count:
    query = understand(search.parse(saved.text)).query
    return count(replace(query, demonyms=saved.demonyms), most=MOST_NEW, above=saved.seen)
