"""What is known about an article, set by editors."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils.translation import override

from articles.changes import KINDS, ChangeError, make, undo
from articles.models import Article, Change
from articles.tests.factories import QUAKE_BY_A, articles, take_in, write

pytestmark = pytest.mark.django_db

PAGE = QUAKE_BY_A.replace("\n\n", "\n\nبقلم: سلمى حداد\n\n13 سبتمبر 2023\n\n", 1)
FIELD = KINDS["field"]


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("salma")


@pytest.fixture
def article(db: None, tmp_path: Path) -> Article:
    return articles(tmp_path, one=PAGE)[0]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("headline", "سيرام تهتز", "سيرام تهتز"),
        ("author", "كريم نصر", "كريم نصر"),
        ("author", "", ""),
        ("dateline", "أمبون", "أمبون"),
        ("language", "fa", "fa"),
        ("url", "https://example.org/1", "https://example.org/1"),
        ("photo_credit", "رويترز", "رويترز"),
        ("agencies", ["afp", "reuters"], "Agence France-Presse, Reuters"),
        ("outlet", {"slug": "almina", "names": {"ar": "الميناء"}, "site": ""}, "الميناء"),
        (
            "published",
            {"moment": "2023-09-14T08:30:00+00:00", "precision": "minute"},
            "14 September 2023 08:30",
        ),
    ],
)
def test_a_value_is_set_and_told_in_words_and_undone(
    name: str, value: Any, words: str, editor: User, article: Article
) -> None:
    about = f"{article.pk}:{name}"
    before = FIELD.current(about)
    change = make(FIELD, about, value, by=editor)
    assert change
    article.refresh_from_db()
    assert FIELD.current(about) == value
    assert article.provenance[name]["how"] == "editor"
    assert article.provenance[name]["rules"]["value"] == before
    with override("en"):
        assert FIELD.words([(about, value)]) == [words]
    undo(change, FIELD, by=editor)
    article.refresh_from_db()
    assert FIELD.current(about) == before
    assert "rules" not in article.provenance[name]


def test_a_value_survives_reading_the_source_again(editor: User, article: Article, tmp_path: Path) -> None:
    make(FIELD, f"{article.pk}:author", "كريم نصر", by=editor)
    assert [result.outcome for result in take_in(tmp_path)] == ["unchanged"]
    write(tmp_path, one=PAGE.replace("14 شخصاً", "21 شخصاً").replace("سلمى حداد", "هدى منصور"))
    assert [result.outcome for result in take_in(tmp_path)] == ["changed"]
    article.refresh_from_db()
    assert article.author == "كريم نصر"
    assert article.provenance["author"]["rules"]["value"] == "هدى منصور"


def test_a_moved_file_is_known_again_although_its_outlet_was_set(
    editor: User, article: Article, tmp_path: Path
) -> None:
    value = {"slug": "almina", "names": {"ar": "الميناء"}, "site": ""}
    make(FIELD, f"{article.pk}:outlet", value, by=editor)
    (tmp_path / "one.txt").unlink()
    take_in(write(tmp_path / "moved", one=PAGE))
    assert Article.objects.get().outlet_name == "الميناء"


def test_several_values_are_kept_side_by_side(editor: User, article: Article) -> None:
    make(FIELD, f"{article.pk}:author", "كريم نصر", by=editor)
    make(FIELD, f"{article.pk}:dateline", "أمبون", by=editor)
    article.refresh_from_db()
    assert (article.author, article.dateline) == ("كريم نصر", "أمبون")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("language", ""),
        ("agencies", ["nobody"]),
        ("published", {"moment": "soon"}),
        ("outlet", {"slug": "x"}),
        ("body", "نص"),
    ],
)
def test_nonsense_changes_nothing(name: str, value: Any, editor: User, article: Article) -> None:
    with pytest.raises(ChangeError):
        make(FIELD, f"{article.pk}:{name}", value, by=editor)
    assert not Change.objects.exists()
