"""Mentions know their words and their sentence; entities know how many articles name them."""

from importlib import import_module
from pathlib import Path

from django.db import connection

from articles.models import Article, Entity, EntityName, Mention, Quotation
from articles.tests.factories import QUAKE_BY_A, articles

WITH_SIGNS = """أعمدة 🚚 الدخان

وصلَ الوفدُ إلى «جــاكرتا» أمس.

ثم غادر وفد آخر جاكرتا إلى القاهرة. وقال جو بايدن إن «جاكرتا مدينة كبيرة».
"""


def _found() -> list[tuple[object, ...]]:
    mentions = Mention.objects.order_by("pk").values_list("pk", "text", "sentence")
    quotations = Quotation.objects.order_by("pk").values_list("pk", "sentence")
    return [*mentions, *quotations, *Entity.objects.order_by("pk").values_list("pk", "article_count")]


def test_a_mention_keeps_its_words_and_the_start_of_its_sentence(db: None, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=WITH_SIGNS)
    starts = set(article.sentence_starts())
    mentions = list(article.mentions.all())
    assert "جاكرتا" in {mention.text for mention in mentions}
    for mention in mentions:
        assert mention.text == article.body[mention.start : mention.end]
        assert mention.sentence in starts and mention.sentence <= mention.start
        assert not any(mention.sentence < start <= mention.start for start in starts)
    assert all(quotation.sentence in starts for quotation in article.quotations.all())


def test_an_entity_counts_its_articles_again_when_one_changes(db: None, tmp_path: Path) -> None:
    articles(tmp_path, one=QUAKE_BY_A, two=QUAKE_BY_A.replace("14", "15"))
    jakarta = Entity.objects.get(names__text="Jakarta")
    assert jakarta.article_count == 2
    articles(tmp_path, two="خبر آخر تماماً\n\nاجتمع وزراء في القاهرة لبحث أسعار القمح.\n")
    jakarta.refresh_from_db()
    assert jakarta.article_count == 1
    assert Entity.objects.get(names__text="Cairo").article_count == 1


def test_stored_articles_get_places_and_counts_without_being_read_again(db: None, tmp_path: Path) -> None:
    articles(tmp_path, one=WITH_SIGNS, two=QUAKE_BY_A)
    Article.objects.create(
        source="empty",
        sha256="0",
        encoding="",
        original="",
        language="ar",
        body="",
        word_count=0,
        rules_version="",
    )
    before = _found()
    Mention.objects.update(text="", sentence=0)
    Quotation.objects.update(sentence=0)
    Entity.objects.update(article_count=0)
    migration = import_module("articles.migrations.0003_mention_places_and_counts")
    with connection.cursor() as cursor:
        for statement in (migration.FILL, migration.FILL_QUOTATIONS, migration.COUNT):
            cursor.execute(statement)
    assert _found() == before


def test_it_adds_names_once_and_as_they_are_whatever_stands_in_them(db: None) -> None:
    entity = Entity.objects.create(key="x", kind="person", name_en="x")
    texts = ['O\'Hara \\ "Bob"', "جــانَ 🚚\u202b", "{a,b}\tNULL", "%s"]
    for _ in range(2):
        EntityName.objects.add(
            EntityName(entity=entity, found=entity, text=text, language="und").with_keys() for text in texts
        )
    names = list(entity.names.order_by("pk"))
    assert [name.text for name in names] == texts
    for name in names:
        stored = (name.key, name.skeleton, name.join_keys)
        name.with_keys()
        assert stored == (name.key, name.skeleton, name.join_keys)
