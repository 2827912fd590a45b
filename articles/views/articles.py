"""Articles: the list with its filters, and one article with what was read in it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search
from articles.analysis.pieces import Mark, cut
from articles.analysis.spans import Span
from articles.forms.articles import ArticleFilter
from articles.models import Article, Reprint
from articles.retrieval.article_query import ArticleQuery
from articles.retrieval.results import best
from articles.views.days import named_days
from articles.views.known import known_values
from articles.views.rendering import MOST_LISTED, page_or_fragment, paginate_capped


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    form = ArticleFilter(request.GET)
    articles = Article.objects.for_lists()
    if form.is_valid():
        wanted = form.cleaned_data
        articles = articles.from_outlet(wanted["outlet"]).mentioning(wanted["entity"])
        query = ArticleQuery(words=search.parse(wanted["q"]))
        articles = articles.in_order(best(query, most=1000)) if query else articles.newest()
    else:
        articles = articles.none()
    page = paginate_capped(request, articles, size=20, most=MOST_LISTED)
    context = {"form": form, "page": page, "count": page.paginator.count}
    return page_or_fragment(request, "article_list.html", "_article_list.html", context)


@require_safe
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.select_related("outlet", "story"), pk=pk)
    mentions = list(article.mentions.select_related("entity").order_by("start"))
    quotations = list(article.quotations.select_related("speaker").order_by("start"))
    marks = [
        *(Mark(span=Span(m.start, m.end), kind="mention", subject=m.entity) for m in mentions),
        *(Mark(span=Span(q.start, q.end), kind="quote", title=_speaker_title(q.speaker)) for q in quotations),
    ]
    context = {
        "article": article,
        "paragraphs": list(_paragraphs(article, marks)),
        "removed": article.removed(),
        "entities": Counter(mention.entity for mention in mentions).most_common(),
        "quotations": [
            {"text": article.body[q.start : q.end], "kind": q.kind, "speaker": q.speaker, "cue": q.cue}
            for q in quotations
        ],
        "provenance": list(known_values(article)),
        "days": list(named_days(article)),
        "siblings": Article.objects.siblings_of(article),
        "reprints": Reprint.objects.beside(article),
        "revisions": article.revisions.count(),
    }
    return render(request, "article_detail.html", context)


def _paragraphs(article: Article, marks: Sequence[Mark]) -> Iterator[dict[str, object]]:
    """Each with its `sentences`: where one starts, and its pieces with the space that follows it."""
    headings, starts = frozenset(article.heading_spans()), article.sentence_starts()
    for span in article.paragraph_spans():
        inside = [mark for mark in marks if mark.span.overlap(span)]
        later = starts[bisect_right(starts, span.start) : bisect_left(starts, span.end)]
        places = [Span(*edges) for edges in pairwise([span.start, *later, span.end])]
        sentences = [(place.start, cut(article.body, inside, within=place)) for place in places]
        yield {"sentences": sentences, "is_heading": span in headings}


def _speaker_title(speaker: object | None) -> str:
    return _("Quoted: %(name)s") % {"name": speaker} if speaker else ""
