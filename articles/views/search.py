"""One box for names and words, combined with outlet, story and days."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.article_query import ArticleQuery, demonyms_of
from articles.forms import ArticleSearch, SearchForm
from articles.models import Article, Entity, Story
from articles.passages import best_passages
from articles.results import best
from articles.suggestions import suggest
from articles.views.rendering import page_or_fragment, paginate_capped

# Nobody pages further; counting every match would cost more than the page.
MOST_FOUND = 1000


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A name that is asked for, or ruled out, with the addresses that take it away or turn it round."""

    entity: Entity
    is_excluded: bool
    without_it: str
    turned: str


@require_safe
def search_everything(request: HttpRequest) -> HttpResponse:
    form = ArticleSearch(request.GET)
    query = form.query() if form.is_valid() else ArticleQuery()
    articles = Article.objects.in_order(best(query, most=MOST_FOUND + 1) if query else ())
    articles = articles.with_bodies().prefetch_related("mentions")
    page = paginate_capped(request, articles, size=10, most=MOST_FOUND)
    text = form.cleaned_data.get("q", "")
    context = {
        "form": form,
        "query": query,
        "text": text,
        "names": list(_names(request, text)),
        "chips": list(_chips(request, query)),
        "story": Story.objects.with_members().filter(pk__in=[story.pk for story in query.stories]).first(),
        "without_story": _address(request, story=None),
        "has_demonyms": query.demonyms or any(map(demonyms_of, (*query.entities, *query.without))),
        "page": page,
        "hits": best_passages(query, page.object_list),
        "count": page.paginator.count,
    }
    return page_or_fragment(request, "search.html", "_search_results.html", context)


@require_safe
def name_options(request: HttpRequest) -> HttpResponse:
    """What the search box offers while a name is typed; for everybody else the search itself."""
    form = SearchForm(request.GET)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('search')}?{urlencode({'q': request.GET.get('q', '')})}")
    found = suggest(form.cleaned_data["q"]) if form.is_valid() else ()
    return render(request, "_name_options.html", {"suggestions": found})


def _names(request: HttpRequest, text: str) -> Iterator[tuple[Entity, str]]:
    """Names close to the words, with the address of the search that asks for them in the words' place."""
    for entity in Entity.objects.named(text)[:6] if text else ():
        yield entity, _address(request, q=None, entity=[*request.GET.getlist("entity"), str(entity.pk)])


def _chips(request: HttpRequest, query: ArticleQuery) -> Iterator[Chip]:
    asked, ruled_out = ([str(entity.pk) for entity in some] for some in (query.entities, query.without))
    for entity in query.entities:
        rest = [pk for pk in asked if pk != str(entity.pk)]
        yield Chip(
            entity=entity,
            is_excluded=False,
            without_it=_address(request, entity=rest),
            turned=_address(request, entity=rest, without=[*ruled_out, str(entity.pk)]),
        )
    for entity in query.without:
        rest = [pk for pk in ruled_out if pk != str(entity.pk)]
        yield Chip(
            entity=entity,
            is_excluded=True,
            without_it=_address(request, without=rest),
            turned=_address(request, without=rest, entity=[*asked, str(entity.pk)]),
        )


def _address(request: HttpRequest, **changes: list[str] | None) -> str:
    """This search with other values in some places, from its first page."""
    values = QueryDict(mutable=True)
    for name, old in request.GET.lists():
        if name != "page" and name not in changes and any(old):
            values.setlist(name, old)
    for name, new in changes.items():
        if new:
            values.setlist(name, new)
    return f"{reverse('search')}?{values.urlencode()}"
