"""Changes are made once, undone in order, and decide until undone."""

import pytest
from django.contrib.auth.models import User

from articles.changes import ChangeError, Kind, Place, make, undo
from articles.changes.kinds import one_by_one
from articles.models import Change, Outlet
from articles.models.changes import Json


def _put(slug: str, value: Json) -> None:
    if value is not None and not str(value).startswith("https://"):
        raise ChangeError("no address")
    Outlet.objects.filter(slug=slug).update(site=value or "")


SITE = Kind(
    name="test-site",
    label="Site",
    current=lambda slug: Outlet.objects.get(slug=slug).site or None,
    put=_put,
    words=one_by_one(lambda slug, state: state or ""),
    places=lambda slugs: {slug: Place(words=slug) for slug in slugs},
)


@pytest.fixture
def editor(db: None) -> User:
    Outlet.objects.create(slug="dawn", name_en="Dawn")
    return User.objects.create_user("salma")


def _site() -> str:
    return Outlet.objects.get(slug="dawn").site


def test_a_change_is_written_with_who_what_before_and_after(editor: User) -> None:
    change = make(SITE, "dawn", "https://dawn.example/", by=editor)
    assert change
    assert _site() == "https://dawn.example/"
    assert (change.by, change.by_name, change.kind, change.subject) == (editor, "salma", "test-site", "dawn")
    assert (change.before, change.after, change.decides) == (None, "https://dawn.example/", True)
    assert Change.objects.in_force("test-site") == {"dawn": "https://dawn.example/"}


def test_what_is_decided_already_is_not_written_again(editor: User) -> None:
    assert make(SITE, "dawn", None, by=editor) is None
    make(SITE, "dawn", "https://dawn.example/", by=editor)
    assert make(SITE, "dawn", "https://dawn.example/", by=editor) is None
    assert Change.objects.count() == 1


def test_undoing_brings_back_what_was_decided_before_and_can_be_undone(editor: User) -> None:
    first = make(SITE, "dawn", "https://one.example/", by=editor)
    second = make(SITE, "dawn", "https://two.example/", by=editor)
    assert first and second
    with pytest.raises(ChangeError):
        undo(first, SITE, by=editor)
    back = undo(second, SITE, by=editor)
    assert (_site(), back.undoes) == ("https://one.example/", second)
    again = undo(back, SITE, by=editor)
    assert _site() == "https://two.example/"
    undo(again, SITE, by=editor)
    assert _site() == "https://one.example/"


def test_undoing_the_first_change_leaves_the_matter_to_the_rules(editor: User) -> None:
    change = make(SITE, "dawn", "https://one.example/", by=editor)
    assert change
    undo(change, SITE, by=editor)
    assert _site() == ""
    assert Change.objects.in_force("test-site", ["dawn", "dusk"]) == {}


def test_a_refused_change_leaves_no_trace(editor: User) -> None:
    with pytest.raises(ChangeError):
        make(SITE, "dawn", "javascript:alert(1)", by=editor)
    assert _site() == ""
    assert not Change.objects.exists()


def test_the_log_outlives_the_account(editor: User) -> None:
    make(SITE, "dawn", "https://one.example/", by=editor)
    editor.delete()
    change = Change.objects.get()
    assert (change.by, change.by_name) == (None, "salma")
