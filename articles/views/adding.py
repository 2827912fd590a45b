"""Adding articles, for editors: files, a pasted text, an address; and what became of them."""

from functools import partial

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles import jobs
from articles.forms.adding import FilesForm, PageForm, TextForm
from articles.ingest.fetch import Limits, fetch
from articles.models import Article, Run, RunItem, Upload
from articles.models.runs import Outcome, RunState
from articles.pipeline.uploads import hand_in, take_in
from articles.views.access import EditorRequest, editors_only
from articles.views.rendering import page_or_fragment, paginate

# A person waits for the answer: smaller files than this are read at once, larger ones by a worker.
AT_ONCE = 300_000
PATIENCE = Limits(seconds=10)
ITEMS_SHOWN = 200


@require_safe
@editors_only
def add(request: EditorRequest) -> HttpResponse:
    return _page(request)


@require_POST
@editors_only
def add_files(request: EditorRequest) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES, auto_id="files_%s")
    if not form.is_valid():
        return _page(request, files=form)
    told = form.cleaned_data
    return _handed_in(hand_in(by=request.user, files=told["documents"], names=told["names"]))


@require_POST
@editors_only
def add_text(request: EditorRequest) -> HttpResponse:
    form = TextForm(request.POST, auto_id="text_%s")
    if not form.is_valid():
        return _page(request, text=form)
    return _handed_in(hand_in(by=request.user, text=form.fields_given()))


@require_POST
@editors_only
def add_page(request: EditorRequest) -> HttpResponse:
    form = PageForm(request.POST, auto_id="page_%s")
    if not form.is_valid():
        return _page(request, page=form)
    return _handed_in(hand_in(by=request.user, address=form.cleaned_data["address"]))


@require_safe
@editors_only
def added(request: EditorRequest, pk: int) -> HttpResponse:
    """What became of an upload, so far or in the end."""
    upload = get_object_or_404(Upload.objects.select_related("run", "by"), pk=pk)
    run = next(iter(Run.objects.filter(upload=upload).with_states()), None)
    taken_in = Article.objects.for_lists().filter(run=run, run__isnull=False)
    context = {
        "upload": upload,
        "run": run,
        "is_waiting": run is None,
        "is_at_work": run is not None and run.state is RunState.UNDER_WAY,
        "has_worker": run is not None or jobs.has_worker(timezone.now()),
        "page": paginate(request, taken_in.order_by("pk")),
        "refused": _items(run, Outcome.REJECTED),
        "unchanged": _items(run, Outcome.UNCHANGED),
    }
    return page_or_fragment(request, "added.html", "_added.html", context)


def _items(run: Run | None, outcome: Outcome) -> list[RunItem]:
    found = RunItem.objects.filter(run=run, run__isnull=False, outcome=outcome)
    return list(found.select_related("article__outlet").order_by("pk")[:ITEMS_SHOWN])


def _handed_in(upload: Upload) -> HttpResponse:
    if upload.size <= AT_ONCE:
        take_in(upload, get=partial(fetch, limits=PATIENCE, allowed_hosts=settings.FETCH_HOSTS))
    else:
        jobs.ask_to_take_in_upload(upload)
    return redirect("added", upload.pk)


def _page(
    request: EditorRequest,
    *,
    files: Form | None = None,
    text: Form | None = None,
    page: Form | None = None,
) -> HttpResponse:
    """The three forms, of which one may come back with what is wrong in it."""
    forms = {
        "files": files or FilesForm(auto_id="files_%s"),
        "text": text or TextForm(auto_id="text_%s"),
        "page": page or PageForm(auto_id="page_%s"),
    }
    status = 400 if files or text or page else 200
    return render(request, "add.html", forms, status=status)
