"""Profiles kept in mind while articles are grouped."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.analysis.stories.profiles import Profile
from articles.pipeline import profiles
from articles.pipeline.profiles import Shelf
from articles.tests.factories import FOOTBALL, QUAKE_BY_A, QUAKE_BY_B, take_in, write

pytestmark = pytest.mark.django_db


def test_what_was_asked_for_last_is_kept(
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    monkeypatch.setattr(profiles, "_REMEMBERED", 2)
    shelf = Shelf()
    shelf.put(1, _profile("زلزال"))
    shelf.put(2, _profile("مباراة"))
    shelf.get([1])
    shelf.put(3, _profile("انتخابات"))
    with django_assert_num_queries(0):
        assert list(shelf.get([1, 3])) == [1, 3]
    with django_assert_num_queries(1):
        assert shelf.get([2]) == {}  # no article of that number was ever stored


def test_a_word_is_held_once_however_many_profiles_have_it() -> None:
    shelf = Shelf()
    shelf.put(1, _profile("".join(("زلز", "ال"))))
    shelf.put(2, _profile("".join(("زل", "زال"))))
    (first,), (second,) = (profile.words for profile in shelf.get([1, 2]).values())
    assert first is second


def test_profiles_near_a_batch_are_brought_in_one_query(tmp_path: Path) -> None:
    take_in(write(tmp_path / "before", quake=QUAKE_BY_A, football=FOOTBALL))
    again = write(tmp_path / "after", quake=QUAKE_BY_B, football=f"{FOOTBALL}\nوغادر الجمهور الملعب بهدوء.\n")
    with CaptureQueriesContext(connection) as queries:
        take_in(again)
    brought = [query for query in queries if "vectors" in query["sql"] and "grouping_profile" in query["sql"]]
    assert len([query for query in brought if query["sql"].startswith("SELECT")]) == 1


def _profile(word: str) -> Profile:
    return Profile(language="ar", words={word: 1.0}, names={})
