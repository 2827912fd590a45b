"""How an article's text changed while its outlet kept the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.analysis.text.versions import Paragraph, compare_versions
from articles.forms.changes import RevisionChoice
from articles.ingest.records import PARAGRAPH_BREAK
from articles.models import Article, Revision


@dataclass(frozen=True, kw_only=True)
class Version:
    """A text the article had until `replaced`, None for the one it has."""

    revision: int | None
    headline: str
    body: str
    replaced: datetime | None


@require_safe
def revision_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One change at a time, the latest unless the address names another."""
    article = get_object_or_404(Article.objects.select_related("outlet"), pk=pk)
    versions = _versions(article)
    form = RevisionChoice(request.GET)
    chosen = form.cleaned_data["revision"] if form.is_valid() else None
    earlier = [version.revision for version in versions[:-1]]
    place = earlier.index(chosen) if chosen in earlier else len(earlier) - 1
    context = {"article": article, "versions": versions[:-1][::-1], "form": form}
    if earlier:
        before, after = versions[place], versions[place + 1]
        context |= {"before": before, "after": after, "paragraphs": _changes(before, after)}
    return render(request, "revision_list.html", context)


def _versions(article: Article) -> list[Version]:
    """From the first to the one it has."""
    earlier = Revision.objects.filter(article=article).order_by("pk")
    current = Version(revision=None, headline=article.headline, body=article.body, replaced=None)
    return [
        *(
            Version(revision=r.pk, headline=r.headline, body=r.body or r.original, replaced=r.replaced)
            for r in earlier
        ),
        current,
    ]


def _changes(before: Version, after: Version) -> Sequence[Paragraph]:
    texts = (PARAGRAPH_BREAK.join((version.headline, version.body)) for version in (before, after))
    return compare_versions(*texts, paragraph_break=PARAGRAPH_BREAK)
