"""Two articles compared: rows, links, and the marks in them."""

from pathlib import Path

import pytest

from articles.analysis.text.pieces import Piece
from articles.comparison.articles import Comparison, compare
from articles.models import Article
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, QUAKE_BY_A, QUAKE_IN_ENGLISH, articles


@pytest.fixture
def flood(db: None, tmp_path: Path) -> Comparison:
    a, b = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    return compare(a, b)


def pieces(comparison: Comparison) -> tuple[list[Piece], list[Piece]]:
    left = [piece for row in comparison.rows for cell in row.left for piece in cell.pieces]
    right = [piece for row in comparison.rows for cell in row.right for piece in cell.pieces]
    return left, right


def marked(comparison: Comparison, kind: str) -> tuple[list[str], list[str]]:
    """The words under a mark, on either side."""
    left, right = ([piece.text for piece in side if kind in piece.kinds] for side in pieces(comparison))
    return left, right


def test_it_marks_the_smallest_places_that_differ(flood: Comparison) -> None:
    assert marked(flood, "differs-figure") == (["400"], ["900"])
    assert marked(flood, "differs-wording") == (["المحافظ"], ["الوزير"])
    assert marked(flood, "addition") == ([], ["الفقيرة"])


def test_a_mark_says_what_the_other_side_has_there(flood: Comparison) -> None:
    titles = {piece.text: piece.title for piece in pieces(flood)[0] if piece.title}
    assert titles == {"400": "900", "المحافظ": "الوزير"}


def test_it_gives_each_link_with_its_sentences_and_differences(flood: Comparison) -> None:
    assert [(pair.a, pair.b) for pair in flood.pairs] == [(1, 1), (2, 2)]
    for pair in flood.pairs:
        assert pair.evidence
        assert all(pair.a_span.covers(told.a) and pair.b_span.covers(told.b) for told in pair.differences)


def test_it_says_how_much_is_copied(flood: Comparison) -> None:
    assert 0.5 < flood.copied_a < 1
    assert 0.4 < flood.copied_b < 1


def test_what_one_counterpart_lacks_and_another_has_is_no_addition(db: None, tmp_path: Path) -> None:
    one = "أغلقت البلدية الجسر الحديدي أمام الشاحنات. وأغلقت البلدية الجسر الحديدي حتى نهاية الصيف.\n"
    both = "أغلقت البلدية الجسر الحديدي أمام الشاحنات حتى نهاية الصيف.\n"
    title = "إغلاق الجسر الحديدي\n\n"
    a, b = articles(tmp_path, a=title + one, b=title + both)
    assert marked(compare(a, b), "addition")[1] == []


def test_it_marks_nothing_in_a_text_compared_with_its_copy(quake_twice: Comparison) -> None:
    kinds = {kind for piece in pieces(quake_twice)[0] for kind in piece.kinds}
    assert not {kind for kind in kinds if kind.startswith("differs") or kind == "addition"}
    assert quake_twice.copied_a == 1


@pytest.fixture
def quake_twice(db: None, tmp_path: Path) -> Comparison:
    (article,) = articles(tmp_path, a=FLOOD_BY_A)
    return compare(article, Article.objects.get(pk=article.pk))


def test_it_says_whether_arabic_headlines_contradict_each_other(db: None, tmp_path: Path) -> None:
    texts = {
        "a": FLOOD_BY_A.replace("فيضان يغمر أحياء المدينة", "ارتفاع أسعار القمح في الأسواق العالمية"),
        "b": FLOOD_BY_B.replace("المياه تجتاح أحياء المدينة", "انخفاض أسعار القمح في الأسواق العالمية"),
    }
    a, b = articles(tmp_path, **texts)
    told = compare(a, b).headlines
    assert told is not None
    assert told.disagree > 0.5


def test_it_says_nothing_of_headlines_in_other_languages(db: None, tmp_path: Path) -> None:
    a, b = articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_IN_ENGLISH)
    assert compare(a, b).headlines is None
