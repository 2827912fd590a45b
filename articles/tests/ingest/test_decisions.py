"""What people decided, applied to records."""

from pathlib import Path

import pytest

from articles.ingest.articles import read_article
from articles.ingest.decisions import (
    FIELDS,
    block_keys,
    decide_blocks,
    decide_fields,
    parse_value,
    value_as_json,
)
from articles.ingest.records import ArticleRecord, How, Precision

PAGE = """مهرجان الصيادين يعود إلى المرفأ

بقلم: سلمى حداد

انطلق مهرجان الصيادين في المرفأ القديم بعد غياب ثلاث سنوات بمشاركة مئة قارب.

اقرأ أيضاً: أسعار السمك ترتفع

وقال رئيس البلدية إن المهرجان يستمر حتى نهاية الأسبوع.

اقرأ أيضاً: أسعار السمك ترتفع
"""


@pytest.fixture
def record() -> ArticleRecord:
    return read_article(PAGE.encode(), source="/x", source_file="x")


def key_of(record: ArticleRecord, words: str, *, occurrence: int = 0) -> str:
    keys = block_keys(record.original, record.blocks)
    found = [
        key
        for key, block in zip(keys, record.blocks, strict=True)
        if words in record.original[block.start : block.end]
    ]
    return found[occurrence]


def test_a_block_keeps_its_key_when_others_come_and_go(record: ArticleRecord) -> None:
    page = "طباعة\n\n" + PAGE.replace("حتى نهاية الأسبوع", "يومين")
    other = read_article(page.encode(), source="/x", source_file="x")
    for words in ("انطلق", "بقلم", "مهرجان الصيادين يعود"):
        assert key_of(record, words) == key_of(other, words)


def test_blocks_of_the_same_words_have_keys_of_their_own(record: ArticleRecord) -> None:
    assert key_of(record, "أسعار") != key_of(record, "أسعار", occurrence=1)
    assert len(set(block_keys(record.original, record.blocks))) == len(record.blocks)


def test_it_puts_one_block_back_and_cuts_another(record: ArticleRecord) -> None:
    kept = {key_of(record, "أسعار"): True, key_of(record, "انطلق"): False, "0000:1": True}
    decided = decide_blocks(record, kept)
    assert decided.body.startswith("اقرأ أيضاً: أسعار السمك ترتفع\n\nوقال")
    assert [span.of(decided.body) for span, _ in decided.paragraphs] == decided.body.split("\n\n")
    assert ("انطلق مهرجان", "paragraph") in [(text[:12], kind) for text, kind in decided.removed]


def test_it_never_cuts_the_last_of_a_text(record: ArticleRecord) -> None:
    keys = block_keys(record.original, record.blocks)
    assert decide_blocks(record, dict.fromkeys(keys, False)).body == record.body


VALUES = {
    "headline": "الصيادون يعودون",
    "outlet": {"slug": "almina", "names": {"ar": "الميناء"}, "site": ""},
    "author": "كريم نصر",
    "dateline": "طنجة",
    "published": {"moment": "2023-09-13T18:05:00+00:00", "precision": "minute"},
    "language": "fr",
    "agencies": ["afp", "map"],
    "url": "https://example.org/1",
    "photo_credit": "",
}


def test_it_sets_every_field_by_hand_and_keeps_what_the_rules_say(record: ArticleRecord) -> None:
    decided = decide_fields(record, VALUES)
    assert {name: value_as_json(decided, name) for name in FIELDS} == VALUES
    assert all(known.how is How.EDITOR for known in decided.known.values())
    assert decided.overruled["author"] == {
        "value": "سلمى حداد",
        "how": "text",
        "evidence": "بقلم: سلمى حداد",
    }
    assert decided.published_precision is Precision.MINUTE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "https://"),
        ("language", ""),
        ("language", "عربي"),
        ("agencies", ["nobody"]),
        ("published", {"moment": "yesterday", "precision": "day"}),
        ("published", {"moment": "2023-09-13", "precision": "century"}),
        ("headline", "ا" * 1_001),
        ("body", "نص"),
    ],
)
def test_it_refuses_a_value_that_makes_no_sense(name: str, value: object) -> None:
    with pytest.raises(ValueError):
        parse_value(name, value)


def test_a_second_article_put_back_has_its_paragraphs() -> None:
    path = Path(__file__).parent / "pages" / "ar_second_article_with_byline.txt"
    lines = [line.partition("\t")[2] for line in path.read_text(encoding="utf-8").splitlines()]
    record = read_article("\n".join(lines).encode(), source="/x", source_file="x")
    assert "البورصة" not in record.body
    back = decide_blocks(record, {key_of(record, "البورصة"): True})
    assert "\n\nبقلم: ليلى منصور\n\n" in back.body
    assert [span.of(back.body) for span, _ in back.paragraphs] == back.body.split("\n\n")
