"""Entities: the list, found by any spelling, and one entity in all its contexts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.forms import EntityFilter
from articles.models import Article, Entity
from articles.passages import passages_about
from articles.views.rendering import page_or_fragment, paginate


@require_safe
def entity_list(request: HttpRequest) -> HttpResponse:
    form = EntityFilter(request.GET)
    entities = Entity.objects.none()
    if form.is_valid():
        entities = Entity.objects.of_kind(form.cleaned_data["kind"])
        query = form.cleaned_data["q"]
        entities = entities.named(query) if query else entities.most_mentioned()
    page = paginate(request, entities, size=60)
    context = {"form": form, "page": page, "count": page.paginator.count}
    return page_or_fragment(request, "entity_list.html", "_entity_list.html", context)


@require_safe
def entity_detail(request: HttpRequest, pk: int) -> HttpResponse:
    entity = get_object_or_404(Entity.objects.prefetch_related("names"), pk=pk)
    page = paginate(request, Article.objects.mentioning(entity).select_related("outlet").newest(), size=20)
    articles = passages_about(entity, page.object_list)
    context = {
        "entity": entity,
        "names": entity.names_by_language(),
        "page": page,
        "articles": articles,
        "spellings": entity.spellings(),
    }
    return render(request, "entity_detail.html", context)
