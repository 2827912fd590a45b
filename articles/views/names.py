"""The name workbench: which names are one, what they are called; every decision goes to the log."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.analysis.text.normalise import fold_key
from articles.changes.entities import (
    HIDDEN,
    IDENTIFIED,
    KEPT_APART,
    NAMED,
    OF_KIND,
    SAME_AS,
    SPLIT_OFF,
)
from articles.forms.choices import SearchForm
from articles.forms.names import EntityPairForm, NameForm, NamesFilter, SpellingForm
from articles.models import Entity, Proposal
from articles.names.likeness import compare_proposed, spelled, why_joined
from articles.names.resolution import BETWEEN, pair, roots_of
from articles.views.access import EditorRequest, editors_only
from articles.views.decisions import decide, go_back
from articles.views.rendering import page_or_fragment, paginate

# More to choose from than can be told apart at a glance help nobody.
MOST_FOUND = 12


@require_safe
@editors_only
def name_proposals(request: EditorRequest) -> HttpResponse:
    form = NamesFilter(request.GET)
    proposals = Proposal.objects.none()
    if form.is_valid():
        proposals = Proposal.objects.of_kind(form.cleaned_data["kind"]).naming(form.cleaned_data["q"])
    still_open = proposals.open().most_likely().select_related("first", "second")
    page = paginate(request, still_open, size=10)
    total = proposals.count()
    context = {
        "form": form,
        "page": page,
        "likenesses": compare_proposed(page.object_list),
        "total": total,
        "decided": total - page.paginator.count,
        "here": request.get_full_path(),
    }
    return page_or_fragment(request, "names.html", "_names_proposed.html", context)


@require_safe
@editors_only
def name_detail(request: EditorRequest, pk: int) -> HttpResponse:
    entity = _root(get_object_or_404(Entity, pk=pk))
    search = SearchForm(request.GET)
    wanted = search.cleaned_data["q"] if search.is_valid() else ""
    found = Entity.objects.of_kind(entity.kind).named(wanted).exclude(pk=entity.pk) if wanted else ()
    context = {
        "entity": entity,
        "form": NameForm(initial=NameForm.state_of(entity)),
        "spellings": spelled(entity),
        "joined": why_joined(entity),
        "search": search,
        "wanted": wanted,
        "found": found[:MOST_FOUND],
        "here": request.get_full_path(),
    }
    return render(request, "names_entity.html", context)


@require_POST
@editors_only
def name_merge(request: EditorRequest) -> HttpResponse:
    if roots := _two_names(request):
        joins, stays = roots
        done = _("“%(one)s” and “%(other)s” are one name now.") % {"one": joins.name, "other": stays.name}
        decide(request, SAME_AS, joins.key, stays.key, done=done)
    return go_back(request, "names")


@require_POST
@editors_only
def name_apart(request: EditorRequest) -> HttpResponse:
    if roots := _two_names(request):
        one, other = roots
        done = _("“%(one)s” and “%(other)s” stay apart.") % {"one": one.name, "other": other.name}
        decide(request, KEPT_APART, pair(one.key, other.key), True, done=done)
    return go_back(request, "names")


def _two_names(request: EditorRequest) -> tuple[Entity, Entity] | None:
    """What the two of the form count as; None, and a message, if that is not two."""
    form = EntityPairForm(request.POST)
    if form.is_valid():
        roots = _root(form.cleaned_data["joins"]), _root(form.cleaned_data["stays"])
        if roots[0] != roots[1]:
            return roots
    messages.error(request, _("Two different names are needed."))
    return None


@require_POST
@editors_only
def name_change(request: EditorRequest, pk: int) -> HttpResponse:
    """Each of name, kind and Wikidata number that differs is a change of its own."""
    entity = get_object_or_404(Entity, pk=pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return go_back(request, "names")
    given, before = form.cleaned_data, NameForm.state_of(entity)
    if (given["name_ar"], given["name_en"]) != (before["name_ar"], before["name_en"]):
        names = {"ar": given["name_ar"], "en": given["name_en"]}
        decide(request, NAMED, entity.key, names, done=_("The name has been changed."))
    if given["kind"] != before["kind"]:
        decide(request, OF_KIND, entity.key, given["kind"], done=_("The kind has been changed."))
    if given["wikidata"] != before["wikidata"]:
        decide(
            request,
            IDENTIFIED,
            entity.key,
            given["wikidata"],
            done=_("The Wikidata number has been changed."),
        )
    return go_back(request, "names")


@require_POST
@editors_only
def name_hide(request: EditorRequest, pk: int) -> HttpResponse:
    entity = get_object_or_404(Entity, pk=pk)
    value = None if entity.hidden else True
    done = _("“%(name)s” is shown again.") if entity.hidden else _("“%(name)s” is hidden.")
    decide(request, HIDDEN, entity.key, value, done=done % {"name": entity.name})
    return go_back(request, "names")


@require_POST
@editors_only
def name_split(request: EditorRequest, pk: int) -> HttpResponse:
    """Set a spelling apart, or a whole row that rules or people have joined."""
    entity = get_object_or_404(Entity, pk=pk)
    form = SpellingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This spelling is no longer here."))
        return go_back(request, "names")
    if row := form.cleaned_data["row"]:
        done = _("“%(name)s” is a name of its own now.") % {"name": row.name}
        decide(request, SAME_AS, row.key, row.key, done=done)
        return go_back(request, "names")
    text = form.cleaned_data["spelling"]
    target = {"key": _free_key(entity, text), "name": text}
    done = _("“%(name)s” is a name of its own now.") % {"name": text}
    decide(request, SPLIT_OFF, f"{entity.key}{BETWEEN}{fold_key(text)}", target, done=done)
    return go_back(request, "names")


def _root(row: Entity) -> Entity:
    return roots_of([row])[row.pk]


def _free_key(entity: Entity, text: str) -> str:
    """The key that the finders would give the spelling alone, numbered if it is this entity's own."""
    key = f"{entity.kind}:{fold_key(text)}"
    row = Entity.objects.filter(key=key).first()
    return f"{key} 2" if row and _root(row) == entity else key
