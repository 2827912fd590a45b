"""The facts of a story by outlets."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.analysis.stories.facts import Facts
from articles.coverage.matrix import CellState, Matrix, Opened, Row
from articles.forms.stories import FactsForm
from articles.views.coverage import covered, story_page

AT_ONCE = 30
# With more outlets, their names stand upright over narrow columns.
FEW_COLUMNS = 8


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row with what is opened in it: columns of one fact, or none."""

    row: Row
    opened: tuple[Opened, ...]


@require_safe
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    found = covered(request, pk)
    kept = found.section(Facts)
    form = FactsForm(request.GET)
    context: dict[str, object] = {"show": form.shown}
    if kept:
        context |= _matrix(request, Matrix(found, kept), form)
    return story_page(request, "story_facts.html", found, context)


def _matrix(request: HttpRequest, matrix: Matrix, form: FactsForm) -> dict[str, object]:
    page = Paginator(matrix.shown(form.shown), AT_ONCE).get_page(request.GET.get("page"))
    language = get_language() or "en"
    fact, column = form.opened
    return {
        "page": page,
        "signs": list(CellState),
        "columns": matrix.columns,
        "is_wide": len(matrix.columns) > FEW_COLUMNS,
        "choices": list(matrix.counts().items()),
        "rows": [
            ShownRow(row=row, opened=_opened(matrix, row, column) if row.fact.id == fact else ())
            for row in (matrix.row(one, language) for one in page)
        ],
    }


def _opened(matrix: Matrix, row: Row, column: int | None) -> tuple[Opened, ...]:
    """The column asked for; else all that have the fact."""
    return tuple(
        matrix.opened(row.fact, cell.column)
        for cell in row.cells
        if (cell.column.key == column if column else cell.state != "absent")
    )
