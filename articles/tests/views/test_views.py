"""Pages say what they should, in both languages, whole and as fragments."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Entity, Story
from articles.tests.factories import FOOTBALL, QUAKE_BY_A, articles, take_in

HTMX = {"HX-Request": "true"}


def _text(response: Any) -> str:
    """What the page says: without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


@pytest.fixture
def addresses(quake: list[Article]) -> Callable[[str], list[str]]:
    entity = Entity.objects.get(names__text="Jakarta")
    a, b = (article.pk for article in quake[:2])

    def of(language: str) -> list[str]:
        start = f"/{language}"
        return [
            f"{start}/",
            f"{start}/stories/{quake[0].story_id}/",
            f"{start}/articles/{a}/",
            f"{start}/entities/",
            f"{start}/entities/{entity.pk}/",
            f"{start}/compare/",
            f"{start}/compare/?a={a}&b={b}",
            f"{start}/search/",
            f"{start}/search/?q=زلزال",
        ]

    return of


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_every_page_stands_in_its_language_and_direction(
    client: Client, addresses: Callable[[str], list[str]], language: str, direction: str
) -> None:
    for address in addresses(language):
        response = client.get(address)
        assert response.status_code == 200, address
        assert re.search(rf'<html[^>]*lang="{language}"[^>]*dir="{direction}"', response.content.decode()), (
            address
        )
        assert not response.cookies, address


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_says_what_to_do_when_there_is_nothing(client: Client, db: None, language: str) -> None:
    for name in ("stories", "entities", "compare", "search"):
        address = reverse(name).replace("/ar/", f"/{language}/")
        assert client.get(address).status_code == 200
    assert "ingest" in _text(client.get(f"/{language}/"))


def test_the_site_opens_in_arabic(client: Client, db: None) -> None:
    assert client.get("/", headers={"accept-language": "fr"}).headers["Location"] == "/ar/"


def test_an_article_shows_its_names_as_links_and_what_was_removed(
    client: Client, db: None, tmp_path: Any
) -> None:
    (article,) = articles(tmp_path, one=QUAKE_BY_A + "\nاقرأ أيضاً:\n")
    page = client.get(f"/ar/articles/{article.pk}/").content.decode()
    jakarta = Entity.objects.get(names__text="Jakarta")
    assert re.search(rf'<a[^>]*href="/ar/entities/{jakarta.pk}/"[^>]*>\s*جاكرتا\s*</a>', page)
    assert "اقرأ أيضاً" in page


def test_an_article_says_why_a_value_is_unknown(client: Client, db: None, tmp_path: Path) -> None:
    (tmp_path / "cup.json").write_text(json.dumps({"text": FOOTBALL, "published": "2099-03-12"}))
    (cup,) = take_in(tmp_path)
    assert cup.article
    page = _text(client.get(f"/en/articles/{cup.article.pk}/"))
    assert "Published unknown (" in page and "2099-03-12 lies ahead)" in page


def test_an_article_keeps_no_white_space_between_a_particle_and_its_name(
    client: Client, quake: list[Article]
) -> None:
    words = _text(client.get(f"/ar/articles/{quake[0].pk}/"))
    for sentence in quake[0].sentence_spans():
        assert " ".join(sentence.of(quake[0].body).split()) in words.replace("&quot;", '"')


def test_every_sentence_of_an_article_can_be_linked_to(client: Client, quake: list[Article]) -> None:
    page = client.get(f"/ar/articles/{quake[0].pk}/").content.decode()
    places = [int(place) for place in re.findall(r'id="at-(\d+)"', page)]
    assert places == quake[0].sentence_starts()


def test_an_address_of_the_old_list_leads_to_the_search_for_the_same(
    client: Client, quake: list[Article]
) -> None:
    def files(**query: Any) -> set[str]:
        page = client.get("/ar/articles/", query, follow=True)
        assert page.redirect_chain[0][1] == 301
        return {hit.article.source_file for hit in page.context["found"].hits}

    jakarta = Entity.objects.get(names__text="Jakarta")
    assert quake[0].outlet is not None
    assert files() == {"a.txt", "b.txt", "c.txt", "d.txt"}
    assert files(outlet=quake[0].outlet.pk) == {"a.txt"}
    assert files(entity=jakarta.pk) == {"a.txt", "c.txt"}
    assert files(q="القتلى زلزال") <= {"a.txt", "b.txt"}
    assert files(q="طائرات", entity=jakarta.pk) == {"a.txt"}
    assert files(outlet=999, q="طائرات") == files(q="طائرات")


def test_the_search_for_nothing_is_the_list_of_all_articles_newest_first(
    client: Client, quake: list[Article]
) -> None:
    found = client.get("/en/search/").context["found"]
    days = [hit.article.published for hit in found.hits if hit.article.published]
    assert found.count.number == len(found.hits) == 4 and found.facets
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("query", "files"),
    [
        ("زلزال", {"a.txt", "b.txt"}),
        ("الزلزال", {"a.txt", "b.txt"}),
        ("وبالزلزال", {"a.txt", "b.txt"}),
        ("earthquakes", {"c.txt"}),
        ("زِلزال", {"a.txt", "b.txt"}),
        ("زلزال كأس", set()),
        ("لا يوجد هذا", set()),
    ],
)
def test_words_are_found_with_particles_and_without(
    client: Client, quake: list[Article], query: str, files: set[str]
) -> None:
    found = client.get("/ar/search/", {"q": query}).context["found"]
    assert {hit.article.source_file for hit in found.hits} == files


@pytest.mark.parametrize(
    "query", ["' | '", "!!", "a & b", "(((", ":*", "<->", "\\", "'''", "\u202e", "ا" * 200]
)
def test_a_search_takes_any_signs(client: Client, quake: list[Article], query: str) -> None:
    assert client.get("/ar/search/", {"q": query}).status_code == 200
    assert client.get("/ar/articles/", {"q": query}, follow=True).status_code == 200


def test_a_search_shows_the_entity_before_the_articles(client: Client, quake: list[Article]) -> None:
    response = client.get("/en/search/", {"q": "جاكارتا"})
    assert [entity.name for entity, _ in response.context["names"]][:1] == ["Jakarta"]


def test_a_story_shows_every_outlets_headline_and_leads_to_any_pair(
    client: Client, quake: list[Article]
) -> None:
    page = client.get(f"/ar/stories/{quake[0].story_id}/").content.decode()
    for article in quake[:3]:
        assert article.headline.replace("'", "&#x27;") in page
        assert f"/ar/articles/{article.pk}/" in page
    assert "/ar/compare/" in page


def test_a_comparison_puts_what_both_report_in_one_row(client: Client, quake: list[Article]) -> None:
    comparison = client.get("/ar/compare/", {"a": quake[0].pk, "b": quake[1].pk}).context["comparison"]
    shown_a = sorted(cell.number for row in comparison.rows for cell in row.left)
    shown_b = sorted(cell.number for row in comparison.rows for cell in row.right)
    assert shown_a == list(range(1, len(quake[0].sentences) + 1))
    assert shown_b == list(range(1, len(quake[1].sentences) + 1))
    linked = [row for row in comparison.rows if row.kind == "linked"]
    assert any("المفقودين" in piece.text for row in linked for cell in row.right for piece in cell.pieces)
    assert {"only_a", "only_b"} <= {row.kind for row in comparison.rows}


def test_a_comparison_can_show_only_differences(client: Client, quake: list[Article]) -> None:
    query: dict[str, int | str] = {"a": quake[0].pk, "b": quake[1].pk, "view": "differences"}
    context = client.get("/ar/compare/", query).context
    assert len(context["rows"]) + context["hidden"] == len(context["comparison"].rows)
    assert all(shown.row.differs for shown in context["rows"])


@pytest.mark.parametrize(
    "query", [{"a": "1"}, {"a": "x", "b": "y"}, {"a": "1", "b": "1"}, {"a": "9" * 40, "b": "2"}]
)
def test_a_comparison_that_cannot_be_made_offers_the_choice(
    client: Client, quake: list[Article], query: dict[str, str]
) -> None:
    response = client.get("/ar/compare/", query)
    assert response.status_code == 200 and response.context["comparison"] is None


def test_texts_as_long_as_books_are_not_compared_but_said_to_be_too_long(
    client: Client, quake: list[Article]
) -> None:
    Article.objects.filter(pk=quake[0].pk).update(sentences=[[n, n + 1] for n in range(501)])
    response = client.get("/en/compare/", {"a": quake[0].pk, "b": quake[1].pk})
    assert response.context["comparison"] is None and "more than 500 sentences" in _text(response)
    answer = client.get("/api/compare/", {"article": [quake[0].pk, quake[1].pk]})
    assert answer.status_code == 400 and "500" in answer.json()["error"]


@pytest.mark.parametrize("name", ["entities", "search"])
def test_a_swap_gets_the_fragment_and_going_back_the_page(
    client: Client, quake: list[Article], name: str
) -> None:
    address = reverse(name)
    fragment = client.get(address, {"q": "زلزال"}, headers=HTMX)
    assert "<html" not in fragment.content.decode()
    back = client.get(address, headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()
    assert "HX-Request" in fragment.headers["Vary"] and "HX-Request" in back.headers["Vary"]


@pytest.mark.parametrize("name", ["stories", "search", "entities"])
def test_a_list_asks_the_database_no_more_for_more_rows(
    client: Client, quake: list[Article], tmp_path: Any, name: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(reverse(name))
        return len(captured)

    before = queries()
    articles(tmp_path / "more", **{f"m{n}": QUAKE_BY_A.replace("14", str(20 + n)) for n in range(5)})
    assert Story.objects.count() == 2
    assert queries() == before


@pytest.mark.parametrize(
    "address", ["/ar/articles/0/", "/ar/stories/99999999999999999999/", "/en/entities/5/", "/ar/nothing/"]
)
def test_what_is_not_there_is_said_in_the_readers_language(client: Client, db: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert f'lang="{address[1:3]}"' in response.content.decode()


def test_pages_are_read_only(client: Client, db: None) -> None:
    assert client.post(reverse("articles")).status_code == 405


@pytest.mark.parametrize("address", ["articles/", "entities/", "outlets/", "calendar/", "search/", ""])
@pytest.mark.parametrize(
    "query",
    [
        "page=" + "9" * 400,
        "page=-1",
        "page=%00",
        "q=%00",
        "q=%22%C2%AB%E2%80%9C",
        "q=" + "x" * 10_000,
        "q=%E2%80%AE%E2%81%A6%E2%81%A9",
        "q=OR+NOT+-+AND+%7C",
        "q=outlet:+entity:+-&order=%00&kind=%00",
        "cursor=after_1_1_1.0",
        "cursor=after_" + "9" * 300,
    ],
)
def test_every_list_answers_whatever_is_asked(
    client: Client, quake: list[Article], address: str, query: str
) -> None:
    assert client.get(f"/ar/{address}?{query}", follow=True).status_code == 200


def test_a_list_of_very_many_says_that_there_are_more(
    client: Client, quake: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.views.entities.MOST_LISTED", 2)
    monkeypatch.setattr("articles.retrieval.results.MOST_COUNTED", 2)
    for address in ("entities", "search"):
        assert "More than 2" in client.get(f"/en/{address}/").content.decode()
