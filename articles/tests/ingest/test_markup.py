"""What a page's markup states, and what hostile markup can't make of it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.ingest.html import parse
from articles.ingest.markup import outlet_at, read_markup
from articles.ingest.records import How, Precision, Stated
from articles.tests.ingest import html_pages as pages


def stated(head: str, body: str = "<p>x</p>", **given: str) -> Stated:
    return read_markup(parse(pages.page(body, head=head)), **given)


def test_it_reads_an_article_out_of_a_graph() -> None:
    found = read_markup(parse(pages.GRAPH))
    assert (found.headline.value, found.headline.evidence) == (
        pages.HEADLINE,
        f"JSON-LD headline: {pages.HEADLINE}",
    )
    assert found.author.value == "هند الساحلي"
    assert found.published.value == datetime(2024, 3, 5, 17, 20, tzinfo=timezone(timedelta(hours=3)))
    assert found.precision is Precision.MINUTE
    assert found.outlet.value is not None
    assert found.outlet.value.names == {"ar": "جريدة واحة النخيل اليومية"}
    assert (found.language.value, found.headline.how) == ("ar", How.MARKUP)


def test_it_reads_microdata() -> None:
    found = read_markup(parse(pages.MICRODATA))
    assert (found.headline.value, found.author.value) == (pages.HEADLINE, "هند الساحلي")
    assert (found.published.value, found.precision) == (datetime(2024, 3, 5, tzinfo=UTC), Precision.DAY)


def test_it_reads_the_publisher_in_microdata_by_its_name() -> None:
    logo = '<span itemprop="logo">شعار</span>'
    found = stated("", f'<div itemprop="publisher">{logo}<meta itemprop="name" content="جريدة المرسى"></div>')
    assert found.outlet.value is not None
    assert found.outlet.value.names == {"ar": "جريدة المرسى"}


def test_it_reads_open_graph_and_meta_tags() -> None:
    found = read_markup(parse(pages.OPEN_GRAPH))
    assert (found.headline.value, found.author.value) == (pages.ENGLISH_HEADLINE, "Tom Arkwright")
    assert found.url.value == "https://selby-courier.example/2024/03/04/ferry"
    assert found.outlet.value is not None
    assert found.outlet.value.slug == "the-selby-courier"


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Ferry returns to the lake | Selby Courier", "Ferry returns to the lake"),
        ("Ferry returns to the lake - Selby Courier - News", "Ferry returns to the lake"),
        ("Selby Courier: Ferry returns to the lake", "Ferry returns to the lake"),
        ("Ferry returns - nine years on", "Ferry returns - nine years on"),
        ("Selby Courier", None),
        ("Ferry", None),
    ],
)
def test_a_headline_is_a_title_without_the_sites_name(title: str, headline: str | None) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="Selby Courier">'
    assert stated(head).headline.value == headline


def test_a_headline_cut_short_is_read_in_full_where_the_page_prints_it() -> None:
    head = '<meta property="og:title" content="Ferry service returns to Lake…">'
    assert stated(head, f"<h1>{pages.ENGLISH_HEADLINE}</h1>").headline.value == pages.ENGLISH_HEADLINE


def test_an_address_tells_the_outlet_before_a_publishers_name() -> None:
    head = '<link rel=canonical href="https://www.bbc.com/arabic/articles/abc">'
    head += '<meta property="og:site_name" content="BBC">'
    outlet = stated(head).outlet.value
    assert outlet is not None
    assert outlet.slug == "bbc-arabic"


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://www.bbc.com/arabic/articles/abc", "bbc-arabic"),
        ("https://www.bbc.com/news/world-1", "bbc-news"),
        ("https://www.bbc.com/sport/1", None),
        ("https://amp.aljazeera.net/x", "al-jazeera"),
        ("https://aljazeera.net.evil.example/x", None),
        ("https://notaljazeera.net/x", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_an_outlet_is_known_by_host_and_path(address: str, slug: str | None) -> None:
    outlet = outlet_at(address)
    assert (outlet.slug if outlet else None) == slug


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        '{"@graph": ' * 5_000 + "1" + "}" * 5_000,
        '{"@type": ["NewsArticle", 7, null], "headline": 12, "author": [[1]], "datePublished": {"a": 1}}',
        '{"@type": "NewsArticle", "headline": {"@id": "#x"}, "author": {"@id": "#x"}, "publisher": []}',
        '{"@type": "NewsArticle", "datePublished": "0000-99-99T99:99", "url": "javascript:alert(1)"}',
        '{"@type": "NewsArticle", "headline": ' + "9" * 10_000 + "}",
        "null",
    ],
)
def test_odd_json_states_nothing_and_harms_nothing(script: str) -> None:
    found = stated(f'<script type="application/ld+json">{script}</script>')
    assert (found.author.value, found.published.value, found.url.value) == (None, None, None)


def test_markup_in_values_is_no_markup() -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt; Ferry returns &amp;quot;soon&amp;quot;"
    head = f'<meta property="og:title" content="{title}">'
    assert stated(head).headline.value == 'alert(1) Ferry returns "soon"'


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//", "http://", "ftp://a.example/x", "/", "http://[x"]
)
def test_an_address_that_is_none_is_not_taken(address: str) -> None:
    assert stated(f'<link rel="canonical" href="{address}">').url.value is None


def test_a_relative_address_is_completed_by_where_the_page_came_from() -> None:
    found = stated('<link rel=canonical href="/a/b">', address="https://selby.example/amp/b")
    assert found.url.value == "https://selby.example/a/b"


def test_of_several_articles_in_the_markup_the_printed_one_counts() -> None:
    other = {"@type": "NewsArticle", "headline": "Harbour crane repaired", "author": {"name": "Ann Reed"}}
    own = {
        "@type": "NewsArticle",
        "headline": "Ferry returns to the lake",
        "author": {"name": "Tom Arkwright"},
    }
    day = {"datePublished": "2024-03-05"}
    head = pages.json_ld(**{"@graph": [{**other, **day}, {**own, **day}, {**other, **day}]})
    found = stated(head, "<h1>Ferry returns to the lake</h1><p>x</p>")
    assert (found.headline.value, found.author.value) == ("Ferry returns to the lake", "Tom Arkwright")


def test_a_films_markup_tells_its_title_and_its_day() -> None:
    film = {
        "@type": "VideoObject",
        "name": "Ferry returns to the lake",
        "uploadDate": "2024-03-05T15:00:00+02:00",
    }
    found = stated(pages.json_ld(**film))
    assert found.headline.evidence == "JSON-LD headline: Ferry returns to the lake"
    assert found.published.value == datetime(2024, 3, 5, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ('<div class="post-author">By Ann Reed</div>', "Ann Reed"),
        ('<span class="article__author-name">Ann Reed (science editor)</span>', "Ann Reed"),
        ('<p class="byline">Ann Reed, 5 March 2024</p>', "Ann Reed"),
        ('<p class="authors">Автор: Анна Белова</p>', "Анна Белова"),
        ('<p class="authority">Harbour authority</p>', None),
        ('<p class="author">admin</p>', None),
        ('<p class="author">The whole of the newsroom in the harbour</p>', None),
    ],
)
def test_an_element_called_author_below_the_headline_names_the_writer(line: str, author: str | None) -> None:
    above = '<a class="author">Somebody Else</a><h1>Ferry returns to the lake</h1>'
    assert stated("", f"{above}{line}<p>x</p>").author.value == author


def test_an_accounts_name_is_no_author() -> None:
    head = '<meta name="author" content="admin"><meta name="byl" content="By Ann Reed">'
    assert stated(head).author.value == "Ann Reed"


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Ferry returns to the lake | Selby Courier", "Selby Courier"),
        ("Selby Courier :: Ferry returns to the lake", "Selby Courier"),
        ("Ferry returns to the lake - Local news - Selby Courier", "Selby Courier"),
        ("Ferry returns to the lake | World", None),
        ("Ferry returns to the lake", None),
        ("Ferry returns to the lake - nine years after the harbour closed", None),
    ],
)
def test_a_title_names_the_site_beside_the_headline(title: str, outlet: str | None) -> None:
    found = stated(f"<title>{title}</title>", "<h1>Ferry returns to the lake</h1><p>x</p>").outlet
    assert (found.value.names["en"] if found.value else None) == outlet
    assert found.how is (How.INFERRED if outlet else How.UNKNOWN)


def test_a_heading_that_leads_home_is_the_site_and_not_the_headline() -> None:
    body = """<h1 class="title"><a href="/">مدونة المرسى</a></h1><h3>حكاية السوق الجديدة</h3>
        <span class="post-author vcard">مرسلة بواسطة <span class="fn">نادر الشاطئ</span></span>"""
    found = stated("<title>مدونة المرسى: حكاية السوق الجديدة</title>", body)
    assert found.headline.value == "حكاية السوق الجديدة"
    assert found.outlet.value and found.outlet.value.names == {"ar": "مدونة المرسى"}
    assert found.author.value == "نادر الشاطئ"


def test_a_heading_that_leads_to_the_article_itself_is_its_headline() -> None:
    body = '<h1><a href="/2024/suq.html">السوق الجديدة تفتح أبوابها</a></h1>'
    assert stated("<title>المرسى</title>", body).headline.value == "السوق الجديدة تفتح أبوابها"


def test_a_title_that_is_part_of_the_headline_names_no_site() -> None:
    found = stated("<title>السوق الجديدة</title>", "<h1>المحافظ يفتتح السوق الجديدة</h1>")
    assert found.headline.value == "المحافظ يفتتح السوق الجديدة"
    assert found.outlet.value is None
