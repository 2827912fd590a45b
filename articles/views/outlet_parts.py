"""Paragraphs that an outlet's articles repeat, for administrators: offered as cleaning rules, cut or left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.changes.outlet_parts import PART_KIND, find_offers, part_subject
from articles.forms.outlets import PartDecision
from articles.models import Article, Outlet, OutletRule
from articles.models.changes import Json
from articles.repeats import NEWEST, Repeat
from articles.views.access import EditorRequest, administrators_only
from articles.views.decisions import decide

_ARTICLES_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A repeated paragraph, and some of the articles that it stands in."""

    repeat: Repeat
    articles: Sequence[Article]


@require_safe
@administrators_only
def part_list(request: EditorRequest, slug: str) -> HttpResponse:
    outlet = get_object_or_404(Outlet, slug=slug)
    context = {
        "outlet": outlet,
        "offers": list(_offers(outlet)),
        "rules": OutletRule.objects.filter(outlet=outlet, is_whole=True).order_by("pk"),
        "newest": NEWEST,
    }
    return render(request, "outlet_parts.html", context)


def _offers(outlet: Outlet) -> Iterator[Offer]:
    repeats = find_offers(outlet)
    shown = [pk for repeat in repeats for pk in repeat.articles[:_ARTICLES_SHOWN]]
    articles = Article.objects.for_lists().in_bulk(shown)
    for repeat in repeats:
        there = [articles[pk] for pk in repeat.articles[:_ARTICLES_SHOWN]]
        yield Offer(repeat=repeat, articles=there)


@require_POST
@administrators_only
def part_decide(request: EditorRequest, slug: str) -> HttpResponse:
    """Cut a paragraph from all articles of an outlet, leave it in them, or leave the matter open again."""
    outlet = get_object_or_404(Outlet, slug=slug)
    form = PartDecision(request.POST)
    if form.is_valid():
        value, done = _DECISIONS[form.cleaned_data["decision"]]
        decide(request, PART_KIND, part_subject(outlet, form.cleaned_data["text"]), value, done=str(done))
    else:
        messages.error(request, _("This is no part of an outlet's articles."))
    return redirect("outlet-parts", slug=slug)


_DECISIONS: dict[str, tuple[Json, Any]] = {
    "cut": (True, gettext_lazy("Cut; a worker reads the articles again that it stands in.")),
    "leave": (False, gettext_lazy("It stays in the articles, and is not offered again.")),
    "ask": (None, gettext_lazy("Put back; a worker reads the articles again that it stood in.")),
}
