"""Stories: the front page, and every outlet's opening side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.analysis.text.pieces import Mark, Piece, cut
from articles.analysis.text.spans import Span
from articles.coverage.glances import glances
from articles.models import Article, ArticlePair, Entity, Story
from articles.receipts import Receipt, receipts
from articles.views.coverage import covered, story_page
from articles.views.glance import overview
from articles.views.rendering import paginate


@dataclass(frozen=True, kw_only=True)
class Member:
    article: Article
    lead: tuple[Piece, ...]
    receipt: Receipt


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Story.objects.standing().newest().with_members())
    Entity.objects.attach_to(page.object_list)
    kept = glances(list(page.object_list))
    for story in page.object_list:
        story.glance = kept.get(story.pk)
    return render(request, "story_list.html", {"page": page})


@require_safe
def story_detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = covered(request, pk)
    Entity.objects.attach_to([found.story], most=12)
    pair = ArticlePair.objects.closest(found.articles)
    context = {"members": list(_members(found.story)), "offered": pair, **overview(found)}
    return story_page(request, "story_detail.html", found, context)


def _members(story: Story) -> Iterator[Member]:
    articles = list(story.articles.for_lists().with_mentions().newest())
    why = receipts(articles)
    for article in articles:
        yield Member(article=article, lead=_lead(article), receipt=why[article.pk])


def _lead(article: Article) -> tuple[Piece, ...]:
    """The opening with its names marked."""
    start = article.sentences[0][0] if article.sentences else 0
    inside = (m for m in article.mentions.all() if start <= m.start and m.end <= start + len(article.opening))
    marks = [
        Mark(span=Span(m.start - start, m.end - start), kind="mention", subject=m.entity) for m in inside
    ]
    return cut(article.opening, marks)
