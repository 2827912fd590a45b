"""Second articles on a page: in elements of their own, or glued on."""

import pytest

from articles.ingest.articles import make_article
from articles.ingest.blocks import find_blocks
from articles.ingest.html import read_html
from articles.ingest.records import ArticleRecord, BlockKind, Stated
from articles.tests.ingest.test_blocks import SEA, TOWN

LAST = "وقال مدربها إن المحاولة التالية ستكون عبور القناة الكبرى ذهاباً وإياباً في صيف العام المقبل."
DAY = "12 مايو 2024"
SECOND = [*SEA, LAST]


def _read(second: str, *, tag: str = "article", below: str = "") -> ArticleRecord:
    first = f"<h1>{TOWN[0]}</h1>" + "".join(f"<p>{text}</p>" for text in TOWN[1:])
    page = f"<html><body><main><{tag}>{first}</{tag}>{second}</main>{below}</body></html>"
    return read_html(page.encode(), source="a", source_file="a.html")


def _seconds(record: ArticleRecord) -> list[list[str]]:
    seconds = (block for block in record.blocks if block.kind is BlockKind.SECOND_ARTICLE)
    return [record.original[block.start : block.end].split("\n\n") for block in seconds]


def _article(title: str, *paragraphs: str, tag: str = "article", marks: str = "") -> str:
    head = f"<header><h2>{title}</h2></header><time>{DAY}</time>" if title else ""
    return f"<{tag} {marks}>{head}" + "".join(f"<p>{text}</p>" for text in paragraphs) + f"</{tag}>"


@pytest.mark.parametrize(
    ("tag", "marks"), [("article", ""), ("div", 'itemscope itemtype="https://schema.org/NewsArticle"')]
)
def test_one_with_an_element_of_its_own_is_offered_whole(tag: str, marks: str) -> None:
    record = _read(_article(*SECOND, tag=tag, marks=marks))
    assert record.body.split("\n\n") == TOWN[1:]
    assert _seconds(record) == [[SECOND[0], DAY, *SECOND[1:]]]
    assert record.published.value is None  # the day is the other's


def test_what_is_offered_reads_as_an_article_with_its_headline() -> None:
    (lines,) = _seconds(_read(_article(*SECOND)))
    text = "\n\n".join(lines)
    own = make_article(
        text, find_blocks(text), source="b", source_file="b", sha256="", encoding="utf-8", stated=Stated()
    )
    assert (own.headline.value, own.body.split("\n\n")) == (SECOND[0], SECOND[1:])
    assert own.published.value is not None


CARD = _article(SEA[0], SEA[1])
CONTROLS = "".join(f"<p>{text}</p><p>Whatsapp Facebook</p>" for text in SECOND[1:])


@pytest.mark.parametrize(
    "second",
    [
        CARD * 4,
        f"<article><h2>اخترنا لكم</h2>{CONTROLS}</article>",
        _article("", *SECOND[1:]),
        _article(SEA[0], *(f'<a href="/n/{number}">{text}</a>' for number, text in enumerate(SECOND[1:]))),
        f'<div id="comments">{_article("قارئ", *SECOND[1:])}</div>',
        f"<aside>{_article(*SECOND)}</aside>",
        _article(TOWN[0], *TOWN[1:]),
    ],
    ids=("cards", "a list", "no heading", "links", "comments", "beside", "the same again"),
)
def test_what_is_no_article_of_its_own_is_not_offered(second: str) -> None:
    record = _read(second)
    assert not _seconds(record)
    assert SECOND[1] not in record.body


def test_without_such_an_element_around_the_article_none_tells_another() -> None:
    assert not _seconds(_read("", tag="section", below=_article("اخترنا لكم", *SECOND[1:])))


def test_a_day_and_a_name_below_a_second_headline_belong_to_the_second() -> None:
    text = "\n\n".join([*TOWN, SEA[0], "بقلم: هند الساحلي", DAY, *SEA[1:], LAST])
    (block,) = (block for block in find_blocks(text) if block.kind is BlockKind.SECOND_ARTICLE)
    assert text[block.start :].startswith(SEA[0]) and text[: block.end].endswith(LAST)
