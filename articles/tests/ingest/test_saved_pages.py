"""Saved pages that differ in structure and age, written by ourselves: what is found and what is left out."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from articles.ingest.html import read_html
from articles.ingest.records import ArticleRecord

# Named .htm: what is .html here is held to be one of our templates.
SAVED = Path(__file__).parent / "pages" / "saved"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((SAVED / "expected.toml").read_text(encoding="utf-8"))


def read(name: str) -> ArticleRecord:
    path = SAVED / f"{name}.htm"
    return read_html(path.read_bytes(), source=str(path), source_file=path.name)


def test_every_page_has_its_answers() -> None:
    assert {path.stem for path in SAVED.glob("*.htm")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_it_knows_what_a_page_says_of_its_article(name: str) -> None:
    expected, record = EXPECTED[name], read(name)
    outlet = record.outlet.value
    assert record.headline.value == expected["headline"]
    assert (next(iter(outlet.names.values())) if outlet else None) == expected.get("outlet")
    assert record.author.value == expected.get("author")
    published = expected.get("published")
    assert record.published.value == (datetime.fromisoformat(published) if published else None)


@pytest.mark.parametrize("name", EXPECTED)
def test_it_keeps_the_article_from_its_first_words_to_its_last(name: str) -> None:
    expected, record = EXPECTED[name], read(name)
    assert record.body.startswith(expected["begins"])
    assert record.body.endswith(expected["ends"])
    assert len(record.body.split("\n\n")) == expected["paragraphs"]
    headings = [record.body[span.start : span.end] for span, is_heading in record.paragraphs if is_heading]
    assert headings == expected.get("headings", [])


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        (name, words, kind)
        for name, page in EXPECTED.items()
        for kind, removed in page["removed"].items()
        for words in removed
    ],
)
def test_it_removes_what_the_page_put_around_it(name: str, words: str, kind: str) -> None:
    record = read(name)
    reasons = [reason for text, reason in record.removed if words in text]
    assert words not in record.body
    assert kind in reasons
