"""What is left to a worker: reading what was only kept, and the vectors of sentences."""

from pathlib import Path

import pytest

from articles.ingest.readers import read_paths
from articles.models import Article, SentenceVectors, Story
from articles.pipeline import catch_up, ingest, ingestion, vectors_of
from articles.tests.factories import (
    FOOTBALL,
    QUAKE_BY_A,
    QUAKE_BY_B,
    QUAKE_IN_ENGLISH,
    articles,
    take_in,
    write,
)

pytestmark = pytest.mark.django_db


def _keep_only(folder: Path) -> None:
    list(ingest(read_paths([folder]), analyse=False))


def test_an_article_that_was_only_kept_is_read_later_as_it_would_have_been(tmp_path: Path) -> None:
    _keep_only(write(tmp_path / "later", one=QUAKE_BY_A, two=QUAKE_BY_B))
    assert not Story.objects.exists()
    assert set(Article.objects.values_list("awaits", flat=True)) == {"reading"}
    assert Article.objects.get(source_file="one.txt").opening
    assert not catch_up(seconds=60)
    later = _state()
    Article.objects.all().delete()
    take_in(write(tmp_path / "now", one=QUAKE_BY_A, two=QUAKE_BY_B))
    assert later == _state()


def _state() -> list[object]:
    names = ("source_file", "opening", "sentences", "grouping_terms", "awaits", "word_count")
    rows = Article.objects.order_by("source_file")
    return [
        *rows.values_list(*names),
        *rows.order_by("source_file", "mentions__start").values_list("mentions__start", "mentions__text"),
        Article.objects.values("story").distinct().count(),
    ]


def test_keeping_only_what_is_known_and_read_changes_nothing(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=QUAKE_BY_A)
    _keep_only(tmp_path)
    article.refresh_from_db()
    assert article.rules_version and article.mentions.exists()


def test_many_articles_get_their_vectors_and_their_stories_across_languages_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingestion, "FEW", 1)
    found = articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_BY_B, c=QUAKE_IN_ENGLISH, d=FOOTBALL)
    assert not SentenceVectors.objects.exists()
    assert {article.awaits for article in found} == {"vectors"}
    assert not catch_up(seconds=60)
    a, b, c, d = (Article.objects.get(pk=article.pk) for article in found)
    assert a.story_id == b.story_id == c.story_id != d.story_id
    assert Story.objects.count() == 2
    assert SentenceVectors.objects.count() == 4


def test_catching_up_stops_when_its_time_is_over_and_says_that_more_waits(tmp_path: Path) -> None:
    texts = {f"n{n}": f"{QUAKE_BY_A}\nوبلغ عدد الخيام {n} خيمة في المدينة.\n" for n in range(20)}
    _keep_only(write(tmp_path, **texts))
    times = iter(range(0, 100, 10))
    assert catch_up(seconds=5, clock=lambda: next(times))
    assert not catch_up(seconds=60)


def test_vectors_are_made_once_and_anew_for_another_text(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=QUAKE_BY_A)
    stored = SentenceVectors.objects.get().vectors
    assert vectors_of(article).shape == (len(article.sentences), 512)
    assert SentenceVectors.objects.get().vectors == stored
    write(tmp_path, one=QUAKE_BY_B)
    take_in(tmp_path)
    assert SentenceVectors.objects.get().vectors != stored


def test_an_article_without_sentences_has_no_vectors(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=QUAKE_BY_A)
    article.sentences = []
    assert len(vectors_of(article)) == 0
