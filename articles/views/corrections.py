"""What editors decide about links between two articles, and what others may learn from it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.changes.links import LINK_KIND, link_subject
from articles.exports.corrections import corrections_as_lines
from articles.forms.comparison import LinkForm
from articles.views.access import EditorRequest, editors_only
from articles.views.decisions import decide, go_back


@require_POST
@editors_only
def link_verdict(request: EditorRequest) -> HttpResponse:
    form = LinkForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        subject = link_subject(told["a"], told["hash_a"], told["b"], told["hash_b"])
        decide(request, LINK_KIND, subject, told["verdict"] or None, done=_("The link is decided."))
    else:
        messages.error(request, _("Choose a sentence of each article and how they relate."))
    return go_back(request, "compare")


@require_safe
@editors_only
def download_corrections(request: EditorRequest) -> HttpResponse:
    lines = "".join(f"{line}\n" for line in corrections_as_lines())
    response = HttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="corrections.jsonl"'
    return response
