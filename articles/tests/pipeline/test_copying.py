"""Rows written by COPY."""

from typing import NamedTuple

from articles.models import Entity
from articles.pipeline.copying import copy_columns


class _Row(NamedTuple):
    key: str
    kind: str
    name_ar: str
    name_en: str
    wikidata: str = ""
    hidden: bool = False
    same_as_id: int | None = None
    same_because: str = ""
    compared_version: str = ""
    article_count: int = 0


def test_it_writes_whatever_stands_in_a_text(db: None) -> None:
    texts = ["a\tb\nc", r"\N \. {1,2} NULL", "جــانَ 🚚\u202b", "\"%s\" 'x'"]
    copy_columns(Entity, [_Row(key=t, kind="person", name_ar=t, name_en="") for t in texts])
    rows = Entity.objects.order_by("pk").values_list("key", "name_ar", "same_as")
    assert list(rows) == [(text, text, None) for text in texts]


def test_nothing_is_written_of_nothing(db: None) -> None:
    copy_columns(Entity, [])
    assert not Entity.objects.exists()


def test_it_counts_more_and_less_in_one_query(db: None, django_assert_num_queries: object) -> None:
    copy_columns(Entity, [_Row(key=k, kind="person", name_ar=k, name_en="", article_count=2) for k in "abcd"])
    numbers = dict(Entity.objects.values_list("key", "pk"))
    more = {numbers["a"]: 3, numbers["b"]: -2, numbers["c"]: 0}
    with django_assert_num_queries(1):  # type: ignore[operator]
        Entity.objects.count_more(more)
    counts = dict(Entity.objects.values_list("key", "article_count"))
    assert counts == {"a": 5, "b": 0, "c": 2, "d": 2}
