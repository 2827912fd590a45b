"""The overview of a story, and its one line on the front page."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, StorySection
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood(tmp_path: Path) -> int:
    one, _ = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    story = Article.objects.get(pk=one.pk).story_id
    assert story
    return story


def test_every_number_is_a_link_to_what_it_counts(client: Client, flood: int) -> None:
    page = client.get(f"/en/stories/{flood}/").content.decode()
    assert '<a href="#tellings">2 articles</a> from 2 outlets, undated.' in page
    assert f'<a href="/en/stories/{flood}/facts/?show=conflicts">1 fact</a> the outlets contradict' in page
    assert f'<a href="/en/stories/{flood}/figures/#thing-1">1</a> of these they cannot all be right' in page


def test_numbers_have_the_right_forms_in_arabic(client: Client, flood: int) -> None:
    page = client.get(f"/ar/stories/{flood}/").content.decode()
    assert '<a href="#tellings">مقالان</a> من وسيلتين، بلا تاريخ.' in page


def test_what_was_not_found_has_no_sentence(client: Client, flood: int) -> None:
    client.get(f"/en/stories/{flood}/")
    glance = StorySection.objects.get(name="glance")
    glance.content = glance.content.replace('"figures":{', '"figures":null,"once":{')
    glance.save()
    page = client.get(f"/en/stories/{flood}/").content.decode()
    assert "from 2 outlets" in page
    assert "figure or a date" not in page


def test_what_one_alone_has_is_shown_of_each_outlet(client: Client, tmp_path: Path) -> None:
    more = (
        "\nفتحت المدارس أبوابها للنازحين.\n\nووزع متطوعون الخبز على العالقين فوق السطوح.\n"
        "\nوتأجلت مباراة الأحد إلى موعد غير معلوم.\n\nوحذر الأطباء من انتشار الكوليرا في المخيمات.\n"
    )
    one, _ = articles(tmp_path, a=FLOOD_BY_A + more, b=FLOOD_BY_B)
    page = client.get(f"/en/stories/{one.story_id}/").content.decode()
    standing = page.partition("Only one outlet")[2].partition("</ul>")[0]
    assert "a.txt" in standing
    assert "b.txt" in standing


def test_the_front_page_tells_it_in_one_line(client: Client, flood: int) -> None:
    assert "in one only" not in client.get("/en/").content.decode()
    client.get(f"/en/stories/{flood}/")
    page = client.get("/en/").content.decode()
    assert "1 in conflict" in page


def test_the_front_page_asks_once_for_all_stories(
    client: Client, flood: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(f"/en/stories/{flood}/")
    with django_assert_max_num_queries(60) as asked:
        client.get("/en/")
    assert sum("storysection" in query["sql"] for query in asked.captured_queries) == 1


def test_what_another_version_has_kept_is_left_out(client: Client, flood: int) -> None:
    client.get(f"/en/stories/{flood}/")
    StorySection.objects.filter(name="glance").update(content='{"of": "another version"}')
    assert client.get("/en/").status_code == 200
    assert client.get(f"/en/stories/{flood}/").status_code == 200
