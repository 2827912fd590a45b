"""What editors decide about stories holds in every later run, and every decision can be undone."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from articles.changes import ChangeError, Kind, make, undo
from articles.changes.stories import LOCKED, MERGED, PLACED, SPLIT_OFF, TITLED, number_for_story
from articles.models import Article, Change, Placement, Story
from articles.models.changes import Json
from articles.pipeline import group_again, ingest, reread_all
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, FOOTBALL, QUAKE_BY_A, QUAKE_BY_B, articles, write
from articles.tests.factories import take_in as take

QUAKE_AGAIN = QUAKE_BY_B.replace("وعرضت أستراليا المساعدة في عمليات الإنقاذ", "وزار الوزير جزيرة سيرام")
FLOOD_AGAIN = FLOOD_BY_A.replace("وانقطعت الكهرباء عن السوق", "وأقيمت خيام في المدرسة")


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("salma")


@pytest.fixture
def two(db: None, tmp_path: Path) -> list[Article]:
    """Two articles on a quake, two on a flood: two stories."""
    found = articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_BY_B, c=FLOOD_BY_A, d=FLOOD_BY_B)
    assert found[0].story_id == found[1].story_id != found[2].story_id == found[3].story_id
    return found


def decide(kind: Kind, subject: object, value: Json, editor: User) -> Change:
    change = make(kind, str(subject), value, by=editor)
    assert change
    return change


def homes(found: list[Article]) -> list[int | None]:
    """The stories of the articles after everything has been grouped and read again."""
    group_again(Article.objects.order_by("pk"))
    reread_all(Article.objects.order_by("pk"))
    group_again(Article.objects.order_by("-pk"))
    stories = dict(Article.objects.values_list("pk", "story"))
    return [stories[article.pk] for article in found]


def move(article: Article, story: int | None, editor: User) -> Change:
    return decide(PLACED, article.pk, {"story": story, "left": article.story_id}, editor)


def split(found: list[Article], editor: User) -> tuple[int, Change]:
    new = number_for_story()
    value = {"left": found[0].story_id, "articles": [article.pk for article in found]}
    return new, decide(SPLIT_OFF, new, value, editor)


def test_a_moved_article_stays_where_a_person_put_it(two: list[Article], editor: User) -> None:
    quake, flood = two[0].story_id, two[2].story_id
    change = move(two[1], flood, editor)
    assert homes(two) == [quake, flood, flood, flood]
    undo(change, PLACED, by=editor)
    assert homes(two) == [quake, quake, flood, flood]
    assert not Placement.objects.exists()


def test_an_undone_undo_moves_it_again(two: list[Article], editor: User) -> None:
    quake, flood = two[0].story_id, two[2].story_id
    undo(undo(move(two[1], flood, editor), PLACED, by=editor), PLACED, by=editor)
    assert homes(two) == [quake, flood, flood, flood]


def test_the_last_article_of_a_story_leaves_its_address_behind(
    two: list[Article], editor: User, tmp_path: Path
) -> None:
    alone = articles(tmp_path / "more", e=FOOTBALL)[-1]
    empty, flood = alone.story_id, two[2].story_id
    change = move(alone, flood, editor)
    assert empty and Story.objects.roots_of([empty]) == {empty: flood}
    undo(change, PLACED, by=editor)
    assert homes([alone]) == [empty]
    assert Story.objects.get(pk=empty).merged_into is None


def test_merged_stories_stay_one_and_take_in_what_either_would(
    two: list[Article], editor: User, tmp_path: Path
) -> None:
    quake, flood = two[0].story_id, two[2].story_id
    change = decide(MERGED, quake, flood, editor)
    assert homes(two) == [flood] * 4
    later = articles(tmp_path / "later", e=QUAKE_AGAIN, f=FLOOD_AGAIN)[-2:]
    assert [article.story_id for article in later] == [flood] * 2
    assert quake and Story.objects.roots_of([quake]) == {quake: flood}
    undo(change, MERGED, by=editor)
    assert homes([*two, *later]) == [quake, quake, flood, flood, quake, flood]


def test_merges_after_merges_are_undone_one_by_one(two: list[Article], editor: User, tmp_path: Path) -> None:
    third = articles(tmp_path / "more", e=FOOTBALL)[-1]
    quake, flood, football = two[0].story_id, two[2].story_id, third.story_id
    first = decide(MERGED, quake, flood, editor)
    second = decide(MERGED, flood, football, editor)
    assert homes([*two, third]) == [football] * 5
    undo(first, MERGED, by=editor)
    assert homes([*two, third]) == [quake, quake, football, football, football]
    undo(second, MERGED, by=editor)
    assert homes([*two, third]) == [quake, quake, flood, flood, football]


def test_stories_cannot_be_merged_in_a_ring(two: list[Article], editor: User) -> None:
    quake, flood = two[0].story_id, two[2].story_id
    decide(MERGED, quake, flood, editor)
    for subject, value in ((flood, quake), (quake, flood + 1 if flood else 0), (flood, flood)):
        with pytest.raises(ChangeError):
            make(MERGED, str(subject), value, by=editor)
    assert homes(two) == [flood] * 4


def test_articles_split_off_do_not_come_together_again(two: list[Article], editor: User) -> None:
    quake = two[0].story_id
    new, change = split([two[1]], editor)
    assert homes(two)[:2] == [quake, new]
    undo(change, SPLIT_OFF, by=editor)
    assert homes(two)[:2] == [quake, quake]
    assert Story.objects.roots_of([new]) == {new: quake}


def test_an_article_split_off_and_moved_on_goes_back_step_by_step(two: list[Article], editor: User) -> None:
    quake, flood = two[0].story_id, two[2].story_id
    new, first = split([two[1]], editor)
    two[1].refresh_from_db()
    second = move(two[1], flood, editor)
    assert homes(two) == [quake, flood, flood, flood]
    undo(second, PLACED, by=editor)
    assert homes(two) == [quake, new, flood, flood]
    undo(first, SPLIT_OFF, by=editor)
    assert homes(two) == [quake, quake, flood, flood]


def test_a_split_leaves_something_behind_and_takes_something(two: list[Article], editor: User) -> None:
    for chosen in ([], [two[2].pk], [two[0].pk, two[1].pk], [10**12]):
        with pytest.raises(ChangeError):
            value = {"left": two[0].story_id, "articles": chosen}
            make(SPLIT_OFF, str(number_for_story()), value, by=editor)
    assert Story.objects.count() == 2
    assert not Change.objects.exists()


def test_a_locked_story_takes_none_in_and_lets_none_go(
    two: list[Article], editor: User, tmp_path: Path
) -> None:
    quake, flood = two[0].story_id, two[2].story_id
    move(two[2], quake, editor)
    Placement.objects.all().delete()  # as if rules had put it there
    change = decide(LOCKED, quake, True, editor)
    assert homes(two) == [quake, quake, quake, flood]
    later = articles(tmp_path / "later", e=QUAKE_AGAIN)[-1]
    assert later.story_id not in (quake, flood)
    undo(change, LOCKED, by=editor)
    a, b, c, d = homes(two)
    assert a == b != c == d


def test_a_changed_text_stays_where_a_person_put_it(two: list[Article], editor: User, tmp_path: Path) -> None:
    flood = two[2].story_id
    move(two[1], flood, editor)
    take(write(tmp_path, b=QUAKE_AGAIN))
    assert homes(two)[1] == flood


def test_titles_are_given_in_each_language_and_taken_back(two: list[Article], editor: User) -> None:
    quake = two[0].story_id
    change = decide(TITLED, quake, {"ar": " زلزال  سيرام ", "en": ""}, editor)
    story = Story.objects.with_members().get(pk=str(quake))
    assert story.given_title == ("زلزال سيرام", "ar")
    undo(change, TITLED, by=editor)
    assert Story.objects.with_members().get(pk=str(quake)).given_title == ("", "")


@pytest.mark.parametrize("subject", ["", "0", "x", "٣", "-1", "9" * 30, "999999999"])
def test_what_is_gone_is_said_to_be_gone(two: list[Article], editor: User, subject: str) -> None:
    for kind, value in (
        (PLACED, {"story": two[0].story_id, "left": None}),
        (MERGED, two[0].story_id),
        (TITLED, {"ar": "x", "en": ""}),
        (LOCKED, True),
    ):
        with pytest.raises(ChangeError):
            make(kind, subject, value, by=editor)
        assert kind.places([subject])[subject].words


def test_the_log_tells_every_kind_in_words(two: list[Article], editor: User) -> None:
    quake, flood = two[0].story_id, two[2].story_id
    changes = [
        decide(TITLED, flood, {"ar": "", "en": "The flood"}, editor),
        decide(LOCKED, flood, True, editor),
        move(two[1], flood, editor),
        split([two[3]], editor)[1],
        decide(MERGED, quake, flood, editor),
    ]
    for change, kind in zip(changes, (TITLED, LOCKED, PLACED, SPLIT_OFF, MERGED), strict=True):
        place = kind.places([change.subject])[change.subject]
        assert place.view and place.words
        assert all(kind.words([(change.subject, change.after)]))
        assert kind.words([(change.subject, None)]) == [""]


def test_taking_in_the_same_again_changes_nothing(two: list[Article], editor: User, tmp_path: Path) -> None:
    flood = two[2].story_id
    move(two[1], flood, editor)
    before = list(Article.objects.order_by("pk").values("pk", "story", "story_score"))
    take(tmp_path)
    assert list(ingest([])) == []
    assert list(Article.objects.order_by("pk").values("pk", "story", "story_score")) == before
