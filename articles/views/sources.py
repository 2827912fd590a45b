"""Whom a story's outlets cite, and how many independent voices they are."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from articles.analysis.stories.independence import Independence
from articles.analysis.stories.sourcing import Sourcing
from articles.coverage import Coverage
from articles.coverage.citations import Citations
from articles.coverage.voices import Voices
from articles.forms.stories import SourcesForm
from articles.views.coverage import covered, story_page

AT_ONCE = 25
# With more outlets, their names stand upright over narrow columns.
FEW_COLUMNS = 8


@require_safe
def sources(request: HttpRequest, pk: int) -> HttpResponse:
    found = covered(request, pk)
    context = _voices(found) | _citations(request, found)
    return story_page(request, "story_sources.html", found, context)


def _voices(found: Coverage) -> dict[str, object]:
    kept = found.section(Independence)
    if kept is None or len(kept.tellers) < 2:
        return {}
    voices = Voices(found, kept, get_language() or "en")
    return {
        "independence": kept,
        "shared": voices.rows(),
        "groups": voices.groups(),
        "picture": voices.picture(mirrored=get_language_bidi()),
    }


def _citations(request: HttpRequest, found: Coverage) -> dict[str, object]:
    kept = found.section(Sourcing)
    if kept is None or not kept.sources:
        return {}
    citations = Citations(found, kept)
    numbered = list(enumerate(kept.sources, start=1))
    page = Paginator(numbered, AT_ONCE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "columns": citations.columns,
        "is_wide": len(citations.columns) > FEW_COLUMNS,
        "rows": citations.rows(list(page), SourcesForm(request.GET).opened),
    }
