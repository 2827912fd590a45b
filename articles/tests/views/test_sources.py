"""Whom outlets cite, and how many voices they are."""

import re
from pathlib import Path

import pytest
from django.test import Client

from articles.analysis.stories.independence import Ground, Independence, Shared, Stretch, Teller
from articles.analysis.stories.tellings import Place
from articles.analysis.text.spans import Span
from articles.coverage import coverage
from articles.coverage.voices import MOST_DRAWN, Voices
from articles.models import Story
from articles.tests.factories import articles

pytestmark = pytest.mark.django_db

WIRE = (
    "غرقت عبارة تقل مئة وعشرين راكباً قبالة سواحل جزيرة ماريندا فجر السبت بعد أن اصطدمت بصخور قريبة من مدخل"
    " الميناء، وتمكنت قوارب الصيد من إنقاذ معظم الركاب قبل وصول فرق خفر السواحل إلى المكان بساعة كاملة.\n\n"
    "وكانت العبارة قد أبحرت مساء الجمعة من مدينة تولا متوجهة إلى العاصمة في رحلة تستغرق عادة ست ساعات.\n\n"
)
OFFICIAL = "وقال وزير النقل سامي حداد إن العبارة كانت تحمل عدداً من الركاب أكبر من المسموح به.\n"
UNNAMED = "وقالت مصادر إن التحقيق في غرق العبارة قبالة ماريندا بدأ مساء السبت.\n"
OWN = "غرقت عبارة قبالة جزيرة ماريندا يوم السبت، وأنقذ صيادون معظم ركابها المئة والعشرين من مياه باردة.\n\n"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    texts = {"a": WIRE + OFFICIAL, "b": WIRE + UNNAMED, "c": OWN + OFFICIAL}
    taken = articles(tmp_path, **{name: f"غرق عبارة قبالة ماريندا\n\n{text}" for name, text in texts.items()})
    story = taken[0].story
    assert story and story.articles.count() == 3
    return story


def page(client: Client, story: Story, query: str = "") -> str:
    return client.get(f"/en/stories/{story.pk}/sources/{query}").content.decode()


def test_the_number_of_voices_is_said_with_its_reason(client: Client, story: Story) -> None:
    html = page(client, story)
    assert "3 outlets tell this story:" in html
    assert "2 independent voices, as far as the texts tell." in html
    assert re.search(r"so one voice: <bdi>a.txt</bdi> · <bdi>b.txt</bdi>", html)
    assert "Not known: neither a credit nor the time of publication tells." in html


def test_the_picture_has_a_name_a_description_and_its_table(client: Client, story: Story) -> None:
    html = page(client, story)
    (svg,) = re.findall(r'<svg viewBox="0 0 640.*?</svg>', html, re.DOTALL)
    assert "<title" in svg and "<desc" in svg and "style=" not in svg
    assert svg.count("<rect") == 2
    (table,) = re.findall(r'<table class="shared">.*?</table>', html, re.DOTALL)
    assert "غرقت عبارة تقل مئة وعشرين" in table


def test_sources_are_counted_by_outlet_and_open_their_sentences(client: Client, story: Story) -> None:
    html = page(client, story)
    (row,) = re.findall(r'<tr id="s1">.*?</tr>', html, re.DOTALL)
    assert "سامي حداد" in row
    assert re.findall(r"<td>(?:<a [^>]*>(\d)</a>)?</td>", row) == ["1", "", "1"]
    opened = page(client, story, "?source=1")
    (evidence,) = re.findall(r'<div class="evidence">.*?</td>', opened, re.DOTALL)
    assert evidence.count('class="snippet"') == 2


@pytest.mark.parametrize(
    "query", ["?source=0", "?source=x", "?source=999", "?page=-3", "?source=" + "9" * 40]
)
def test_nonsense_opens_nothing(client: Client, story: Story, query: str) -> None:
    assert 'class="evidence"' not in page(client, story, query)


def test_a_story_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/en/stories/999999/sources/").status_code == 404


@pytest.mark.parametrize("mirrored", [True, False])
def test_of_many_outlets_no_more_are_drawn_than_can_be_read(story: Story, *, mirrored: bool) -> None:
    found = coverage(story)
    number = found.articles[0].pk
    many = MOST_DRAWN + 5
    place = Place(number, 0, Span(0, 4))
    shared = tuple(
        Shared(
            a=n,
            b=n + 1,
            share_a=0.2,
            share_b=0.2,
            words=30,
            stretches=(Stretch(a=place, b=place, words=30),),
            ground=Ground.TIME,
            taker=n + 1,
        )
        for n in range(many - 1)
    )
    tellers = tuple(Teller(outlet=str(n), articles=(n,), agencies=("afp",)) for n in range(many))
    story_ = Independence(tellers=tellers, shared=shared, voices=tuple((n,) for n in range(many)), fewest=1)
    object.__setattr__(
        found, "__dict__", {**vars(found), "by_number": dict.fromkeys(range(many), found.articles[0])}
    )
    picture = Voices(found, story_, "en").picture(mirrored=mirrored)
    assert picture is not None
    assert (len(picture.outlets), picture.left_out) == (MOST_DRAWN, 5)
    assert [node.name for node in picture.agencies] == ["Agence France-Presse"]
    assert all(0 <= node.left <= picture.width - picture.box for node in picture.outlets)
