"""One box for names and words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import search
from articles.forms import SearchForm
from articles.models import Article, Entity
from articles.passages import best_passages
from articles.views.rendering import page_or_fragment, paginate


@require_safe
def search_everything(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    query = search.parse(text)
    articles = Article.objects.matching(query) if query else Article.objects.none()
    articles = articles.select_related("outlet").prefetch_related("mentions")
    page = paginate(request, articles, size=10)
    context = {
        "form": form,
        "query": text,
        "entities": Entity.objects.named(text)[:6] if text else [],
        "page": page,
        "hits": best_passages(query, page.object_list),
        "count": page.paginator.count,
    }
    return page_or_fragment(request, "search.html", "_search_results.html", context)
