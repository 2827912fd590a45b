"""Fingerprints are looked up by their index, whatever Postgres thinks of the others."""

import random

import pytest
from django.db import connection

from articles.models import Article
from articles.models.reprints import _SHARING, Fingerprint

pytestmark = pytest.mark.django_db

ARTICLES, BANDS = 3000, 40


@pytest.fixture
def fingerprints() -> list[Fingerprint]:
    chance = random.Random(1)
    articles = Article.objects.bulk_create(
        Article(source=str(n), sha256=str(n), encoding="utf-8", language="ar", word_count=1)
        for n in range(ARTICLES)
    )
    made = [
        Fingerprint(article=article, shingles=b"", bands=[chance.getrandbits(31) for _ in range(BANDS)])
        for article in articles
    ]
    made[0].bands = [*made[-1].bands[:1], *made[0].bands[1:]]
    Fingerprint.objects.bulk_create(made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_fingerprint")
    return made


def test_articles_that_share_a_band_are_found_by_the_index(fingerprints: list[Fingerprint]) -> None:
    asked = {band for one in fingerprints[-64:] for band in one.bands}
    found = Fingerprint.objects.sharing(asked, most=20_000)
    shared = fingerprints[-1].bands[0]
    assert {article for band, article in found if band == shared} == {
        fingerprints[0].article_id,
        fingerprints[-1].article_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {_SHARING}", [sorted(asked), 500])  # few, so that the order tempts
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Bitmap Index Scan on fingerprint_bands" in plan


def test_the_latest_are_kept_where_there_are_too_many(fingerprints: list[Fingerprint]) -> None:
    asked = {band for one in fingerprints[:3] for band in one.bands}
    (first, *_) = Fingerprint.objects.sharing(asked, most=1)
    assert first[1] == fingerprints[-1].article_id
