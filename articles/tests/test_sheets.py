"""Sheets: what they hold, and how they tell that something has changed."""

from pathlib import Path

import pytest
from django.test import Client

from articles.comparison.articles import compare
from articles.coverage import cover, coverage
from articles.models import Article, Story
from articles.sheets import PartName, Pins, Sheet, check, sheet_of_pair, sheet_of_story
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood(tmp_path: Path) -> Story:
    one, _ = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    story = Article.objects.get(pk=one.pk).story
    assert story
    return story


def sheet(story: Story) -> Sheet:
    cover(story.pk)
    return sheet_of_story(coverage(story))


def test_it_lists_contradictions_first_in_the_words_of_both(flood: Story) -> None:
    made = sheet(flood)
    first = made.parts[0]
    assert first.name is PartName.CONFLICT
    assert {"400", "900"} <= {word for said in first.entries[0].said for word in said.text.split()}
    for part in made.parts:
        for said in (said for entry in part.entries for said in entry.said):
            body = Article.objects.get(pk=said.article).body
            assert body[said.start :].startswith(said.text)


def test_the_same_story_has_the_same_pins(flood: Story) -> None:
    pins = sheet(flood).pins
    assert Pins.read(str(pins)) == pins == sheet(flood).pins
    assert check(sheet(flood), pins).same


def test_it_says_whose_text_has_changed(flood: Story) -> None:
    pins = sheet(flood).pins
    article = Article.objects.filter(story=flood).earliest("pk")
    Article.objects.filter(pk=article.pk).update(body=article.body.replace("400", "500"))
    found = check(sheet(flood), pins)
    assert not found.same
    assert (found.changed, found.joined, found.left, found.rules) == ((article.pk,), (), (), False)


def test_it_says_who_joined_and_who_left(flood: Story) -> None:
    now = sheet(flood)
    first, second = now.pins.texts
    texts = {first: now.pins.texts[first], 999: "0" * 11}
    found = check(now, Pins(found="0" * 11, rules=now.pins.rules, texts=texts))
    assert (found.joined, found.left, found.changed) == ((second,), (999,), ())


def test_it_says_that_the_rules_or_only_people_have_changed_something(flood: Story) -> None:
    now = sheet(flood)
    other = Pins(found="0" * 11, rules="0" * 11, texts=now.pins.texts)
    assert check(now, other).rules
    assert not check(now, other).by_people
    decided = Pins(found="0" * 11, rules=now.pins.rules, texts=now.pins.texts)
    assert check(now, decided).by_people


def test_a_pair_has_a_sheet_too(flood: Story) -> None:
    a, b = Article.objects.filter(story=flood).order_by("pk")
    made = sheet_of_pair(compare(a, b))
    assert made.parts[0].name is PartName.CONFLICT
    assert [said.article for said in made.parts[0].entries[0].said] == [a.pk, b.pk]
    assert made.parts[-1].name is PartName.ALONE
    assert Pins.read(str(made.pins)) == made.pins


@pytest.mark.parametrize("text", ["", ".", "a.b", "0.0.1-1", "x" * 11 + "." + "y" * 11, "1-2-3", "٣" * 11])
def test_what_is_no_pins_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"pins|unpack|length|invalid"):
        Pins.read(text)


def test_the_page_gives_an_address_that_can_be_checked(client: Client, flood: Story) -> None:
    address = f"/en/stories/{flood.pk}/sheet/"
    page = client.get(address)
    pinned = page.context["address"]
    assert "still comes out the same" in client.get(pinned).content.decode()
    assert page.context["changes"] is None
    article = Article.objects.filter(story=flood).earliest("pk")
    Article.objects.filter(pk=article.pk).update(body=article.body.replace("400", "500"))
    later = client.get(pinned).content.decode()
    assert "no longer comes out" in later
    assert f"/en/articles/{article.pk}/revisions/" in later


def test_a_deleted_article_is_counted(client: Client, flood: Story) -> None:
    pinned = client.get(f"/en/stories/{flood.pk}/sheet/").context["address"]
    gone = Article.objects.filter(story=flood).latest("pk")
    gone.delete()
    page = client.get(pinned).content.decode()
    assert "1 article has been deleted." in page


def test_a_pair_is_checked_by_its_address(client: Client, flood: Story) -> None:
    a, b = Article.objects.filter(story=flood).order_by("pk")
    page = client.get(f"/ar/compare/sheet/?a={a.pk}&b={b.pk}")
    assert client.get(page.context["address"]).context["changes"].check.same
    assert client.get(f"/ar/compare/sheet/?a={a.pk}&b={a.pk}").status_code == 404


@pytest.mark.parametrize("pins", ["x", "%00", "1-2-3", "0" * 100_000, "٣" * 11, "../../etc"])
def test_mistyped_pins_are_told(client: Client, flood: Story, pins: str) -> None:
    page = client.get(f"/en/stories/{flood.pk}/sheet/?pins={pins[:4000]}")
    assert page.status_code == 200
    assert "incomplete or mistyped" in page.content.decode()
