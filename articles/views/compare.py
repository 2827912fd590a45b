"""Two articles side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from articles.comparison.articles import Cell, Comparison, Row, compare
from articles.comparison.evidence import Explanation, conflicts, decisions, explain, listed
from articles.comparison.original_order import panes
from articles.comparison.quotations import quotation_rows
from articles.exports.comparison import FORMATS
from articles.forms.comparison import CompareForm, CompareView
from articles.models import Article, Story
from articles.models.corrections import LinkVerdict
from articles.views.rendering import page_or_fragment

MOST_OTHERS = 12


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the views with how many rows it has; None where that says nothing."""

    view: CompareView
    count: int | None


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row with the ids of the differences before and after it."""

    row: Row
    previous: str
    following: str


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    form = CompareForm(request.GET if "a" in request.GET or "b" in request.GET else None)
    if form.pair is None:
        form.offer_newest()
        stories = Story.objects.standing().newest().with_members()[:20]
        return render(request, "compare.html", {"form": form, "comparison": None, "stories": stories})
    found = compare(*form.pair)
    explanation = explain(found, form.cleaned_data.get("link", ""))
    context = {"form": form, **_told(form, found, explanation), **_decided(request, found, explanation)}
    response = page_or_fragment(request, "compare.html", _fragment(request, context), context)
    patch_vary_headers(response, ["HX-Target"])
    return response


def _fragment(request: HttpRequest, context: dict[str, Any]) -> str:
    """The row alone where htmx asks for one, to open or close its evidence; else all below the heading."""
    target = request.htmx.target  # type: ignore[attr-defined]
    asked = [shown for shown in context["rows"] if shown.row.id == target]
    context["shown"] = asked[0] if asked else None
    return "_row.html" if asked else "_comparison.html"


def _told(form: CompareForm, found: Comparison, explanation: Explanation | None) -> dict[str, Any]:
    view = CompareView(form.cleaned_data.get("view") or CompareView.ROWS)
    quotations = quotation_rows(found)
    by_view: dict[CompareView, tuple[Row, ...]] = {
        CompareView.ROWS: found.rows,
        CompareView.DIFFERENCES: tuple(row for row in found.rows if row.differs),
        CompareView.CONFLICTS: tuple(row for row in found.rows if row.in_conflict),
    }
    rows = by_view.get(view, ())
    counts = {kind: len(shown) for kind, shown in by_view.items()} | {CompareView.QUOTATIONS: len(quotations)}
    return {
        "comparison": found,
        "view": view,
        "views": [Choice(view=choice, count=counts.get(choice)) for choice in CompareView],
        "marks": form.cleaned_data.get("marks", []),
        "rows": _with_neighbours(rows),
        "count": len(quotations if view is CompareView.QUOTATIONS else rows),
        "hidden": len(found.rows) - len(rows),
        "quotations": quotations if view is CompareView.QUOTATIONS else (),
        "panes": panes(found) if view is CompareView.ORIGINAL else (),
        "explanation": explanation,
        "shown_ids": (shown_ids := {row.id for row in rows}),
        "stands_apart": explanation and explanation.link.row not in shown_ids,
        "conflicts": conflicts(found),
        "differing": listed(found),
        "link_is_gone": bool(form.data.get("link")) and explanation is None,
        "others": [_others(found.a, found.b), _others(found.b, found.a)],
        "downloads": [(name, known.name) for name, known in FORMATS.items()],
    }


def _decided(request: HttpRequest, found: Comparison, explanation: Explanation | None) -> dict[str, Any]:
    """Who decided what; and for editors what they can link."""
    decided = decisions(found)
    is_editor = request.user.is_authenticated
    return {
        "decision": decided.get(explanation.link.id) if explanation else None,
        "rejected": [(pair, decided.get(pair.id)) for pair in found.rejected],
        "verdicts": LinkVerdict,
        "sentences": [_cells(found, side) for side in ("left", "right")] if is_editor else (),
    }


def _cells(found: Comparison, side: str) -> list[Cell]:
    cells = (cell for row in found.rows for cell in getattr(row, side))
    return sorted(cells, key=lambda cell: cell.number)


def _with_neighbours(rows: Sequence[Row]) -> list[ShownRow]:
    differing = [row.id for row in rows if row.differs]
    place = {row_id: n for n, row_id in enumerate(differing)}
    return [
        ShownRow(
            row=row,
            previous=differing[place[row.id] - 1] if place.get(row.id) else "",
            following=differing[place[row.id] + 1] if place.get(row.id, len(place)) + 1 < len(place) else "",
        )
        for row in rows
    ]


def _others(article: Article, opposite: Article) -> list[Article]:
    """What could stand in the article's place: the rest of the opposite's story."""
    return list(Article.objects.siblings_of(opposite).exclude(pk=article.pk)[:MOST_OTHERS])


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The comparison as a file; always all of it, whatever the page shows."""
    if form not in FORMATS:
        raise Http404
    asked = CompareForm(request.GET)
    if asked.pair is None:
        return HttpResponseBadRequest(asked.errors.as_text(), content_type="text/plain; charset=utf-8")
    a, b = asked.pair
    response = HttpResponse(FORMATS[form].write(compare(a, b)), content_type=FORMATS[form].content_type)
    response["Content-Disposition"] = f'attachment; filename="comparison-{a.pk}-{b.pk}.{form}"'
    return response
