"""Two articles in their own order."""

from pathlib import Path

import pytest

from articles.comparison.articles import compare
from articles.comparison.original_order import Pane, panes
from articles.models import Article
from articles.tests.factories import articles

ONE = """سد جديد في الوادي

أعلن وزير المياه بناء سد جديد في وادي النخيل بكلفة 90 مليون دينار. ويبدأ العمل في آذار.

مخاوف السكان

ويخشى سكان ثلاث قرى أن تغمر مياه السد بيوتهم.
"""
OTHER = """قرى تخشى الغرق

يخشى سكان ثلاث قرى أن تغمر مياه السد الجديد بيوتهم.

وكان وزير المياه أعلن بناء سد جديد في وادي النخيل بكلفة 90 مليون دينار.
"""


@pytest.fixture
def sides(db: None, tmp_path: Path) -> tuple[Pane, Pane]:
    return panes(compare(*articles(tmp_path, a=ONE, b=OTHER)))


def _text(pane: Pane) -> list[str]:
    return [
        "".join(piece.text for sentence in paragraph.sentences for piece in sentence.pieces)
        for paragraph in pane.paragraphs
    ]


def test_each_side_keeps_its_order_and_all_its_words(sides: tuple[Pane, Pane]) -> None:
    for pane in sides:
        written = [span.of(pane.article.body) for span in pane.article.paragraph_spans()]
        assert [text.replace(" ", "") for text in _text(pane)] == [text.replace(" ", "") for text in written]


def test_counterparts_name_each_other(sides: tuple[Pane, Pane]) -> None:
    found = [
        {
            (sentence.id, over.id)
            for paragraph in pane.paragraphs
            for sentence in paragraph.sentences
            for over in sentence.counterparts
        }
        for pane in sides
    ]
    assert found[0] == {(other, one) for one, other in found[1]}
    assert {("a1", "b2"), ("a3", "b1")} <= found[0]


def test_a_sentence_without_a_counterpart_differs(sides: tuple[Pane, Pane]) -> None:
    by_id = {s.id: s for pane in sides for paragraph in pane.paragraphs for s in paragraph.sentences}
    assert by_id["a2"].relation == "only"
    assert by_id["a2"].differs


def test_headings_are_no_sentences(sides: tuple[Pane, Pane]) -> None:
    headings = [paragraph for paragraph in sides[0].paragraphs if paragraph.is_heading]
    assert all(not sentence.id for paragraph in headings for sentence in paragraph.sentences)


def test_one_article_has_every_sentence_once(db: None, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, a=ONE)
    for pane in panes(compare(article, Article.objects.get(pk=article.pk))):
        ids = [s.id for paragraph in pane.paragraphs for s in paragraph.sentences if s.id]
        assert len(ids) == len(set(ids)) == 3
