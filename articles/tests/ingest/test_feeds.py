"""Feeds as news sites write them, and as they should not."""

import time
from datetime import UTC, datetime

import pytest

from articles.ingest.feeds import MOST_ENTRIES, Channel, Entry, find_feeds, is_feed, read_feed
from articles.ingest.records import IngestError, Precision

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>مرصد الميناء &amp; المدينة</title>
  <atom:link href="https://marsad.example/feed" rel="self" type="application/rss+xml"/>
  <link>https://marsad.example/</link>
  <language>ar</language>
  <image><title>شعار</title><link>https://marsad.example/logo</link></image>
  <item>
    <title><![CDATA[افتتاح رصيف جديد &#8211; صور]]></title>
    <link>https://marsad.example/2026/11/pier?a=1&amp;b=2</link>
    <guid isPermaLink="false">pier-17</guid>
    <dc:creator>سلمى الهادي</dc:creator>
    <pubDate>Sun, 22 Nov 2026 09:30:00 +0300</pubDate>
    <media:title>عنوان الصورة</media:title>
    <description>ملخص قصير</description>
    <content:encoded><![CDATA[<p>افتُتح الرصيف 🚢 أمس.</p><p>وحضره كثيرون.</p>]]></content:encoded>
  </item>
  <item>
    <title>بلا رابط</title>
    <guid>https://marsad.example/no-link</guid>
    <description>&lt;p&gt;نص&lt;/p&gt;</description>
  </item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://ledger.example/news/">
  <title type="html">The &lt;b&gt;Harbour&lt;/b&gt; Ledger</title>
  <link rel="self" href="feed.atom"/><link href="/"/>
  <entry>
    <id>urn:uuid:1</id>
    <title>Pier opened</title>
    <link rel="enclosure" type="audio/mpeg" href="pier.mp3"/>
    <link rel="alternate" type="application/json" href="pier.json"/>
    <link rel="alternate" type="text/html" href="pier.html"/>
    <author><name>Nadia Marsh</name><email>n@ledger.example</email></author>
    <published>2026-11-21T22:15:00Z</published>
    <updated>2026-11-22T01:00:00+02:00</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>opened</b>.</p></div></content>
  </entry>
  <entry>
    <id>urn:uuid:2</id><title>Ferry late</title><link href="ferry.html"/>
    <updated>2026-11-20</updated><summary type="text">5 &lt; 6 boats</summary>
  </entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://courrier.example/"><title>Le Courrier</title><link>https://courrier.example/</link></channel>
  <item rdf:about="https://courrier.example/quai"><title>Le quai est ouvert</title>
    <link>https://courrier.example/quai</link><dc:date>2026-11-21T08:00:00+01:00</dc:date></item>
</rdf:RDF>"""


def read(text: str, *, url: str = "") -> Channel:
    return read_feed(text.encode(), url=url)


def only(items: str, **options: str) -> Entry:
    """The one entry of an RSS feed with these items."""
    (entry,) = read(f"<rss version='2.0'><channel>{items}</channel></rss>", **options).entries
    return entry


def test_it_reads_rss() -> None:
    channel = read(RSS)
    assert (channel.title, channel.site, channel.language) == (
        "مرصد الميناء & المدينة",
        "https://marsad.example/",
        "ar",
    )
    first, second = channel.entries
    assert first == Entry(
        key="pier-17",
        url="https://marsad.example/2026/11/pier?a=1&b=2",
        title="افتتاح رصيف جديد – صور",
        content="<p>افتُتح الرصيف 🚢 أمس.</p><p>وحضره كثيرون.</p>",
        is_summary=False,
        author="سلمى الهادي",
        published=datetime(2026, 11, 22, 6, 30, tzinfo=UTC),
        precision=Precision.MINUTE,
        updated=None,
    )
    assert (second.url, second.content, second.is_summary) == (
        "https://marsad.example/no-link",
        "<p>نص</p>",
        True,
    )
    assert (second.published, second.precision) == (None, None)


def test_it_reads_atom() -> None:
    channel = read(ATOM, url="https://cdn.example/feed")
    assert (channel.title, channel.site, channel.language) == (
        "The Harbour Ledger",
        "https://ledger.example/",
        "en",
    )
    first, second = channel.entries
    assert (first.key, first.url, first.author) == (
        "urn:uuid:1",
        "https://ledger.example/news/pier.html",
        "Nadia Marsh",
    )
    assert "<p>It <b>opened</b>.</p>" in first.content
    assert first.published == datetime(2026, 11, 21, 22, 15, tzinfo=UTC)
    assert first.updated == datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
    assert (second.content, second.is_summary) == ("5 &lt; 6 boats", True)
    assert (second.published, second.precision) == (datetime(2026, 11, 20, tzinfo=UTC), Precision.DAY)


def test_it_reads_rdf() -> None:
    channel = read(RDF)
    (entry,) = channel.entries
    assert (channel.title, entry.key) == ("Le Courrier", "https://courrier.example/quai")
    assert entry.published == datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>/pier</link>", "https://marsad.example/pier"),
        ("<link> https://a.example/x </link>", "https://a.example/x"),
        ("<link/><guid>https://a.example/x</guid>", "https://a.example/x"),
        ("<guid isPermaLink='true'>https://a.example/x</guid>", "https://a.example/x"),
        ("<guid isPermaLink='false'>https://a.example/x</guid>", ""),
        ("<guid>17</guid><link>javascript:alert(1)</link>", ""),
        ("<guid>17</guid><link>file:///etc/passwd</link>", ""),
        ("<guid>17</guid><link>http://[::1</link>", ""),
        (
            "<link>http://feeds.example/~r/1</link>"
            "<feedburner:origLink>https://a.example/x</feedburner:origLink>",
            "https://a.example/x",
        ),
    ],
)
def test_it_finds_the_address_of_the_article(item: str, url: str) -> None:
    assert only(f"<item><title>t</title>{item}</item>", url="https://marsad.example/feed").url == url


@pytest.mark.parametrize(
    ("written", "moment", "precision"),
    [
        ("Sun, 22 Nov 2026 09:30:00 GMT", datetime(2026, 11, 22, 9, 30, tzinfo=UTC), Precision.MINUTE),
        ("22 Nov 2026 09:30 EST", datetime(2026, 11, 22, 14, 30, tzinfo=UTC), Precision.MINUTE),
        ("2026-11-22T09:30:00+03:00", datetime(2026, 11, 22, 6, 30, tzinfo=UTC), Precision.MINUTE),
        ("2026-11-22 09:30:00", datetime(2026, 11, 22, 9, 30, tzinfo=UTC), Precision.MINUTE),
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC), Precision.DAY),
        ("22 نوفمبر 2026", datetime(2026, 11, 22, tzinfo=UTC), Precision.DAY),
        ("0001-01-01T00:00:00+14:00", None, None),
        ("Sun, 99 Nov 2026 99:30:00 GMT", None, None),
        ("yesterday", None, None),
        ("9" * 5000, None, None),
    ],
)
def test_it_reads_dates_in_every_form(
    written: str, moment: datetime | None, precision: Precision | None
) -> None:
    entry = only(f"<item><guid>1</guid><pubDate>{written}</pubDate></item>")
    assert (entry.published, entry.precision) == (moment, precision)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("قال &quot;نعم&quot;", 'قال "نعم"'),
        ("قال &amp;quot;نعم&amp;quot;", 'قال "نعم"'),
        ("&laquo;نعم&raquo;&nbsp;فقط", "«نعم» فقط"),
        ("a &lt;b&gt;b&lt;/b&gt; c", "a b c"),
        ("<![CDATA[5 < 6 & 7 > 6]]>", "5 < 6 & 7 > 6"),
        ("AT&T", "AT&T"),
        ("\u202bنص\u202c 👩\u200d🚀", "\u202bنص\u202c 👩\u200d🚀"),
        ("a\x00b\x08c", "abc"),
    ],
)
def test_it_reads_titles_as_people_write_them(written: str, title: str) -> None:
    assert only(f"<item><guid>1</guid><title>{written}</title></item>").title == title


@pytest.mark.parametrize(
    "written",
    [
        "\n\n" + RSS,
        "Warning: something in line 3\n" + RSS,
        RSS.replace('xmlns:content="http://purl.org/rss/1.0/modules/content/"', ""),
        RSS.replace("</channel></rss>", ""),
        RSS.replace("UTF-8", "no-such-encoding"),
        RSS.replace("<channel>", "<!-- <rss> --><channel>"),
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
        + RSS.partition("?>")[2],
    ],
)
def test_it_reads_feeds_that_are_no_good_xml(written: str) -> None:
    first, second = read(written).entries
    assert first.content.startswith("<p>افتُتح") and second.url == "https://marsad.example/no-link"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "windows-1256"])
def test_it_reads_other_encodings(encoding: str) -> None:
    plain = RSS.replace("🚢", "").replace("UTF-8", "utf-16" if "16" in encoding else encoding)
    assert read_feed(plain.encode(encoding)).title == "مرصد الميناء & المدينة"


def test_it_takes_the_servers_word_where_the_feed_says_nothing() -> None:
    plain = RSS.replace("🚢", "").replace(' encoding="UTF-8"', "")
    assert read_feed(plain.encode("windows-1256"), charset="windows-1256").language == "ar"


def test_it_is_not_misled_about_the_encoding() -> None:
    assert read_feed(RSS.encode(), charset="no-such").title == "مرصد الميناء & المدينة"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no feed",
        "{}",
        "<html><body><rss/></body></html>",
        "<opml><body/></opml>",
        "<<<<",
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>",
    ],
)
def test_it_says_what_is_no_feed(text: str) -> None:
    assert not is_feed(text.encode())
    with pytest.raises(IngestError, match="no feed"):
        read(text)


def _bomb(declarations: str, use: str) -> str:
    return f"<!DOCTYPE rss [{declarations}]><rss><channel><title>{use}</title></channel></rss>"


@pytest.mark.parametrize(
    "text",
    [
        _bomb(
            '<!ENTITY a0 "boom">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)),
            "&a9;",
        ),
        _bomb(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 50_000),
        _bomb('<!ENTITY file SYSTEM "file:///etc/passwd">', "&file;"),
        _bomb('<!ENTITY % outside SYSTEM "http://127.0.0.1:1/x.dtd"> %outside;', ""),
        "\ufeff<?xml version='1.0'?>" + _bomb('<!entity a "<b>">', "&a;"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_it_refuses_entities_of_the_feeds_own(text: str, encoding: str) -> None:
    with pytest.raises(IngestError, match="entities"):
        read_feed(text.encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel>" + "<a>" * 300_000,
        "<rss><channel><item>" + "<link>" * 300_000,
        "<rss " + "a='1' " * 100_000 + "><channel/></rss>",
        "<rss>" + "&" * 1_000_000,
        "<rss>" + "<![CDATA[" * 200_000,
        "<rss>" + "<!--" * 300_000,
        "<rss><channel><item><title>" + "<" * 1_000_000,
        "<rss><channel><item><title>" + "&lt;a" * 300_000 + "</title></item></channel></rss>",
    ],
)
def test_it_is_done_soon_with_what_is_made_to_take_long(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 5


def test_it_reads_no_more_entries_than_a_feed_may_have() -> None:
    items = "".join(f"<item><guid>{number}</guid></item>" for number in range(MOST_ENTRIES + 50))
    assert len(read(f"<rss><channel>{items}</channel></rss>").entries) == MOST_ENTRIES


def test_it_gives_an_entry_once_and_none_that_can_not_be_told_from_others() -> None:
    items = "<item><guid>1</guid></item>" * 2 + "<item><title>nothing</title></item>"
    assert only(items).key == "1"


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, "\ufeff" + RSS, "<!-- c --><?pi?>\n" + ATOM])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_it_knows_a_feed_by_its_beginning(text: str, encoding: str) -> None:
    assert is_feed(text.encode(encoding))


PAGE = """<!doctype html><html><head><base href="https://marsad.example/ar/">
<link rel="stylesheet" href="x.css">
<link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" title="كل  الأخبار" href="feed">
<link rel="alternate" hreflang="en" href="/en/">
<link rel="alternate" type="application/json" href="/wp-json/">
<link rel="alternate home" type="application/atom+xml" href="//cdn.example/atom">
<link rel="alternate" type="application/rss+xml" href="feed">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/rss+xml">
</head><body><p>نص</p></body></html>"""


def test_it_finds_the_feeds_that_a_page_names() -> None:
    links = find_feeds(PAGE.encode(), url="https://marsad.example/")
    assert [(link.url, link.title) for link in links] == [
        ("https://marsad.example/ar/feed", "كل الأخبار"),
        ("https://cdn.example/atom", ""),
    ]


@pytest.mark.parametrize(
    "text", ["", "no page", "<", "<" * 500_000, "<!--" * 100_000, "<a>" * 150_000, "<base href='http://['>"]
)
def test_it_finds_none_in_a_page_without_any(text: str) -> None:
    start = time.process_time()
    assert find_feeds(text.encode(), url="https://marsad.example/") == ()
    assert time.process_time() - start < 5
