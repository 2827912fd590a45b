"""What editors decided, in the pipeline: it holds when an article is read again."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from articles.editing import record_of
from articles.ingest.decisions import value_as_json
from articles.models import Outlet, OutletRule
from articles.pipeline import reread
from articles.tests.factories import QUAKE_BY_A, articles, take_in, write, write_outlets

pytestmark = pytest.mark.django_db

PAGE = QUAKE_BY_A.replace("\n\n", "\n\nبقلم: سلمى حداد\n\n13 سبتمبر 2023\n\n", 1) + "\nالمصدر: رويترز\n"


def test_an_article_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=PAGE)
    assert (article.author, article.agencies) == ("سلمى حداد", ["reuters"])
    assert article.provenance["author"] == {"how": "text", "evidence": "بقلم: سلمى حداد"}
    assert article.provenance["photo_credit"]["how"] == "unknown"


def test_a_stored_article_gives_back_the_record_it_came_from(tmp_path: Path) -> None:
    write_outlets(tmp_path, one="منبر الشمال")
    (article,) = articles(tmp_path, one=PAGE)
    record = record_of(article)
    assert record.body == article.body
    assert value_as_json(record, "published") == {
        "moment": "2023-09-13T00:00:00+00:00",
        "precision": "day",
    }
    assert record.known["outlet"].value == article.outlet.ref  # type: ignore[union-attr]
    assert {name: known.how.value for name, known in record.known.items()} == {
        name: known["how"] for name, known in article.provenance.items()
    }


def test_reading_a_stored_article_again_changes_nothing(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=PAGE)
    before = list(article.mentions.order_by("start").values("start", "end", "entity"))
    reread(article)
    article.refresh_from_db()
    assert before == list(article.mentions.order_by("start").values("start", "end", "entity"))
    assert [result.outcome for result in take_in(tmp_path)] == ["unchanged"]


def test_a_rule_of_the_table_cleans_the_pages_of_its_outlet(tmp_path: Path) -> None:
    outlet = Outlet.objects.create(slug="north", name_ar="منبر الشمال", name_en="North")
    rule = OutletRule(outlet=outlet, kind="furniture", pattern="خدمة المنبر", example="خدمة المنبر للرسائل")
    rule.full_clean()
    rule.save()
    text = QUAKE_BY_A + "\nخدمة المنبر للرسائل على الرقم خمسة آلاف لكل المشتركين في البلاد.\n"
    write(tmp_path, one=text, two=text + "\nوتوقفت المدارس أسبوعاً كاملاً.\n")
    (tmp_path / "outlets.csv").write_text("file,outlet\none.txt,north\n")
    one, two = articles(tmp_path, one=text, two=text + "\nوتوقفت المدارس أسبوعاً كاملاً.\n")
    assert one.outlet == outlet
    assert "خدمة المنبر" not in one.body
    assert "خدمة المنبر" in two.body


@pytest.mark.parametrize(
    ("pattern", "is_expression"), [("شيء آخر", False), ("خدمة(", True), (".*", True), ("(خ)\\1", True)]
)
def test_the_table_takes_no_rule_that_cannot_work(pattern: str, is_expression: bool) -> None:
    outlet = Outlet.objects.create(slug="north", name_ar="منبر الشمال", name_en="North")
    rule = OutletRule(
        outlet=outlet, kind="furniture", pattern=pattern, is_expression=is_expression, example="خدمة المنبر"
    )
    with pytest.raises(ValidationError):
        rule.full_clean()
