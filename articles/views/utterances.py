"""What was said in a story, in the wordings of all its outlets."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.analysis.stories.utterances import Utterances
from articles.coverage.renderings import Renderings
from articles.forms.stories import UtterancesForm
from articles.views.coverage import covered, story_page

AT_ONCE = 15


@require_safe
def utterances(request: HttpRequest, pk: int) -> HttpResponse:
    found = covered(request, pk)
    kept = found.section(Utterances)
    form = UtterancesForm(request.GET)
    context: dict[str, object] = {"show": form.shown, "speaker": form.speaker_asked}
    if kept and kept.utterances:
        context |= _utterances(request, Renderings(found, kept), form)
    return story_page(request, "story_quotations.html", found, context)


def _utterances(request: HttpRequest, renderings: Renderings, form: UtterancesForm) -> dict[str, object]:
    speaker = form.speaker_asked
    page = Paginator(renderings.of(form.shown, speaker), AT_ONCE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "choices": list(renderings.counts(speaker).items()),
        "speakers": renderings.speakers(),
        "utterances": [renderings.shown(one) for one in page],
    }
