"""The page as it came, and editors' decisions about it."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.ingest.decisions import block_keys
from articles.models import Article, Change
from articles.tests.factories import QUAKE_BY_A, articles

pytestmark = pytest.mark.django_db

PAGE = (
    QUAKE_BY_A.replace("\n\n", "\n\nبقلم: سلمى <حداد>\n\n", 1) + "\nاقرأ أيضاً: بركان يثور\n\nالمصدر: رويترز\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return articles(tmp_path, one=PAGE)[0]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_user("salma"))
    return client


def key(article: Article, words: str) -> str:
    blocks = list(article.blocks.order_by("start"))
    keys = block_keys(article.original, blocks)
    texts = [article.original[block.start : block.end] for block in blocks]
    return next(key for key, text in zip(keys, texts, strict=True) if words in text)


def decide(client: Client, article: Article, words: str, decision: str) -> str:
    address = f"/en/articles/{article.pk}/original/decide/"
    form = {"part": key(article, words), "decision": decision}
    return client.post(address, form, follow=True).content.decode()


def test_the_page_as_it_came_strikes_out_what_was_cut(client: Client, article: Article) -> None:
    page = client.get(f"/en/articles/{article.pk}/original/").content.decode()
    assert "<del>اقرأ أيضاً: بركان يثور</del>" in page
    assert "<del>المصدر: رويترز</del>" in page
    assert "begins as a link does" in page and "a label of sources" in page
    assert "<del>ضرب زلزال" not in page
    assert "decision" not in page
    assert article.pk and client.get("/en/articles/99999/original/").status_code == 404


def test_an_editor_puts_a_part_back_and_undoes_it(editor: Client, article: Article) -> None:
    page = decide(editor, article, "بركان", "keep")
    assert "Put back into the article" in page and "by <bdi>salma</bdi>" in page
    article.refresh_from_db()
    assert "بركان يثور" in article.body
    editor.post(f"/en/log/{Change.objects.get().pk}/undo/", {"next": f"/en/articles/{article.pk}/original/"})
    article.refresh_from_db()
    assert "بركان يثور" not in article.body


def test_an_editor_cuts_a_part_and_leaves_it_to_the_rules_again(editor: Client, article: Article) -> None:
    page = decide(editor, article, "هندرا", "cut")
    assert "<del>وقال المتحدث" in page
    decide(editor, article, "هندرا", "rules")
    article.refresh_from_db()
    assert "هندرا" in article.body


def test_the_api_gives_the_decision(editor: Client, article: Article) -> None:
    decide(editor, article, "هندرا", "cut")
    answer = editor.get(f"/api/articles/{article.pk}/").json()
    cut = next(part for part in answer["removed"] if "هندرا" in part["text"])
    assert (cut["reason"], cut["decided"]) == ("paragraph", True)
    assert (answer["agencies"], answer["author"]) == (["reuters"], "سلمى <حداد>")


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"part": "x", "decision": "cut"},
        {"part": "0123456789abcdef:1", "decision": "cut"},
        {"part": "0123456789abcdef:1", "decision": "drop"},
        {"part": "0123456789abcdef:1", "decision": "article"},
        {"part": "0123456789abcdef:99999999999", "decision": "cut"},
    ],
)
def test_hostile_decisions_change_nothing(form: dict[str, str], editor: Client, article: Article) -> None:
    answer = editor.post(f"/en/articles/{article.pk}/original/decide/", form, follow=True)
    assert answer.status_code == 200
    assert "message--error" in answer.content.decode()
    assert not Change.objects.exists()


@pytest.mark.parametrize("path", ["original/decide/", "known/author/"])
def test_only_editors_decide(path: str, client: Client, article: Article) -> None:
    answer = client.post(f"/en/articles/{article.pk}/{path}", {"text": "x", "decision": "cut"})
    assert answer.status_code == 302 and "sign-in" in answer["Location"]
    assert client.get(f"/en/articles/{article.pk}/original/decide/").status_code == 405
    assert not Change.objects.exists()


FORMS = [
    ("headline", {"text": "سيرام تهتز"}, "سيرام تهتز"),
    ("outlet", {"text": "Al Bayan"}, "Al Bayan"),
    ("outlet", {"text": "منبر لا يعرفه أحد"}, "منبر لا يعرفه أحد"),
    ("author", {"text": "<script>"}, "&lt;script&gt;"),
    ("dateline", {"text": "أمبون"}, "أمبون"),
    ("published", {"day": "2023-09-14", "clock": ""}, "14 September 2023"),
    ("published", {"day": "2023-09-14", "clock": "08:30"}, "14 September 2023 08:30"),
    ("language", {"text": "fa"}, "Persian"),
    ("agencies", {"text": ["afp", "dpa"]}, "Agence France-Presse, dpa"),
    ("agencies", {}, "none"),
    ("url", {"text": "https://example.org/1"}, "https://example.org/1"),
    ("photo_credit", {"text": "رويترز"}, "رويترز"),
]


@pytest.mark.parametrize(("name", "form", "shown"), FORMS)
def test_an_editor_sets_what_is_known(
    name: str, form: dict[str, object], shown: str, editor: Client, article: Article
) -> None:
    address = f"/en/articles/{article.pk}/known/{name}/"
    assert editor.get(address).status_code == 200
    answer = editor.post(address, form | {"save": "1"}, follow=True)
    page = answer.content.decode()
    known = page[page.index('id="known"') :]
    assert shown in known and "set by <bdi>salma</bdi>" in known
    assert "/undo/" in page
    assert editor.get(address).status_code == 200
    editor.post(address, {"rules": "1"})
    article.refresh_from_db()
    assert article.provenance[name]["how"] != "editor"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("url", {"text": "javascript:alert(1)"}),
        ("headline", {"text": "ا" * 1_001}),
        ("published", {"day": "2023-02-31"}),
        ("published", {"clock": "08:30"}),
        ("agencies", {"text": ["nobody"]}),
        ("language", {"text": "zz-top"}),
        ("outlet", {"text": "!!!"}),
    ],
)
def test_a_form_says_what_is_wrong(
    name: str, form: dict[str, object], editor: Client, article: Article
) -> None:
    answer = editor.post(f"/en/articles/{article.pk}/known/{name}/", form | {"save": "1"})
    assert answer.status_code == 200 and "errorlist" in answer.content.decode()
    assert not Change.objects.exists()


def test_there_is_no_form_for_anything_else(editor: Client, article: Article) -> None:
    answer = editor.get(f"/en/articles/{article.pk}/known/body/")
    assert answer.status_code == 302


def test_a_second_article_is_offered_and_made(editor: Client, tmp_path: Path) -> None:
    path = Path(__file__).parents[1] / "ingest" / "pages" / "ar_second_article_after_keywords.txt"
    lines = [line.partition("\t")[2] for line in path.read_text(encoding="utf-8").splitlines()]
    (article,) = articles(tmp_path, one="\n".join(lines).replace("⏎", "\n"))
    block = article.blocks.get(kind="second_article")
    words = article.original[block.start : block.start + 30]
    page = editor.get(f"/en/articles/{article.pk}/original/").content.decode()
    assert "Make it an article of its own" in page
    page = decide(editor, article, words, "article")
    assert "It is an article of its own here" in page
    assert Article.objects.count() == 2


def test_the_queries_do_not_grow_with_the_parts(client: Client, article: Article, tmp_path: Path) -> None:
    longer = articles(tmp_path / "b", two=PAGE + "\nاقرأ أيضاً: خبر آخر تماماً\n" * 20)[0]
    counts = []
    for one in (article, longer):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/articles/{one.pk}/original/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_article_tells_its_days_and_how_they_were_reckoned(client: Client, tmp_path: Path) -> None:
    text = PAGE.replace("فجر الثلاثاء", "فجر أمس الثلاثاء").replace("بقلم", "نُشر في 13 سبتمبر 2023\n\nبقلم")
    (article,) = articles(tmp_path, one=text)
    page = client.get(f"/en/articles/{article.pk}/").content.decode()
    assert '<time datetime="2023-09-12">Tuesday 12 September 2023</time>' in page
    assert "counted from the day of publication" in page
    (day,) = client.get(f"/api/articles/{article.pk}/").json()["dates"]
    assert (day["value"], day["basis"]) == ("2023-09-12", "reference")
    assert article.body[day["start"] : day["end"]] == "أمس الثلاثاء"


def test_days_stay_open_where_publication_is_unknown(client: Client, article: Article) -> None:
    assert client.get(f"/api/articles/{article.pk}/").json()["dates"] == []


@pytest.mark.parametrize(("name", "times"), [("headline", 1), ("published", 1), ("agencies", 0)])
def test_who_changes_a_value_can_type_at_once(
    name: str, times: int, editor: Client, article: Article
) -> None:
    page = editor.get(f"/en/articles/{article.pk}/known/{name}/").content.decode()
    assert page.count("autofocus") == times
