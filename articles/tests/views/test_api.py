"""The JSON API keeps its contract."""

import pytest
from django.test import Client

from articles.models import Article

KEYS = {"id", "title", "source_file", "outlet", "language", "published", "url", "story"}


def test_it_lists_articles(client: Client, quake: list[Article]) -> None:
    answer = client.get("/api/articles/").json()
    assert answer["count"] == 4 and answer["next"] is None
    assert answer["results"][0].keys() >= KEYS
    assert [row["source_file"] for row in answer["results"]] == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_it_pages_without_losing_an_article(
    client: Client, quake: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.views.api.PAGE_SIZE", 3)
    first = client.get("/api/articles/").json()
    second = client.get(first["next"]).json()
    assert [len(first["results"]), len(second["results"]), second["next"]] == [3, 1, None]


def test_it_gives_an_article_with_places_in_its_body(client: Client, quake: list[Article]) -> None:
    answer = client.get(f"/api/articles/{quake[0].pk}/").json()
    body = answer["body"]
    assert answer["title"] == "زلزال عنيف يهز جزيرة سيرام"
    assert answer["title"] not in body and "\n\n" in body
    assert "جاكرتا" in {body[m["start"] : m["end"]] for m in answer["mentions"]}
    (quote,) = answer["quotes"]
    assert body[quote["start"] : quote["end"]] == "البحث عن المفقودين لم يتوقف طوال الليل"
    assert "هندرا ويجايا" in quote["speaker"]["names"]
    assert all(
        body[s["start"] : s["end"]] == body[s["start"] : s["end"]].strip() != "" for s in answer["sentences"]
    )


def test_it_names_entities_in_the_language_of_the_request(client: Client, quake: list[Article]) -> None:
    def name(**headers: str) -> str:
        answer = client.get(f"/api/articles/{quake[0].pk}/", headers=headers).json()
        return next(str(m["entity"]["name"]) for m in answer["mentions"] if "Jakarta" in m["entity"]["names"])

    assert name(accept_language="en") == "Jakarta"
    assert name(accept_language="ar") == "جاكرتا"
    assert client.get("/api/entities/?q=Jakarta&lang=en").json()["results"][0]["name"] == "Jakarta"


@pytest.mark.parametrize("spelling", ["جاكرتا", "جاكارتا", "Jakarta", "jakarta", "Djakarta", "جاكَرْتا"])
def test_it_finds_an_entity_in_any_spelling(client: Client, quake: list[Article], spelling: str) -> None:
    first = client.get("/api/entities/", {"q": spelling}).json()["results"][0]
    assert "Jakarta" in first["names"] and first["articles"] == 2


@pytest.mark.parametrize("nonsense", ["", " ", "؟!", "🚚", "' OR 1=1 --", "%", "\\", "ـ", "a" * 200])
def test_it_answers_any_search(client: Client, quake: list[Article], nonsense: str) -> None:
    assert client.get("/api/entities/", {"q": nonsense}).status_code == 200


@pytest.mark.parametrize("refused", ["\x00", "a" * 201])
def test_it_says_why_it_refuses_a_search(client: Client, db: None, refused: str) -> None:
    answer = client.get("/api/entities/", {"q": refused})
    assert answer.status_code == 400 and answer.json()["error"]


def test_it_compares_two_articles(client: Client, quake: list[Article]) -> None:
    a, b = quake[:2]
    answer = client.get("/api/compare/", {"article": [a.pk, b.pk]}).json()
    texts = [
        tuple(
            article.body[span["start"] : span["end"]]
            for article, span in zip((a, b), link["spans"], strict=True)
            if span["article"] == article.pk
        )
        for link in answer["links"]
    ]
    assert any("المفقودين" in left and "المفقودين" in right for left, right in texts)
    assert {link["relation"] for link in answer["links"]} <= {"copy", "same", "partial", "conflict"}
    assert all(0 <= link["score"] <= 1 for link in answer["links"])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("article=1", 400),
        ("article=1&article=1", 400),
        ("article=x&article=2", 400),
        ("article=-1&article=2", 400),
        ("article=99999999999999999999999&article=2", 400),
        ("article=9223372036854775807&article=9223372036854775806", 404),
        ("&".join(f"article={n}" for n in range(1, 12)), 400),
    ],
)
def test_it_says_why_it_refuses_a_comparison(client: Client, db: None, query: str, status: int) -> None:
    answer = client.get(f"/api/compare/?{query}")
    assert answer.status_code == status and answer.json()["error"]


@pytest.mark.parametrize("pk", [0, 987654321, 10**30])
def test_it_says_when_there_is_no_such_article(client: Client, db: None, pk: int) -> None:
    answer = client.get(f"/api/articles/{pk}/")
    assert answer.status_code == 404 and answer.json()["error"]


def test_it_answers_reading_only(db: None) -> None:
    assert Client(enforce_csrf_checks=True).post("/api/articles/").status_code == 405
