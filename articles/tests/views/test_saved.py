"""Searches that editors save, rename, open and delete."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Change, SavedSearch
from articles.tests.factories import QUAKE_BY_A, articles

HTMX = {"HX-Request": "true"}


@pytest.fixture
def editor(client: Client, quake: list[Article]) -> User:
    """Signed in, with four articles to search."""
    user = User.objects.create_user("salma")
    client.force_login(user)
    return user


def _save(client: Client, text: str = "14 entity:Jakarta", name: str = "Quake", **other: str) -> SavedSearch:
    client.post("/en/saved/add/", {"text": text, "name": name, **other})
    return SavedSearch.objects.latest("pk")


def test_a_search_is_saved_from_its_results(client: Client, editor: User) -> None:
    page = client.get("/en/search/?q=14+entity:Jakarta").content.decode()
    assert 'name="text" value="14 entity:Jakarta"' in page
    response = client.post("/en/saved/add/", {"text": "14", "next": "/en/search/?q=14"})
    assert response.headers["Location"] == "/en/search/?q=14"
    saved = SavedSearch.objects.get()
    assert (saved.name, saved.text, saved.by, saved.demonyms) == ("14", "14", editor, False)
    assert "14" in client.get("/en/saved/").content.decode()


def test_what_came_in_since_the_last_visit_is_new(client: Client, editor: User, tmp_path: Any) -> None:
    saved = _save(client)
    address = f"/en/saved/{saved.key}/new/"
    assert "nothing new" in client.get(address, headers=HTMX).content.decode()
    articles(tmp_path / "more", **{f"m{n}": QUAKE_BY_A.replace("6.9", f"{n}.2") for n in range(3)})
    articles(tmp_path / "other", x="سباق القوارب\n\nفاز القارب الأزرق بالسباق السنوي أمام جمهور كبير.\n")
    assert "3 new" in client.get(address, headers=HTMX).content.decode()
    assert "3 new" in client.get(address).content.decode()
    response = client.post(f"/en/saved/{saved.key}/open/")
    assert response.headers["Location"] == "/en/search/?q=14+entity%3AJakarta&order=newest"
    assert "nothing new" in client.get(address, headers=HTMX).content.decode()


def test_looking_changes_nothing(client: Client, editor: User) -> None:
    saved = _save(client)
    for verb in ("open", "rename", "delete"):
        assert client.get(f"/en/saved/{saved.key}/{verb}/").status_code == 405
    client.get(f"/en/saved/{saved.key}/new/")
    assert SavedSearch.objects.get().seen == saved.seen


def test_a_search_is_renamed_and_deleted_and_comes_back(client: Client, editor: User) -> None:
    saved = _save(client, demonyms="on")
    client.post(f"/en/saved/{saved.key}/rename/", {"name": "زلزال"})
    assert SavedSearch.objects.get().name == "زلزال"
    client.post(f"/en/saved/{saved.key}/delete/")
    assert not SavedSearch.objects.exists()
    log = client.get("/en/log/").content.decode()
    assert "Saved search" in log and "a search that was deleted" in log
    client.post(f"/en/log/{Change.objects.latest('pk').pk}/undo/")
    again = SavedSearch.objects.get()
    assert (again.key, again.name, again.text, again.by, again.demonyms) == (
        saved.key,
        "زلزال",
        saved.text,
        editor,
        True,
    )


def test_each_editor_has_a_list_of_their_own(client: Client, editor: User) -> None:
    saved = _save(client)
    client.force_login(User.objects.create_user("idris"))
    assert "Quake" not in client.get("/en/saved/").content.decode()
    assert client.get(f"/en/saved/{saved.key}/new/").status_code == 404
    for verb in ("open", "rename", "delete"):
        assert client.post(f"/en/saved/{saved.key}/{verb}/", {"name": "x"}).status_code == 404
    assert SavedSearch.objects.get().name == "Quake"


def test_readers_have_no_saved_searches(client: Client, quake: list[Article]) -> None:
    assert client.get("/en/saved/").headers["Location"].startswith("/en/sign-in/")
    assert client.post("/en/saved/add/", {"text": "x"}).headers["Location"].startswith("/en/sign-in/")
    assert "saved/add" not in client.get("/en/search/?q=14").content.decode()
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("asked", [{}, {"text": ""}, {"text": "\x00"}, {"text": "x" * 5000}])
def test_nothing_sensible_is_not_saved(client: Client, editor: User, asked: dict[str, str]) -> None:
    assert client.post("/en/saved/add/", asked).status_code == 302
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("name", ["", "\x00", "x" * 101])
def test_a_search_keeps_its_name_for_one_that_can_not_be(client: Client, editor: User, name: str) -> None:
    saved = _save(client)
    assert client.post(f"/en/saved/{saved.key}/rename/", {"name": name}).status_code == 302
    assert SavedSearch.objects.get().name == "Quake"


def test_the_list_asks_as_many_questions_for_many_as_for_one(client: Client, editor: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/saved/")
        return len(captured)

    _save(client)
    client.get("/en/saved/")  # which shows the message that it is saved
    before = queries()
    for number in range(5):
        _save(client, name=f"Search {number}")
    client.get("/en/saved/")
    assert queries() == before
