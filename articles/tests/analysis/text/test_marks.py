"""Quotation marks paired in all their families and mishaps."""

import pytest

from articles.analysis.text.marks import pair_marks


def inside(text: str) -> list[str]:
    return [m.span.of(text) for m in pair_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال «نعم» ثم صمت", ["نعم"]),
        ('قال "نعم" ثم صمت', ["نعم"]),
        ("قال “نعم” ثم صمت", ["نعم"]),
        ("رحب بـ”فكرة” جاره", ["فكرة"]),
        ("قال „نعم“ ثم صمت", ["نعم"]),
        ("قال ”نعم“ ثم صمت", ["نعم"]),
        ("قال »نعم« ثم صمت", ["نعم"]),
        ("قال ‹نعم› ثم صمت", ["نعم"]),
        ("قال ‘نعم’ ثم صمت", ["نعم"]),
        ("قال ''نعم'' ثم صمت", ["نعم"]),
        ('قال: "نعم"، و"لا" أيضا', ["نعم", "لا"]),
        ("He said 'yes, we can' twice", ["yes, we can"]),
        ("It isn't the players' fault, he's right", []),
        ("‘The players’ union agreed’, he said", ["The players’ union agreed"]),
        ("in the ’90s", []),
        ('a 15" screen', []),
    ],
)
def test_it_pairs_every_family(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_it_returns_the_inner_quotation_after_the_outer() -> None:
    text = "قال «إن فيلم “المطر” جميل» ومضى"
    assert [(m.depth, m.span.of(text)) for m in pair_marks(text)] == [
        (0, "إن فيلم “المطر” جميل"),
        (1, "المطر"),
    ]


def test_it_tells_nested_marks_of_one_kind_by_their_neighbours() -> None:
    text = 'قال: "إن "المطر" جميل" ومضى'
    assert inside(text) == ['إن "المطر" جميل', "المطر"]


def test_it_accepts_a_wrong_closing_mark() -> None:
    assert inside('قال «نعم" ثم صمت') == ["نعم"]


def test_it_ends_an_unclosed_quotation_with_its_line() -> None:
    text = 'قال "نعم ولا.\nوسكت الجميع.'
    (marked,) = pair_marks(text)
    assert marked.close is None
    assert marked.span.of(text) == "نعم ولا."


def test_it_joins_the_halves_of_a_quotation_broken_by_a_paragraph() -> None:
    text = 'قال: "هذه دارنا.\n\nتفضلوا بالدخول" .\nثم جلس.'
    assert inside(text) == ["هذه دارنا.\n\nتفضلوا بالدخول"]


def test_it_joins_a_quotation_that_each_paragraph_reopens() -> None:
    text = '"We waited all night.\n\n"Nobody came," she said.'
    assert inside(text) == ['We waited all night.\n\n"Nobody came,']


def test_it_keeps_positions_of_the_original_with_controls_and_marks() -> None:
    text = "قال\u200f «نَعَـــم😀»\u200e ثم"
    assert inside(text) == ["نَعَـــم😀"]


@pytest.mark.parametrize("text", ["", "\n\n", '"', "«»", '""""', "»«" * 50])
def test_it_survives_empty_and_lone_marks(text: str) -> None:
    for marked in pair_marks(text):
        assert marked.span.of(text).strip()


@pytest.mark.parametrize("piece", ['"', "«", '"\n', "« » ", "'a "])
def test_it_survives_very_many_marks(piece: str) -> None:
    pair_marks(piece * 20_000)
