"""Atom feeds (RFC 4287) of what is new: in a search, a story, of an outlet, about a name."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search
from articles.forms.search import SearchPage
from articles.models import Article, Entity, Outlet, Story
from articles.retrieval.article_query import ArticleQuery
from articles.retrieval.results import newest
from articles.retrieval.understanding import understand
from articles.views.search_parts import Addresses

ENTRIES = 50
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """Each entry says which language it is in; the feed is as new as its newest entry."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=_NEVER)


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    form = SearchPage(request.GET)
    form.is_valid()
    text = search.parse(form.cleaned_data["q"])
    query = replace(understand(text).query, demonyms=form.cleaned_data.get("demonyms", False))
    ids = newest(query, most=ENTRIES) if query or not form.is_typed else ()
    found = Article.objects.for_feeds().in_bulk(ids)
    kept = {name: value for name, value in form.kept().items() if name == "demonyms"}
    written = search.write(text, language=get_language() or "en")
    title = _("Search: %(text)s") % {"text": written} if written else _("Articles")
    page = Addresses(kept=kept).of(text)
    return _answer(request, [found[pk] for pk in ids if pk in found], title=title, page=page)


@require_safe
def story_feed(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(Story.objects.with_members(), pk=pk)
    articles = Article.objects.for_feeds().of_story(story).newest()[:ENTRIES]
    return _answer(request, articles, title=story.title, page=reverse("story", args=[pk]))


@require_safe
def outlet_feed(request: HttpRequest, slug: str) -> HttpResponse:
    outlet = get_object_or_404(Outlet, slug=slug)
    articles = Article.objects.for_feeds().from_outlet(outlet).newest()[:ENTRIES]
    return _answer(request, articles, title=outlet.name, page=reverse("outlet", args=[slug]))


@require_safe
def entity_feed(request: HttpRequest, pk: int) -> HttpResponse:
    entity = get_object_or_404(Entity, pk=pk)
    if entity.same_as_id:
        return redirect("entity-feed", entity.same_as_id)
    ids = newest(ArticleQuery(entities=(entity,)), most=ENTRIES)
    found = Article.objects.for_feeds().in_bulk(ids)
    page = reverse("entity", args=[pk])
    return _answer(request, [found[pk] for pk in ids if pk in found], title=entity.name, page=page)


def _answer(request: HttpRequest, articles: Iterable[Article], *, title: str, page: str) -> HttpResponse:
    """The feed, or that it has not changed."""
    host = request.get_host().partition(":")[0]
    feed = _Feed(
        title=_written(f"{title} · {_('Qarin')}"),
        link=request.build_absolute_uri(page),
        description=_("The newest articles"),
        language=get_language(),
        author_name=_("Qarin"),
        feed_url=request.build_absolute_uri(),
        feed_guid=f"tag:{host},2000-01-01:{page}",
    )
    for article in articles:
        feed.add_item(**_entry(request, article, host))
    content = feed.writeString("utf-8").encode()
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    changed = int(feed.latest_post_date().timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    return response


def _entry(request: HttpRequest, article: Article, host: str) -> dict[str, Any]:
    """Its id is made of what never changes: the day it came in and its number."""
    return {
        "title": _written(article.display_title),
        "link": request.build_absolute_uri(reverse("article", args=[article.pk])),
        "description": escape(_written(article.opening)),
        "author_name": _written(article.outlet_name) or _("Outlet unknown"),
        "pubdate": article.published,
        "updateddate": article.changed or article.ingested,
        "unique_id": f"tag:{host},{article.ingested:%Y-%m-%d}:article/{article.pk}",
        "language": article.language,
    }


def _written(text: str) -> str:
    return _UNWRITABLE.sub("", text)
