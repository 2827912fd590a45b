"""Article records."""

import dataclasses
from datetime import UTC, datetime

import pytest

from articles.ingest.articles import make_article, read_article
from articles.ingest.blocks import find_blocks
from articles.ingest.records import (
    UNKNOWN,
    ArticleRecord,
    BlockKind,
    How,
    IngestError,
    Known,
    Precision,
    Stated,
)

PAGE = """افتتاح السوق الجديدة

12 مارس 2022
شارك: فيسبوك | واتساب

افتتح المحافظ أمس السوق الجديدة في وسط المدينة بعد أعمال ترميم استمرت عامين كاملين.

مئتا متجر

وقال إن السوق تضم مئتي متجر وموقفاً للسيارات ومصلى وحديقة صغيرة للأطفال.

رابط الخبر: https://example.org/news/1
المصدر: سكاي نيوز عربية
"""


@pytest.fixture
def record() -> ArticleRecord:
    return read_article(PAGE.encode(), source="/a.txt", source_file="a.txt")


def test_its_body_is_the_kept_blocks_with_a_blank_line_between_them(record: ArticleRecord) -> None:
    lines = PAGE.split("\n\n")
    assert record.body == "\n\n".join((lines[2], lines[3], lines[4]))


def test_its_paragraphs_are_places_in_the_body(record: ArticleRecord) -> None:
    assert [(span.of(record.body), heading) for span, heading in record.paragraphs] == [
        (words, words == "مئتا متجر") for words in record.body.split("\n\n")
    ]


def test_its_removed_words_stand_in_order_without_the_headline(record: ArticleRecord) -> None:
    assert record.removed == (
        ("12 مارس 2022", "date"),
        ("شارك: فيسبوك | واتساب", "furniture"),
        ("رابط الخبر: https://example.org/news/1", "furniture"),
        ("المصدر: سكاي نيوز عربية", "credit"),
    )


def test_it_takes_date_and_address_from_the_page(record: ArticleRecord) -> None:
    assert record.published.value
    assert record.published.value.date().isoformat() == "2022-03-12"
    assert record.published_precision is Precision.DAY
    assert record.published.evidence == "12 مارس 2022"
    assert record.url.value == "https://example.org/news/1"


def test_it_prefers_the_day_of_publication_to_that_of_a_change() -> None:
    page = PAGE.replace("12 مارس 2022", "آخر تحديث: 13 مارس 2022\nنشر في: 12 مارس 2022")
    published = read_article(page.encode(), source="/a", source_file="a").published
    assert published.evidence == "نشر في: 12 مارس 2022"


def test_it_takes_no_date_from_the_article_itself() -> None:
    text = "افتتح المحافظ في 12 مارس 2022 السوق الجديدة في وسط المدينة بعد أعمال ترميم استمرت عامين."
    assert read_article(text.encode(), source="/a", source_file="a").published.value is None


def test_it_makes_one_line_of_a_paragraph_that_was_broken_into_lines() -> None:
    text = (
        "Harbour pilots called off their strike on Monday after a night of talks\n"
        "with the port authority, and the first tankers were brought in before\n"
        "noon. The pilots had stopped work on Thursday over their rest times. A\n"
        "deal was signed at dawn, and the queue of about forty ships should be,\n"
        "the authority said, gone by Thursday.\n"
    )
    record = read_article(text.encode(), source="/a", source_file="a")
    assert record.body == " ".join(text.split())
    assert [span.of(record.body) for span, _ in record.paragraphs] == [record.body]


def test_it_keeps_the_text_as_it_was_but_for_line_ends() -> None:
    text = "\ufeffعنوان\r\n\r\nمتن  فيه\tمسافات، وحركاتٌ وتطويـــل، وهو طويل بما يكفي ليكون فقرة.\r\n"
    record = read_article(text.encode(), source="/a", source_file="a")
    assert record.original == text.removeprefix("\ufeff").replace("\r\n", "\n")


def test_it_cannot_be_changed(record: ArticleRecord) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.body = ""


@pytest.mark.parametrize("text", ["طباعة\nإرسال", "المصدر: رويترز", "---"])
def test_it_is_not_made_of_furniture_alone(text: str) -> None:
    with pytest.raises(IngestError, match="no article"):
        read_article(text.encode(), source="/a", source_file="a")


def test_it_keeps_paragraphs_and_headings_only() -> None:
    assert [kind for kind in BlockKind if kind.kept] == [BlockKind.PARAGRAPH, BlockKind.HEADING]


def test_what_is_stated_first_counts_and_what_it_leaves_open_is_taken_from_the_next() -> None:
    first = Stated(headline=Known(value="Market reopens", how=How.GIVEN, evidence="a.csv, line 2"))
    second = Stated(
        headline=Known(value="Market reopens | The Vale", how=How.MARKUP, evidence="og:title"),
        author=Known(value="N. Haddad", how=How.MARKUP, evidence="author"),
    )
    both = first.or_else(second)
    assert (both.headline, both.author, both.url) == (first.headline, second.author, UNKNOWN)


def test_what_is_stated_comes_before_what_the_page_prints() -> None:
    stated = Stated(
        headline=Known(value="السوق تفتح أبوابها", how=How.MARKUP, evidence="og:title"),
        published=Known(value=datetime(2022, 3, 11, tzinfo=UTC), how=How.MARKUP, evidence="2022-03-11"),
        precision=Precision.DAY,
    )
    blocks = find_blocks(PAGE)
    record = make_article(
        PAGE, blocks, source="/a", source_file="a", sha256="0", encoding="utf-8", stated=stated
    )
    assert (record.headline, record.published) == (stated.headline, stated.published)
    assert record.url.how is How.TEXT


@pytest.mark.parametrize(("day", "kept"), [(14, True), (15, False)])
def test_a_day_that_lies_ahead_is_none_of_publication(record: ArticleRecord, *, day: int, kept: bool) -> None:
    early = dataclasses.replace(
        record, published=dataclasses.replace(record.published, value=datetime(2022, 3, day, tzinfo=UTC))
    )
    taken = early.taken_in(datetime(2022, 3, 12, 9, tzinfo=UTC))
    assert (taken is early) is kept
    if not kept:
        assert (taken.published.value, taken.published_precision) == (None, None)
        assert taken.published.how is How.UNKNOWN
        assert taken.published.evidence == f"{record.published.evidence}: 2022-03-15 lies ahead"


def test_a_moment_without_a_zone_may_lie_ahead(record: ArticleRecord) -> None:
    naive = dataclasses.replace(record.published, value=datetime(2099, 1, 1))
    taken = dataclasses.replace(record, published=naive).taken_in(datetime(2022, 3, 12, tzinfo=UTC))
    assert taken.published.value is None
