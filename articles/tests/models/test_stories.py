"""The order in which stories stand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.models import Article, Story
from articles.tests.factories import FOOTBALL, QUAKE_BY_A, QUAKE_BY_B, articles

pytestmark = pytest.mark.django_db


def test_an_undated_article_does_not_bring_an_old_story_up(tmp_path: Path) -> None:
    old, undated, new = articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_BY_B, c=FOOTBALL)
    assert old.story_id == undated.story_id != new.story_id
    for article, moment in ((old, datetime(2023, 9, 13, tzinfo=UTC)), (undated, None)):
        Article.objects.filter(pk=article.pk).update(published=moment)
    Article.objects.filter(pk=new.pk).update(published=datetime(2024, 1, 1, tzinfo=UTC))
    Story.objects.refresh([pk for pk in (old.story_id, new.story_id) if pk])
    assert [story.pk for story in Story.objects.newest()] == [new.story_id, old.story_id]


def test_a_story_without_any_date_stands_where_it_was_taken_in(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, a=QUAKE_BY_A)
    Article.objects.filter(pk=article.pk).update(published=None)
    Story.objects.refresh([article.story_id or 0])
    assert Story.objects.get().latest == article.ingested
