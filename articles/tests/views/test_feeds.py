"""The administrators' page of feeds."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.changes import ChangeError, make
from articles.changes.feeds import FEED_KIND, feed_value
from articles.ingest.fetch import Fetched, FetchError
from articles.models import Change, Feed, Outlet
from articles.tests.factories import subscribe
from articles.views import feeds as views

pytestmark = pytest.mark.django_db

ADDRESS = "https://marsad.example/feed"
FEED = """<rss><channel><title>مرصد الميناء</title><link>https://marsad.example/</link>
<item><title>افتتاح &lt;script&gt;alert(1)&lt;/script&gt; الرصيف</title><link>https://marsad.example/1</link>
<pubDate>Sun, 22 Nov 2026 09:30:00 GMT</pubDate></item></channel></rss>"""
SITE = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed">
<link rel="alternate" type="application/rss+xml" href="/broken"></head></html>"""

Post = Callable[..., Any]


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("idris")


@pytest.fixture
def client(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def post(client: Client) -> Post:
    """Sends a form to a page below /en/feeds/ and returns the page that it ends on."""

    def post(path: str, **fields: str) -> Any:
        return client.post(f"/en/feeds/{path}", fields, follow=True)

    return post


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is found at which address, in place of the network."""
    answers = {ADDRESS: FEED, "https://marsad.example/": SITE}

    def get(url: str, **options: object) -> Fetched:
        if url not in answers:
            raise FetchError("the server answered 404", source=url, status=404)
        return Fetched(
            url=url, body=answers[url].encode(), content_type="", charset="", etag="", last_modified=""
        )

    monkeypatch.setattr(views, "fetch", get)
    return answers


def test_it_is_for_administrators(client: Client) -> None:
    assert client.get("/en/feeds/").status_code == 200
    client.force_login(User.objects.create_user("salma"))
    feed = subscribe(ADDRESS)
    assert client.get("/en/feeds/").status_code == 403
    for path in ("find/", "add/", f"{feed.pk}/set/", f"{feed.pk}/state/", f"{feed.pk}/poll/"):
        assert client.post(f"/en/feeds/{path}").status_code == 403
    client.logout()
    assert client.get("/en/feeds/")["Location"].startswith("/en/sign-in/")


@pytest.mark.parametrize("address", [ADDRESS, "https://marsad.example/", "marsad.example/feed"])
def test_it_shows_what_is_at_an_address_before_it_is_added(address: str, post: Post) -> None:
    page = post("find/", address=address)
    text = page.content.decode()
    assert "1 feed was found" in text and "مرصد الميناء" in text
    assert "<script>alert" not in text and "22 November 2026" in text
    form = page.context["previews"][0].form
    assert (form["address"].value(), form["name"].value()) == (ADDRESS, "مرصد الميناء")
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://marsad.example/gone", "the server answered 404"),
        ("not an address", "Enter a valid URL"),
        ("", "This field is required"),
        ("javascript:alert(1)", "Enter a valid URL"),
        ("https://a.example/" + "a" * 700, "at most 700 characters"),
    ],
)
def test_it_says_why_nothing_is_found(address: str, reason: str, post: Post) -> None:
    assert reason in post("find/", address=address).content.decode()


def test_it_says_that_a_page_names_no_feed(post: Post, network: dict[str, str]) -> None:
    network[ADDRESS] = "<html><p>no feed</p></html>"
    assert "a page that names none" in post("find/", address=ADDRESS).content.decode()
    network[ADDRESS] = SITE.replace("/feed", "/other")
    assert "can&#x27;t be read" in post("find/", address=ADDRESS).content.decode()


def test_it_adds_a_feed_with_a_new_outlet(post: Post, administrator: User) -> None:
    page = post("add/", address=ADDRESS, name="مرصد الميناء", interval="60")
    assert "The feed was added" in page.content.decode()
    feed = Feed.objects.get()
    assert feed.outlet and (feed.outlet.name_ar, feed.interval, feed.state) == ("مرصد الميناء", 60, "active")
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("articles.jobs.poll_feed", {"feed": feed.pk})
    change = Change.objects.get()
    assert (change.kind, change.subject, change.by) == ("feed", ADDRESS, administrator)


def test_it_adds_a_feed_of_an_outlet_that_is_known(post: Post) -> None:
    outlet = Outlet.objects.create(slug="marsad", name_ar="مرصد الميناء")
    post("add/", address=ADDRESS, outlet=str(outlet.pk), name="something else", interval="30")
    assert Feed.objects.get().outlet == outlet
    assert Outlet.objects.count() == 1


def test_it_adds_a_feed_whose_articles_tell_their_outlets(post: Post) -> None:
    post("add/", address=ADDRESS, interval="30")
    assert Feed.objects.get().outlet is None


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"address": ADDRESS},
        {"address": "no address", "interval": "30"},
        {"address": ADDRESS, "interval": "7"},
        {"address": ADDRESS, "interval": "30", "outlet": "999"},
        {"address": ADDRESS, "interval": "30", "name": "—!"},
        {"address": ADDRESS, "interval": "30", "name": "x" * 201},
        {"address": "ftp://marsad.example/feed", "interval": "30", "name": "x"},
    ],
)
def test_it_adds_nothing_of_a_form_that_makes_no_sense(fields: dict[str, str], post: Post) -> None:
    page = post("add/", **fields)
    assert page.status_code == 200
    assert not Feed.objects.exists()


def test_it_sets_pauses_resumes_and_removes_and_undoes_each(post: Post, client: Client) -> None:
    post("add/", address=ADDRESS, interval="30")
    feed = Feed.objects.get()

    def undo() -> Any:
        change = Change.objects.newest()[0]
        return client.post(f"/en/log/{change.pk}/undo/", follow=True)

    def state() -> tuple[str, int]:
        feed.refresh_from_db()
        return feed.state, feed.interval

    post(f"{feed.pk}/set/", interval="60")
    assert state() == ("active", 60)
    post(f"{feed.pk}/state/", state="paused")
    assert state() == ("paused", 60)
    page = post(f"{feed.pk}/state/", state="active")
    assert state() == ("active", 60) and "Undo" in page.content.decode()
    page = post(f"{feed.pk}/state/", state="removed")
    assert state() == ("removed", 60)
    assert "No feed yet" in page.content.decode()
    assert post(f"{feed.pk}/state/", state="active").status_code == 404
    undo()
    assert state() == ("active", 60)


def test_undoing_the_first_change_removes_the_feed(post: Post, client: Client) -> None:
    post("add/", address=ADDRESS, interval="30")
    client.post(f"/en/log/{Change.objects.get().pk}/undo/")
    assert Feed.objects.get().state == "removed"


def test_the_log_tells_what_was_changed(post: Post, client: Client) -> None:
    post("add/", address=ADDRESS, interval="30")
    text = client.get("/en/log/").content.decode()
    assert ADDRESS in text and "Polled, every 30 minutes, outlet told by each article" in text


def test_editors_can_not_undo_what_administrators_set(post: Post, client: Client) -> None:
    post("add/", address=ADDRESS, interval="30")
    client.force_login(User.objects.create_user("salma"))
    change = Change.objects.get()
    assert "/undo/" not in client.get("/en/log/").content.decode()
    assert client.post(f"/en/log/{change.pk}/undo/").status_code == 403
    assert Feed.objects.get().state == "active"


@pytest.mark.parametrize("interval", [0, 4, 100_000, "often"])
def test_a_value_out_of_bounds_changes_nothing(interval: Any) -> None:
    value = feed_value(state="active", interval=30, outlet=None) | {"interval": interval}
    with pytest.raises(ChangeError):
        make(FEED_KIND, ADDRESS, value, by=None)
    assert not Feed.objects.exists() and not Change.objects.exists()


def test_a_command_is_named_as_who_it_was() -> None:
    value = feed_value(state="active", interval=30, outlet=None)
    change = make(FEED_KIND, ADDRESS, value, by=None)
    assert change and (change.by, change.by_name) == (None, "manage.py")


def test_it_asks_a_worker_to_poll_now(post: Post) -> None:
    feed = subscribe(ADDRESS)
    Feed.objects.update(next_poll=datetime(2099, 1, 1, tzinfo=UTC))
    assert "A worker polls" in post(f"{feed.pk}/poll/").content.decode()
    post(f"{feed.pk}/poll/")
    feed.refresh_from_db()
    assert feed.next_poll < datetime(2099, 1, 1, tzinfo=UTC)
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.parametrize("fields", [{"interval": "7"}, {"interval": "30", "outlet": "999"}, {"x": "y"}])
def test_it_keeps_settings_that_make_no_sense_out(fields: dict[str, str], post: Post) -> None:
    feed = subscribe(ADDRESS)
    assert "errorlist" in post(f"{feed.pk}/set/", **fields).content.decode()
    assert not Change.objects.exists()


def test_it_offers_an_interval_that_somebody_chose_elsewhere(client: Client) -> None:
    feed = subscribe(ADDRESS)
    Feed.objects.update(interval=77)
    assert "every 77 minutes" in client.get(f"/en/feeds/{feed.pk}/set/").content.decode()


def test_it_tells_how_feeds_fare(client: Client) -> None:
    feed = subscribe(ADDRESS)
    feed.fail("the server does not answer", datetime(2026, 11, 22, 9, 30, tzinfo=UTC), chance=0.5)
    feed.save()
    text = client.get("/en/feeds/").content.decode()
    assert "1 attempt in a row has failed" in text and "the server does not answer" in text
    assert "It has never been read." in text and "No worker is at work" in text


def test_it_asks_as_many_questions_for_many_feeds_as_for_one(
    client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    outlet = Outlet.objects.create(slug="marsad", name_ar="مرصد الميناء")
    for number in range(12):
        subscribe(f"{ADDRESS}/{number}", outlet=outlet)
    with django_assert_max_num_queries(6):
        client.get("/en/feeds/")


def test_it_writes_nothing_on_a_get(client: Client) -> None:
    feed = subscribe(ADDRESS)
    for path in ("find/", "add/", f"{feed.pk}/state/", f"{feed.pk}/poll/"):
        assert client.get(f"/en/feeds/{path}").status_code == 405
