"""Cleaning of real pages against hand-made answers, where these stand beside the checkout."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from articles.ingest.readers import read_paths
from articles.ingest.records import ArticleRecord

SHARED = Path(__file__).parents[4] / "shared"
ANSWERS = SHARED / "eval" / "gold" / "clean.json"

pytestmark = pytest.mark.skipif(
    not ANSWERS.is_file(), reason="no hand-made answers (../shared/eval/gold/clean.json)"
)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


@pytest.fixture(scope="module")
def pages() -> list[tuple[dict[str, Any], ArticleRecord]]:
    answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    pairs = []
    for answer in answers.values():
        (record,) = read_paths([SHARED / "articles" / answer["file"]])
        assert isinstance(record, ArticleRecord)
        pairs.append((answer, record))
    return pairs


def test_it_keeps_the_article_and_nothing_else(pages: list[tuple[dict[str, Any], ArticleRecord]]) -> None:
    shared = found = wanted = 0
    for answer, record in pages:
        want = words(" ".join(unit["text"] for unit in answer["units"]))
        got = words(record.body)
        shared += sum((want & got).values())
        found += sum(got.values())
        wanted += sum(want.values())
    assert 2 * shared / (found + wanted) >= 0.99


def test_it_finds_every_headline_and_no_other(pages: list[tuple[dict[str, Any], ArticleRecord]]) -> None:
    assert [record.headline.value for _, record in pages] == [answer["headline"] for answer, _ in pages]


def test_it_removes_each_line_for_the_right_reason(pages: list[tuple[dict[str, Any], ArticleRecord]]) -> None:
    for answer, record in pages:
        reasons = dict(record.removed)
        for kind, lines in answer["not_body"].items():
            for line in lines if kind != "related" else ():
                assert reasons[line] == kind
