"""Sheets of a story or a pair: printable, citable, checked against what they were pinned to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.analysis.stories.tallies import Agreement
from articles.comparison.articles import compare
from articles.exports.story import STORY_FORMATS
from articles.forms.comparison import CompareForm
from articles.forms.stories import SheetForm
from articles.models import Article
from articles.sheets import (
    AGREEMENT_LABELS,
    PART_LABELS,
    Check,
    Entry,
    Part,
    PartName,
    Said,
    Sheet,
    check,
    sheet_of_pair,
    sheet_of_story,
)
from articles.views.coverage import covered, story_page
from articles.views.figures import told_day

STATES = {"partial": _("In part"), "conflict": _("In conflict")}


@dataclass(frozen=True, kw_only=True)
class ShownSaid:
    article: Article
    said: Said
    state: str


@dataclass(frozen=True, kw_only=True)
class ShownEntry:
    said: tuple[ShownSaid, ...]
    note: str


@dataclass(frozen=True, kw_only=True)
class ShownPart:
    name: PartName
    title: str
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Why a sheet no longer comes out as it was pinned."""

    check: Check
    changed: tuple[Article, ...]
    joined: tuple[Article, ...]
    left: tuple[Article, ...]
    gone: int


@require_safe
def story_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    found = covered(request, pk)
    sheet = sheet_of_story(found)
    context = _context(request, sheet, found.by_number)
    context["downloads"] = [(form, known.name) for form, known in STORY_FORMATS.items()]
    return story_page(request, "story_sheet.html", found, context)


@require_safe
def pair_sheet(request: HttpRequest) -> HttpResponse:
    """Raises Http404 for two articles that can't be compared."""
    form = CompareForm(request.GET)
    if form.pair is None:
        raise Http404
    a, b = form.pair
    sheet = sheet_of_pair(compare(a, b))
    return render(request, "pair_sheet.html", _context(request, sheet, {a.pk: a, b.pk: b}))


@require_safe
def story_download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    if form not in STORY_FORMATS:
        raise Http404
    found = covered(request, pk)
    known = STORY_FORMATS[form]
    response = HttpResponse(
        known.write(sheet_of_story(found), found.by_number), content_type=known.content_type
    )
    response["Content-Disposition"] = f'attachment; filename="story-{pk}.{form}"'
    return response


def _context(request: HttpRequest, sheet: Sheet, articles: Mapping[int, Article]) -> dict[str, object]:
    form = SheetForm(request.GET)
    pinned = form.is_valid() and form.cleaned_data["pins"]
    address = request.GET.copy()
    address["pins"] = str(sheet.pins)
    return {
        "sheet": sheet,
        "parts": [_part(part, articles) for part in sheet.parts],
        "sources": [(articles[source.article], source) for source in sheet.sources],
        "address": request.build_absolute_uri(f"{request.path}?{address.urlencode()}"),
        "changes": _changes(check(sheet, pinned)) if pinned else None,
        "is_nonsense": not form.is_valid(),
    }


def _changes(found: Check) -> Changes:
    known = Article.objects.for_lists().in_bulk([*found.changed, *found.joined, *found.left])
    changed, joined, left = (
        tuple(known[number] for number in numbers if number in known)
        for numbers in (found.changed, found.joined, found.left)
    )
    return Changes(check=found, changed=changed, joined=joined, left=left, gone=len(found.left) - len(left))


def _part(part: Part, articles: Mapping[int, Article]) -> ShownPart:
    return ShownPart(
        name=part.name,
        title=str(PART_LABELS[part.name]),
        entries=tuple(_entry(part.name, entry, articles) for entry in part.entries),
    )


def _entry(name: PartName, entry: Entry, articles: Mapping[int, Article]) -> ShownEntry:
    return ShownEntry(said=tuple(_said(name, entry, articles)), note=_note(name, entry.note))


def _said(name: PartName, entry: Entry, articles: Mapping[int, Article]) -> Iterator[ShownSaid]:
    for said in entry.said:
        state = str(STATES.get(said.state, "")) if name is not PartName.FIGURES else said.state
        yield ShownSaid(article=articles[said.article], said=said, state=state)


def _note(name: PartName, note: str) -> str:
    if name is PartName.EVENTS:
        return told_day(note)
    return str(AGREEMENT_LABELS[Agreement(note)]) if name is PartName.FIGURES else ""
