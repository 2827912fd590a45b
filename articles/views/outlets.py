"""Outlets: all that have published something here, and one with its articles and how its feeds fare."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Feed, Outlet
from articles.views.rendering import paginate


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Outlet.objects.publishing().by_name(), size=60)
    return render(request, "outlet_list.html", {"page": page})


@require_safe
def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    outlet = get_object_or_404(Outlet, slug=slug)
    articles = Article.objects.from_outlet(outlet)
    languages = articles.values_list("language").annotate(count=Count("pk")).order_by("-count", "language")
    context = {
        "outlet": outlet,
        "page": paginate(request, articles.for_lists().newest()),
        "languages": list(languages),
        "feeds": Feed.objects.kept().filter(outlet=outlet).with_counts().order_by("pk"),
    }
    return render(request, "outlet_detail.html", context)
