"""What editors decide about links holds, whatever the rules say."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils.translation import override

from articles.changes import KINDS, ChangeError, make, undo
from articles.changes.links import LINK_KIND, link_subject
from articles.comparison.articles import Comparison, compare, links
from articles.comparison.linking import sentence_hash
from articles.models import Article, Change, LinkCorrection
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles, take_in, write


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("salma")


@pytest.fixture
def pair(db: None, tmp_path: Path) -> tuple[Article, Article]:
    a, b = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    return a, b


def _text(article: Article, number: int) -> str:
    return article.sentence_spans()[number - 1].of(article.body)


def _subject(a: Article, number_a: int, b: Article, number_b: int) -> str:
    return link_subject(a, sentence_hash(_text(a, number_a)), b, sentence_hash(_text(b, number_b)))


def _linked(comparison: Comparison) -> dict[str, str]:
    return {link.id: link.relation.value for link in comparison.pairs}


def test_it_is_a_kind_of_the_log() -> None:
    assert KINDS["link"] is LINK_KIND


def test_the_subject_is_the_same_from_both_sides(pair: tuple[Article, Article]) -> None:
    a, b = pair
    assert _subject(a, 1, b, 2) == _subject(b, 2, a, 1)


def test_a_rejected_link_is_gone_from_rows_and_api_but_shown_as_rejected(
    pair: tuple[Article, Article], editor: User
) -> None:
    make(LINK_KIND, _subject(*_ends(pair, 2, 2)), "none", by=editor)
    found = compare(*pair)
    assert "2-2" not in _linked(found)
    assert [link.id for link in found.rejected] == ["2-2"]
    assert len(list(links(pair))) == len(found.pairs)
    turned = compare(pair[1], pair[0])
    assert [link.id for link in turned.rejected] == ["2-2"]


def _ends(pair: tuple[Article, Article], one: int, other: int) -> tuple[Article, int, Article, int]:
    return pair[0], one, pair[1], other


def test_a_relation_can_be_changed_and_confirmed(pair: tuple[Article, Article], editor: User) -> None:
    subject = _subject(*_ends(pair, 1, 1))
    assert _linked(compare(*pair))["1-1"] == "conflict"
    make(LINK_KIND, subject, "partial", by=editor)
    link = next(link for link in compare(*pair).pairs if link.id == "1-1")
    assert link.relation == "partial"
    assert link.correction and link.correction.found == "conflict"
    assert link.evidence
    make(LINK_KIND, subject, "conflict", by=editor)
    assert _linked(compare(*pair))["1-1"] == "conflict"


def test_a_missing_link_can_be_added_in_either_direction(pair: tuple[Article, Article], editor: User) -> None:
    assert "3-3" not in _linked(compare(*pair))
    make(LINK_KIND, _subject(*_ends(pair, 3, 3)), "partial", by=editor)
    for one, other in (pair, pair[::-1]):
        found = compare(one, other)
        assert _linked(found)["3-3"] == "partial"
        row = next(row for row in found.rows if any(cell.number == 3 for cell in row.left))
        assert row.kind == "linked"


def test_undoing_leaves_it_to_the_rules_again(pair: tuple[Article, Article], editor: User) -> None:
    before = _linked(compare(*pair))
    change = make(LINK_KIND, _subject(*_ends(pair, 2, 2)), "none", by=editor)
    assert change
    assert (change.before, change.after) == (before["2-2"], "none")
    undo(change, LINK_KIND, by=editor)
    assert _linked(compare(*pair)) == before
    assert not LinkCorrection.objects.exists()


def test_a_decision_outlives_another_reading_and_waits_for_its_sentence(
    pair: tuple[Article, Article], editor: User, tmp_path: Path
) -> None:
    make(LINK_KIND, _subject(*_ends(pair, 2, 2)), "none", by=editor)
    take_in(
        write(tmp_path, a=FLOOD_BY_A.replace("وانقطعت الكهرباء", "وعادت الكهرباء إلى البيوت بعد انقطاعها"))
    )
    a, b = (Article.objects.get(pk=article.pk) for article in pair)
    assert a.body != pair[0].body
    assert "2-2" not in _linked(compare(a, b))
    take_in(write(tmp_path, a=FLOOD_BY_A.replace("وزار المحافظ", "وتفقد المحافظ")))
    a = Article.objects.get(pk=pair[0].pk)
    assert not compare(a, b).rejected
    take_in(write(tmp_path, a=FLOOD_BY_A))
    a = Article.objects.get(pk=pair[0].pk)
    assert [link.id for link in compare(a, b).rejected] == ["2-2"]


@pytest.mark.parametrize(
    "subject", ["", "x", "1:2", f"1:{'0' * 64}:1:{'0' * 64}", f"1:{'0' * 64}:2:{'0' * 64}", "1" * 400]
)
def test_what_is_no_link_is_refused(editor: User, subject: str) -> None:
    with pytest.raises(ChangeError):
        make(LINK_KIND, subject, "same", by=editor)
    assert not Change.objects.exists()


@pytest.mark.parametrize("value", ["", "maybe", 7, True, ["same"], {"relation": "same"}])
def test_what_is_no_verdict_is_refused(pair: tuple[Article, Article], editor: User, value: object) -> None:
    with pytest.raises(ChangeError):
        make(LINK_KIND, _subject(*_ends(pair, 1, 1)), value, by=editor)
    assert not LinkCorrection.objects.exists()


def test_the_log_tells_it_in_words_and_leads_to_the_row(pair: tuple[Article, Article], editor: User) -> None:
    subject = _subject(*_ends(pair, 2, 2))
    make(LINK_KIND, subject, "none", by=editor)
    place = LINK_KIND.places([subject])[subject]
    assert (place.view, place.query, place.fragment) == (
        "compare",
        {"a": pair[0].pk, "b": pair[1].pk},
        "s2",
    )
    assert "المحافظ" in place.words and "الوزير" in place.words
    with override("en"):
        assert LINK_KIND.words([(subject, "none")]) == ["Not linked"]
    pair[0].delete()
    assert LINK_KIND.places([subject])[subject].view == ""
