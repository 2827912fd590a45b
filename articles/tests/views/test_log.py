"""Signing in, who may do what, and the log with its way back."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.changes import KINDS, make
from articles.changes.blocks import block_subject
from articles.changes.fields import field_subject
from articles.changes.links import link_subject
from articles.comparison.linking import sentence_hash
from articles.ingest.decisions import block_keys
from articles.models import Change, Entity, Outlet
from articles.tests.changes.test_log import SITE
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles


@pytest.fixture
def editor(db: None, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setitem(KINDS, SITE.name, SITE)
    Outlet.objects.create(slug="dawn", name_en="Dawn")
    return User.objects.create_user("salma", password="long enough 7")


@pytest.fixture
def signed_in(editor: User, client: Client) -> Client:
    client.force_login(editor)
    return client


def test_a_reader_is_sent_to_the_sign_in_page_and_back(editor: User, client: Client) -> None:
    response = client.get("/en/log/?kind=")
    assert response.headers["Location"] == "/en/sign-in/?next=/en/log/%3Fkind%3D"
    words = {"username": "salma", "password": "long enough 7", "next": "/en/log/?kind="}
    response = client.post("/en/sign-in/", words)
    assert response.headers["Location"] == "/en/log/?kind="


def test_a_wrong_password_is_told_and_another_site_is_no_way_back(editor: User, client: Client) -> None:
    response = client.post("/en/sign-in/", {"username": "salma", "password": "wrong"})
    assert b'role="alert"' in response.content
    words = {"username": "salma", "password": "long enough 7", "next": "https://evil.example/"}
    assert client.post("/en/sign-in/", words).headers["Location"] == "/en/"


def test_reading_sets_no_cookie(editor: User, client: Client) -> None:
    assert not client.get("/en/").cookies


def test_the_log_tells_who_changed_what_from_what_to_what(editor: User, signed_in: Client) -> None:
    make(SITE, "dawn", "https://one.example/", by=editor)
    page = signed_in.get("/en/log/").content.decode()
    for words in ("Site", "dawn", "https://one.example/", "salma", "Undo"):
        assert words in page
    assert "https://one.example/" not in signed_in.get("/en/log/?by=nobody").content.decode()


def test_the_log_costs_the_same_number_of_queries_however_long(
    editor: User, signed_in: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        make(SITE, "dawn", f"https://{number}.example/", by=editor)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        signed_in.get("/en/log/")


def _seen(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/en/log/")
    assert not [entry for entry in page.context["entries"] if not entry.url]
    return len(captured)


def test_the_log_asks_for_the_places_of_many_changes_at_once(signed_in: Client, tmp_path: Path) -> None:
    a, b = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    outlet = {"slug": "dawn", "names": {"en": "Dawn"}, "site": ""}
    feed = {"state": "active", "interval": 30, "outlet": outlet}
    row, other = (
        Entity.objects.create(key=f"person:{name}", kind="person", name_en=name) for name in ("A", "B")
    )

    def change(number: int) -> None:
        sides = [(each, each.sentence_spans()[number].of(each.body)) for each in (a, b)]
        (one, first), (two, second) = sides
        key = block_keys(a.original, a.blocks.order_by("start"))[number]
        for kind, subject, after in (
            ("link", link_subject(one, sentence_hash(first), two, sentence_hash(second)), "same"),
            ("block", block_subject(a, key), False),
            ("field", field_subject(b, "author"), f"Author {number}"),
            ("feed", f"https://dawn.example/{number}", feed),
            ("entity-same", row.key, other.key),
        ):
            Change.objects.create(by_name="salma", kind=kind, subject=subject, after=after, decides=True)

    change(0)
    before = _seen(signed_in)
    for number in (1, 2, 0, 1):
        change(number)
    assert _seen(signed_in) == before


def test_a_change_is_undone_from_the_log(editor: User, signed_in: Client) -> None:
    change = make(SITE, "dawn", "https://one.example/", by=editor)
    assert change
    response = signed_in.post(f"/en/log/{change.pk}/undo/", {"next": "/en/articles/"})
    assert response.headers["Location"] == "/en/articles/"
    assert Outlet.objects.get().site == ""


def test_only_the_newest_change_of_a_matter_can_be_undone(editor: User, signed_in: Client) -> None:
    first = make(SITE, "dawn", "https://one.example/", by=editor)
    make(SITE, "dawn", "https://two.example/", by=editor)
    assert first
    assert (
        signed_in.get("/en/log/").content.decode().count('class="button button--quiet button--small">Undo')
        == 1
    )
    page = signed_in.post(f"/en/log/{first.pk}/undo/", follow=True).content.decode()
    assert "Undo the later change first" in page
    assert Outlet.objects.get().site == "https://two.example/"


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "\\\\evil.example", ""])
def test_undoing_never_leads_to_another_site(editor: User, signed_in: Client, where: str) -> None:
    change = make(SITE, "dawn", "https://one.example/", by=editor)
    assert change
    response = signed_in.post(f"/en/log/{change.pk}/undo/", {"next": where})
    assert response.headers["Location"] == "/en/log/"


def test_readers_undo_nothing_and_nobody_undoes_by_following_a_link(editor: User, client: Client) -> None:
    change = make(SITE, "dawn", "https://one.example/", by=editor)
    assert change
    assert client.post(f"/en/log/{change.pk}/undo/").headers["Location"].startswith("/en/sign-in/")
    client.force_login(editor)
    assert client.get(f"/en/log/{change.pk}/undo/").status_code == 405
    assert client.post("/en/log/999999/undo/").status_code == 404
    assert Change.objects.count() == 1


@pytest.mark.parametrize("address", ["?kind=nonsense", "?by=%00", "?page=-1", "?page=x"])
def test_the_log_stands_nonsense(signed_in: Client, address: str) -> None:
    assert signed_in.get(f"/en/log/{address}").status_code == 200


def test_a_form_without_its_token_is_refused_in_words(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post("/en/log/1/undo/")
    assert response.status_code == 403
    assert "too old" in response.content.decode()
