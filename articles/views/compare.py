"""Two articles side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.comparison import compare
from articles.forms import CompareForm
from articles.models import Story
from articles.views.rendering import page_or_fragment


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    form = CompareForm(request.GET if "a" in request.GET or "b" in request.GET else None)
    if not form.is_valid():
        stories = Story.objects.newest().with_members()[:20]
        return render(request, "compare.html", {"form": form, "comparison": None, "stories": stories})
    found = compare(form.cleaned_data["a"], form.cleaned_data["b"])
    only_differences = form.cleaned_data["only"] == "differences"
    rows = [row for row in found.rows if row.differs or not only_differences]
    context = {
        "form": form,
        "comparison": found,
        "rows": rows,
        "shown": len(rows),
        "hidden": len(found.rows) - len(rows),
        "only_differences": only_differences,
    }
    return page_or_fragment(request, "compare.html", "_comparison.html", context)
