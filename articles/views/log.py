"""The log of what people changed, and the way back from each change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.changes import KINDS, ChangeError, Kind, Place, undo
from articles.forms.changes import LogFilter
from articles.models import Change
from articles.views.access import EditorRequest, editors_only
from articles.views.decisions import go_back
from articles.views.rendering import page_or_fragment, paginate


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A change as the page tells it; `can_be_undone` where nothing later was decided about the matter."""

    change: Change
    kind: Kind
    place: Place
    before: str
    after: str
    can_be_undone: bool

    @property
    def url(self) -> str:
        place = self.place
        if not place.view:
            return ""
        return reverse(
            place.view, args=place.arguments, query=place.query or None, fragment=place.fragment or None
        )


@require_safe
@editors_only
def change_list(request: EditorRequest) -> HttpResponse:
    form = LogFilter(request.GET)
    changes = Change.objects.none()
    if form.is_valid():
        changes = Change.objects.select_related("undoes", "undone_by").newest()
        changes = changes.of_kind(form.cleaned_data["kind"]).by_person(form.cleaned_data["by"])
    page = paginate(request, changes, size=50)
    entries = list(_entries(page.object_list, is_administrator=request.user.is_superuser))
    context = {"form": form, "page": page, "entries": entries}
    return page_or_fragment(request, "log.html", "_log.html", context)


@require_POST
@editors_only
def change_undo(request: EditorRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(Change.objects.filter(kind__in=KINDS), pk=pk)
    kind = KINDS[change.kind]
    if kind.is_administrative and not request.user.is_superuser:
        raise PermissionDenied
    try:
        undo(change, kind, by=request.user)
    except ChangeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undone."))
    return go_back(request, "log")


def _entries(changes: Iterable[Change], *, is_administrator: bool) -> Iterator[Entry]:
    """Changes of a kind that this version doesn't know are left out: it can't tell them in words."""
    known = [change for change in changes if change.kind in KINDS]
    newest = set(
        Change.objects.filter(subject__in={change.subject for change in known})
        .latest_per_subject()
        .values_list("pk", flat=True)
    )
    told: dict[int, tuple[Place, str, str]] = {}
    for name in {change.kind for change in known}:
        told |= _tell(KINDS[name], [change for change in known if change.kind == name])
    for change in known:
        kind, (place, before, after) = KINDS[change.kind], told[change.pk]
        yield Entry(
            change=change,
            kind=kind,
            place=place,
            before=before,
            after=after,
            can_be_undone=change.pk in newest and (is_administrator or not kind.is_administrative),
        )


def _tell(kind: Kind, changes: Sequence[Change]) -> dict[int, tuple[Place, str, str]]:
    """Where and what each change of one kind was, from what to what."""
    places = kind.places({change.subject for change in changes})
    states = [(change.subject, state) for change in changes for state in (change.before, change.after)]
    words = iter(kind.words(states))
    return {change.pk: (places[change.subject], next(words), next(words)) for change in changes}
