"""Editors' forms on stories: what they do, what they say, and who may use them."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Change, Placement, Story
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, QUAKE_BY_A, QUAKE_BY_B, articles


@pytest.fixture
def two(db: None, tmp_path: Path) -> list[Article]:
    """Two articles on a quake, two on a flood: two stories."""
    return articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_BY_B, c=FLOOD_BY_A, d=FLOOD_BY_B)


@pytest.fixture
def editor(two: list[Article], client: Client) -> Client:
    client.force_login(User.objects.create_user("salma"))
    return client


def story_of(article: Article) -> int:
    return int(Article.objects.values_list("story", flat=True).get(pk=article.pk))


def post(editor: Client, path: str, **data: object) -> str:
    """The page that an editor sees after posting a form."""
    response = editor.post(f"/en/{path}", data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_readers_see_no_forms_and_may_post_none(two: list[Article], client: Client) -> None:
    page = client.get(f"/en/stories/{two[0].story_id}/")
    assert "Edit this story" not in page.content.decode()
    assert not page.cookies
    for path in (f"stories/{two[0].story_id}/{does}/" for does in ("rename", "lock", "merge", "split")):
        assert "/sign-in/" in client.post(f"/en/{path}").headers["Location"]
    assert "/sign-in/" in client.get(f"/en/articles/{two[0].pk}/move/").headers["Location"]
    assert not Change.objects.exists()


def test_a_title_is_shown_wherever_the_story_is(editor: Client, two: list[Article]) -> None:
    story = two[0].story_id
    page = post(editor, f"stories/{story}/rename/", title_ar="زلزال سيرام <b>", title_en="Seram quake")
    assert "The title has been changed." in page and "Undo" in page
    assert '<h1 lang="en" dir="ltr">Seram quake</h1>' in page
    assert "زلزال سيرام &lt;b&gt;" in editor.get("/ar/").content.decode()
    assert "Seram quake" in editor.get("/en/log/").content.decode()
    post(editor, f"stories/{story}/rename/", title_ar="", title_en="")
    assert "Seram quake" not in editor.get(f"/en/stories/{story}/").content.decode()


def test_a_title_that_is_too_long_is_refused(editor: Client, two: list[Article]) -> None:
    page = post(editor, f"stories/{two[0].story_id}/rename/", title_ar="ق" * 301)
    assert "at most 300" in page
    assert not Change.objects.exists()


def test_a_story_is_locked_and_unlocked(editor: Client, two: list[Article]) -> None:
    story = two[0].story_id
    assert "Unlock the story" in post(editor, f"stories/{story}/lock/", locked="on")
    assert "Lock the story" in post(editor, f"stories/{story}/lock/")


def test_chosen_articles_become_a_story(editor: Client, two: list[Article]) -> None:
    page = post(editor, f"stories/{two[0].story_id}/split/", articles=[two[1].pk])
    assert "1 article is a story of its own now." in page
    assert story_of(two[1]) not in (two[0].story_id, two[2].story_id)
    assert "An editor split it off into this story" not in page  # a story of one article needs no reasons


@pytest.mark.parametrize("chosen", [(), (0, 1), (2,), ("x",)])
def test_a_split_that_makes_no_sense_changes_nothing(
    editor: Client, two: list[Article], chosen: tuple[int | str, ...]
) -> None:
    keys = [two[n].pk if isinstance(n, int) else n for n in chosen]
    page = post(editor, f"stories/{two[0].story_id}/split/", articles=keys)
    assert 'role="status"' in page
    assert not Change.objects.exists() and Story.objects.count() == 2


def test_an_article_is_moved_to_a_story_found_by_its_words(editor: Client, two: list[Article]) -> None:
    page = editor.get(f"/en/articles/{two[1].pk}/move/", {"q": "فيضان"}).content.decode()
    assert f"/en/stories/{two[2].story_id}/" in page and "Move it here" in page
    assert f"/en/stories/{two[0].story_id}/" not in page.partition("<form")[2].partition("<section")[2]
    page = post(editor, f"articles/{two[1].pk}/move/", story=two[2].story_id)
    assert "The article has been moved." in page
    assert "An editor moved it here:" in page and "salma" in page
    assert story_of(two[1]) == two[2].story_id
    assert Placement.objects.get().held


def test_an_article_without_a_story_chosen_gets_one_of_its_own(editor: Client, two: list[Article]) -> None:
    assert "story of its own" in post(editor, f"articles/{two[1].pk}/move/", story="")
    assert story_of(two[1]) not in (two[0].story_id, two[2].story_id)


def test_the_likest_stories_are_offered_first_with_their_scores(editor: Client, two: list[Article]) -> None:
    post(editor, f"stories/{two[0].story_id}/split/", articles=[two[1].pk])
    page = editor.get(f"/en/articles/{two[1].pk}/move/").content.decode()
    assert f'href="/en/stories/{two[0].story_id}/"' in page and "of 100" in page
    page = editor.get(f"/en/stories/{two[0].story_id}/merge/").content.decode()
    assert f'href="/en/stories/{story_of(two[1])}/"' in page and "Merge into this one" in page


def test_a_merged_story_leads_to_the_one_that_took_it_in(editor: Client, two: list[Article]) -> None:
    quake, flood = two[0].story_id, two[2].story_id
    page = post(editor, f"stories/{quake}/merge/", story=flood)
    assert "The two stories are one now." in page
    assert "It came with a story that an editor merged into this one" in page
    for path in ("", "facts/", "?q=1"):
        response = editor.get(f"/en/stories/{quake}/{path}")
        assert (response.status_code, response["Location"]) == (301, f"/en/stories/{flood}/{path}")
    front = editor.get("/en/").content.decode()
    assert f"/stories/{flood}/" in front and f"/stories/{quake}/" not in front
    assert editor.get("/en/stories/987654/").status_code == 404
    change = Change.objects.get()
    editor.post(f"/en/log/{change.pk}/undo/", {"next": "/en/"})
    assert editor.get(f"/en/stories/{quake}/").status_code == 200


@pytest.mark.parametrize("story", ["x", "0", "-1", "9" * 40, "987654"])
def test_a_story_that_is_not_there_takes_nothing(editor: Client, two: list[Article], story: str) -> None:
    assert "This story is gone." in post(editor, f"articles/{two[0].pk}/move/", story=story)
    assert "This story is gone." in post(editor, f"stories/{two[0].story_id}/merge/", story=story)
    assert not Change.objects.exists()


def test_a_receipt_tells_what_spoke_for_and_against_and_what_came_near(
    editor: Client, two: list[Article]
) -> None:
    later = Article.objects.get(pk=two[1].pk)
    later.story_reasons = [*later.story_reasons, {"kind": "time", "weight": -1.5, "shared": []}]
    later.story_nearest = {"story": two[2].story_id, "score": 0.31}
    later.save()
    page = editor.get(f"/en/stories/{two[0].story_id}/").content.decode()
    assert "How well it fits:" in page and "From 50 on" in page
    assert "What spoke against it:" in page and "The days between it and the others" in page
    assert "The next nearest story:" in page and "31 of 100" in page
