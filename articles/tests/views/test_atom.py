"""Atom feeds of searches, stories, outlets and names."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.models import Article, Entity, Revision
from articles.tests.factories import publish

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _feed(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def _titles(feed: ElementTree.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def _addresses(quake: list[Article]) -> list[str]:
    a = quake[0]
    assert a.outlet
    jakarta = Entity.objects.get(name_en="Jakarta").pk
    return [
        "/en/search/feed.atom?q=14",
        f"/en/stories/{a.story_id}/feed.atom",
        f"/en/outlets/{a.outlet.slug}/feed.atom",
        f"/en/entities/{jakarta}/feed.atom",
    ]


def test_a_feed_has_what_readers_of_feeds_need(client: Client, quake: list[Article]) -> None:
    for address in _addresses(quake):
        feed = _feed(client, address)
        assert feed.get(LANG) == "en"
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert str(links["self"]).endswith(address) and str(links["alternate"]).startswith("http")
        entries = list(feed.iter(f"{ATOM}entry"))
        assert entries
        for part in [feed, *entries]:
            assert part.findtext(f"{ATOM}id", "").startswith("tag:testserver,")
            assert datetime.fromisoformat(part.findtext(f"{ATOM}updated", "")).tzinfo
            assert part.findtext(f"{ATOM}title") and part.findtext(f"{ATOM}author/{ATOM}name")
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_each_feed_holds_its_own_articles_newest_first(client: Client, quake: list[Article]) -> None:
    a, b, c, d = quake
    for day, article in enumerate(quake, start=1):
        publish(article, datetime(2024, 5, day, tzinfo=UTC))
    search, story, outlet, entity = (_titles(_feed(client, address)) for address in _addresses(quake))
    assert search == [c.headline, b.headline, a.headline]
    assert story == [c.headline, b.headline, a.headline]
    assert outlet == [a.headline]
    assert entity == [c.headline, a.headline]
    assert d.headline not in search + story + outlet + entity


def test_entries_say_in_which_language_they_are(client: Client, quake: list[Article]) -> None:
    entries = _feed(client, "/ar/search/feed.atom?q=14").iter(f"{ATOM}entry")
    assert {entry.get(LANG) for entry in entries} == {"ar", "en"}


def test_nothing_new_is_answered_without_the_feed(client: Client, quake: list[Article]) -> None:
    address = f"/en/stories/{quake[0].story_id}/feed.atom"
    first = client.get(address)
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    Revision.objects.create(article=quake[0], sha256="0" * 64)
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    ids = [
        {entry.findtext(f"{ATOM}id") for entry in ElementTree.fromstring(page.content).iter(f"{ATOM}entry")}
        for page in (first, changed)
    ]
    assert ids[0] == ids[1]


def test_texts_that_xml_or_html_would_misread_are_written_safely(
    client: Client, quake: list[Article]
) -> None:
    Article.objects.filter(pk=quake[0].pk).update(
        headline="a <b> & \x0b\ufffe\u202e🌍", opening="<script>alert(1)</script> 1 < 2"
    )
    feed = _feed(client, f"/en/stories/{quake[0].story_id}/feed.atom")
    assert "a <b> & \u202e🌍" in _titles(feed)
    summaries = [entry.findtext(f"{ATOM}summary", "") for entry in feed.iter(f"{ATOM}entry")]
    assert any("&lt;script&gt;" in summary for summary in summaries)


def test_a_feed_of_nothing_is_a_feed_that_never_changes(client: Client, db: None) -> None:
    feed = _feed(client, "/en/search/feed.atom?q=zzzz")
    assert feed.findtext(f"{ATOM}updated") == "2000-01-01T00:00:00+00:00"
    assert not _titles(_feed(client, "/en/search/feed.atom"))


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 9000, "q=OR&order=x&cursor=y", "q=%E2%80%AE-"])
def test_a_feed_stands_nonsense(client: Client, quake: list[Article], query: str) -> None:
    _feed(client, f"/en/search/feed.atom?{query}")


@pytest.mark.parametrize(
    "address", ["stories/0/feed.atom", "outlets/nobody/feed.atom", "entities/0/feed.atom"]
)
def test_there_is_no_feed_of_what_is_not_there(client: Client, db: None, address: str) -> None:
    assert client.get(f"/en/{address}").status_code == 404


def test_pages_tell_of_their_feeds_and_set_no_cookie(client: Client, quake: list[Article]) -> None:
    for address in _addresses(quake):
        page = client.get(address.replace("feed.atom", ""))
        assert 'type="application/atom+xml" title="' in page.content.decode()
        assert address in page.content.decode()
        assert not page.cookies and not client.get(address).cookies
