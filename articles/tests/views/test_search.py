"""Articles are asked for by names, words, outlet, story and days together, and the address holds it all."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.models import Article, Entity
from articles.retrieval.near_words import near_word
from articles.retrieval.results import Bound, Found, Limit
from articles.retrieval.results import Count as ResultCount
from articles.retrieval.understanding import understand
from articles.search import parse
from articles.tests.factories import QUAKE_BY_A, articles, publish

HTMX = {"HX-Request": "true"}
VISIT = """وزير النقل في زيارة

زار وزير النقل الكيني مدينة أمبون، وقال إن بلاده تريد شراء سفن.
"""


def _entity(name: str) -> Any:
    return Entity.objects.get(names__text=name).pk


def _files(client: Client, **asked: Any) -> list[str]:
    """As a form or a link that names fields asks for it; the page is that of the query's text."""
    found = client.get("/en/search/", asked, follow=True).context["found"]
    return [hit.article.source_file for hit in found.hits]


def _text(client: Client, **asked: Any) -> str:
    """What the box holds of a query asked for by fields."""
    address = client.get("/en/search/", asked).headers["Location"]
    return parse_qs(urlsplit(address).query).get("q", [""])[0]


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
    page = client.get("/ar/search/", {"entity": kenya, "demonyms": "on"}, follow=True).content.decode()
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
    page = client.get("/en/search/", {"entity": _entity("Jakarta"), "q": "14"}, follow=True).content.decode()
    assert {"جاكرتا", "Jakarta", "14"} <= set(_marked(page))
    place = re.search(r'href="(/en/articles/\d+/#at-(\d+))"', page)
    assert place and int(place[2]) in {start for article in quake for start in article.sentence_starts()}


def test_a_chip_takes_its_name_away_or_turns_it_round(client: Client, quake: list[Article]) -> None:
    page = client.get("/en/search/", {"q": '14 entity:"هندرا ويجايا" entity:Jakarta', "order": "newest"})
    first, second = page.context["chips"]
    assert _asked(first.without_it) == {"q": ["14 entity:Jakarta"], "order": ["newest"]}
    assert _asked(second.turned)["q"] == ['14 entity:"هندرا ويجايا" -entity:Jakarta']
    (_, ruled_out) = client.get(second.turned).context["chips"]
    assert ruled_out.condition.is_excluded
    assert _asked(ruled_out.without_it)["q"] == ['14 entity:"هندرا ويجايا"']


def _asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_a_name_found_leads_to_the_search_for_it(client: Client, quake: list[Article]) -> None:
    ((entity, address), *_) = client.get("/en/search/", {"q": "Djakarta"}).context["names"]
    assert client.get(address, follow=True).context["chips"][0].row == entity


def test_a_swap_brings_chips_and_count_along(client: Client, quake: list[Article]) -> None:
    fragment = client.get("/ar/search/", {"q": "entity:Jakarta"}, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert re.search(r'id="chips" hx-swap-oob="innerHTML"', fragment)
    assert re.search(r'id="search-fields" hx-swap-oob="innerHTML"', fragment)
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
    assert response.context["fields"].errors and "errorlist" in response.content.decode()
    assert not response.context["found"].hits


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "9999-12-31"), ("1969-12-31", "2999-01-01")])
def test_any_days_can_be_asked_for(client: Client, quake: list[Article], first: str, last: str) -> None:
    assert client.get("/en/search/", {"from": first, "to": last}, follow=True).status_code == 200


def test_days_in_the_wrong_order_are_refused(client: Client, quake: list[Article]) -> None:
    response = client.get("/en/search/", {"from": "2024-02-02", "to": "2024-02-01"})
    assert "before the first" in response.content.decode()


def test_a_search_asks_the_database_no_more_for_more_articles(
    client: Client, quake: list[Article], tmp_path: Any
) -> None:
    asked: dict[str, Any] = {"q": '14 entity:Jakarta entity:"مدينة أمبون" -entity:Cairo'}

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/ar/search/", asked)
        return len(captured)

    before = queries()
    articles(tmp_path / "more", **{f"m{n}": QUAKE_BY_A.replace("6.9", f"{n}.2") for n in range(5)})
    assert queries() == before <= 25


def test_what_was_bounded_is_said(
    client: Client, quake: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = (Limit(bound=Bound.RANKED, number=1000), Limit(bound=Bound.COUNTED, number=1000))
    found = Found(hits=(), count=ResultCount(number=1000, is_capped=True), limits=limits)
    hit = client.get("/en/search/", {"q": "14"}).context["found"].hits[0]
    monkeypatch.setattr("articles.views.search.find", lambda *_, **__: replace(found, hits=(hit,)))
    page = client.get("/en/search/", {"q": "14"}).content.decode()
    assert "More than 1000 articles" in page
    assert "Only the newest 1000 were ranked." in page and "no more were counted" in page


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"words": "rescue teams"}, "rescue teams"),
        ({"phrase": "«rescue teams» at"}, '"rescue teams at"'),
        ({"any": "أمبون ambon"}, "أمبون OR ambon"),
        ({"none": "football cup"}, "-football -cup"),
        ({"words": '="Seram" a OR b -c lang:en'}, '="Seram" a OR b -c lang:en'),
        ({"q": "story:#7", "words": "x"}, "x story:#7"),
        ({"from": "2024-05-01", "to": "2024-05-02"}, "from:2024-05-01 to:2024-05-02"),
        ({"lang": "en", "agency": "afp"}, "lang:en agency:afp"),
        ({"name": 'United "Nations'}, 'entity:"United Nations"'),
        ({"words": "", "lang": ""}, ""),
    ],
)
def test_fields_are_written_into_the_box(client: Client, db: None, fields: dict[str, str], text: str) -> None:
    assert _text(client, **fields) == text


@pytest.mark.parametrize(
    "text",
    [
        "rescue teams",
        '"search for the missing" cargo OR medicine -football',
        '14 ="Seram" "a b" "c d" x OR y z OR "v w"',
        'entity:Jakarta -entity:"هندرا ويجايا"',
        "outlet:nobody outlet:منبر from:2024-01-01 from:2024-02-01 -lang:en lang:ar lang:fr agency:afp",
        "entity:zzzz story:#999999",
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_form_shows_what_the_box_says_and_says_it_again(
    client: Client, quake: list[Article], text: str, language: str
) -> None:
    page = client.get(f"/{language}/search/", {"q": text})
    (form,) = html.fromstring(page.content.decode()).xpath("//*[@id='search-fields']/form")
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    address = client.get(f"/{language}/search/", sent).headers["Location"]
    (again,) = _asked(address)["q"]
    assert _meaning(again) == _meaning(text)


def _meaning(text: str) -> object:
    """The query, whatever the order of its parts, with rows in place of their names."""
    query = parse(text)
    rows = dict(understand(query).rows)
    terms = {frozenset((term.kind, term.text) for term in group.alternatives) for group in query.groups}
    conditions = {(c.field, rows.get(c, c.value), c.is_excluded) for c in query.conditions}
    return terms, {(term.kind, term.text) for term in query.excluded}, conditions


def test_facets_add_a_condition_and_take_it_away(client: Client, quake: list[Article]) -> None:
    page = client.get("/en/search/", {"q": "14"})
    outlets = next(facet for facet in page.context["facets"] if facet.title == "Outlets")
    assert sorted(choice.count for choice in outlets.choices) == [1, 1]
    chosen = client.get(outlets.choices[0].address, follow=True)
    assert len(chosen.context["found"].hits) == 1
    assert 'aria-current="true"' in chosen.content.decode()
    outlets = next(facet for facet in chosen.context["facets"] if facet.title == "Outlets")
    assert _asked(outlets.choices[0].address)["q"] == ["14"]


def test_months_are_facets_that_become_days(client: Client, quake: list[Article]) -> None:
    for article, month in zip(quake, (1, 2, 2, 3), strict=True):
        publish(article, datetime(2024, month, 9, tzinfo=UTC))
    page = client.get("/en/search/", {"q": "14"})
    months = next(facet for facet in page.context["facets"] if facet.title == "Months")
    assert [(choice.label, choice.count) for choice in months.choices] == [
        ("February 2024", 2),
        ("January 2024", 1),
    ]
    chosen = client.get(months.choices[0].address, follow=True)
    assert len(chosen.context["found"].hits) == 2
    assert _asked(chosen.redirect_chain[0][0])["q"] == ["14 from:2024-02-01 to:2024-02-29"]


def test_results_stand_by_story_or_one_by_one(client: Client, quake: list[Article]) -> None:
    page = client.get("/en/search/", {"q": "14", "group": "story"})
    (told,) = page.context["told"]
    assert told.story == quake[0].story and len(told.hits) == 3
    (told,) = client.get("/en/search/", {"q": "14"}).context["told"]
    assert told.story is None and len(told.hits) == 3


@pytest.mark.parametrize("typed", ["Jakarrta", "جاكرتتا"])
def test_a_slip_of_the_pen_in_a_name_is_put_right(quake: list[Article], typed: str) -> None:
    jakarta = Entity.objects.get(names__text="Jakarta")
    assert near_word(typed) in set(jakarta.names.values_list("key", flat=True))
    assert near_word("Zzzzzz") == ""


def test_a_slip_of_the_pen_is_put_right_by_words_of_headlines(client: Client, quake: list[Article]) -> None:
    page = client.get("/en/search/", {"q": "earthqake Seram"})
    assert not page.context["found"].hits
    assert _asked(page.context["instead"])["q"] == ["earthquake Seram"]
    assert "Did you mean:" in page.content.decode()
    assert client.get(page.context["instead"]).context["found"].hits


def test_what_was_searched_is_explained_where_nothing_is_found(client: Client, quake: list[Article]) -> None:
    page = client.get("/en/search/", {"q": "missing qqqqqq outlet:منبر"})
    text = page.content.decode()
    assert "No article here has, in any form:" in text and "<q><bdi>qqqqqq</bdi></q>" in text
    assert "<q><bdi>missing</bdi></q>" in text
    assert [offer.words for offer in page.context["offers"]] == []
    page = client.get("/en/search/", {"q": "14 lang:en from:2020-01-01"})
    assert {(offer.words, offer.count) for offer in page.context["offers"]} == {("from:2020-01-01", 1)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('rescue "teams', "no partner"),
        ("OR", "stands alone"),
        ("from:yesterdayish 14", "is no day"),
        ("outlet:nobody 14", "No outlet here is called “nobody”"),
        ("entity:zzzzqq", "its words were searched"),
        ("x" * 2000, "only its beginning"),
        ("from:2024-02-02 to:2024-01-01", "before the first one"),
    ],
)
def test_what_could_not_be_read_is_said(client: Client, quake: list[Article], text: str, told: str) -> None:
    assert told in client.get("/en/search/", {"q": text}).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"cursor": "x" * 5000},
        {"cursor": "-1"},
        {"cursor": "9" * 400},
        {"cursor": "\x00"},
        {"cursor": "eyJhIjoxfQ=="},
        {"order": "sideways"},
        {"group": "\x00"},
        {"demonyms": "perhaps"},
    ],
)
def test_forged_addresses_get_a_page(client: Client, quake: list[Article], asked: dict[str, str]) -> None:
    page = client.get("/ar/search/", {"q": "14", **asked})
    assert page.status_code == 200


def test_results_go_on_page_by_page_and_back(
    client: Client, quake: list[Article], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.views.search.HITS_A_PAGE", 2)
    first = client.get("/en/search/", {"q": "14"})
    assert not first.context["earlier"]
    second = client.get(first.context["later"])
    assert not second.context["later"]
    seen = [hit.article for page in (first, second) for hit in page.context["found"].hits]
    assert len(set(seen)) == len(seen) == 3
    back = client.get(second.context["earlier"])
    assert [hit.article for hit in back.context["found"].hits] == seen[:2]


def test_an_empty_collection_says_how_to_fill_it(client: Client, db: None) -> None:
    assert "manage.py ingest" in client.get("/en/search/").content.decode()


def test_every_example_finds_something(client: Client, quake: list[Article]) -> None:
    publish(quake[2], datetime(2024, 2, 9, tzinfo=UTC))
    page = html.fromstring(client.get("/en/search/").content.decode())
    links = [link.get("href") for link in page.xpath("//*[@class='examples']//a")]
    assert len(links) >= 4
    for link in links:
        assert client.get(f"/en/search/{link}", follow=True).context["found"].hits


def test_a_name_typed_after_other_words_keeps_them(client: Client, quake: list[Article]) -> None:
    options = client.get("/en/search/names/", {"q": "outlet:x cargo jakar"}, headers=HTMX).content.decode()
    assert 'data-before="outlet:x cargo "' in options and "Jakarta" in options


def test_a_name_typed_into_the_form_stands_alone(client: Client, quake: list[Article]) -> None:
    asked = {"q": "outlet:x", "name": "jakar"}
    options = client.get("/en/search/names/", asked, headers=HTMX).content.decode()
    assert 'data-before=""' in options and 'id="field-option-' in options and "Jakarta" in options
