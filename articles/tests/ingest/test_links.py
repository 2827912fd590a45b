"""Addresses read as the articles that are there."""

from collections.abc import Sequence

import pytest

from articles.ingest.discovery import discover
from articles.ingest.fetch import Fetched, FetchError
from articles.ingest.links import plain_address, read_addresses, read_link, spellings
from articles.ingest.records import ArticleRecord, How, IngestError, Known, OutletRef, Rejected

SITE = "https://marsad.example"
TEXT = (
    "افتتحت بلدية المدينة يوم السبت رصيفا جديدا في الميناء القديم بحضور مئات من سكان الأحياء المجاورة.",
    "وقالت رئيسة البلدية إن الرصيف كلف أربعة ملايين دينار وسيستقبل عشر سفن في اليوم الواحد.",
)
PAGE = (
    "<!doctype html><html><head><title>رصيف جديد</title></head><body><article><h1>رصيف جديد</h1>"
    f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p></article></body></html>"
)
FEED = "<rss><channel><title>مرصد</title>{items}</channel></rss>"


def fetched(body: str, url: str, **more: str) -> Fetched:
    defaults = {"content_type": "text/html", "charset": "utf-8", "etag": "", "last_modified": ""}
    return Fetched(url=url, body=body.encode(), **defaults | more)  # type: ignore[arg-type]


class Network:
    """Answers by address in place of the network."""

    def __init__(self, **pages: str) -> None:
        self.pages = {f"{SITE}/{name}": page for name, page in pages.items()}

    def __call__(self, url: str, *, types: Sequence[str], etag: str = "", last_modified: str = "") -> Fetched:
        if url not in self.pages:
            raise FetchError("the server answered 404", source=url, status=404)
        return fetched(self.pages[url], url)


def feed(*links: str) -> str:
    return FEED.format(items="".join(f"<item><link>{link}</link></item>" for link in links))


def test_it_reads_a_page() -> None:
    record = read_link(fetched(PAGE, f"{SITE}/pier?utm_source=x&id=7#top"))
    assert record.source == record.url.value == f"{SITE}/pier?id=7"
    assert (record.url.how, record.source_file) == (How.GIVEN, "marsad.example")
    assert all(sentence in record.body for sentence in TEXT)


@pytest.mark.parametrize(
    ("asked", "own", "known"),
    [
        ("https://m.marsad.example/pier-7", f"{SITE}/pier-7", f"{SITE}/pier-7"),
        (f"{SITE}/amp/pier-7/", f"{SITE}/pier-7", f"{SITE}/pier-7"),
        (f"{SITE}/pier-7.amp", "/pier-7/", f"{SITE}/pier-7/"),
        (f"{SITE}/read?id=7&amp=1", f"{SITE}/read?id=7", f"{SITE}/read?id=7"),
        (f"{SITE}/read?id=7", f"{SITE}/read", f"{SITE}/read?id=7"),
        (f"{SITE}/pier-7", f"{SITE}/news", f"{SITE}/pier-7"),
        (f"{SITE}/pier-7", "https://other.example/pier-7", f"{SITE}/pier-7"),
        (f"{SITE}/pier-7", "javascript:alert(1)", f"{SITE}/pier-7"),
    ],
)
def test_it_knows_an_edition_for_phones_by_the_address_of_the_article(
    asked: str, own: str, known: str
) -> None:
    page = PAGE.replace("</head>", f'<link rel="canonical" href="{own}"></head>')
    record = read_link(fetched(page, asked))
    assert (record.source, record.url.value) == (asked, known)


def test_it_knows_the_ways_to_write_an_address() -> None:
    assert spellings("https://www.a.example/x/?b=1") == spellings("http://a.example/x?b=1")
    assert "https://a.example/x" in spellings("http://www.a.example/x/#part")
    assert len(spellings("https://a.example/x")) == 8


def test_it_reads_plain_text() -> None:
    record = read_link(
        fetched("\n\n".join(("رصيف جديد", *TEXT)), f"{SITE}/pier.txt", content_type="text/plain")
    )
    assert all(sentence in record.body for sentence in TEXT)


def test_it_knows_the_outlet_that_is_given() -> None:
    outlet: Known[OutletRef | None] = Known(
        value=OutletRef(slug="marsad"), how=How.GIVEN, evidence="somebody"
    )
    assert read_link(fetched(PAGE, f"{SITE}/pier"), outlet=outlet).outlet == outlet


@pytest.mark.parametrize("body", ["", "<html></html>", "\x00\x01"])
def test_it_says_that_there_is_no_article(body: str) -> None:
    with pytest.raises(IngestError):
        read_link(fetched(body, f"{SITE}/nothing"))


def test_a_feed_is_no_article() -> None:
    (item,) = read_addresses([f"{SITE}/feed"], get=Network(feed=feed(f"{SITE}/more"), more=feed()))
    assert isinstance(item, Rejected)
    assert item.reason.startswith("a feed, not an article")


def test_it_reads_addresses_of_articles_and_of_feeds() -> None:
    get = Network(a=PAGE, b=PAGE, feed=feed(f"{SITE}/a", f"{SITE}/gone"))
    items = list(read_addresses([f"{SITE}/b", f"{SITE}/feed", f"{SITE}/nowhere"], get=get))
    assert [(type(item), item.source) for item in items] == [
        (ArticleRecord, f"{SITE}/b"),
        (ArticleRecord, f"{SITE}/a"),
        (Rejected, f"{SITE}/gone"),
        (Rejected, f"{SITE}/nowhere"),
    ]


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTPS://A.example", "https://a.example/"),
        ("https://a.example/x?b=2&a=1&b=%D8%A7", "https://a.example/x?b=2&a=1&b=%D8%A7"),
        ("https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?a=&fbclid=1&b=ا", "https://a.example/x?a=&b=%D8%A7"),
        ("https://a.example/x#part", "https://a.example/x"),
        ("https://a.example/x?at_home=1", "https://a.example/x?at_home=1"),
    ],
)
def test_it_leaves_out_of_addresses_what_only_tells_who_sent_the_reader(url: str, plain: str) -> None:
    assert plain_address(url) == plain


def test_discovery_finds_a_feed_itself() -> None:
    (found,) = discover(f"{SITE}/feed", get=Network(feed=feed(f"{SITE}/a")))
    assert (found.url, found.channel.title, len(found.channel.entries)) == (f"{SITE}/feed", "مرصد", 1)


def test_discovery_finds_the_feeds_a_page_names_and_passes_over_those_that_do_not_work() -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}">'
        for name in ("gone", "html", "feed")
    )
    found = discover(f"{SITE}/home", get=Network(home=links, html="<p>no feed</p>", feed=feed()))
    assert [feed.url for feed in found] == [f"{SITE}/feed"]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<p>nothing</p>", "names none"),
        ('<link rel="alternate" type="application/rss+xml" href="/gone">', "can't be read"),
        ("<rss", "names none"),
    ],
)
def test_discovery_says_why_it_finds_none(page: str, reason: str) -> None:
    with pytest.raises(IngestError, match=reason):
        discover(f"{SITE}/home", get=Network(home=page))


def test_discovery_leaves_a_page_with_endless_feeds_alone() -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(1000))
    network = Network(home=links)
    asked = 0

    def get(url: str, **options: object) -> Fetched:
        nonlocal asked
        asked += 1
        return network(url, types=())

    with pytest.raises(IngestError):
        discover(f"{SITE}/home", get=get)
    assert asked < 10
