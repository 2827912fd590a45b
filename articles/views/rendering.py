"""Page or fragment: the one place that decides."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property


def page_or_fragment(
    request: HttpRequest, template: str, fragment: str, context: dict[str, Any]
) -> HttpResponse:
    """The fragment for a swap by htmx, the whole page for everything else, Back included."""
    htmx = request.htmx  # type: ignore[attr-defined]
    swaps = htmx and not htmx.history_restore_request
    response = render(request, fragment if swaps else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


class _CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts to `most` and no further: counting every row would cost more than the page."""

    def __init__(self, rows: "QuerySet[Any]", size: int, *, most: int) -> None:
        super().__init__(rows, size)
        self.rows, self.most = rows, most

    @cached_property
    def found(self) -> int:
        return self.rows.order_by()[: self.most + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.found, self.most)

    @property
    def has_more(self) -> bool:
        return self.found > self.most


def paginate_capped(request: HttpRequest, rows: "QuerySet[Any]", *, size: int, most: int) -> "Page[Any]":
    """As `paginate`, but over the first `most` rows; `paginator.has_more` tells whether there are others."""
    return _CappedPaginator(rows, size, most=most).get_page(request.GET.get("page"))


# Nobody pages further through a list; counting all of it would cost more than the page.
MOST_LISTED = 1000


def paginate(request: HttpRequest, rows: "QuerySet[Any]", *, size: int = 20) -> "Page[Any]":
    """The page asked for; the last one where there are fewer, the first for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
