"""A name's page: every mention in its place, who writes it how, with whom, when, and who says what."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Entity, Outlet
from articles.names import dossier
from articles.tests.factories import QUAKE_BY_A, articles, write_outlets

HTMX = {"HX-Request": "true"}
SPEECH = """جدل حول الميناء

قال جو بايدن إن «إيمانويل ماكرون صديق قديم لنا وسنعمل معه». ثم زار إيمانويل ماكرون القاهرة.

وأضاف ماكرون أن «الميناء سيفتح في الصيف المقبل».

وفي بيان لم يعرف صاحبه: «لا نثق بوعود ماكرون بشأن الميناء».
"""


@pytest.fixture
def speech(db: None, tmp_path: Path) -> Article:
    write_outlets(tmp_path, s="منبر الشمال")
    (article,) = articles(tmp_path, s=SPEECH)
    return article


def _entity(name: str) -> Entity:
    return Entity.objects.get(names__text=name, same_as=None)


def _lines(html: str) -> list[str]:
    """The lines of the concordance, without tags."""
    found = re.findall(r'<ol class="kwic".*?</ol>', html, re.DOTALL)
    lines = [line for block in found for line in re.findall(r"<li>(.*?)</li>", block, re.DOTALL)]
    return [" ".join(re.sub(r"<[^>]+>", "", line).split()) for line in lines]


def test_every_mention_stands_in_its_line_and_leads_to_its_sentence(client: Client, speech: Article) -> None:
    macron = _entity("Emmanuel Macron")
    html = client.get(f"/ar/entities/{macron.pk}/").content.decode()
    lines = _lines(html)
    assert len(lines) == macron.mentions.count() >= 3
    assert any("ثم زار إيمانويل ماكرون القاهرة." in line for line in lines)
    places = {int(place) for place in re.findall(rf'href="/ar/articles/{speech.pk}/#at-(\d+)"', html)}
    assert places == set(macron.mentions.values_list("sentence", flat=True))


def test_lines_are_gathered_by_outlet_the_busiest_first_and_unknown_last(
    client: Client, quake: list[Article], tmp_path: Path
) -> None:
    write_outlets(tmp_path / "more", m="منبر الجنوب", n="منبر الجنوب")
    articles(tmp_path / "more", m=QUAKE_BY_A.replace("14", "15"), n=QUAKE_BY_A.replace("14", "16"))
    outlets = client.get(f"/ar/entities/{_entity('Jakarta').pk}/").context["outlets"]
    assert [group.outlet and group.outlet.name_ar for group in outlets] == [
        "منبر الجنوب",
        "منبر الشمال",
        None,
    ]
    assert [len(group.articles) for group in outlets] == [2, 1, 1]


def test_lines_are_paged_and_none_is_lost(
    client: Client, quake: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    jakarta = _entity("Jakarta")
    whole = _lines(client.get(f"/ar/entities/{jakarta.pk}/").content.decode())
    monkeypatch.setattr("articles.views.entities.LINES_A_PAGE", 1)
    pages = [client.get(f"/ar/entities/{jakarta.pk}/?page={n}").content.decode() for n in (1, 2)]
    assert [line for page in pages for line in _lines(page)] == whole and len(whole) == 2


def test_the_table_counts_each_spelling_by_outlet_and_leads_to_its_mentions(
    client: Client, quake: list[Article]
) -> None:
    jakarta = _entity("Jakarta")
    response = client.get(f"/ar/entities/{jakarta.pk}/")
    spellings = response.context["dossier"].spellings
    known, unknown = spellings.rows
    assert set(spellings.texts) == {"جاكرتا", "Jakarta"}
    assert dict(zip(spellings.texts, known.counts, strict=True)) == {"جاكرتا": 1, "Jakarta": 0}
    assert dict(zip(spellings.texts, unknown.counts, strict=True)) == {"جاكرتا": 0, "Jakarta": 1}
    only = client.get(f"/ar/entities/{jakarta.pk}/", {"spelling": "Jakarta"}).content.decode()
    assert len(_lines(only)) == 1 and "Jakarta sent two cargo planes" in _lines(only)[0]
    only = client.get(f"/ar/entities/{jakarta.pk}/", {"outlet": known.outlet.pk}).content.decode()
    assert len(_lines(only)) == 1 and "وأرسلت جاكرتا" in _lines(only)[0]


def test_company_in_a_sentence_counts_before_company_in_an_article(client: Client, speech: Article) -> None:
    response = client.get(f"/en/entities/{_entity('Emmanuel Macron').pk}/")
    company = {found.entity.name_en: found for found in response.context["dossier"].companions}
    assert (company["Joe Biden"].sentences, company["Joe Biden"].articles) == (1, 1)
    assert (company["Cairo"].sentences, company["Cairo"].articles) == (1, 1)
    macron, biden = _entity("Emmanuel Macron").pk, _entity("Joe Biden").pk
    assert f"?entity={macron}&amp;entity={biden}" in response.content.decode()
    of_cairo = client.get(f"/en/entities/{_entity('Cairo').pk}/").context["dossier"].companions
    assert [(found.entity.name_en, found.sentences) for found in of_cairo] == [
        ("Emmanuel Macron", 1),
        ("Joe Biden", 0),
    ]


def test_what_it_says_is_apart_from_what_others_say_of_it(client: Client, speech: Article) -> None:
    address = f"/ar/entities/{_entity('Emmanuel Macron').pk}/"
    quoted = client.get(address, {"show": "quoted"}).context["quotations"]
    said = client.get(address, {"show": "said"})
    assert ["".join(p.text for p in q.pieces) for q in quoted] == ["الميناء سيفتح في الصيف المقبل"]
    texts = ["".join(p.text for p in q.pieces) for q in said.context["quotations"]]
    assert texts == ["إيمانويل ماكرون صديق قديم لنا وسنعمل معه", "لا نثق بوعود ماكرون بشأن الميناء"]
    assert all(q.quotation.names_it for q in said.context["quotations"])
    assert "<mark>ماكرون</mark>" in said.content.decode()
    fragment = client.get(address, {"show": "said"}, headers=HTMX)
    assert "<html" not in fragment.content.decode() and "HX-Request" in fragment.headers["Vary"]


@pytest.mark.parametrize(("language", "first"), [("en", "2 January 2024"), ("ar", "2 يناير 2024")])
def test_mentions_over_time_run_with_the_script(
    client: Client, quake: list[Article], language: str, first: str
) -> None:
    Article.objects.filter(pk=quake[0].pk).update(published=datetime(2024, 1, 2, 9, tzinfo=UTC))
    Article.objects.filter(pk=quake[2].pk).update(published=datetime(2024, 1, 5, 9, tzinfo=UTC))
    response = client.get(f"/{language}/entities/{_entity('Jakarta').pk}/")
    earlier, later = response.context["bars"]
    assert (earlier.x < later.x) == (language == "en")
    assert earlier.label == first and earlier.height == later.height == 100
    assert "from=2024-01-02&amp;to=2024-01-02" in response.content.decode()


def test_undated_mentions_are_told_apart(client: Client, quake: list[Article]) -> None:
    response = client.get(f"/en/entities/{_entity('Jakarta').pk}/")
    assert response.context["dossier"].undated == 2
    assert "None of these articles is dated." in response.content.decode()


def test_a_page_says_when_there_are_more_mentions_than_it_counts(
    client: Client, quake: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier, "MOST_MENTIONS", 1)
    response = client.get(f"/en/entities/{_entity('Jakarta').pk}/")
    assert response.context["dossier"].is_partial and len(response.context["dossier"].places) == 1
    assert "mentioned very often" in response.content.decode()


@pytest.mark.parametrize("show", ["mentions", "quoted", "said"])
def test_a_page_asks_the_database_no_more_for_more_mentions(
    client: Client, quake: list[Article], tmp_path: Path, show: str
) -> None:
    address = f"/ar/entities/{_entity('هندرا ويجايا').pk}/?show={show}"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    before = queries()
    write_outlets(tmp_path / "more", **{f"m{n}": f"منبر {n}" for n in range(5)})
    articles(tmp_path / "more", **{f"m{n}": QUAKE_BY_A.replace("14", str(20 + n)) for n in range(5)})
    assert queries() == before <= 14


@pytest.mark.parametrize(
    "query",
    [
        "show=nothing",
        "page=zzz",
        "page=99999999999999999999",
        "outlet=x",
        "outlet=99999999999999999999999",
        "story=-5",
        "spelling=%00",
        "spelling=%E2%80%AE",
        "spelling=" + "x" * 10_000,
    ],
)
def test_what_makes_no_sense_is_answered(client: Client, quake: list[Article], query: str) -> None:
    assert client.get(f"/ar/entities/{_entity('Jakarta').pk}/?{query}").status_code == 200


def test_a_name_joined_to_another_leads_there(client: Client, quake: list[Article]) -> None:
    jakarta, hendra = _entity("Jakarta"), _entity("هندرا ويجايا")
    Entity.objects.filter(pk=hendra.pk).update(same_as=jakarta)
    response = client.get(f"/en/entities/{hendra.pk}/")
    assert response.status_code == 302 and response.headers["Location"] == f"/en/entities/{jakarta.pk}/"


def test_the_list_is_filtered_by_kind_outlet_and_story_and_ordered(
    client: Client, quake: list[Article]
) -> None:
    def names(**asked: Any) -> list[str]:
        return [entity.name for entity in client.get("/en/entities/", asked).context["page"]]

    outlet = Outlet.objects.get(name_ar="منبر الجنوب")
    assert "Jakarta" in names(kind="place") and "Jakarta" not in names(kind="person")
    assert "Australia" in names(outlet=outlet.pk) and "Jakarta" not in names(outlet=outlet.pk)
    assert names(story=quake[3].story_id) and "Jakarta" not in names(story=quake[3].story_id)
    assert names(order="name") == sorted(names(order="name")) != names()
    assert names(q="Jakarta", story=quake[3].story_id) == []
    assert names(outlet="x") == [] and names(story="9" * 30) == []


def test_the_api_tells_the_same(client: Client, speech: Article) -> None:
    macron = _entity("Emmanuel Macron")
    answer = client.get(f"/api/entities/{macron.pk}/?lang=en").json()
    assert answer["name"] == "Emmanuel Macron" and answer["articles"] == 1
    assert answer["counted"] == {"mentions": len(answer["mentions"]), "all": True}
    for mention in answer["mentions"]:
        assert speech.body[mention["start"] : mention["end"]] == mention["text"]
    assert {"ماكرون", "إيمانويل ماكرون"} == {row["text"] for row in answer["spellings"]}
    assert answer["together"][0]["sentences"] == 1
    (quote,) = answer["quoted"]
    assert speech.body[quote["start"] : quote["end"]] == "الميناء سيفتح في الصيف المقبل"
    assert [row["speaker"] for row in answer["said"]] == [_entity("Joe Biden").pk, None]
    assert client.get("/api/entities/999999999/").status_code == 404


def test_the_api_offers_names_while_they_are_typed(client: Client, quake: list[Article]) -> None:
    (first, *_) = client.get("/api/entities/suggest/?q=jakar&lang=en").json()["results"]
    assert first["name"] == "Jakarta" and first["articles"] == 2 and first["spelling"] is None
    assert client.get("/api/entities/suggest/?q=").json() == {"results": []}
    assert client.get("/api/entities/suggest/?q=%00").status_code == 400
