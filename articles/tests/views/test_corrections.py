"""Editors correct links on the page of two articles."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from articles.comparison.articles import compare
from articles.comparison.linking import sentence_hash
from articles.models import Article, Change, LinkCorrection
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles


@pytest.fixture
def pair(db: None, tmp_path: Path) -> tuple[Article, Article]:
    a, b = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    return a, b


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_user("salma"))
    return client


def _address(pair: tuple[Article, Article], link: str = "1-1") -> str:
    return f"/en/compare/?a={pair[0].pk}&b={pair[1].pk}&link={link}"


def _verdict(pair: tuple[Article, Article], verdict: str, one: int = 1, other: int = 1) -> dict[str, str]:
    hashes = [
        sentence_hash(article.sentence_spans()[number - 1].of(article.body))
        for article, number in zip(pair, (one, other), strict=True)
    ]
    return {
        "a": str(pair[0].pk),
        "b": str(pair[1].pk),
        "hash_a": hashes[0],
        "hash_b": hashes[1],
        "verdict": verdict,
        "next": _address(pair),
    }


def test_readers_see_no_forms_and_can_send_none(client: Client, pair: tuple[Article, Article]) -> None:
    page = client.get(_address(pair)).text
    assert "<form" in page and "link-verdict" not in page and 'name="verdict"' not in page
    response = client.post("/en/compare/link/", _verdict(pair, "none"))
    assert response.headers["Location"].startswith("/en/sign-in/")
    assert client.get("/en/compare/corrections.jsonl").headers["Location"].startswith("/en/sign-in/")
    assert not LinkCorrection.objects.exists()


def test_an_editor_rejects_a_link_sees_it_said_and_undoes_it(
    editor: Client, pair: tuple[Article, Article]
) -> None:
    page = editor.post("/en/compare/link/", _verdict(pair, "none"), follow=True).text
    assert "An editor found that these two do not belong together" in page
    assert "salma" in page
    assert "1 link that an editor rejected" in page
    change = Change.objects.get()
    assert f"/en/log/{change.pk}/undo/" in page
    editor.post(f"/en/log/{change.pk}/undo/", {"next": _address(pair)})
    assert "rejected" not in editor.get(_address(pair)).text


def test_a_changed_relation_is_shown_as_an_editors(editor: Client, pair: tuple[Article, Article]) -> None:
    editor.post("/en/compare/link/", _verdict(pair, "partial"))
    editor.logout()
    page = editor.get(_address(pair)).text
    assert "by an editor" in page
    assert "decided by an editor" in page and "salma" in page
    assert "The rules said: In conflict." in page
    assert "/undo/" not in page


def test_a_missing_link_is_added_from_the_list(editor: Client, pair: tuple[Article, Article]) -> None:
    page = editor.get(_address(pair)).text
    sent = _verdict(pair, "partial", 3, 3)
    assert f'value="{sent["hash_a"]}"' in page
    editor.post("/en/compare/link/", sent)
    assert "3-3" in {link.id for link in compare(*pair).pairs}


def test_it_can_be_left_to_the_rules_again(editor: Client, pair: tuple[Article, Article]) -> None:
    editor.post("/en/compare/link/", _verdict(pair, "partial"))
    editor.post("/en/compare/link/", _verdict(pair, ""))
    assert not LinkCorrection.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "perhaps"},
        {"hash_a": "0" * 64},
        {"hash_b": "x"},
        {"a": "0"},
        {"b": "\x00"},
        {"a": "9" * 30},
    ],
)
def test_a_verdict_that_makes_no_sense_changes_nothing(
    editor: Client, pair: tuple[Article, Article], wrong: dict[str, str]
) -> None:
    response = editor.post("/en/compare/link/", {**_verdict(pair, "none"), **wrong}, follow=True)
    assert response.status_code == 200
    assert 'class="message message--error"' in response.text
    assert not Change.objects.exists()


def test_an_article_is_not_linked_with_itself(editor: Client, pair: tuple[Article, Article]) -> None:
    sent = _verdict(pair, "same")
    editor.post("/en/compare/link/", {**sent, "b": sent["a"], "hash_b": sent["hash_a"]})
    assert not Change.objects.exists()


@pytest.mark.parametrize("method", ["get", "put"])
def test_a_verdict_is_posted(editor: Client, method: str) -> None:
    assert getattr(editor, method)("/en/compare/link/").status_code == 405


def test_every_download_tells_who_decided(editor: Client, pair: tuple[Article, Article]) -> None:
    editor.post("/en/compare/link/", _verdict(pair, "partial"))
    editor.post("/en/compare/link/", _verdict(pair, "none", 2, 2))
    query = {"a": pair[0].pk, "b": pair[1].pk}
    told = json.loads(editor.get("/en/compare.json", query).text)
    by_id = {(link["a"], link["b"]): link for link in (*told["links"], *told["rejected"])}
    assert by_id[1, 1]["decided"]["by"] == by_id[2, 2]["decided"]["by"] == "salma"
    assert (by_id[1, 1]["decided"]["verdict"], by_id[2, 2]["decided"]["verdict"]) == ("partial", "none")
    assert "salma" in editor.get("/en/compare.csv", query).text
    assert "salma" in editor.get("/en/compare.md", query).text


def test_the_log_leads_to_the_row(editor: Client, pair: tuple[Article, Article]) -> None:
    editor.post("/en/compare/link/", _verdict(pair, "none", 2, 2))
    page = editor.get("/en/log/").text
    assert f'href="/en/compare/?a={pair[0].pk}&amp;b={pair[1].pk}#s2"' in page
    assert "Link between two articles" in page and "Not linked" in page


def test_decisions_are_exported_for_training(editor: Client, pair: tuple[Article, Article]) -> None:
    editor.post("/en/compare/link/", _verdict(pair, "none", 2, 2))
    editor.post("/en/compare/link/", _verdict(pair, "partial", 3, 3))
    lines = [json.loads(line) for line in editor.get("/en/compare/corrections.jsonl").text.splitlines()]
    written = StringIO()
    call_command("export_corrections", stdout=written)
    assert [json.loads(line) for line in written.getvalue().splitlines()] == lines
    rejected, added = lines
    assert (rejected["verdict"], rejected["by"]) == ("none", "salma")
    assert rejected["rules"]["relation"] and 0 < rejected["rules"]["score"] <= 1
    assert (added["verdict"], added["rules"]["relation"]) == ("partial", None)
    assert "المحافظ" in rejected["sentences"][0]["text"]
    assert [end["article"] for end in rejected["sentences"]] == sorted(article.pk for article in pair)


def test_the_export_outlives_the_text(editor: Client, pair: tuple[Article, Article]) -> None:
    editor.post("/en/compare/link/", _verdict(pair, "none", 2, 2))
    Article.objects.filter(pk=pair[0].pk).update(body="", sentences=[])
    (line,) = editor.get("/en/compare/corrections.jsonl").text.splitlines()
    assert "المحافظ" in json.loads(line)["sentences"][0]["text"]
