"""The wording of a story: counted by expression, voice and outlet; every number opens its sentences."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Change, Story, StoryCoverage, TermExpression
from articles.tests.factories import articles

pytestmark = pytest.mark.django_db

NORTH = """اجتياح وادي الزان واتفاق «تاريخي»

اجتاح الجيش بلدة وادي الزان فجر الاثنين وأحرق مخازن القمح في ضواحيها الشرقية، ونزح 900 من سكانها.

وقال العقيد فارس العمري إن «العملية العسكرية» ستستمر حتى الخميس.

وأغلقت المدارس أبوابها في البلدة ثلاثة أيام."""
SOUTH = """الجيش يدخل وادي الزان

دخل الجيش بلدة وادي الزان فجر الاثنين وأحرق مخازن القمح في ضواحيها الشرقية، ونزح 900 من سكانها.

وزعم العقيد فارس العمري أن العملية العسكرية ستستمر حتى الخميس.

وقالت البلدية إن الغزو أغلق المدارس في البلدة ثلاثة أيام."""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    north, south = articles(tmp_path, north=NORTH, south=SOUTH)
    Article.objects.filter(pk=south.pk).update(story=north.story)
    assert north.story
    return north.story


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_user("salma"))
    return client


def _page(client: Client, story: Story, query: str = "", page: str = "wording") -> str:
    response = client.get(f"/en/stories/{story.pk}/{page}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_it_counts_what_each_outlet_calls_a_thing_by_voice(client: Client, story: Story) -> None:
    page = _page(client, story)
    assert "Armed action against a country or territory" in page
    for voice in ("own", "attributed"):
        assert f"concept=armed_action&amp;variant=invasion&amp;voice={voice}&amp;outlet=" in page


def test_every_number_opens_as_many_sentences_as_it_says(client: Client, story: Story) -> None:
    page = _page(client, story)
    links = re.findall(r'href="(\?[^"]+)#sentences">.*?<span class="figure">(\d+)</span>', page)
    assert len(links) > 8
    for address, count in links:
        opened = _page(client, story, address.replace("&amp;", "&"))
        found = re.search(r'id="sentences".*?</section>', opened, re.DOTALL)
        assert found
        assert 0 < found[0].count('<p class="lead"') <= int(count)


def test_it_lists_words_of_speech_with_their_speakers(client: Client, story: Story) -> None:
    page = _page(client, story)
    assert "?tone=claim" in page
    assert "زعم" in _page(client, story, "?tone=claim")
    assert "No sentence like this." in _page(client, story, "?tone=threat")


@pytest.mark.parametrize(
    "query",
    [
        "?voice=loud",
        "?concept=%00",
        "?tone=%D8%A7",
        "?outlet=" + "x" * 400,
        "?concept=no_such_set&outlet=nobody",
    ],
)
def test_nonsense_in_the_address_does_no_harm(client: Client, story: Story, query: str) -> None:
    assert "What they call it" in _page(client, story, query)


def test_it_shows_words_that_compete(client: Client, story: Story) -> None:
    page = _page(client, story)
    assert "Further words that compete" in page
    assert "اجتاح" in page
    assert "دخل" in page
    assert 'name="text"' not in page


def test_an_editor_adds_one_with_a_click_and_takes_it_back(editor: Client, story: Story) -> None:
    page = _page(editor, story)
    assert "Add «دخل» to: Armed action" in page
    data = {
        "language": "ar",
        "text": "دخل",
        "concept": "armed_action",
        "next": f"/en/stories/{story.pk}/wording/",
    }
    response = editor.post("/en/terms/add/", data, follow=True)
    assert "The expression is in the set." in response.content.decode()
    assert "Add «دخل» to" not in _page(editor, story)
    variant = TermExpression.objects.get().variant
    assert f"concept=armed_action&amp;variant={variant}&amp;voice=own" in _page(editor, story)
    assert "in: Armed action" in editor.get("/en/log/").content.decode()
    editor.post(f"/en/log/{Change.objects.get().pk}/undo/")
    assert not TermExpression.objects.exists()
    assert "Add «دخل» to: Armed action" in _page(editor, story)


def test_an_editor_begins_a_set(editor: Client, story: Story) -> None:
    editor.post("/en/terms/add/", {"language": "ar", "text": "مخازن", "label": "مواضع الحبوب"})
    assert "مواضع الحبوب" in _page(editor, story)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"language": "ar", "text": "دخل"},
        {"language": "xx", "text": "دخل", "concept": "armed_action"},
        {"language": "ar", "text": "؟!", "concept": "armed_action"},
        {"language": "ar", "text": "x" * 500, "concept": "armed_action"},
        {"language": "ar", "text": "دخل", "concept": "no_such_set"},
        {"language": "ar", "text": "دخل", "concept": "armed_action", "variant": "Not a key"},
    ],
)
def test_what_is_no_expression_is_refused(editor: Client, story: Story, data: dict[str, str]) -> None:
    assert editor.post("/en/terms/add/", data).status_code == 302
    assert not TermExpression.objects.exists()
    assert not Change.objects.exists()


def test_only_editors_add(client: Client, story: Story) -> None:
    response = client.post("/en/terms/add/", {"language": "ar", "text": "دخل", "concept": "armed_action"})
    assert "sign-in" in response["Location"]
    assert client.get("/en/terms/add/").status_code == 405


def test_what_an_administrator_switches_off_is_not_counted(client: Client, story: Story) -> None:
    assert "variant=invasion" in _page(client, story)
    for text in ("غزو", "غزا", "اجتياح", "اجتاح"):
        TermExpression.objects.create(
            concept="armed_action", variant="invasion", language="ar", text=text, off=True
        )
    assert "variant=invasion" not in _page(client, story)


def test_a_page_that_has_been_counted_is_not_counted_again(client: Client, story: Story) -> None:
    _page(client, story)
    computed = StoryCoverage.objects.get().computed
    _page(client, story)
    assert StoryCoverage.objects.get().computed == computed


def test_headlines_are_held_against_their_bodies(client: Client, story: Story) -> None:
    page = _page(client, story, page="headlines")
    assert "A quotation that the body doesn’t have" in page
    assert "<mark>تاريخي</mark>" in page
    assert "The nearest sentence:" in page


def test_an_article_without_a_headline_is_named(client: Client, story: Story) -> None:
    Article.objects.filter(headline__startswith="الجيش").update(headline="")
    assert "Not checked" in _page(client, story, page="headlines")


def test_a_story_of_one_article_says_that_there_is_nobody_to_compare_with(
    client: Client, tmp_path: Path
) -> None:
    (single,) = articles(tmp_path, north=NORTH)
    assert single.story
    assert "Only one article tells this story so far" in _page(client, single.story)
