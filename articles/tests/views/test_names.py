"""The name workbench: evidence, decisions, the way back, and that decisions outlive a new reading."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.changes import KINDS, undo
from articles.changes.entities import HIDDEN, KEPT_APART, NAMED, OF_KIND, SAME_AS, SPLIT_OFF
from articles.ingest.readers import read_paths
from articles.models import Article, Change, Entity, Mention, Proposal
from articles.names.resolution import BETWEEN
from articles.pipeline import ingest
from articles.tests.factories import articles, take_in, write

RELIEF = """زلزال في ماندارا

قال المتحدث باسم هيئة الإغاثة أوستاب كورنيتش إن البحث عن المفقودين مستمر في جزيرة ماندارا.
وأضاف كورنيتش أن طائرتين وصلتا صباح الثلاثاء.
"""
RELIEF_LATER = """عدد الضحايا يرتفع

أكد المتحدث باسم هيئة الإغاثة أوستاب كرنيتش أن عدد الضحايا في جزيرة ماندارا ارتفع إلى أربعة عشر قتيلا.
"""
RELIEF_IN_ENGLISH = """Search goes on after the quake

The search for the missing goes on, said Ostap Kornich, a spokesman for the relief agency.
"""
SAME_ROW, ENGLISH_ROW = "person:اوستاب كورنيتش", "person:ostap kornich"


@pytest.fixture
def relief(db: None, tmp_path: Path) -> list[Article]:
    return articles(tmp_path, a=RELIEF, b=RELIEF_LATER, c=RELIEF_IN_ENGLISH)


@pytest.fixture
def editor(relief: list[Article], client: Client) -> Client:
    client.force_login(User.objects.create_user("salma"))
    return client


def row(key: str) -> Entity:
    return Entity.objects.get(key=key)


def pair(one: str = ENGLISH_ROW, other: str = SAME_ROW) -> dict[str, Any]:
    return {"joins": row(one).pk, "stays": row(other).pk, "next": "/en/names/"}


def last() -> Change:
    change = Change.objects.newest().first()
    assert change
    return change


def take_back() -> None:
    change = last()
    undo(change, KINDS[change.kind], by=User.objects.get())


def counts() -> dict[str, int]:
    """Articles by the key of whom they mention."""
    return {e.key: e.article_count for e in Entity.objects.mentioned().of_kind("person")}


@pytest.mark.parametrize("address", ["/en/names/", "/ar/names/1/"])
def test_readers_are_sent_to_sign_in(client: Client, db: None, address: str) -> None:
    assert "/sign-in/" in client.get(address).headers["Location"]


def test_spellings_that_rules_are_sure_of_are_one_already(relief: list[Article]) -> None:
    assert counts() == {SAME_ROW: 2, ENGLISH_ROW: 1}


def test_a_pair_stands_with_its_evidence(editor: Client) -> None:
    page = editor.get("/en/names/").content.decode()
    for words in (
        "0 of 1 pair decided",
        "أوستاب كورنيتش",
        "Ostap Kornich",
        "the same sounds in Arabic",
        "<mark>",
    ):
        assert words in page
    assert page.count("data-pair") == 1
    fragment = editor.get("/en/names/", headers={"HX-Request": "true"}).content.decode()
    assert "data-pair" in fragment and "<html" not in fragment


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=person", 1),
        ("kind=place", 0),
        ("q=Kornich", 1),
        ("q=كورنيتش", 1),
        ("q=zzz", 0),
        ("kind=nonsense", 0),
    ],
)
def test_pairs_are_filtered(editor: Client, query: str, shown: int) -> None:
    assert editor.get(f"/en/names/?{query}").content.decode().count("data-pair") == shown


def test_a_merge_moves_everything_and_undoing_moves_it_back(editor: Client) -> None:
    response = editor.post("/en/names/merge/", pair(), follow=True)
    assert "are one name now" in response.content.decode()
    assert counts() == {SAME_ROW: 3}
    assert "1 of 1 pair decided" in editor.get("/en/names/").content.decode()
    assert Entity.objects.named("Ostap Kornich").get().key == SAME_ROW
    take_back()
    assert counts() == {SAME_ROW: 2, ENGLISH_ROW: 1}
    assert Proposal.objects.get().is_open
    assert [e.key for e in Entity.objects.named("Ostap Kornich")] == [ENGLISH_ROW, SAME_ROW]


def test_a_merge_outlives_a_new_reading(editor: Client, tmp_path: Path) -> None:
    editor.post("/en/names/merge/", pair())
    Article.objects.update(rules_version="0")
    take_in(tmp_path)
    assert counts() == {SAME_ROW: 3}
    write(tmp_path, d=RELIEF_IN_ENGLISH.replace("goes on,", "ended,"))
    list(ingest(read_paths([tmp_path / "d.txt"])))
    assert counts() == {SAME_ROW: 4}


def test_what_is_kept_apart_is_asked_no_more_until_undone(editor: Client) -> None:
    assert "stay apart" in editor.post("/en/names/apart/", pair(), follow=True).content.decode()
    assert not Proposal.objects.open().exists()
    take_back()
    assert Proposal.objects.open().exists()


def test_a_joined_spelling_is_split_off_and_stays_so(editor: Client, tmp_path: Path) -> None:
    variant = row("person:اوستاب كرنيتش")
    address = f"/en/names/{row(SAME_ROW).pk}/split/"
    editor.post(address, {"row": variant.pk, "next": "/en/names/"})
    assert counts() == {SAME_ROW: 1, variant.key: 1, ENGLISH_ROW: 1}
    Article.objects.update(rules_version="0")
    take_in(tmp_path)
    assert counts() == {SAME_ROW: 1, variant.key: 1, ENGLISH_ROW: 1}
    take_back()
    assert counts() == {SAME_ROW: 2, ENGLISH_ROW: 1}


def test_a_spelling_of_one_row_is_split_off_and_stays_so(editor: Client, tmp_path: Path) -> None:
    owner = row(SAME_ROW)
    editor.post(f"/en/names/{owner.pk}/split/", {"spelling": "كورنيتش", "next": "/en/names/"})
    key = "person:كورنيتش"
    assert last().subject == f"{SAME_ROW}{BETWEEN}كورنيتش"
    assert counts() == {SAME_ROW: 2, key: 1, ENGLISH_ROW: 1}
    Article.objects.update(rules_version="0")
    take_in(tmp_path)
    assert counts() == {SAME_ROW: 2, key: 1, ENGLISH_ROW: 1}
    take_back()
    assert counts() == {SAME_ROW: 2, ENGLISH_ROW: 1}


def test_names_kind_and_number_are_changed_one_by_one(editor: Client, tmp_path: Path) -> None:
    owner = row(SAME_ROW)
    words = {
        "name_ar": owner.name_ar,
        "name_en": "Ostap Kornich",
        "kind": "organisation",
        "wikidata": "Q42",
    }
    editor.post(f"/en/names/{owner.pk}/change/", {**words, "next": "/en/names/"})
    assert Change.objects.count() == 3
    Article.objects.update(rules_version="0")
    take_in(tmp_path)
    owner.refresh_from_db()
    assert (owner.name_en, owner.kind, owner.wikidata) == ("Ostap Kornich", "organisation", "Q42")
    for change in Change.objects.newest():
        undo(change, KINDS[change.kind], by=User.objects.get())
    owner.refresh_from_db()
    assert (owner.name_en, owner.kind, owner.wikidata) == ("", "person", "")
    assert not owner.own_names.filter(text="Ostap Kornich").exists()


@pytest.mark.parametrize(
    "words",
    [
        {"name_ar": "", "name_en": "", "kind": "person", "wikidata": ""},
        {"name_ar": "س", "name_en": "", "kind": "king", "wikidata": ""},
        {"name_ar": "س", "name_en": "", "kind": "person", "wikidata": "42; DROP"},
        {"name_ar": "س\0", "name_en": "", "kind": "person", "wikidata": ""},
        {"name_ar": "س" * 10_000, "name_en": "", "kind": "person", "wikidata": ""},
        {},
    ],
)
def test_nonsense_changes_nothing(editor: Client, words: dict[str, str]) -> None:
    response = editor.post(
        f"/en/names/{row(SAME_ROW).pk}/change/", {**words, "next": "/en/names/"}, follow=True
    )
    assert "message--error" in response.content.decode()
    assert not Change.objects.exists()


@pytest.mark.parametrize("action", ["merge", "apart"])
@pytest.mark.parametrize("joins", ["", "0", "999999", "x", "\0"])
def test_a_decision_about_no_pair_changes_nothing(editor: Client, action: str, joins: str) -> None:
    words = {"joins": joins, "stays": row(SAME_ROW).pk, "next": "//evil.example"}
    response = editor.post(f"/en/names/{action}/", words, follow=True)
    assert response.redirect_chain[0][0].startswith("/en/names/")
    assert "message--error" in response.content.decode()
    assert not Change.objects.exists()


def test_merging_both_ways_round_is_refused(editor: Client) -> None:
    both = pair()
    editor.post("/en/names/merge/", both)
    page = editor.post(
        "/en/names/merge/", {**both, "joins": both["stays"], "stays": both["joins"]}, follow=True
    )
    assert "message--error" in page.content.decode()
    assert counts() == {SAME_ROW: 3}


def test_a_hidden_name_is_out_of_lists_until_shown_again(editor: Client) -> None:
    address = f"/en/names/{row(SAME_ROW).pk}/hide/"
    editor.post(address, {"next": "/en/names/"})
    assert counts() == {ENGLISH_ROW: 1}
    assert "Ostap" in editor.get("/en/entities/?q=Kornich").content.decode()
    assert "أوستاب" not in editor.get("/ar/entities/").content.decode()
    editor.post(address, {"next": "/en/names/"})
    assert counts() == {SAME_ROW: 2, ENGLISH_ROW: 1}


def test_the_page_of_a_name_says_why_each_spelling_is_there(editor: Client) -> None:
    page = editor.get(f"/en/names/{row(SAME_ROW).pk}/?q=Kornich").content.decode()
    for words in (
        "أوستاب كرنيتش",
        "a long vowel written or not",
        "the family name alone",
        "Ostap Kornich",
        "One name",
    ):
        assert words in page


def test_the_log_tells_every_kind_of_decision(editor: Client) -> None:
    owner = row(SAME_ROW)
    editor.post("/en/names/apart/", pair())
    editor.post("/en/names/merge/", pair())
    editor.post(f"/en/names/{owner.pk}/split/", {"spelling": "كورنيتش", "next": "/en/names/"})
    editor.post(f"/en/names/{owner.pk}/hide/", {"next": "/en/names/"})
    words = {"name_ar": "أوستاب كورنيتش", "name_en": "Ostap K.", "kind": "place", "wikidata": "Q42"}
    editor.post(f"/en/names/{owner.pk}/change/", {**words, "next": "/en/names/"})
    page = editor.get("/en/log/").content.decode()
    for kind in (SAME_AS, KEPT_APART, SPLIT_OFF, HIDDEN, NAMED, OF_KIND):
        assert str(kind.label) in page
    for told in ("counts as “", "not the same as “", "is another name", "Ostap K.", "Place", "Q42"):
        assert told in page


def test_no_pairs_say_so(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("salma"))
    assert "No pair of names to decide here." in client.get("/en/names/").content.decode()


def test_the_number_of_queries_does_not_grow_with_pairs(
    editor: Client, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    write(
        tmp_path,
        e="Orla Penhale spoke.\n\nSpokeswoman Orla Penhale spoke.",
        f="قالت المتحدثة أورلا بينهيل إن البحث مستمر.",
    )
    take_in(tmp_path)
    with django_assert_max_num_queries(18):
        editor.get("/en/names/")


def test_positions_stay_those_of_the_body(editor: Client) -> None:
    editor.post("/en/names/merge/", pair())
    for mention in Mention.objects.select_related("article"):
        assert mention.article.body[mention.start : mention.end] == mention.text


def test_readers_see_why_spellings_are_one_name_and_editors_the_way_to_change_it(
    relief: list[Article], client: Client
) -> None:
    address = f"/en/entities/{row(SAME_ROW).pk}/"
    page = client.get(address).content.decode()
    assert "Why these spellings are one name" in page
    assert "a long vowel written or not" in page
    assert "/en/names/" not in page
    client.force_login(User.objects.create_user("salma"))
    assert f"/en/names/{row(SAME_ROW).pk}/" in client.get(address).content.decode()


def test_a_joined_row_leads_to_the_name_it_counts_as(relief: list[Article], client: Client) -> None:
    joined = row("person:اوستاب كرنيتش").pk
    assert client.get(f"/en/entities/{joined}/").headers["Location"] == f"/en/entities/{row(SAME_ROW).pk}/"
