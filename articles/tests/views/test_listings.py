"""What a search found, to take away as CSV and JSON Lines."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from articles.exports.listings import COLUMNS
from articles.models import Article


def _read(client: Client, form: str, **asked: str) -> str:
    response: Any = client.get(f"/en/search/results.{form}", asked)
    assert response.streaming
    assert response.headers["Content-Disposition"] == f'attachment; filename="articles.{form}"'
    return b"".join(response.streaming_content).decode()


def test_all_that_was_found_is_listed(client: Client, quake: list[Article]) -> None:
    rows = [json.loads(line) for line in _read(client, "jsonl", q="14").splitlines()]
    assert {row["id"] for row in rows} == {article.pk for article in quake[:3]}
    a = next(row for row in rows if row["id"] == quake[0].pk)
    assert tuple(a) == COLUMNS
    assert (a["title"], a["language"], a["story"]) == (quake[0].headline, "ar", quake[0].story_id)
    text = _read(client, "csv", q="14")
    assert text.startswith("\ufeff")
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [int(row["id"]) for row in table] == [row["id"] for row in rows]


def test_more_than_one_batch_is_listed(
    client: Client, quake: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles.retrieval import results

    monkeypatch.setattr("articles.exports.listings.walk", lambda query: results.walk(query, batch=1))
    assert len(_read(client, "jsonl", q="14").splitlines()) == 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_a_formula(client: Client, quake: list[Article], start: str) -> None:
    Article.objects.filter(pk=quake[0].pk).update(headline=f"{start}HYPERLINK(1)", author=f"{start}x")
    text = _read(client, "csv", q="14").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    cells = {row[name] for row in rows for name in ("title", "author")}
    assert f"'{start}HYPERLINK(1)" in cells and f"'{start}x" in cells


@pytest.mark.parametrize("text", ["zzzz", "🙂", "x" * 10_000, "OR -", '"'])
def test_nothing_is_listed_of_nothing(client: Client, quake: list[Article], text: str) -> None:
    assert _read(client, "jsonl", q=text) == ""
    assert len(_read(client, "csv", q=text).splitlines()) == 1


def test_there_is_no_other_format(client: Client, db: None) -> None:
    assert client.get("/en/search/results.exe?q=14").status_code == 404


@pytest.mark.parametrize("text", ["", " ", "\x00"])
def test_an_empty_box_lists_all(client: Client, quake: list[Article], text: str) -> None:
    assert len(_read(client, "jsonl", q=text).splitlines()) == len(quake)
