"""Words, directions and addresses for templates."""

from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from articles.analysis.stories.cluster import Ground
from articles.ingest.blocks import find_blocks
from articles.ingest.records import BlockKind
from articles.templatetags.newsroom import (
    RULE_LABELS,
    block_label,
    direction,
    evidence_label,
    ground_label,
    language_name,
    percent,
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "rtl"),
        ("fa", "rtl"),
        ("ar-EG", "rtl"),
        ("en", "ltr"),
        ("ko", "ltr"),
        ("und", "auto"),
        ("", "auto"),
        (None, "auto"),
    ],
)
def test_a_language_has_a_direction(language: str | None, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("reader", "language", "expected"),
    [("en", "ar", "Arabic"), ("ar", "en", "الإنجليزية"), ("en", "qqq", "qqq"), ("en", None, "")],
)
def test_a_language_is_named_in_the_readers_own(reader: str, language: str | None, expected: str) -> None:
    with override(reader):
        assert language_name(language) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 0), (0.254, 25), (1.0, 100), (1.7, 100), (-0.2, 0), (None, 0)]
)
def test_a_share_is_a_whole_number_of_hundredths(share: float | None, expected: int) -> None:
    assert percent(share) == expected


def test_every_kind_has_a_name_for_readers() -> None:
    assert all(block_label(kind.value) for kind in BlockKind)
    assert all(ground_label(kind.value) for kind in Ground)
    with override("en"):
        assert evidence_label("name") == "Names"
        assert evidence_label("a new kind") == "a new kind"


def test_the_same_page_in_the_other_language_keeps_the_question(rf: RequestFactory) -> None:
    request = rf.get("/ar/search/", {"q": "بوتين", "page": "2"})
    with override("ar"):
        link = Template("{% load newsroom %}{% in_language 'en' %}").render(Context({"request": request}))
    assert link.startswith("/en/search/?q=%D8%A8%D9%88")
    assert link.endswith("page=2")


def test_pieces_are_joined_without_a_space_between_them() -> None:
    pieces = [
        {"text": "لـ", "kinds": ()},
        {"text": "بوتين", "kinds": ("hit",)},
        {"text": "»<", "kinds": ("quote",)},
    ]
    html = Template('{% include "_pieces.html" %}').render(Context({"pieces": pieces}))
    assert html.strip() == 'لـ<mark>بوتين</mark><span class="is-quote">»&lt;</span>'


def test_every_cleaning_rule_has_words() -> None:
    pages = (Path(__file__).parents[1] / "ingest" / "pages").glob("*.txt")
    texts = ["\n".join(row.partition("\t")[2] for row in page.read_text().splitlines()) for page in pages]
    rules = {block.rule for text in texts for block in find_blocks(text.replace("⏎", "\n"))}
    assert len(rules) > 30
    assert rules <= set(RULE_LABELS)
