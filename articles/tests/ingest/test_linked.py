"""Headlines of other articles behind each other in a text."""

import pytest

from articles.ingest.articles import read_article
from articles.ingest.linked import cut_headlines, find_candidates
from articles.ingest.records import ArticleRecord, BlockKind
from articles.tests.ingest.test_blocks import TOWN

ONE = "البلدية تفتح السوق الجديدة أمام التجار"
TWO = "هل تكفي ثلاث سيارات إطفاء لمدينة كاملة؟"
SHORT = "خسائر التجار"


def _read(*between: str) -> ArticleRecord:
    text = "\n\n".join([*TOWN[:3], *between, *TOWN[3:]])
    return read_article(text.encode(), source="a", source_file="a")


def _cut(record: ArticleRecord) -> list[str]:
    cut = cut_headlines(record, {ONE, TWO, SHORT})
    links = [block for block in cut.blocks if block.kind is BlockKind.RELATED]
    assert all(block.rule == "headlines_of_others" for block in links)
    return [cut.original[block.start : block.end] for block in links]


def test_two_behind_each_other_are_links() -> None:
    record = _read(ONE, TWO)
    assert find_candidates(record) == {ONE, TWO}
    assert _cut(record) == [ONE, TWO]
    assert cut_headlines(record, {ONE, TWO}).body.split("\n\n") == TOWN[1:]


@pytest.mark.parametrize(
    "between",
    [(ONE,), (ONE, TOWN[1], TWO), (ONE, "عودة الهدوء إلى الأزقة القديمة")],
    ids=("alone", "apart", "beside an unknown line"),
)
def test_one_alone_may_be_a_subheading(between: tuple[str, ...]) -> None:
    assert _cut(_read(*between)) == []


@pytest.mark.parametrize("line", [SHORT, "وأضاف القائد أن الحريق انتهى.", "- بند أول من بنود القائمة"])
def test_short_lines_sentences_and_items_are_no_candidates(line: str) -> None:
    assert not find_candidates(_read(line, line + " "))


def test_the_only_text_is_left() -> None:
    record = read_article(f"{ONE}\n\n{TWO}".encode(), source="a", source_file="a")
    assert cut_headlines(record, {ONE, TWO}) is record
