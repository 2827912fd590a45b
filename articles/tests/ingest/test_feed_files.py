"""RSS and Atom files with whole articles in them."""

# ruff: noqa: E501 - feeds have lines as long as their sites write them.

from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from articles.ingest.feeds import MOST_ENTRIES
from articles.ingest.readers import read_paths
from articles.ingest.records import ArticleRecord, Rejected
from articles.tests.ingest import html_pages as pages

CONTENT = escape(pages.paragraphs())
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>جريدة الواحة | ثقافة</title><link>https://waha.example/</link><language>ar</language>
<item><title>{pages.HEADLINE}</title><link>https://waha.example/1</link><dc:creator>هند الساحلي</dc:creator>
<pubDate>Tue, 05 Mar 2024 14:20:00 GMT</pubDate><description>ملخص</description>
<content:encoded>{CONTENT}</content:encoded></item>
<item><title>خبر آخر</title><link>https://waha.example/2</link><description>ملخص من بضع كلمات فقط.</description></item>
<item><title>بلا نص</title><link>https://waha.example/3</link></item>
<item><title>{pages.HEADLINE} مجدداً</title><link>https://waha.example/4</link><description>{CONTENT}</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Selby Courier</title>
<entry><title>{pages.ENGLISH_HEADLINE}</title><link href="https://selby.example/1"/><id>tag:1</id>
<published>2024-03-04T09:15:00Z</published><content type="html">{escape(pages.paragraphs(pages.ENGLISH))}</content>
</entry></feed>"""


def read(tmp_path: Path, text: str | bytes, name: str = "a.xml") -> list[ArticleRecord | Rejected]:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_paths([tmp_path / name]))


def test_it_reads_whole_articles_and_refuses_summaries(tmp_path: Path) -> None:
    first, summary, empty, described = read(tmp_path, RSS)
    assert isinstance(first, ArticleRecord)
    assert (first.headline.value, first.body) == (pages.HEADLINE, pages.BODY)
    assert (first.author.value, first.url.value) == ("هند الساحلي", "https://waha.example/1")
    assert first.published.value == datetime(2024, 3, 5, 14, 20, tzinfo=UTC)
    assert first.outlet.value is not None
    assert first.outlet.value.names == {"ar": "جريدة الواحة"}
    assert isinstance(summary, Rejected)
    assert summary.source.endswith("!https://waha.example/2")
    assert summary.reason == "only a summary of 5 words; the article itself is at its address"
    assert isinstance(empty, Rejected)
    assert empty.reason == "an entry without text: only its title and address"
    assert isinstance(described, ArticleRecord)


@pytest.mark.parametrize("name", ["a.atom", "a.rss", "a.txt", "a.html"])
def test_it_reads_atom_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    (record,) = read(tmp_path, ATOM, name)
    assert isinstance(record, ArticleRecord)
    assert record.body == "\n\n".join(pages.ENGLISH)
    assert record.headline.value == pages.ENGLISH_HEADLINE


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;',
    ],
    ids=("billion laughs", "external entity", "external document type"),
)
def test_entities_of_its_own_are_refused(tmp_path: Path, declared: str) -> None:
    (item,) = read(tmp_path, f"<?xml version='1.0'?><!DOCTYPE rss [{declared}]>" + RSS.partition("?>")[2])
    assert isinstance(item, Rejected)
    assert "entities" in item.reason


@pytest.mark.parametrize(
    "text", ["<rss>", "<rss><channel></channel></rss>", "<feed", '<rss version="2.0">' + "<a>" * 9_999]
)
def test_feeds_without_articles_are_rejected(tmp_path: Path, text: str) -> None:
    (item,) = read(tmp_path, text)
    assert isinstance(item, Rejected)


def test_xml_that_is_no_feed_is_named(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "<?xml version='1.0'?><invoice><p>x</p></invoice>")
    assert isinstance(item, Rejected)
    assert item.reason == "no feed"


def test_entries_without_address_and_name_are_told_apart_by_their_text(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>{title}</title><description>{CONTENT}</description></item>" for title in "اب"
    )
    found = read(tmp_path, f"<rss><channel>{items}</channel></rss>")
    assert [type(item) for item in found] == [ArticleRecord] * 2
    assert len({item.source for item in found}) == 2


def test_it_reads_all_entries_of_a_file_however_many(tmp_path: Path) -> None:
    items = "".join(f"<item><guid>{number}</guid></item>" for number in range(MOST_ENTRIES + 50))
    assert len(read(tmp_path, f"<rss><channel>{items}</channel></rss>")) == MOST_ENTRIES + 50
