"""The pages of outlets."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Outlet
from articles.tests import factories
from articles.tests.factories import FOOTBALL, QUAKE_BY_A, QUAKE_IN_ENGLISH, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    """An outlet with an Arabic article and an English one, beside another outlet with one."""
    factories.write_outlets(tmp_path, a="Harbour Ledger", b="Harbour Ledger", c="Northgate Courier")
    factories.articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_IN_ENGLISH, c=FOOTBALL)
    return Outlet.objects.get(name_en="Harbour Ledger")


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_names_each_with_its_articles(outlet: Outlet, client: Client) -> None:
    Outlet.objects.create(slug="silent", name_en="Silent Times")
    page = client.get("/en/outlets/")
    assert [(found.name, found.article_count) for found in page.context["page"]] == [
        ("Harbour Ledger", 2),
        ("Northgate Courier", 1),
    ]
    assert f"/en/outlets/{outlet.slug}/" in page.content.decode()


def test_the_list_says_how_to_bring_articles_in(client: Client) -> None:
    assert "manage.py ingest" in read(client, "/en/outlets/")


def test_a_page_shows_its_articles_and_languages(outlet: Outlet, client: Client) -> None:
    page = client.get(f"/en/outlets/{outlet.slug}/")
    assert {article.source_file for article in page.context["page"]} == {"a.txt", "b.txt"}
    assert page.context["languages"] == (("ar", 1), ("en", 1))
    assert "No feed of this outlet is polled" in page.content.decode()


def test_a_page_tells_how_its_feeds_fare(outlet: Outlet, client: Client) -> None:
    feed = subscribe("https://ledger.example/feed", outlet=outlet)
    address = f"/en/outlets/{outlet.slug}/"
    assert "Not polled yet" in read(client, address)
    feed.succeed(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), chance=0.5)
    feed.save()
    text = read(client, address)
    assert "Works" in text and "22 November 2026 09:30" in text and "0 articles came from it" in text
    feed.fail("the server does not answer", datetime(2026, 11, 22, 10, 0, tzinfo=UTC), chance=0.5)
    feed.save()
    text = read(client, address)
    assert "1 attempt in a row has failed" in text and "10:00" in text and "09:30" in text
    feed.state = "removed"
    feed.save()
    assert "No feed of this outlet is polled" in read(client, address)


def test_a_page_is_cut_into_pages(outlet: Outlet, client: Client) -> None:
    first = Article.objects.filter(outlet=outlet).first()
    assert first
    for number in range(25):
        first.pk, first.source = None, f"copy {number}"
        first.save(force_insert=True)
    assert "Page 2 of 2" in read(client, f"/en/outlets/{outlet.slug}/?page=2")
    assert "Page 1 of 2" in read(client, f"/en/outlets/{outlet.slug}/?page=x")


def test_there_is_no_page_of_an_outlet_that_is_not_known(client: Client) -> None:
    assert client.get("/en/outlets/nobody/").status_code == 404


def test_the_list_asks_as_many_questions_for_many_as_for_one(
    outlet: Outlet, client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(2):
        client.get("/en/outlets/")
    with django_assert_max_num_queries(16):
        client.get(f"/en/outlets/{outlet.slug}/")


def test_a_page_tells_its_ways_and_leads_to_what_they_rest_on(outlet: Outlet, client: Client) -> None:
    Article.objects.filter(outlet=outlet).update(agencies=["reuters"])
    page = read(client, f"/en/outlets/{outlet.slug}/")
    assert "Of its newest 2 articles." in page
    assert f'href="/en/search/?outlet={outlet.pk}&amp;agency=reuters"' in page
    assert f'href="/en/calendar/?outlet={outlet.pk}"' in page
    assert f'href="/en/outlets/{outlet.slug}/feed.atom"' in page
    assert "How it introduces quotations" in page
