"""The facts of a story by outlets."""

import re

import pytest
from django.test import Client

from articles.analysis.stories.facts import Facts
from articles.coverage import coverage
from articles.models import Article, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(quake: list[Article]) -> Story:
    story = Article.objects.get(pk=quake[0].pk).story
    assert story
    return story


@pytest.fixture
def html(client: Client, story: Story) -> str:
    return client.get(f"/en/stories/{story.pk}/facts/").content.decode()


def rows(html: str) -> list[str]:
    return re.findall(r'<tr id="f.*?</tr>', html, re.DOTALL)


def test_every_fact_has_a_cell_for_every_outlet(html: str) -> None:
    assert len(rows(html)) > 3
    assert {row.count("<td") for row in rows(html)} == {3}
    assert html.count('<th scope="col"') == 4


def test_each_cell_says_in_a_word_what_is_there(html: str) -> None:
    said = {word for row in rows(html) for word in re.findall(r'hidden">([\w ]+)</span></a></td>', row)}
    assert said <= {"Reported", "In part", "In conflict", "Absent"}
    assert {"Reported", "Absent"} <= said


def test_filters_are_counted_and_show_no_others(client: Client, story: Story, html: str) -> None:
    (count,) = re.findall(r"Only one outlet <small>(\d+)</small>", html)
    shown = client.get(f"/en/stories/{story.pk}/facts/?show=one").content.decode()
    assert len(rows(shown)) == int(count)
    assert all(row.count('class="is-absent"') == 2 for row in rows(shown))


@pytest.mark.parametrize("show", ["but-one", "conflicts", "quoted"])
def test_a_filter_that_finds_none_says_so(client: Client, story: Story, html: str, show: str) -> None:
    shown = client.get(f"/en/stories/{story.pk}/facts/?show={show}").content.decode()
    (count,) = re.findall(rf"show={show}\"[^>]*>[^<]*<small>(\d+)</small>", html)
    assert len(rows(shown)) == int(count)
    assert ("No fact of this kind" in shown) == (count == "0")


def opened(client: Client, story: Story, *, words: str, column: int) -> str:
    facts = coverage(story).section(Facts)
    assert facts
    found = coverage(story)
    fact = next(
        fact for fact in facts.facts if words in fact.core.span.of(found.by_number[fact.core.article].body)
    )
    address = f"/en/stories/{story.pk}/facts/?fact={fact.id}&outlet={column}"
    return client.get(address).content.decode()


def test_a_reported_cell_opens_its_sentence(
    client: Client, story: Story, quake: list[Article], html: str
) -> None:
    shown = opened(client, story, words="المفقودين", column=quake[1].pk)
    inside = shown[shown.index("matrix__opened") :]
    assert "المفقودين" in inside[: inside.index("Close")]


def test_an_absent_cell_opens_what_was_looked_for(
    client: Client, story: Story, quake: list[Article], html: str
) -> None:
    shown = opened(client, story, words="أستراليا", column=quake[0].pk)
    inside = shown[shown.index("matrix__opened") :]
    assert "Not there, in any form" in inside
    assert "Australia" in inside
    assert "The nearest sentence, which was not enough" in inside


@pytest.mark.parametrize(
    "asked",
    [
        "show=nonsense",
        "fact=1",
        "fact=../..-1",
        "outlet=-3",
        "fact=99999-1&outlet=99999",
        "page=x",
        "fact=1-1&outlet=abc",
        "outlet=99999999999999999999999",
        "fact=9999999999999999999-1",
    ],
)
def test_nonsense_shows_all(client: Client, story: Story, html: str, asked: str) -> None:
    answer = client.get(f"/en/stories/{story.pk}/facts/?{asked}")
    assert answer.status_code == 200
    assert len(rows(answer.content.decode())) == len(rows(html))


def test_it_takes_as_many_queries_for_many_facts_as_for_few(
    client: Client, story: Story, html: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(f"/en/stories/{story.pk}/facts/")
