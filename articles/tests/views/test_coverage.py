"""The pages of a story tell how far comparing it is."""

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, ArticlePair, Story, StoryCoverage
from articles.views import coverage as pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(quake: list[Article]) -> Story:
    story = Article.objects.get(pk=quake[0].pk).story
    assert story
    return story


def test_a_small_story_is_compared_when_it_is_opened(client: Client, story: Story) -> None:
    client.get(f"/en/stories/{story.pk}/")
    assert StoryCoverage.objects.get().story == story


def test_a_worker_is_asked_where_there_is_one(client: Client, story: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    for _ in range(2):
        page = client.get(f"/en/stories/{story.pk}/").content.decode()
        assert "are being compared" in page and "manage.py worker" not in page
    job = ProcrastinateJob.objects.get(task_name="articles.jobs.cover_story")
    assert job.args == {"story": story.pk}
    assert not StoryCoverage.objects.exists()


def test_the_pair_that_has_most_in_common_is_offered(client: Client, quake: list[Article]) -> None:
    a, b, other = quake[0], quake[1], Article.objects.create(source="x", body="غير ذلك.", word_count=2)
    ArticlePair.objects.create(first=a, second=b, digest="", links="[]", reuse="")
    ArticlePair.objects.create(first=b, second=other, digest="", links="[1, 2, 3]", reuse="")
    pair = ArticlePair.objects.closest([a, b, other])
    assert pair and (pair.first, pair.second) == (b, other)
    pair = ArticlePair.objects.closest([a, b])
    assert pair and (pair.first, pair.second) == (a, b)
    assert ArticlePair.objects.closest([a]) is None


def test_a_large_one_is_left_to_a_worker(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 1)
    page = client.get(f"/en/stories/{story.pk}/").content.decode()
    assert "are being compared" in page
    assert "manage.py worker" in page
    assert "every 3s" in page
    assert not StoryCoverage.objects.exists()


def test_a_large_one_that_has_changed_shows_what_still_holds_and_asks_for_no_more(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(f"/en/stories/{story.pk}/")
    StoryCoverage.objects.update(rules_version="another")
    monkeypatch.setattr(pages, "AT_ONCE", 1)
    page = client.get(f"/en/stories/{story.pk}/").content.decode()
    assert "are being compared again" in page
    assert "every 3s" not in page


def test_a_story_that_is_gone_is_no_page(client: Client, story: Story) -> None:
    assert client.get(f"/en/stories/{story.pk + 999}/").status_code == 404
