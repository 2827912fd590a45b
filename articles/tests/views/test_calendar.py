"""The calendar of coverage and the pages of days."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Entity

HTMX = {"HX-Request": "true"}


@pytest.fixture
def may(quake: list[Article]) -> list[Article]:
    """Two articles on 7 May 2024, the second and the English one; one on the 31st; one undated."""
    days = {quake[1]: 7, quake[2]: 7, quake[3]: 31}
    for article, day in days.items():
        moment = datetime(2024, 5, day, 23, 59, 59, tzinfo=UTC)
        Article.objects.filter(pk=article.pk).update(published=moment)
    return quake


def _counts(page: Any) -> dict[date, int]:
    return {day.date: day.count for week in page.context["month"].weeks for day in week if day and day.count}


def test_a_month_counts_the_articles_of_each_day(client: Client, may: list[Article]) -> None:
    page = client.get("/en/calendar/?month=2024-05")
    assert _counts(page) == {date(2024, 5, 7): 2, date(2024, 5, 31): 1}
    text = page.content.decode()
    assert "May 2024: 3 articles" in " ".join(text.split())
    assert 'href="/en/days/2024-05-07/"' in text and 'href="/en/days/2024-05-08/"' not in text
    assert len(re.findall(r'<th scope="col">', text)) == 7


def test_without_a_month_the_newest_one_with_articles_is_shown(client: Client, may: list[Article]) -> None:
    assert client.get("/en/calendar/").context["month"].first == date(2024, 5, 1)


def test_an_empty_collection_has_a_calendar_too(client: Client, db: None) -> None:
    page = client.get("/ar/calendar/")
    assert page.status_code == 200 and page.context["month"].total == 0


def test_a_month_can_be_that_of_one_outlet_story_or_name(client: Client, may: list[Article]) -> None:
    _, b, c, d = may
    assert b.outlet
    asked = {"month": "2024-05"}
    assert _counts(client.get("/en/calendar/", asked | {"outlet": str(b.outlet.pk)})) == {date(2024, 5, 7): 1}
    assert _counts(client.get("/en/calendar/", asked | {"story": str(d.story_id)})) == {date(2024, 5, 31): 1}
    jakarta = Entity.objects.get(name_en="Jakarta")
    page = client.get("/en/calendar/", asked | {"entity": str(jakarta.pk)})
    assert _counts(page) == {date(2024, 5, 7): 1}
    assert f'href="/en/days/2024-05-07/?entity={jakarta.pk}"' in page.content.decode()
    (found,) = client.get(f"/en/days/2024-05-07/?entity={jakarta.pk}").context["page"]
    assert found == c


def test_an_empty_month_leads_to_the_nearest_ones(client: Client, may: list[Article]) -> None:
    text = client.get("/en/calendar/?month=2030-01").content.decode()
    assert "The last before it: May 2024" in text and "?month=2024-05" in text


def test_the_weeks_begin_with_the_day_the_language_says(client: Client, may: list[Article]) -> None:
    page = client.get("/ar/calendar/?month=2024-05")
    assert [day.weekday() for day in page.context["weekdays"]] == [6, 0, 1, 2, 3, 4, 5]
    first_week = page.context["month"].weeks[0]
    assert [day and day.date.day for day in first_week] == [None, None, None, 1, 2, 3, 4]


@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
def test_the_ends_of_the_calendar_are_reached(client: Client, may: list[Article], month: str) -> None:
    page = client.get(f"/en/calendar/?month={month}")
    assert page.status_code == 200
    found = page.context["month"]
    assert (found.earlier is None) == (month == "0001-01")


@pytest.mark.parametrize(
    "query",
    ["month=2024-13", "month=%00", "month=2024", "outlet=x", "entity=0", "story=%00", f"outlet={'9' * 40}"],
)
def test_the_calendar_stands_nonsense(client: Client, may: list[Article], query: str) -> None:
    page = client.get(f"/en/calendar/?{query}")
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    assert client.get(f"/en/days/2024-05-07/?{query}").status_code == 200


def test_a_day_shows_its_articles_outlets_stories_and_names(client: Client, may: list[Article]) -> None:
    _, b, c, _ = may
    page = client.get("/en/days/2024-05-07/")
    assert set(page.context["page"]) == {b, c}
    assert [(story.pk, story.covered) for story in page.context["stories"]] == [(b.story_id, 2)]
    assert "Jakarta" in {entity.name for entity in page.context["names"]}
    assert b.outlet
    (choice,) = page.context["facet"].choices
    assert (choice.count, choice.is_chosen) == (1, False)
    chosen = client.get(f"/en/days/2024-05-07/{choice.address}")
    assert list(chosen.context["page"]) == [b]
    assert 'aria-current="true"' in chosen.content.decode()
    (choice,) = chosen.context["facet"].choices
    assert choice.address == "?"


def test_a_day_leads_to_the_nearest_days_with_articles(client: Client, may: list[Article]) -> None:
    assert client.get("/en/days/2024-05-20/").context["neighbours"] == (date(2024, 5, 7), date(2024, 5, 31))
    page = client.get("/en/days/2024-05-20/").content.decode()
    assert "No article of this day" in page and 'href="/en/days/2024-05-31/"' in page


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_are_have_pages(
    client: Client, may: list[Article], day: str
) -> None:
    assert client.get(f"/ar/days/{day}/").status_code == 200


@pytest.mark.parametrize("day", ["2023-02-29", "0000-01-01", "2024-5-7", "2024-05-07x"])
def test_there_is_no_page_of_what_is_no_day(client: Client, may: list[Article], day: str) -> None:
    assert client.get(f"/en/days/{day}/").status_code == 404


def test_a_swap_brings_the_month_alone(client: Client, may: list[Article]) -> None:
    assert "<html" not in client.get("/en/calendar/", headers=HTMX).content.decode()


def test_more_articles_cost_no_more_queries(client: Client, may: list[Article]) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    addresses = ("/en/calendar/?month=2024-05", "/en/days/2024-05-07/")
    before = [queries(address) for address in addresses]
    first = may[1]
    moment = datetime(2024, 5, 7, tzinfo=UTC)
    for number in range(12):
        Article.objects.create(
            source=f"copy {number}",
            published=moment + timedelta(minutes=number),
            language="ar",
            word_count=9,
            body=first.body,
            outlet=first.outlet,
            story=first.story,
        )
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 10
