"""A story to take away."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood(tmp_path: Path) -> int:
    risky = FLOOD_BY_B.replace("ونشر الجيش", "=HYPERLINK(1) ونشر الجيش *بسرعة*")
    one, _ = articles(tmp_path, a=FLOOD_BY_A, b=risky)
    story = Article.objects.get(pk=one.pk).story_id
    assert story
    return story


def download(client: Client, story: int, form: str, language: str = "en") -> str:
    response = client.get(f"/{language}/stories/{story}.{form}")
    assert response.status_code == 200
    assert f"story-{story}.{form}" in response["Content-Disposition"]
    return response.content.decode()


def test_json_has_every_place_with_the_texts_it_is_in(client: Client, flood: int) -> None:
    told = json.loads(download(client, flood, "json"))
    bodies = {source["article"]: source["body"] for source in told["sources"]}
    said = [said for part in told["parts"] for entry in part["entries"] for said in entry["said"]]
    assert said
    assert all(bodies[one["article"]][one["start"] :].startswith(one["text"]) for one in said)
    assert told["pins"].count("-") == 2


def test_csv_has_a_row_for_each_wording_and_none_that_a_spreadsheet_runs(client: Client, flood: int) -> None:
    text = download(client, flood, "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0]["part"] == "conflict"
    assert not [row for row in rows if row["text"][:1] in "=+-@"]
    assert any(row["text"].startswith("'=HYPERLINK") for row in rows)


def test_markdown_keeps_each_text_to_its_direction_and_to_letters(client: Client, flood: int) -> None:
    text = download(client, flood, "md", "ar")
    assert text.startswith('<div dir="rtl" lang="ar">')
    assert "## تعارُض" in text
    assert "\\*بسرعة\\*" in text
    assert text.count("SHA-256") == 2


def test_other_formats_and_stories_are_no_address(client: Client, flood: int) -> None:
    assert client.get(f"/en/stories/{flood}.pdf").status_code == 404
    assert client.get("/en/stories/999999.json").status_code == 404
