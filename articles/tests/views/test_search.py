"""Articles are asked for by names, words, outlet, story and days together, and the address holds it all."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Entity
from articles.tests.factories import QUAKE_BY_A, articles, publish

HTMX = {"HX-Request": "true"}
VISIT = """وزير النقل في زيارة

زار وزير النقل الكيني مدينة أمبون، وقال إن بلاده تريد شراء سفن.
"""


def _entity(name: str) -> Any:
    return Entity.objects.get(names__text=name).pk


def _files(client: Client, **asked: Any) -> list[str]:
    page = client.get("/en/search/", asked).context["page"]
    return [article.source_file for article in page]


def _marked(html: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", html)


def test_names_are_joined_by_and_and_ruled_out_by_not(client: Client, quake: list[Article]) -> None:
    jakarta, ambon, hendra = _entity("Jakarta"), _entity("مدينة أمبون"), _entity("هندرا ويجايا")
    assert set(_files(client, entity=jakarta)) == {"a.txt", "c.txt"}
    assert set(_files(client, entity=[jakarta, ambon])) == {"a.txt"}
    assert set(_files(client, entity=hendra)) >= {"a.txt", "b.txt"}
    assert set(_files(client, entity=hendra, without=jakarta)) == {"b.txt"}
    assert set(_files(client, without=jakarta)) == {"b.txt", "d.txt"}
    assert set(_files(client, without=[jakarta, hendra])) == {"d.txt"}
    assert _files(client, entity=jakarta, without=jakarta) == _files(client, entity=jakarta)


def test_names_combine_with_words_outlet_story_and_days(client: Client, quake: list[Article]) -> None:
    a, _, c, d = quake
    publish(a, datetime(2024, 5, 7, 23, 59, tzinfo=UTC))
    publish(c, datetime(2024, 5, 9, 0, 0, tzinfo=UTC))
    jakarta = _entity("Jakarta")
    assert a.outlet is not None
    assert _files(client, entity=jakarta, q="طائرات") == ["a.txt"]
    assert _files(client, entity=jakarta, q="cargo") == ["c.txt"]
    assert _files(client, entity=jakarta, outlet=a.outlet.pk) == ["a.txt"]
    assert set(_files(client, story=a.story_id)) == {"a.txt", "b.txt", "c.txt"}
    assert _files(client, story=d.story_id) == ["d.txt"]
    assert _files(client, entity=jakarta) == ["c.txt", "a.txt"]
    assert _files(client, entity=jakarta, **{"from": "2024-05-08"}) == ["c.txt"]
    assert _files(client, entity=jakarta, to="2024-05-07") == ["a.txt"]
    assert _files(client, **{"from": "2024-05-07", "to": "2024-05-09"}) == ["c.txt", "a.txt"]


def test_a_countrys_adjective_counts_only_when_asked_for(client: Client, db: None, tmp_path: Any) -> None:
    articles(
        tmp_path,
        adjective=VISIT,
        name=VISIT.replace("وزير النقل الكيني", "وزير نقل كينيا"),
        english="Harbour opens\n\nTwo Kenyans joined the crew. Nobody else came to the small port.\n",
    )
    kenya = _entity("Kenya")
    assert _files(client, entity=kenya) == ["name.txt"]
    assert set(_files(client, entity=kenya, demonyms="on")) == {"name.txt", "adjective.txt", "english.txt"}
    assert _files(client, without=kenya, demonyms="on") == []
    page = client.get("/ar/search/", {"entity": kenya, "demonyms": "on"}).content.decode()
    assert {"الكيني", "Kenyans", "كينيا"} <= set(_marked(page))


def test_a_country_written_in_two_words_has_its_own_adjective(
    client: Client, db: None, tmp_path: Any
) -> None:
    text = "مناورات جديدة\n\nبدأ الجيش الكوري {} مناورات في البحر، وأعلن أنها ستستمر أسبوعاً.\n"
    articles(
        tmp_path,
        south=text.format("الجنوبي"),
        north=text.format("الشمالي"),
        named="زيارة\n\nوصل إلى كوريا الجنوبية وفد.\n",
    )
    south = _entity("South Korea")
    assert set(_files(client, entity=south, demonyms="on")) == {"south.txt", "named.txt"}


def test_a_snippet_shows_the_name_as_the_article_spells_it(client: Client, quake: list[Article]) -> None:
    page = client.get("/en/search/", {"entity": _entity("Jakarta"), "q": "14"}).content.decode()
    assert {"جاكرتا", "Jakarta", "14"} <= set(_marked(page))
    place = re.search(r'href="(/en/articles/\d+/#at-(\d+))"', page)
    assert place and int(place[2]) in {start for article in quake for start in article.sentence_starts()}


def test_a_chip_takes_its_name_away_or_turns_it_round(client: Client, quake: list[Article]) -> None:
    jakarta, hendra = _entity("Jakarta"), _entity("هندرا ويجايا")
    asked: dict[str, Any] = {"entity": [hendra, jakarta], "q": "14", "outlet": "", "page": "2"}
    first, second = client.get("/en/search/", asked).context["chips"]
    assert first.without_it == f"/en/search/?q=14&entity={jakarta}"
    assert second.turned == f"/en/search/?q=14&entity={hendra}&without={jakarta}"
    (_, ruled_out) = client.get(second.turned).context["chips"]
    assert ruled_out.is_excluded and ruled_out.without_it == f"/en/search/?q=14&entity={hendra}"


def test_a_name_found_leads_to_the_search_for_it(client: Client, quake: list[Article]) -> None:
    ((entity, address), *_) = client.get("/en/search/", {"q": "Djakarta", "from": "2020-01-01"}).context[
        "names"
    ]
    assert address == f"/en/search/?from=2020-01-01&entity={entity.pk}"


def test_a_swap_brings_chips_and_count_along(client: Client, quake: list[Article]) -> None:
    fragment = client.get("/ar/search/", {"entity": _entity("Jakarta")}, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert re.search(r'id="chips" hx-swap-oob="innerHTML"', fragment)
    assert re.search(r'id="count"[^>]* hx-swap-oob="true"', fragment)


def test_typing_gets_options_and_everybody_else_the_search(client: Client, quake: list[Article]) -> None:
    options = client.get("/en/search/names/", {"q": "jakar"}, headers=HTMX).content.decode()
    assert re.search(rf'role="option" id="option-{_entity("Jakarta")}"', options) and "Jakarta" in options
    assert "1 name" in options
    assert client.get("/en/search/names/", {"q": "djak"}).headers["Location"] == "/en/search/?q=djak"


@pytest.mark.parametrize("typed", ["\x00", "\u202e\u2066", "x" * 10_000, "", "' | !", "%%", "\\"])
@pytest.mark.parametrize("address", ["/ar/search/", "/ar/search/names/"])
def test_any_text_is_answered(client: Client, quake: list[Article], address: str, typed: str) -> None:
    assert client.get(address, {"q": typed}, headers=HTMX).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[
            (name, value)
            for name in ("entity", "without")
            for value in ("0", "-1", "x", "9" * 30, "99999999", "\x00")
        ],
        ("entity", [str(n) for n in range(1, 12)]),
        ("outlet", "x"),
        ("outlet", "9" * 30),
        ("story", "-1"),
        ("story", "\x00"),
        ("from", "yesterday"),
        ("from", "0000-00-00"),
        ("to", "\u202e2024-01-01"),
    ],
)
def test_what_makes_no_sense_is_said_and_finds_nothing(
    client: Client, quake: list[Article], field: str, value: Any
) -> None:
    response = client.get("/en/search/", {field: value})
    assert response.status_code == 200
    assert response.context["form"].errors and "errorlist" in response.content.decode()
    assert not response.context["hits"]


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "9999-12-31"), ("1969-12-31", "2999-01-01")])
def test_any_days_can_be_asked_for(client: Client, quake: list[Article], first: str, last: str) -> None:
    assert client.get("/en/search/", {"from": first, "to": last}).status_code == 200


def test_days_in_the_wrong_order_are_refused(client: Client, quake: list[Article]) -> None:
    response = client.get("/en/search/", {"from": "2024-02-02", "to": "2024-02-01"})
    assert "before the first" in response.content.decode()


def test_a_search_asks_the_database_no_more_for_more_articles(
    client: Client, quake: list[Article], tmp_path: Any
) -> None:
    names = [_entity("Jakarta"), _entity("مدينة أمبون")]
    asked: dict[str, Any] = {"entity": names, "without": _entity("Cairo"), "q": "14"}

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/ar/search/", asked)
        return len(captured)

    before = queries()
    articles(tmp_path / "more", **{f"m{n}": QUAKE_BY_A.replace("6.9", f"{n}.2") for n in range(5)})
    assert queries() == before <= 20


def test_more_articles_than_anybody_pages_through_are_not_counted(
    client: Client, quake: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.views.search.MOST_FOUND", 1)
    response = client.get("/en/search/", {"entity": _entity("Jakarta")})
    assert response.context["count"] == 1 and "More than 1 article" in response.content.decode()
