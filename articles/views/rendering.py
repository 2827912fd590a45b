"""Page or fragment: the one place that decides."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_fragment(
    request: HttpRequest, template: str, fragment: str, context: dict[str, Any]
) -> HttpResponse:
    """The fragment for a swap by htmx, the whole page for everything else, Back included."""
    htmx = request.htmx  # type: ignore[attr-defined]
    swaps = htmx and not htmx.history_restore_request
    response = render(request, fragment if swaps else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def paginate(request: HttpRequest, rows: "QuerySet[Any]", *, size: int = 20) -> "Page[Any]":
    """The page asked for; the last one where there are fewer, the first for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
