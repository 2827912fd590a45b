"""Comparisons as files."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from articles.comparison.articles import Comparison, compare
from articles.exports.comparison import as_csv, as_json, as_markdown
from articles.models import Article
from articles.tests.factories import QUAKE_BY_A, QUAKE_BY_B, articles, write_outlets


@pytest.fixture
def comparison(quake: list[Article]) -> Comparison:
    return compare(*quake[:2])


@pytest.fixture
def quake(db: None, tmp_path: Path) -> list[Article]:
    write_outlets(tmp_path, a="منبر الشمال", b="*Herald* <b>")
    return articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_BY_B)


def test_json_holds_all_of_a_comparison(comparison: Comparison) -> None:
    told = json.loads(as_json(comparison))
    a, b = told["articles"]
    assert (a["body"], b["body"]) == (comparison.a.body, comparison.b.body)
    assert [row["id"] for row in told["rows"]] == [row.id for row in comparison.rows]
    assert len(told["links"]) == len(comparison.pairs) > 0
    for link in told["links"]:
        for found in (*link["evidence"], *link["differences"]):
            for side, article in (("a", a), ("b", b)):
                places = found[side] if isinstance(found[side], list) else [found[side]]
                assert all(article["body"][p["start"] : p["end"]] == p["text"] for p in places)


def test_csv_has_a_row_for_each_link_and_opens_in_excel(comparison: Comparison) -> None:
    text = as_csv(comparison)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["sentence_a"], row["sentence_b"]) for row in rows] == [
        (str(pair.a), str(pair.b)) for pair in comparison.pairs
    ]
    assert any("المفقودين" in row["text_a"] and "المفقودين" in row["text_b"] for row in rows)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_csv_holds_no_formula(db: None, tmp_path: Path, start: str) -> None:
    text = f'{start}HYPERLINK("http://example.org") ضرب زلزال بقوة 6.9 درجات الجزيرة فجر الثلاثاء وأوقع قتلى.'
    a, b = articles(
        tmp_path, a="زلزال في الجزيرة\n\n" + text, b="زلزال يضرب الجزيرة\n\n" + text + " وخاف الناس."
    )
    rows = csv.reader(io.StringIO(as_csv(compare(a, b))))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "＝")]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_markdown_reports_each_text_in_its_direction(
    comparison: Comparison, language: str, direction: str
) -> None:
    with override(language):
        text = as_markdown(comparison)
    assert text.startswith(f'<div dir="{direction}" lang="{language}">')
    assert text.count("<div ") == text.count("</div>")
    assert "لم يتوقف طوال الليل" in text
    assert text.count("\u2068") == text.count("\u2069")


def test_markdown_takes_an_outlets_signs_for_letters(comparison: Comparison) -> None:
    assert r"\*Herald\* \<b\>" in as_markdown(comparison)


@pytest.mark.parametrize(
    ("form", "kind"), [("json", "application/json"), ("csv", "text/csv"), ("md", "text/markdown")]
)
def test_a_comparison_is_downloaded_under_a_name(
    client: Client, quake: list[Article], form: str, kind: str
) -> None:
    a, b = (article.pk for article in quake)
    response = client.get(f"/ar/compare.{form}", {"a": a, "b": b})
    assert response.headers["Content-Type"].startswith(kind)
    assert response.headers["Content-Disposition"] == f'attachment; filename="comparison-{a}-{b}.{form}"'


@pytest.mark.parametrize(("address", "status"), [("exe?a=1&b=2", 404), ("csv", 400), ("csv?a=0&b=x", 400)])
def test_what_cannot_be_downloaded_is_refused(client: Client, db: None, address: str, status: int) -> None:
    assert client.get(f"/ar/compare.{address}").status_code == status
