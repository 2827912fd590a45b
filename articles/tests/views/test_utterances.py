"""What was said in a story, in all wordings."""

import re
from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article, Entity, Story
from articles.tests.factories import articles

pytestmark = pytest.mark.django_db

OPENING = "افتتحت الحكومة الميناء الجديد على الساحل الشرقي يوم الخميس بحضور مئات السكان.\n\n"
SHORT = "وقال الوزير سامي حداد: «هذا الميناء سيغير وجه المدينة كلها».\n"
LONG = "وقال الوزير سامي حداد: «هذا الميناء سيغير شكل المدينة والساحل كلها. ولن ندفع ثمنه مرتين».\n"
ALONE = "وقالت سائقة الحافلة رنا خليل: «ننتظر فرص العمل منذ أعوام طويلة».\n"


def story_of(folder: Path, **texts: str) -> Story:
    taken = articles(folder, **{name: f"افتتاح الميناء\n\n{OPENING}{text}" for name, text in texts.items()})
    story = taken[0].story
    assert story and story.articles.count() == len(texts)
    return story


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return story_of(tmp_path, a=SHORT, b=LONG, c=SHORT + ALONE)


def page(client: Client, story: Story, query: str = "") -> str:
    return client.get(f"/en/stories/{story.pk}/quotations/{query}").content.decode()


def blocks(html: str) -> list[str]:
    return re.findall(r'<article class="utterance".*?</article>', html, re.DOTALL)


def test_wordings_stand_under_one_another_each_once(client: Client, story: Story) -> None:
    (block,) = blocks(page(client, story))
    assert "3 outlets" in block and "2 wordings" in block
    assert block.count("<blockquote") == 2
    assert "سامي حداد" in block


def test_words_that_differ_are_marked_and_those_missing_are_told(client: Client, story: Story) -> None:
    (block,) = blocks(page(client, story))
    assert re.search(r'is-differs-wording" title="شكل">وجه<', block)
    assert 'class="gap" title="والساحل"' in block
    assert "missing here:" in block


def test_where_a_quotation_is_cut_the_rest_is_told(client: Client, story: Story) -> None:
    (block,) = blocks(page(client, story))
    assert block.count("The quotation goes on:") == 1
    assert (
        len(re.findall(r"Cut here\. In <bdi>b.txt</bdi> the quotation goes on: <bdi.*?>ولن ندفع", block)) == 1
    )


def test_word_under_word_is_a_table_with_the_outlets_as_heads(client: Client, story: Story) -> None:
    (block,) = blocks(page(client, story))
    (table,) = re.findall(r"<table.*?</table>", block, re.DOTALL)
    rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    assert len(rows) == 2
    assert len({row.count("<td") for row in rows}) == 1
    assert all('<th scope="row"' in row for row in rows)


@pytest.mark.parametrize(("show", "shown"), [("", 1), ("differing", 1), ("disputed", 0), ("one", 2)])
def test_filters_are_counted(client: Client, story: Story, show: str, shown: int) -> None:
    html = page(client, story, f"?show={show}")
    assert len(blocks(html)) == shown
    assert ("No utterance of this kind" in html) == (shown == 0)
    counts = re.findall(r"(?:several outlets|differently|speakers|one outlet) <small>(\d+)</small>", html)
    assert counts == ["1", "1", "0", "2"]


def test_a_speaker_can_be_asked_for(client: Client, story: Story) -> None:
    driver = Entity.objects.get(names__text="رنا خليل")
    html = page(client, story, f"?show=one&speaker={driver.pk}")
    (block,) = blocks(html)
    assert "ننتظر" in block
    assert f'value="{driver.pk}" selected' in html


@pytest.mark.parametrize(
    "query", ["?show=nonsense", "?speaker=-1", "?speaker=x&page=99", "?speaker=" + "9" * 30]
)
def test_nonsense_shows_what_is_shown_without_it(client: Client, story: Story, query: str) -> None:
    assert len(blocks(page(client, story, query))) == 1


def test_hostile_words_are_shown_as_words(client: Client, tmp_path: Path) -> None:
    said = "وقال الوزير سامي حداد: «هذا الميناء 5 < 6 && 7 > 6 سيغير وجه المدينة كلها».\n"
    html = page(client, story_of(tmp_path, a=said, b=SHORT))
    assert "5 &lt; 6 &amp;&amp; 7 &gt; 6" in html


def test_a_story_in_which_nobody_speaks_says_so(client: Client, tmp_path: Path) -> None:
    html = page(client, story_of(tmp_path, a="", b="وهطل المطر على الميناء طوال المساء.\n"))
    assert "quote nobody" in html


def test_the_number_of_queries_does_not_grow_with_the_utterances(
    client: Client, tmp_path: Path, django_assert_max_num_queries: object
) -> None:
    many = "".join(f"وقال الشاهد رقم {n}: «دخلت السفينة رقم {n} الميناء قبل الفجر».\n\n" for n in range(1, 9))
    story = story_of(tmp_path, a=SHORT + many, b=LONG + many)
    page(client, story)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        page(client, story)


def test_a_story_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/en/stories/999999/quotations/").status_code == 404
    assert Article.objects.count() == 0
