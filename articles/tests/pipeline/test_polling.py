"""Polling against answers that a test gives in place of the network."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.ingest.fetch import Fetched, FetchError
from articles.models import Article, Feed, FeedEntry, Outlet, Revision
from articles.models.feeds import LONGEST_PAUSE, MOST_ATTEMPTS, EntryState, FeedHealth, pause
from articles.pipeline import Outcome
from articles.pipeline.polling import poll, take_in
from articles.tests.factories import subscribe

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FEED = "https://marsad.example/feed"
PAGE = "https://marsad.example/pier"


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>مرصد الميناء</title>{''.join(items)}</channel></rss>".encode()


def item(link: str = PAGE, *, more: str = "", title: str = "افتتاح رصيف جديد في الميناء") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def page(*paragraphs: str, title: str = "افتتاح رصيف جديد في الميناء") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='ar'><head><title>{title}</title></head>"
        "<body><nav><a href='/'>الرئيسية</a></nav>"
        f"<article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


FIRST = (
    "افتتحت بلدية المدينة يوم السبت رصيفا جديدا في الميناء القديم بحضور مئات من سكان الأحياء المجاورة.",
    "وقالت رئيسة البلدية سلمى الهادي إن الرصيف كلف أربعة ملايين دينار وسيستقبل عشر سفن في اليوم.",
    "وأضافت أن العمل استمر عامين كاملين وأن المرحلة الثانية تبدأ في مارس المقبل بعد انتهاء موسم الصيد.",
)


class Network:
    """Answers by address; notes what was asked. An answer is bytes, a Fetched or an error to raise."""

    def __init__(self, **answers: Any) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[str] = []
        self.options: dict[str, Any] = {}

    def __call__(self, url: str, *, types: Iterable[str], etag: str = "", last_modified: str = "") -> Fetched:
        self.asked.append(url)
        self.options = {"etag": etag, "last_modified": last_modified}
        answer = self.answers.get(url, FetchError("the server answered 404", source=url, status=404))
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Fetched) else fetched(answer, url=url)


def fetched(body: bytes, *, url: str = FEED, **more: Any) -> Fetched:
    defaults = {"content_type": "text/html", "charset": "utf-8", "etag": "", "last_modified": ""}
    return Fetched(url=url, body=body, **defaults | more)


@pytest.fixture
def network() -> Network:
    network = Network()
    network.answers = {FEED: rss(item()), PAGE: page(*FIRST)}
    return network


@pytest.fixture
def feed() -> Feed:
    outlet = Outlet.objects.create(slug="marsad", name_ar="مرصد الميناء")
    return subscribe(FEED, outlet=outlet)


def run(feed: Feed, network: Network, *, now: datetime = NOW) -> list[Outcome | None]:
    """Poll and take in all that waits, as a worker does."""
    poll(feed, get=network, now=now, chance=0.5)
    due = FeedEntry.objects.due(now).select_related("feed__outlet")
    results = [take_in(entry, get=network, now=now) for entry in due]
    return [result.outcome if result else None for result in results]


def test_it_takes_in_what_the_feed_announces(feed: Feed, network: Network) -> None:
    assert run(feed, network) == [Outcome.ADDED]
    (article,) = Article.objects.all()
    assert article.source == article.url == PAGE
    assert article.outlet == feed.outlet
    assert article.provenance["outlet"] == {"how": "given", "evidence": FEED}
    assert "أربعة ملايين دينار" in article.body and "الرئيسية" not in article.body
    (entry,) = feed.entries.all()
    assert (entry.state, entry.article, entry.fetched) == (EntryState.TAKEN, article, NOW)


def test_it_notes_that_the_feed_fares_well(feed: Feed, network: Network) -> None:
    assert feed.health == FeedHealth.NEW
    polled = poll(feed, get=network, now=NOW, chance=0.5)
    feed.refresh_from_db()
    assert (polled.new, feed.title, feed.last_success) == (1, "مرصد الميناء", NOW)
    assert (feed.next_poll, feed.health) == (NOW + timedelta(minutes=30), FeedHealth.WELL)


def test_it_fetches_no_article_twice(feed: Feed, network: Network) -> None:
    run(feed, network)
    network.asked.clear()
    assert run(feed, network, now=NOW + timedelta(hours=1)) == []
    assert network.asked == [FEED]


def test_it_asks_only_for_what_is_new(feed: Feed, network: Network) -> None:
    network.answers[FEED] = fetched(rss(item()), etag='"7"', last_modified="Sat, 21 Nov 2026 10:00:00 GMT")
    run(feed, network)
    network.answers[FEED] = fetched(b"", is_unchanged=True)
    assert run(feed, network, now=NOW + timedelta(hours=1)) == []
    assert network.options == {"etag": '"7"', "last_modified": "Sat, 21 Nov 2026 10:00:00 GMT"}
    feed.refresh_from_db()
    assert (feed.etag, feed.last_success) == ('"7"', NOW + timedelta(hours=1))


def test_it_takes_in_what_two_feeds_announce_once(feed: Feed, network: Network) -> None:
    other = subscribe("https://marsad.example/other", outlet=feed.outlet)
    network.answers[other.address] = rss(item(f"{PAGE}?utm_source=rss#top"))
    assert run(feed, network) == [Outcome.ADDED]
    assert run(other, network) == [None]
    assert network.asked.count(PAGE) == 1
    assert other.entries.get().article == Article.objects.get()


def test_it_keeps_a_changed_text_as_a_revision(feed: Feed, network: Network) -> None:
    run(feed, network)
    changed = "<updated>2026-11-22T10:30:00Z</updated>"
    network.answers[FEED] = rss(item(more=changed))
    network.answers[PAGE] = page(
        *FIRST[:2], "وأضافت أن المرحلة الثانية تأجلت إلى الصيف بسبب نقص المال في الميزانية."
    )
    assert run(feed, network, now=NOW + timedelta(hours=2)) == [Outcome.CHANGED]
    assert "تأجلت" in Article.objects.get().body
    assert Revision.objects.count() == 1


def test_it_leaves_an_article_alone_longer_each_time_it_is_said_to_have_changed(
    feed: Feed, network: Network
) -> None:
    for minutes in range(0, 24 * 60, 30):
        now = NOW + timedelta(minutes=minutes)
        network.answers[FEED] = rss(item(more=f"<updated>{now.isoformat()}</updated>"))
        run(feed, network, now=now)
    assert network.asked.count(FEED) == 48
    assert network.asked.count(PAGE) < 10


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (FetchError("the server does not answer", source=FEED), "the server does not answer"),
        (b"<html>", "no feed"),
        (b"", "no feed"),
    ],
)
def test_it_notes_why_a_feed_fails_and_waits_longer_each_time(
    answer: Any, reason: str, feed: Feed, network: Network
) -> None:
    network.answers[FEED] = answer
    waits = []
    for _failure in range(8):
        polled = poll(feed, get=network, now=NOW, chance=0.5)
        assert polled.reason == reason
        waits.append(feed.next_poll - NOW)
    feed.refresh_from_db()
    assert waits[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert waits[-1] == LONGEST_PAUSE
    assert (feed.failures, feed.error, feed.last_error, feed.last_success) == (8, reason, NOW, None)
    assert feed.health == FeedHealth.FAILING


def test_it_forgets_failures_when_the_feed_answers_again(feed: Feed, network: Network) -> None:
    network.answers[FEED] = FetchError("the server does not answer", source=FEED)
    poll(feed, get=network, now=NOW, chance=0.5)
    network.answers[FEED] = rss()
    poll(feed, get=network, now=NOW, chance=0.5)
    feed.refresh_from_db()
    assert (feed.failures, feed.error, feed.health) == (0, "", FeedHealth.WELL)


def test_it_waits_as_long_as_the_server_asks(feed: Feed, network: Network) -> None:
    network.answers[FEED] = FetchError("busy", source=FEED, status=503, retry_after=5 * 3600)
    poll(feed, get=network, now=NOW, chance=0.5)
    assert feed.next_poll == NOW + timedelta(hours=5)
    network.answers[FEED] = FetchError("busy", source=FEED, status=503, retry_after=10**8)
    poll(feed, get=network, now=NOW, chance=0.5)
    assert feed.next_poll == NOW + LONGEST_PAUSE


def test_it_keeps_the_settings_that_are_made_while_it_polls(feed: Feed, network: Network) -> None:
    Feed.objects.filter(pk=feed.pk).update(state="paused", interval=60)
    poll(feed, get=network, now=NOW, chance=0.5)
    feed.refresh_from_db()
    assert (feed.state, feed.interval) == ("paused", 60)


def test_pauses_are_spread() -> None:
    half = timedelta(minutes=30)
    assert pause(half, failures=0, chance=0) == timedelta(minutes=27)
    assert pause(half, failures=0, chance=1) == timedelta(minutes=33)
    assert pause(half, failures=10_000, chance=0.5) == LONGEST_PAUSE


def test_it_gives_up_on_an_article_that_is_gone(feed: Feed, network: Network) -> None:
    del network.answers[PAGE]
    assert run(feed, network) == [None]
    entry = feed.entries.get()
    assert (entry.state, entry.reason) == (EntryState.REJECTED, "the server answered 404")


def test_it_asks_again_for_an_article_that_could_not_be_had(feed: Feed, network: Network) -> None:
    network.answers[PAGE] = FetchError("the server does not answer", source=PAGE)
    run(feed, network)
    entry = feed.entries.get()
    assert (entry.state, entry.next_try) == (EntryState.WAITING, NOW + timedelta(minutes=10))
    assert run(feed, network, now=NOW + timedelta(minutes=9)) == []
    network.answers[PAGE] = page(*FIRST)
    assert run(feed, network, now=NOW + timedelta(minutes=11)) == [Outcome.ADDED]


def test_it_does_not_ask_for_ever(feed: Feed, network: Network) -> None:
    network.answers[PAGE] = FetchError("the server does not answer", source=PAGE)
    for days in range(10):
        run(feed, network, now=NOW + timedelta(days=days))
    assert network.asked.count(PAGE) == MOST_ATTEMPTS
    assert feed.entries.get().state == EntryState.REJECTED


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x00\x01\x02", b"%PDF-1.7"])
def test_it_says_why_a_page_is_no_article(body: bytes, feed: Feed, network: Network) -> None:
    network.answers[PAGE] = body
    assert run(feed, network) == [None]
    entry = feed.entries.get()
    assert entry.state == EntryState.REJECTED and entry.reason


def test_it_reports_what_is_announced_without_an_address(feed: Feed, network: Network) -> None:
    network.answers[FEED] = rss("<item><guid>17</guid><title>بلا عنوان</title></item>")
    assert run(feed, network) == [None]
    assert feed.entries.get().reason == "the feed gives no address for it"


def test_it_takes_from_the_feed_what_the_page_does_not_say(feed: Feed, network: Network) -> None:
    network.answers[FEED] = rss(item(more="<pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate>"))
    run(feed, network)
    article = Article.objects.get()
    assert article.published == datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    assert article.published_precision == "minute"
    assert article.provenance["published"]["evidence"] == FEED


def test_it_knows_the_article_by_the_address_it_was_led_to(feed: Feed, network: Network) -> None:
    network.answers[FEED] = rss(item("https://short.example/1"))
    network.answers["https://short.example/1"] = fetched(page(*FIRST), url=f"{PAGE}?utm_medium=feed")
    run(feed, network)
    assert Article.objects.get().source == PAGE


def test_it_leaves_feeds_alone_that_are_paused_removed_or_not_due(feed: Feed) -> None:
    paused, removed = subscribe("https://a.example/"), subscribe("https://b.example/")
    later = subscribe("https://c.example/")
    Feed.objects.filter(pk=paused.pk).update(state="paused")
    Feed.objects.filter(pk=removed.pk).update(state="removed")
    Feed.objects.filter(pk=later.pk).update(next_poll=NOW + timedelta(days=99))
    assert list(Feed.objects.due(NOW + timedelta(days=9))) == [feed]


def test_it_counts_what_a_feed_has_brought(feed: Feed, network: Network) -> None:
    network.answers[FEED] = rss(item(), item("https://marsad.example/late", title="خبر آخر"))
    network.answers["https://marsad.example/late"] = FetchError("the server does not answer", source="")
    run(feed, network)
    counted = Feed.objects.with_counts().get()
    assert (counted.article_count, counted.waiting_count) == (1, 1)
