"""A month of coverage: how many articles each of its days has."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate

from articles.models.articles import ArticleQuerySet

# How many shades tell days apart.
SHADES = 4


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the month; `shade` is 0 for no article and SHADES for most."""

    date: date
    count: int
    shade: int


@dataclass(frozen=True, kw_only=True)
class Month:
    """Weeks of seven places, empty where the day is of another month.

    `earlier` and `later` are the first days of the months beside it; None at the ends of the calendar.
    """

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    earlier: date | None
    later: date | None

    @property
    def total(self) -> int:
        return sum(day.count for week in self.weeks for day in week if day)


def open_month(articles: ArticleQuerySet, first: date, *, first_weekday: int) -> Month:
    """The month that begins with this day; `first_weekday` counts from Monday, 0."""
    dates = Calendar(first_weekday).monthdayscalendar(first.year, first.month)
    last = first.replace(day=max(map(max, dates)))
    counts = articles.counted_by_day(first, last)
    most = max(counts.values(), default=0)
    weeks = tuple(
        tuple(_day(first.replace(day=number), counts, most) if number else None for number in week)
        for week in dates
    )
    return Month(first=first, weeks=weeks, earlier=_beside(first, -1), later=_beside(first, 1))


def _day(day: date, counts: dict[date, int], most: int) -> Day:
    count = counts.get(day, 0)
    return Day(date=day, count=count, shade=-(-SHADES * count // most) if most else 0)


def _beside(first: date, step: int) -> date | None:
    years, month = divmod(first.year * 12 + first.month - 1 + step, 12)
    return date(years, month + 1, 1) if MINYEAR <= years <= MAXYEAR else None


def newest_day(articles: ArticleQuerySet) -> date | None:
    """Of the newest article that is dated."""
    return _day_of(articles.filter(published__isnull=False).newest())


def neighbours(articles: ArticleQuerySet, day: date) -> tuple[date | None, date | None]:
    """The nearest days with an article before and after this one."""
    return (
        _day_of(articles.published_between(None, _shifted(day, -1)).newest()) if day > date.min else None,
        _day_of(articles.published_between(_shifted(day, 1), None).order_by("published", "pk"))
        if day < date.max
        else None,
    )


def _shifted(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _day_of(articles: ArticleQuerySet) -> date | None:
    published = articles.values_list("published", flat=True).first()
    return localdate(published) if published else None


def most_covered(rows: "QuerySet[Any]", articles: ArticleQuerySet, *, by: str) -> "QuerySet[Any]":
    """The rows that most of these articles belong to `by` a relation, each with the number as `covered`."""
    keys = articles.order_by().values("pk")
    counted: QuerySet[Any] = rows.filter(**{f"{by}__in": keys}).annotate(covered=Count(by, distinct=True))
    return counted.order_by("-covered", "pk")
