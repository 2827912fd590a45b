"""Entities: the list, found by any spelling, and one entity with all that the articles say of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.analysis.text.pieces import Mark, Piece, cut
from articles.analysis.text.spans import Span
from articles.forms.names import EntityContexts, EntityFilter
from articles.models import Article, Entity, Mention, Quotation, Story
from articles.names.concordance import arranged, concordance
from articles.names.dossier import Dossier, open_dossier, quoted, said_of
from articles.names.likeness import spelled
from articles.retrieval.article_query import demonyms_of
from articles.views.charts import bars
from articles.views.rendering import MOST_LISTED, page_or_fragment, paginate_capped

LINES_A_PAGE = 50
MOST_QUOTATIONS = 1000


@dataclass(frozen=True, kw_only=True)
class Said:
    """A quotation in its article, the entity's name marked where it stands in it."""

    quotation: Quotation
    pieces: tuple[Piece, ...]


@require_safe
def entity_list(request: HttpRequest) -> HttpResponse:
    form = EntityFilter(request.GET)
    entities, story = Entity.objects.none(), None
    if form.is_valid():
        asked = form.cleaned_data
        story = asked["story"]
        entities = Entity.objects.of_kind(asked["kind"]).in_articles(outlet=asked["outlet"], story=story)
        if asked["q"]:
            entities = entities.named(asked["q"])
        else:
            entities = entities.by_name() if asked["order"] == "name" else entities.most_mentioned()
    page = paginate_capped(request, entities, size=60, most=MOST_LISTED)
    context = {
        "form": form,
        "page": page,
        "count": page.paginator.count,
        "story": Story.objects.with_members().filter(pk=story.pk).first() if story else None,
    }
    return page_or_fragment(request, "entity_list.html", "_entity_list.html", context)


@require_safe
def entity_detail(request: HttpRequest, pk: int) -> HttpResponse:
    entity = get_object_or_404(Entity.objects.prefetch_related("names"), pk=pk)
    if entity.same_as_id:
        return redirect("entity", entity.same_as_id)
    form = EntityContexts(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) for name in ("outlet", "story")}
    dossier = open_dossier(entity, **asked, spelling=form.cleaned_data.get("spelling", ""))
    show = form.cleaned_data.get("show") or "mentions"
    said = {"quoted": quoted(entity, **asked), "said": said_of(entity, dossier.articles)}
    pages = {
        name: paginate_capped(request, rows, size=20, most=MOST_QUOTATIONS) for name, rows in said.items()
    }
    context = {
        "entity": entity,
        "form": form,
        "names": entity.names_by_language(),
        "dossier": dossier,
        "bars": bars(dossier.times, mirrored=get_language_bidi()),
        "reasons": [spelling for spelling in spelled(entity) if spelling.because],
        "show": show,
        "tabs": list(_tabs(request, dossier, pages, show)),
        "is_country": bool(demonyms_of(entity)),
        **(_mentions(request, dossier) if show == "mentions" else _said(entity, pages[show])),
    }
    return page_or_fragment(request, "entity_detail.html", "_entity_contexts.html", context)


def _tabs(
    request: HttpRequest, dossier: Dossier, pages: dict[str, "Page[Any]"], show: str
) -> Iterator[dict[str, object]]:
    counts = {
        "mentions": (_("Every mention"), len(dossier.places), dossier.is_partial),
        "quoted": (_("What it says"), pages["quoted"].paginator.count, False),
        "said": (_("What others say of it"), pages["said"].paginator.count, False),
    }
    for name, (label, count, more) in counts.items():
        kept = {key: request.GET[key] for key in ("outlet", "story", "spelling") if request.GET.get(key)}
        address = f"?{urlencode(kept | {'show': name})}#contexts"
        yield {"label": label, "count": count, "more": more, "address": address, "current": name == show}


def _mentions(request: HttpRequest, dossier: Dossier) -> dict[str, object]:
    page = Paginator(arranged(dossier.places), LINES_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "outlets": concordance(page.object_list)}


def _said(entity: Entity, page: "Page[Any]") -> dict[str, object]:
    rows = list(page.object_list)
    articles = Article.objects.with_bodies().in_bulk({row.article_id for row in rows})
    prefetch_related_objects(rows, "speaker")
    marks: dict[int, list[Mark]] = {pk: [] for pk in articles}
    for mention in Mention.objects.filter(entity=entity, article__in=articles):
        marks[mention.article_id].append(Mark(span=Span(mention.start, mention.end), kind="hit"))
    for row in rows:
        row.article = articles[row.article_id]
    return {"page": page, "quotations": [_in_article(row, marks[row.article_id]) for row in rows]}


def _in_article(quotation: Quotation, marks: Iterable[Mark]) -> Said:
    place = Span(quotation.start, quotation.end)
    return Said(quotation=quotation, pieces=cut(quotation.article.body, marks, within=place))
