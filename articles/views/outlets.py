"""Outlets: all that have published something here, and one with its articles, ways and feeds."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.ingest.agencies import agencies
from articles.models import Article, Feed, Outlet
from articles.outlet_profile import OutletProfile, open_profile
from articles.views.rendering import MOST_LISTED, paginate, paginate_capped

PAGE_SIZE = 20
_KEPT_SECONDS = 3600


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Outlet.objects.publishing().by_name(), size=60)
    return render(request, "outlet_list.html", {"page": page})


@require_safe
def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    outlet = get_object_or_404(Outlet, slug=slug)
    articles = Article.objects.from_outlet(outlet)
    profile = _profile(outlet)
    language = "ar" if get_language() == "ar" else "en"
    context = {
        "outlet": outlet,
        "page": paginate_capped(request, articles.for_lists().newest(), size=PAGE_SIZE, most=MOST_LISTED),
        "languages": profile.languages,
        "profile": profile,
        "agencies": [
            (key, agencies()[key].name(language) if key in agencies() else key, count)
            for key, count in profile.agencies
        ],
        "feeds": Feed.objects.kept().filter(outlet=outlet).with_counts().order_by("pk"),
    }
    return render(request, "outlet_detail.html", context)


def _profile(outlet: Outlet) -> OutletProfile:
    """Reckoned anew when an article has come in, else once in an hour."""
    newest = Article.objects.order_by("-pk").values_list("pk", flat=True).first()
    key = f"outlet-profile:{outlet.pk}:{newest}"
    profile: OutletProfile = cache.get(key) or open_profile(outlet)
    cache.set(key, profile, _KEPT_SECONDS)
    return profile
