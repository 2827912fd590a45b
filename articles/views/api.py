"""The public JSON API: what the pages show, for programs."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.comparison.articles import MOST_SENTENCES, PairLink, links
from articles.exports.listings import described
from articles.forms.choices import SearchForm
from articles.models import Article, Entity, Quotation, Reprint
from articles.names.dossier import Dossier, open_dossier, quoted, said_of
from articles.names.suggestions import suggest
from articles.views.days import named_days
from articles.views.rendering import paginate

PAGE_SIZE = 100
MOST_COMPARED = 10
MENTIONS_A_PAGE = 500


class BadRequest(Exception):
    """What was asked can't be answered; the message says why."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def _json(view: Callable[..., dict[str, Any]]) -> Callable[..., JsonResponse]:
    """Answers in JSON, errors too; `?lang=ar` or `en` chooses the language over the browser's."""

    @csrf_exempt  # it writes nothing: whoever posts is told that, not that a token is missing
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> JsonResponse:
        language = request.GET.get("lang")
        with override(language if language in ("ar", "en") else request.LANGUAGE_CODE):
            try:
                response = JsonResponse(view(request, **kwargs), json_dumps_params={"ensure_ascii": False})
            except BadRequest as error:
                response = JsonResponse({"error": str(error)}, status=error.status)
        patch_vary_headers(response, ["Accept-Language"])
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@_json
def article_list(request: HttpRequest) -> dict[str, Any]:
    page = paginate(request, Article.objects.for_lists().order_by("pk"), size=PAGE_SIZE)
    return {
        "count": page.paginator.count,
        "next": _page_address(request, page.next_page_number()) if page.has_next() else None,
        "results": [_article(article) for article in page],
    }


@_json
def article_detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    article = Article.objects.select_related("outlet").filter(pk=pk).first()
    if article is None:
        raise BadRequest(_("There is no such article."), status=404)
    mentions = article.mentions.select_related("entity").prefetch_related("entity__names").order_by("start")
    quotations = (
        article.quotations.select_related("speaker").prefetch_related("speaker__names").order_by("start")
    )
    return {
        **_article(article),
        "reprints": [
            {**_article(other.article), "share": other.share, "share_of_other": other.share_of_other}
            for other in Reprint.objects.beside(article)
        ],
        "revisions": article.revisions.count(),
        "body": article.body,
        "removed": [
            {
                "text": block.text,
                "reason": block.kind,
                "rule": block.rule,
                "decided": block.decided is not None,
            }
            for block in article.removed()
        ],
        "headings": [{"start": span.start, "end": span.end} for span in article.heading_spans()],
        "sentences": [{"start": span.start, "end": span.end} for span in article.sentence_spans()],
        "dates": [
            {"start": day.start, "end": day.end, "value": day.iso, "basis": day.basis}
            for day in named_days(article)
        ],
        "mentions": [
            {
                "start": m.start,
                "end": m.end,
                "kind": m.entity.kind,
                "rule": m.rule,
                "entity": _entity(m.entity),
            }
            for m in mentions
        ],
        "quotes": [
            {
                "start": quote.start,
                "end": quote.end,
                "speaker": _entity(quote.speaker) if quote.speaker else None,
                "kind": quote.kind,
                "cue": quote.cue,
                "rule": quote.rule,
            }
            for quote in quotations
        ],
    }


@_json
def entity_list(request: HttpRequest) -> dict[str, Any]:
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise BadRequest(" ".join(map(str, form.errors["q"])))
    query = form.cleaned_data["q"]
    entities = Entity.objects.named(query) if query else Entity.objects.most_mentioned()
    shown = entities.prefetch_related("names")[:PAGE_SIZE]
    return {"results": [{**_entity(entity), "articles": entity.article_count} for entity in shown]}


@_json
def entity_suggestions(request: HttpRequest) -> dict[str, Any]:
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise BadRequest(" ".join(map(str, form.errors["q"])))
    found = suggest(form.cleaned_data["q"])
    prefetch_related_objects([suggestion.entity for suggestion in found], "names")
    return {
        "results": [
            {**_entity(s.entity), "articles": s.entity.article_count, "spelling": s.spelling or None}
            for s in found
        ]
    }


@_json
def entity_detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    entity = Entity.objects.select_related("same_as").filter(pk=pk).first()
    if entity is None:
        raise BadRequest(_("There is no such name."), status=404)
    entity = entity.same_as or entity
    dossier = open_dossier(entity)
    page = Paginator(dossier.places, MENTIONS_A_PAGE).get_page(request.GET.get("page"))
    return {
        **_entity(entity),
        "articles": entity.article_count,
        "counted": {"mentions": len(dossier.places), "all": not dossier.is_partial},
        "spellings": list(_spellings(dossier)),
        "together": [
            {**_entity(other.entity), "sentences": other.sentences, "articles": other.articles}
            for other in dossier.companions
        ],
        "times": {
            "unit": dossier.times.unit,
            "undated": dossier.undated,
            "periods": [
                {"from": period.first.isoformat(), "to": period.last.isoformat(), "mentions": period.count}
                for period in dossier.times.periods
            ],
        },
        "quoted": [_quotation(quotation) for quotation in quoted(entity)[:PAGE_SIZE]],
        "said": [
            {**_quotation(quotation), "names_it": quotation.names_it}
            for quotation in said_of(entity, dossier.articles)[:PAGE_SIZE]
        ],
        "mentions": [
            {name: getattr(place, name) for name in ("article", "start", "end", "text", "sentence")}
            for place in page
        ],
        "next": _page_address(request, page.next_page_number()) if page.has_next() else None,
    }


def _spellings(dossier: Dossier) -> Iterator[dict[str, Any]]:
    for row in dossier.spellings.rows:
        for text, count in zip(dossier.spellings.texts, row.counts, strict=True):
            if count:
                yield {"outlet": row.outlet.name if row.outlet else None, "text": text, "mentions": count}


def _quotation(quotation: Quotation) -> dict[str, Any]:
    names = ("start", "end", "sentence", "kind", "cue")
    places = {name: getattr(quotation, name) for name in names}
    return {"article": quotation.article_id, **places, "speaker": quotation.speaker_id}


@_json
def comparison(request: HttpRequest) -> dict[str, Any]:
    articles = _compared(request.GET.getlist("article"))
    return {"articles": [article.pk for article in articles], "links": list(map(_link, links(articles)))}


def _compared(asked: Iterable[str]) -> list[Article]:
    """The articles asked for, each once, in the order asked."""
    field = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    try:
        ids = list(dict.fromkeys(field.clean(value) for value in asked))
    except forms.ValidationError as error:
        raise BadRequest(" ".join(error.messages)) from error
    if not 2 <= len(ids) <= MOST_COMPARED:
        raise BadRequest(_("Name two to %(most)d articles: ?article=1&article=2") % {"most": MOST_COMPARED})
    found = Article.objects.in_bulk(ids)
    if missing := [pk for pk in ids if pk not in found]:
        raise BadRequest(_("There is no article %(id)s.") % {"id": missing[0]}, status=404)
    if long := [pk for pk in ids if len(found[pk].sentences) > MOST_SENTENCES]:
        too_long = _("Article %(id)s is too long to be compared: it has more than %(most)d sentences.")
        raise BadRequest(too_long % {"id": long[0], "most": MOST_SENTENCES})
    return [found[pk] for pk in ids]


def _article(article: Article) -> dict[str, Any]:
    return {
        **described(article),
        "source_file": article.source_file or None,
        "photo_credit": article.photo_credit or None,
        "provenance": article.provenance,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    names = entity.names_by_language()
    return {
        "id": entity.pk,
        "name": entity.name,
        "names": list(dict.fromkeys(name for spelled in names.values() for name in spelled)),
        "kind": entity.kind,
        "wikidata": entity.wikidata or None,
    }


def _link(link: PairLink) -> dict[str, Any]:
    sides = ((link.a, link.a_span), (link.b, link.b_span))
    return {
        "relation": link.relation,
        "score": round(link.score, 3),
        "spans": [{"article": article.pk, "start": span.start, "end": span.end} for article, span in sides],
    }


def _page_address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
