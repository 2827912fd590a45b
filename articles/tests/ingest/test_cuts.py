"""Cleaning rules that know one outlet."""

import time

import pytest

from articles.ingest.articles import read_article
from articles.ingest.cuts import CutRule, PatternError, apply_cuts, check, listed_cuts
from articles.ingest.outlets import outlets
from articles.ingest.records import BlockKind

PAGE = """مهرجان الصيادين يعود إلى المرفأ

انطلق مهرجان الصيادين في المرفأ القديم بعد غياب ثلاث سنوات بمشاركة مئة قارب.

خدمة المرفأ للرسائل القصيرة على الرقم خمسة آلاف لكل المشتركين.

وقال رئيس البلدية إن المهرجان يستمر حتى نهاية الأسبوع.
"""


def cut(pattern: str, *, is_expression: bool = False, example: str = "خدمة المرفأ للرسائل") -> CutRule:
    return CutRule(
        outlet="x",
        kind=BlockKind.FURNITURE,
        pattern=pattern,
        example=example,
        is_expression=is_expression,
    )


@pytest.mark.parametrize("rule", listed_cuts(), ids=lambda rule: rule.pattern)
def test_each_rule_works_on_its_example(rule: CutRule) -> None:
    check(rule)
    assert rule.outlet in {outlet.ref.slug for outlet in outlets()}


@pytest.mark.parametrize(
    "rule",
    [
        cut("خدمة المرفأ"),
        cut("خِدْمَة  المَرفا"),
        cut(r"خدمة \pL+ للرسائل", is_expression=True),
    ],
)
def test_it_takes_a_block_out_and_names_the_rule(rule: CutRule) -> None:
    record = read_article(PAGE.encode(), source="/x", source_file="x")
    assert "خدمة المرفأ" in record.body
    cleaned = apply_cuts(record, [rule])
    assert "خدمة المرفأ" not in cleaned.body
    assert [block.kind for block in cleaned.blocks if block.rule == rule.name] == [BlockKind.FURNITURE]


def test_it_puts_a_block_in() -> None:
    page = PAGE.replace("خدمة المرفأ للرسائل", "اقرأ أيضاً: خدمة المرفأ للرسائل")
    record = read_article(page.encode(), source="/x", source_file="x")
    assert "خدمة المرفأ" not in record.body
    keep = CutRule(outlet="x", kind=BlockKind.PARAGRAPH, pattern="اقرأ أيضاً: خدمة", example="")
    assert "خدمة المرفأ" in apply_cuts(record, [keep]).body


def test_it_leaves_a_record_whole_that_nothing_would_be_left_of() -> None:
    record = read_article(PAGE.encode(), source="/x", source_file="x")
    assert apply_cuts(record, [cut(".", is_expression=True)]).body == record.body


@pytest.mark.parametrize(
    "rule",
    [
        cut(""),
        cut("ء" * 301),
        cut("شيء آخر"),
        cut("خدمة(", is_expression=True),
        cut(r"(خ)دمة \1", is_expression=True),
        cut(".*", is_expression=True),
        cut("(((خ{1000}){1000}){1000})", is_expression=True),
    ],
)
def test_it_refuses_a_rule_that_cannot_work(rule: CutRule) -> None:
    with pytest.raises(PatternError):
        check(rule)


def test_no_expression_takes_long() -> None:
    rule = cut("(a|a|aa)+$", is_expression=True)
    start = time.process_time()
    assert not rule.fits("a" * 1_900 + "b")
    assert time.process_time() - start < 1
