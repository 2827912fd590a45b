"""Rows hold every sentence once, and what belongs together side by side."""

import pytest

from articles.analysis.pairs.align import Link, Relation
from articles.analysis.pairs.rows import SentenceRow, side_by_side

Shape = tuple[tuple[int, ...], tuple[int, ...]]


def _link(a: int, b: int, score: float = 0.8) -> Link:
    return Link(a=a, b=b, relation=Relation.SAME, score=score, evidence=())


def _shape(rows: tuple[SentenceRow, ...]) -> list[Shape]:
    return [(row.a, row.b) for row in rows]


@pytest.mark.parametrize(
    ("links", "lengths", "rows"),
    [
        ([], (0, 0), []),
        ([], (2, 0), [((0, 1), ())]),
        ([], (0, 2), [((), (0, 1))]),
        ([], (2, 2), [((0, 1), ()), ((), (0, 1))]),
        ([(0, 0), (1, 1)], (2, 2), [((0,), (0,)), ((1,), (1,))]),
        ([(0, 1), (1, 0)], (2, 2), [((0,), (1,)), ((1,), (0,))]),
        ([(0, 0), (0, 1)], (1, 2), [((0,), (0, 1))]),
        ([(1, 1)], (3, 3), [((0,), ()), ((), (0,)), ((1,), (1,)), ((), (2,)), ((2,), ())]),
    ],
)
def test_it_lays_sentences_out(
    links: list[tuple[int, int]],
    lengths: tuple[int, int],
    rows: list[tuple[tuple[int, ...], tuple[int, ...]]],
) -> None:
    found = side_by_side([_link(a, b) for a, b in links], length_a=lengths[0], length_b=lengths[1])
    assert _shape(found) == rows


def test_a_sentence_stands_beside_its_best_match_and_the_others_say_where() -> None:
    rows = side_by_side([_link(0, 0, 0.5), _link(1, 0, 0.9)], length_a=2, length_b=1)
    assert _shape(rows) == [((0,), ()), ((1,), (0,))]
    assert [row.elsewhere for row in rows] == [(1,), ()]


def test_of_equal_matches_the_first_wins() -> None:
    assert _shape(side_by_side([_link(0, 0), _link(1, 0)], length_a=2, length_b=1)) == [
        ((0,), (0,)),
        ((1,), ()),
    ]


def test_every_sentence_stands_in_exactly_one_row() -> None:
    links = [
        _link(a, b, 0.4 + (a * 7 + b * 3) % 10 / 20)
        for a in range(9)
        for b in range(11)
        if (a + 2 * b) % 5 == 0
    ]
    rows = side_by_side(links, length_a=9, length_b=12)
    assert sorted(index for row in rows for index in row.a) == list(range(9))
    assert sorted(index for row in rows for index in row.b) == list(range(12))
