"""A story's figures and dates."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from articles.models import Article
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles
from articles.views import figures
from articles.views.event_axis import draw

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood(tmp_path: Path) -> int:
    """The number of a story in which 400 families stand against 900."""
    one, _ = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    story = Article.objects.get(pk=one.pk).story_id
    assert story
    return story


def test_it_sets_what_contradicts_each_other_against_each_other(client: Client, flood: int) -> None:
    page = client.get(f"/en/stories/{flood}/figures/").content.decode()
    assert "They cannot all be right" in page
    assert page.index('<bdi lang="ar">400 عائلة</bdi>') < page.index('<bdi lang="ar">900 عائلة</bdi>')
    assert page.count('<tr class="tone--apart">') == 2
    assert "<mark>400 عائلة</mark>" in page


def test_it_links_every_figure_to_its_sentence(client: Client, flood: int) -> None:
    page = client.get(f"/en/stories/{flood}/figures/").content.decode()
    for article in Article.objects.filter(story=flood):
        assert f'href="/en/articles/{article.pk}/#at-' in page


def test_it_tells_the_days_in_order_and_counts_what_has_no_place(
    client: Client, quake: list[Article]
) -> None:
    story = Article.objects.get(pk=quake[0].pk).story_id
    page = client.get(f"/en/stories/{story}/figures/").content.decode()
    assert "are left out: nobody dated their articles" in page or "is left out: nobody dated" in page
    Article.objects.filter(story=story).update(published="2024-03-06T00:00Z", published_precision="day")
    page = client.get(f"/en/stories/{story}/figures/").content.decode()
    assert "Tuesday 5 March 2024" in page
    assert "nobody dated" not in page


def test_events_of_one_outlet_wait_where_there_are_many(
    client: Client, quake: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_EVENTS", 0)
    Article.objects.filter(pk=quake[0].pk).update(published="2024-03-06T00:00Z", published_precision="day")
    story = Article.objects.get(pk=quake[0].pk).story_id
    address = f"/en/stories/{story}/figures/"
    assert "Show 1 event that one outlet alone tells of" in client.get(address).content.decode()
    assert "Tuesday 5 March 2024" in client.get(address + "?events=all").content.decode()
    assert client.get(address + "?events=%00").status_code == 200


def test_a_story_that_is_gone_has_no_figures(client: Client, db: None) -> None:
    assert client.get("/en/stories/9999/figures/").status_code == 404


def test_the_axis_runs_in_the_direction_of_the_page_and_labels_do_not_overlap() -> None:
    marks = [(date(1948, 1, 1), "1948", 1), *((date(2024, 3, day), f"{day} Mar", day) for day in range(1, 9))]
    axis = draw(marks)
    assert [disc.x for disc in axis.discs] == sorted(disc.x for disc in axis.discs)
    assert [stretch.broken for stretch in axis.stretches] == [True, *[False] * 7]
    for row in {disc.y for disc in axis.discs}:
        labelled = [disc.x for disc in axis.discs if disc.y == row and disc.label]
        assert all(b - a >= 100 for a, b in pairwise(labelled))
    with override("ar"):
        mirrored = draw(marks)
    assert [disc.x for disc in mirrored.discs] == sorted((disc.x for disc in mirrored.discs), reverse=True)
