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
