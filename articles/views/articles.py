"""One article with what was read in it, and old addresses of their list."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.analysis.text.pieces import Mark, cut
from articles.analysis.text.spans import Span
from articles.forms.articles import ArticleFilter
from articles.models import Article, Reprint
from articles.views.days import named_days
from articles.views.known import known_values
from articles.views.search_parts import Addresses


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """The list is the search for nothing, and what narrowed it down is part of the query."""
    form = ArticleFilter(request.GET)
    form.is_valid()
    return redirect(Addresses(kept={}).of(form.query()), permanent=True)


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
