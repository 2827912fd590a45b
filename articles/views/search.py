"""One box for names and words; its text holds the whole query, and a form writes it for those who like.

An empty box asks for all articles, newest first; signs that say nothing ask for none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search
from articles.exports.listings import LISTINGS, listed
from articles.forms.search import SearchFields, SearchPage, TypedName, fields_of
from articles.models import Article, Entity, Story
from articles.names.suggestions import Suggestion, suggest
from articles.retrieval.article_query import ArticleQuery, demonyms_of
from articles.retrieval.misses import explain
from articles.retrieval.results import Count, Found, Hit, Order, find
from articles.retrieval.understanding import Understood, understand
from articles.search import Kind, Query
from articles.views.rendering import page_or_fragment
from articles.views.search_parts import Addresses, bounds, chips, facets, offers, troubles

HITS_A_PAGE = 10
# A name of more words is seldom typed.
_WORDS_OF_A_NAME = 3
LONGEST_TYPED = 1000
_FOUND_NOTHING = Found(hits=(), count=Count(number=0, is_capped=False))


@dataclass(frozen=True, kw_only=True)
class Told:
    """Hits of one story that follow each other; `story` is None for those shown one by one."""

    story: Story | None
    hits: tuple[Hit, ...]


@require_safe
def search_everything(request: HttpRequest) -> HttpResponse:
    page, fields = SearchPage(request.GET), SearchFields(request.GET)
    page.is_valid()
    if fields.is_asked and fields.is_valid():
        return redirect(Addresses(kept=page.kept()).of(fields.query()))
    is_blank = not (fields.is_asked or page.is_typed)
    text = search.parse("" if fields.is_asked else page.cleaned_data["q"])
    understood = understand(text)
    if not fields.is_asked:
        fields = SearchFields(initial=fields_of(understood, text))
    context = {"form": page, "fields": fields, **_results(page, text, understood, is_blank=is_blank)}
    return page_or_fragment(request, "search.html", "_search_results.html", context)


def _results(page: SearchPage, text: Query, understood: Understood, *, is_blank: bool) -> dict[str, object]:
    addresses = Addresses(kept=page.kept())
    query = replace(understood.query, demonyms=page.cleaned_data.get("demonyms", False))
    found = _find(query, page) if query or is_blank else _FOUND_NOTHING
    _give_members(_stories(found, understood))
    return {
        "query": query,
        "found": found,
        "told": _told(found, is_grouped=page.cleaned_data.get("group") == "story"),
        "names": list(_names(text, addresses)),
        "chips": list(chips(text, understood, addresses)),
        "facets": list(facets(found, text, understood, addresses)),
        "troubles": troubles(understood.problems),
        "bounds": bounds(found.limits),
        "has_demonyms": query.demonyms or any(map(demonyms_of, (*query.entities, *query.without))),
        "views": list(_views(page, text, query)),
        "earlier": addresses.of(text, cursor=found.before) if found.before else "",
        "written": search.write(text, language=get_language() or "en"),
        "same": urlsplit(Addresses(kept=_demonyms(page)).of(text)).query,
        "later": addresses.of(text, cursor=found.after) if found.after else "",
        **_missed(page, text, query, found),
        **({} if query else _examples()),
    }


def _demonyms(page: SearchPage) -> dict[str, str]:
    """Of what addresses keep, that which changes what is found and not only how it is shown."""
    return {name: value for name, value in page.kept().items() if name == "demonyms"}


def _find(query: ArticleQuery, page: SearchPage) -> Found:
    asked = page.cleaned_data
    return find(query, order=_order(page), cursor=asked.get("cursor", ""), size=HITS_A_PAGE)


def _order(page: SearchPage) -> Order:
    return Order(page.cleaned_data.get("order") or Order.RELEVANCE)


def _stories(found: Found, understood: Understood) -> list[Story]:
    """All whose titles the page shows."""
    rows: list[object] = [row for _condition, row in understood.rows]
    rows += [value.row for facet in found.facets for value in facet.values]
    rows += [hit.article.story for hit in found.hits]
    return [row for row in rows if isinstance(row, Story)]


def _give_members(stories: list[Story]) -> None:
    """The titles of stories are those of their members; one query for all."""
    newest = Article.objects.for_lists().newest()
    prefetch_related_objects(stories, Prefetch("articles", queryset=newest, to_attr="members"))


def _told(found: Found, *, is_grouped: bool) -> list[Told]:
    if not is_grouped:
        return [Told(story=None, hits=found.hits)] if found.hits else []
    first: dict[int | None, int] = {}
    for place, hit in enumerate(found.hits):
        first.setdefault(hit.article.story_id, place)
    together = sorted(found.hits, key=lambda hit: first[hit.article.story_id])
    grouped = ((hits[0], hits) for _pk, hits in _by_story(together))
    return [Told(story=one.article.story, hits=hits) for one, hits in grouped]


def _by_story(hits: list[Hit]) -> Iterator[tuple[int | None, tuple[Hit, ...]]]:
    for story, group in groupby(hits, key=lambda hit: hit.article.story_id):
        yield story, tuple(group)


def _views(page: SearchPage, text: Query, query: ArticleQuery) -> Iterator[list[tuple[str, str, bool]]]:
    """The ways to show what was found, as switches: label, address, whether it is on."""
    kept = page.kept()
    switches = {
        "group": [("", _("Article by article")), ("story", _("By story"))],
        "order": [("", _("Best first")), (Order.NEWEST.value, _("Newest first"))] if query.terms else [],
    }
    for name, values in switches.items():
        if not values:
            continue
        others = {key: value for key, value in kept.items() if key != name}
        yield [
            (
                label,
                Addresses(kept=others | ({name: value} if value else {})).of(text),
                kept.get(name, "") == value,
            )
            for value, label in values
        ]


def _names(text: Query, addresses: Addresses) -> Iterator[tuple[Entity, str]]:
    """Names close to a search that is words alone, with the address of the search for each."""
    plain = [group.alternatives[0] for group in text.groups if len(group.alternatives) == 1]
    if text.conditions or text.excluded or not 0 < len(plain) == len(text.groups) <= _WORDS_OF_A_NAME:
        return
    for entity in Entity.objects.named(" ".join(term.text for term in plain))[:6]:
        yield entity, addresses.of(search.NOTHING, entity=entity.pk)


def _missed(page: SearchPage, text: Query, query: ArticleQuery, found: Found) -> dict[str, object]:
    """Where nothing was found: why, and what to ask instead."""
    if found.hits or not query:
        return {}
    addresses = Addresses(kept=page.kept())
    miss = explain(text, demonyms=query.demonyms)
    return {
        "miss": miss,
        "offers": offers(miss, addresses),
        "instead": addresses.of(miss.instead) if miss.instead else "",
        "instead_words": " ".join(term.text for term in miss.instead.terms) if miss.instead else "",
    }


def _examples() -> dict[str, object]:
    """Searches that find something here, whatever the collection holds."""
    newest = Article.objects.for_lists().filter(published__isnull=False).newest().first()
    return {
        "some_names": Entity.objects.most_mentioned()[:3],
        "some_outlet": newest.outlet if newest else None,
        "some_article": newest,
        "some_phrase": " ".join(newest.headline.split()[:2]) if newest else "",
    }


@require_safe
def download(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """All that was found, newest first, as it comes from the database."""
    if form not in LISTINGS:
        raise Http404
    page = SearchPage(request.GET)
    page.is_valid()
    query = understand(search.parse(page.cleaned_data["q"])).query
    query = replace(query, demonyms=page.cleaned_data.get("demonyms", False))
    listing = LISTINGS[form]
    rows = listed(query) if query or not page.is_typed else iter(())
    response = StreamingHttpResponse(listing.write(rows), content_type=listing.content_type)
    response["Content-Disposition"] = f'attachment; filename="articles.{form}"'
    return response


@require_safe
def name_options(request: HttpRequest) -> HttpResponse:
    """What the search box offers while a name is typed; for everybody else the search itself."""
    form = TypedName(request.GET)
    form.is_valid()
    text, name = (form.cleaned_data.get(field, "")[:LONGEST_TYPED] for field in ("q", "name"))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(Addresses(kept={}).of(search.parse(name or text)))
    before, found = ("", suggest(name)) if name else _completed(text)
    context = {"suggestions": found, "before": before, "prefix": "field-" if name else ""}
    return render(request, "_name_options.html", context)


def _completed(text: str) -> tuple[str, tuple[Suggestion, ...]]:
    """What stands before the name that is being typed at the end, and the names that go on so."""
    words = [
        group.alternatives[0]
        for group in search.parse(text).groups
        if len(group.alternatives) == 1 and group.alternatives[0].kind is Kind.WORD
    ]
    for first in words[-_WORDS_OF_A_NAME:]:
        if found := suggest(text[first.start :]):
            return text[: first.start], found
    return text, ()
