"""Two articles side by side."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.comparison import compare
from articles.exports import FORMATS
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
        "downloads": [(form, known.name) for form, known in FORMATS.items()],
    }
    return page_or_fragment(request, "compare.html", "_comparison.html", context)


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The comparison as a file; always all of it, whatever the page shows."""
    if form not in FORMATS:
        raise Http404
    asked = CompareForm(request.GET)
    if not asked.is_valid():
        return HttpResponseBadRequest(asked.errors.as_text(), content_type="text/plain; charset=utf-8")
    a, b = asked.cleaned_data["a"], asked.cleaned_data["b"]
    response = HttpResponse(FORMATS[form].write(compare(a, b)), content_type=FORMATS[form].content_type)
    response["Content-Disposition"] = f'attachment; filename="comparison-{a.pk}-{b.pk}.{form}"'
    return response
