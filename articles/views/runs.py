"""What was taken in: every run with what came of it, and what it refused and why."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Run
from articles.models.runs import Outcome
from articles.views.access import EditorRequest, editors_only
from articles.views.rendering import paginate

ARTICLES_SHOWN = 20
LEFT_SHOWN = 50


@require_safe
@editors_only
def run_list(request: EditorRequest) -> HttpResponse:
    page = paginate(request, Run.objects.newest())
    runs = Run.objects.filter(pk__in=[run.pk for run in page]).newest().with_states()
    return render(request, "run_list.html", {"page": page, "runs": runs})


@require_safe
@editors_only
def run_detail(request: EditorRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Run, pk=pk)
    (run,) = Run.objects.filter(pk=run.pk).with_states()
    left = run.items.filter(outcome=Outcome.UNCHANGED)
    context = {
        "run": run,
        "page": paginate(request, run.items.filter(outcome=Outcome.REJECTED).order_by("pk"), size=50),
        "left": left.select_related("article").order_by("pk")[:LEFT_SHOWN],
        "articles": Article.objects.for_lists().filter(run=run).newest()[:ARTICLES_SHOWN],
    }
    return render(request, "run_detail.html", context)
