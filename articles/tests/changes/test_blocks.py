"""Blocks put back and cut, and second articles made articles of their own."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from articles.changes import KINDS, ChangeError, make, undo
from articles.ingest.decisions import block_keys
from articles.models import Article, Story
from articles.tests.factories import QUAKE_BY_A, articles, take_in, write

pytestmark = pytest.mark.django_db

PAGE = QUAKE_BY_A + "\nاقرأ أيضاً: بركان يثور في الجزيرة المجاورة\n"
SECOND = Path(__file__).parents[1] / "ingest" / "pages" / "ar_second_article_with_byline.txt"
BLOCK, WHOLE = KINDS["block"], KINDS["second-article"]


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("salma")


def subject(article: Article, words: str) -> str:
    blocks = list(article.blocks.order_by("start"))
    keys = block_keys(article.original, blocks)
    (key,) = [key for key, b in zip(keys, blocks, strict=True) if words in article.original[b.start : b.end]]
    return f"{article.pk}:{key}"


def body(article: Article) -> str:
    article.refresh_from_db()
    return article.body


def test_a_block_is_put_back_and_read(editor: User, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=PAGE)
    change = make(BLOCK, subject(article, "بركان"), True, by=editor)
    assert change and (change.before, change.after) == (False, True)
    assert "بركان يثور" in body(article)
    assert any("بركان" in article.body[start:end] for start, end in article.sentences)
    undo(change, BLOCK, by=editor)
    assert "بركان يثور" not in body(article)


def test_a_block_is_cut_and_what_was_found_in_it_goes(editor: User, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=PAGE)
    quoted = article.quotations.count()
    make(BLOCK, subject(article, "هندرا"), False, by=editor)
    assert "هندرا" not in body(article)
    assert article.quotations.count() == quoted - 1


def test_decisions_survive_reading_the_source_again(editor: User, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=PAGE)
    make(BLOCK, subject(article, "بركان"), True, by=editor)
    make(BLOCK, subject(article, "هندرا"), False, by=editor)
    assert [result.outcome for result in take_in(tmp_path)] == ["unchanged"]
    write(tmp_path, one=PAGE.replace("14 شخصاً", "21 شخصاً"))
    assert [result.outcome for result in take_in(tmp_path)] == ["changed"]
    assert "21 شخصاً" in body(article)
    assert "بركان يثور" in article.body and "هندرا" not in article.body


def test_the_last_of_a_text_cannot_be_cut(editor: User, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=PAGE)
    for words in ("بقوة 6.9", "هندرا"):
        make(BLOCK, subject(article, words), False, by=editor)
    with pytest.raises(ChangeError):
        make(BLOCK, subject(article, "جاكرتا"), False, by=editor)
    assert "جاكرتا" in body(article)


@pytest.mark.parametrize("about", ["0:x:1", "x", "", "99999999:abc:1", "%s:abc:1"])
def test_what_is_gone_cannot_be_changed(about: str, editor: User, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=PAGE)
    about = about.replace("%s", str(article.pk))
    with pytest.raises(ChangeError):
        make(BLOCK, about, True, by=editor)
    assert BLOCK.places([about])[about].words


def test_a_second_article_becomes_one_of_its_own_and_goes_again(editor: User, tmp_path: Path) -> None:
    page = "\n".join(line.partition("\t")[2] for line in SECOND.read_text(encoding="utf-8").splitlines())
    (article,) = articles(tmp_path, one=page)
    change = make(WHOLE, subject(article, "البورصة"), True, by=editor)
    assert change
    second = Article.objects.exclude(pk=article.pk).get()
    assert second.headline == "البورصة تغلق على ارتفاع بدعم من أسهم المصارف"
    assert (second.author, second.outlet) == ("ليلى منصور", article.outlet)
    assert "البورصة" not in body(article)
    assert [result.outcome for result in take_in(tmp_path)] == ["unchanged"]
    undo(change, WHOLE, by=editor)
    assert Article.objects.get() == article
    assert Story.objects.count() == 1


def test_no_other_block_becomes_an_article(editor: User, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=PAGE)
    with pytest.raises(ChangeError):
        make(WHOLE, subject(article, "هندرا"), True, by=editor)
