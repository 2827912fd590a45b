"""The page of a comparison: how much is copied, what is marked, what can be taken away."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.tests.factories import QUAKE_BY_A, QUAKE_BY_B, articles


@pytest.fixture
def pair(db: None, tmp_path: Path) -> dict[str, int]:
    exactly = QUAKE_BY_A.replace(" على الأقل", "")
    other = exactly.replace("14 شخصاً", "31 شخصاً").replace("خياماً", "أغطية")
    a, b = articles(tmp_path, a=exactly, b=other)
    return {"a": a.pk, "b": b.pk}


Asked = dict[str, int | str]


def _page(client: Client, pair: Mapping[str, int], **asked: str) -> str:
    query: Asked = {**pair, **asked}
    return client.get("/en/compare/", query).text


def _marks(page: str) -> list[tuple[str, str, str]]:
    """Class, title and words of every mark."""
    return re.findall(r'<span class="([^"]*)" title="([^"]*)">([^<]*)</span>', page)


def test_it_marks_another_figure_and_other_words(client: Client, pair: dict[str, int]) -> None:
    marks = {(title, words): kinds.split() for kinds, title, words in _marks(_page(client, pair))}
    assert "is-differs-figure" in marks["31", "14"]
    assert "is-differs-wording" in marks["أغطية", "خياماً"]


def test_only_differences_keep_a_copy_with_another_figure(client: Client, pair: dict[str, int]) -> None:
    shown = client.get("/ar/compare/", Asked(pair, view="differences")).context["rows"]
    kinds = {
        kind for each in shown for cell in each.row.left for piece in cell.pieces for kind in piece.kinds
    }
    assert "differs-figure" in kinds


def test_it_begins_with_what_is_in_conflict(client: Client, pair: dict[str, int]) -> None:
    page = _page(client, pair)
    conflict = page[page.index('class="conflicts"') : page.index('class="tally"')]
    assert "14" in conflict and "31" in conflict
    assert 'href="#s1"' in conflict


def test_it_says_how_much_is_shared_and_copied(client: Client, pair: dict[str, int]) -> None:
    page = _page(client, pair)
    assert "of 3 sentences have a counterpart" in page
    assert "of its own words are in both word for word" in page


VIEWS = ("rows", "differences", "conflicts", "quotations", "original")


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_an_address_with_its_count(client: Client, pair: dict[str, int], view: str) -> None:
    page = _page(client, pair, view=view)
    assert re.search(rf'id="show-{view}"[^>]* aria-current="true"', page)
    assert len(re.findall(r'aria-current="true"', page)) == 1
    assert 'class="count"' in page


def test_only_conflicts_shows_them_and_says_what_it_hides(client: Client, pair: dict[str, int]) -> None:
    response = client.get("/en/compare/", Asked(pair, view="conflicts"))
    rows = response.context["rows"]
    assert [each.row.id for each in rows] == ["s1"]
    assert f"{response.context['hidden']} rows that are not in conflict are hidden" in response.text
    assert "Nothing in these two articles" not in response.text


def test_articles_without_a_conflict_say_so(client: Client, quake: list[Article]) -> None:
    page = _page(client, {"a": quake[0].pk, "b": quake[3].pk}, view="conflicts")
    assert "Nothing in these two articles was found to be in conflict" in page


def test_quotations_stand_beside_their_counterpart(client: Client, pair: dict[str, int]) -> None:
    page = _page(client, pair, view="quotations")
    assert page.count("البحث عن المفقودين لم يتوقف طوال الليل") == 2
    assert "Word for word" in page


def test_the_original_order_leads_from_each_sentence_to_its_counterpart(
    client: Client, pair: dict[str, int]
) -> None:
    page = _page(client, pair, view="original")
    for link in ("#a1", "#b1"):
        assert f'href="{link}"' in page
        assert f'id="{link[1:]}"' in page


@pytest.mark.parametrize(
    "asked", [{"view": "sideways"}, {"marks": "nothing"}, {"link": "0-0"}, {"link": "<b>"}]
)
def test_nonsense_in_the_address_shows_all(
    client: Client, pair: dict[str, int], asked: dict[str, str]
) -> None:
    response = client.get("/en/compare/", Asked(pair, **asked))
    assert response.status_code == 200
    assert len(response.context["rows"]) == len(response.context["comparison"].rows)


@pytest.mark.parametrize(
    "chosen", ["a=1", "a=x&b=%00", "a=99999999999999999999&b=1", "b=-1", "a=1&a=2&b=", "a=0&b=0"]
)
def test_what_cannot_be_compared_leads_to_the_choice(client: Client, db: None, chosen: str) -> None:
    response = client.get(f"/en/compare/?{chosen}")
    assert response.status_code == 200
    assert response.context["comparison"] is None


def test_a_link_opens_its_evidence_at_an_address(client: Client, pair: dict[str, int]) -> None:
    page = _page(client, pair, link="1-1")
    assert 'id="evidence"' in page
    assert "Different figures for the same thing" in page
    assert re.search(r'id="why-1-1"[^>]*aria-expanded="true"', page)


def test_the_evidence_of_a_hidden_row_stands_by_itself(client: Client, pair: dict[str, int]) -> None:
    assert 'id="evidence"' in _page(client, pair, link="2-2", view="conflicts")


@pytest.mark.parametrize("view", ["original", "quotations"])
def test_every_view_leads_to_the_evidence(client: Client, pair: dict[str, int], view: str) -> None:
    page = _page(client, pair, view=view)
    (address, *_) = re.findall(r'href="(\?[^"]*link=2-2)#evidence"', page)
    assert 'id="evidence"' in client.get(f"/en/compare/{address.replace('&amp;', '&')}").text


def test_a_link_that_is_gone_is_said_to_be(client: Client, pair: dict[str, int]) -> None:
    assert "There is no such link" in _page(client, pair, link="1-77")


def test_htmx_gets_the_comparison_or_one_row(client: Client, pair: dict[str, int]) -> None:
    def fragment(target: str) -> str:
        headers = {"HX-Request": "true", "HX-Target": target}
        response = client.get("/en/compare/", Asked(pair, link="1-1"), headers=headers)
        assert {"HX-Request", "HX-Target"} <= set(response.headers["Vary"].split(", "))
        return response.text.strip()

    row = fragment("s1")
    assert row.startswith('<li class="row') and row.endswith("</li>")
    assert 'id="evidence"' in row
    whole = fragment("comparison")
    assert "<html" not in whole and 'id="s2"' in whole
    assert re.search(r'<p id="announcement" hx-swap-oob="innerHTML">\s*\d+ rows? shown', whole)
    assert "hx-swap-oob" not in _page(client, pair)
    assert fragment("s<b>") == whole


def test_marks_stay_when_something_else_is_asked(client: Client, pair: dict[str, int]) -> None:
    page = _page(client, pair, marks="names")
    assert re.search(r'id="mark-names" checked', page)
    assert not re.search(r'id="mark-figures" checked', page)
    links = re.findall(r'href="(\?[^"]*(?:view|link)=[^"]*)"', page)
    assert links
    assert all("marks=names" in link for link in links)


def test_names_figures_quotations_and_copies_can_be_marked(client: Client, pair: dict[str, int]) -> None:
    page = _page(client, pair)
    assert all(f"is-{kind}" in page for kind in ("mentioned", "counted", "spoken", "copied"))


def test_either_side_can_be_another_article_of_the_story(client: Client, quake: list[Article]) -> None:
    a, b, c, _ = (article.pk for article in quake)
    page = _page(client, {"a": a, "b": b}, view="quotations")
    assert f'href="?a={c}&amp;b={b}&amp;view=quotations"' in page
    assert f'href="?a={a}&amp;b={c}&amp;view=quotations"' in page


def test_the_two_can_be_swapped_in_the_same_view(client: Client, pair: dict[str, int]) -> None:
    page = _page(client, pair, view="original", marks="names")
    assert f'href="?a={pair["b"]}&amp;b={pair["a"]}&amp;view=original&amp;marks=names"' in page


@pytest.mark.parametrize("view", VIEWS)
def test_the_number_of_queries_does_not_grow_with_the_texts(
    client: Client, pair: dict[str, int], django_assert_max_num_queries: DjangoAssertNumQueries, view: str
) -> None:
    with django_assert_max_num_queries(8):
        _page(client, pair, view=view, link="1-1")


def test_markup_in_a_text_stays_text(client: Client, db: None, tmp_path: Path) -> None:
    text = QUAKE_BY_A.replace("خياماً", "<script>alert(1)</script> خياماً").replace("14", "\u202e14")
    a, b = articles(tmp_path, a=text, b=QUAKE_BY_B)
    for view in VIEWS:
        page = _page(client, {"a": a.pk, "b": b.pk}, view=view, link="1-1")
        assert "<script>alert" not in page


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_it_offers_the_whole_comparison_as_files(client: Client, pair: dict[str, int], form: str) -> None:
    page = client.get("/ar/compare/", pair).content.decode()
    address = f"/ar/compare.{form}?a={pair['a']}&amp;b={pair['b']}"
    assert f'href="{address}"' in page
    assert client.get(address.replace("&amp;", "&")).status_code == 200
