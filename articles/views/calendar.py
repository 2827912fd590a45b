"""Coverage by day: a month as a calendar, and all articles of one day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.formats import get_format
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.forms.browsing import CoverageFilter, MonthFilter
from articles.models import Entity, Outlet, Story
from articles.months import most_covered, neighbours, newest_day, open_month
from articles.views.facets import Choice, Facet
from articles.views.rendering import page_or_fragment, paginate_capped

MOST_ON_A_DAY = 1000
_SHOWN = 8
_A_MONDAY = date(2024, 1, 1)


@require_safe
def month_detail(request: HttpRequest) -> HttpResponse:
    form = MonthFilter(request.GET)
    articles = form.articles()
    asked = form.cleaned_data.get("month") or newest_day(articles) or localdate()
    # Formats count weekdays from Sunday.
    first_weekday = (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7
    month = open_month(articles, asked.replace(day=1), first_weekday=first_weekday)
    context = {
        "form": form,
        "month": month,
        "weekdays": [_A_MONDAY + timedelta(days=(first_weekday + n) % 7) for n in range(7)],
        "nearest": () if month.total else neighbours(articles, month.first),
        "kept": urlencode(form.kept()),
    }
    return page_or_fragment(request, "calendar.html", "_calendar.html", context)


@require_safe
def day_detail(request: HttpRequest, day: date) -> HttpResponse:
    form = CoverageFilter(request.GET)
    articles = form.articles()
    of_day = articles.published_between(day, day)
    outlets = Outlet.objects.filter(pk__in=of_day.order_by().values("outlet"))
    context = {
        "form": form,
        "day": day,
        "neighbours": neighbours(articles, day),
        "kept": urlencode(form.kept()),
        "page": paginate_capped(request, of_day.for_lists().newest(), size=40, most=MOST_ON_A_DAY),
        "facet": _outlets(form, most_covered(outlets, of_day, by="articles")),
        "stories": most_covered(Story.objects.with_members(), of_day, by="articles")[:_SHOWN],
        "names": most_covered(Entity.objects.mentioned(), of_day, by="mentions__article")[: 2 * _SHOWN],
    }
    return page_or_fragment(request, "day.html", "day.html", context)


def _outlets(form: CoverageFilter, outlets: Iterable[Any]) -> Facet:
    kept, chosen = form.kept(), form.cleaned_data.get("outlet")
    others = {name: value for name, value in kept.items() if name != "outlet"}
    choices = (
        Choice(
            label=outlet.name,
            language=outlet.name_language,
            count=outlet.covered,
            address="?" + urlencode(others if outlet == chosen else others | {"outlet": outlet.pk}),
            is_chosen=outlet == chosen,
        )
        for outlet in outlets
    )
    return Facet(title=_("Outlets"), choices=tuple(choices))
