"""Quotations of two articles beside each other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from articles.comparison.articles import compare
from articles.comparison.quotations import Agreement, QuotationRow, quotation_rows
from articles.tests.factories import articles

TITLE = "افتتاح الميناء الجديد\n\n"
OPENING = "افتتحت الحكومة الميناء الجديد على الساحل الشرقي يوم الخميس.\n\n"


Quoted = Callable[..., tuple[QuotationRow, ...]]


@pytest.fixture
def quoted(db: None, tmp_path: Path) -> Quoted:
    """The rows of two articles that end in these sentences; `start` is how the second begins."""

    def rows(one: str, other: str, *, start: str = TITLE + OPENING) -> tuple[QuotationRow, ...]:
        return quotation_rows(compare(*articles(tmp_path, a=TITLE + OPENING + one, b=start + other)))

    return rows


def test_the_same_words_stand_beside_each_other(quoted: Quoted) -> None:
    (row,) = quoted(
        "وقال الوزير سامي حداد: «هذا الميناء سيغير وجه المدينة كلها».\n",
        "وأكد سامي حداد أن «هذا الميناء سيغيّر وجه المدينة كلها».\n",
    )
    assert row.agreement is Agreement.EXACT
    assert not row.differs
    assert row.a and row.b
    assert (row.a.cue, row.b.cue) == ("وقال", "وأكد")
    assert not any(kind for said in (row.a, row.b) for piece in said.pieces for kind in piece.kinds)


def test_other_words_are_marked_one_by_one(quoted: Quoted) -> None:
    (row,) = quoted(
        "وقال الوزير سامي حداد: «هذا الميناء سيغير وجه المدينة كلها».\n",
        "وقال الوزير سامي حداد: «هذا الميناء سيغير شكل المدينة كلها».\n",
    )
    assert row.agreement is Agreement.OTHERWISE
    assert row.a and row.b
    marked = [[piece.text for piece in said.pieces if piece.kinds] for said in (row.a, row.b)]
    assert marked == [["وجه"], ["شكل"]]


def test_what_only_one_quotes_stands_alone_and_names_are_no_quotations(quoted: Quoted) -> None:
    rows = quoted(
        "وقال الوزير سامي حداد: «هذا الميناء سيغير وجه المدينة كلها».\n",
        "وكتبت صحيفة «الساحل» عن الافتتاح. وقالت سائقة حافلة: «ننتظر فرص العمل منذ أعوام طويلة».\n",
    )
    assert [row.agreement for row in rows] == [Agreement.ONLY_A, Agreement.ONLY_B]
    assert all(row.differs for row in rows)


def test_renderings_in_two_languages_find_each_other(quoted: Quoted) -> None:
    english = (
        "New port opens\n\nThe government opened the new port on the eastern coast on Thursday.\n\n"
        '"This port will change the face of the whole city," minister Sami Haddad said.\n'
    )
    (row,) = quoted("وقال الوزير سامي حداد: «هذا الميناء سيغير وجه المدينة كلها».\n", "", start=english)
    assert row.agreement is Agreement.OTHERWISE
    assert row.a and row.b
    assert "change the face" in row.b.span.of(row.b.article.body)


def test_articles_without_quotations_have_no_rows(quoted: Quoted) -> None:
    assert quoted("وحضر الافتتاح مئات السكان.\n", "ولم يحضر الوزير.\n") == ()


def test_many_quotations_are_paired_one_to_one(quoted: Quoted) -> None:
    said = [f"وقال شاهد إن «السفينة رقم {n} دخلت الميناء قبل الفجر».\n\n" for n in range(1, 25)]
    rows = quoted("".join(said), "".join(reversed(said)))
    assert len(rows) == 24
    assert all(row.a and row.b for row in rows)
    assert len({row.id for row in rows}) == 24
