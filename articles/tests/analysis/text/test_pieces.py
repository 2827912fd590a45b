"""A text in pieces is that text again, under its marks."""

import pytest

from articles.analysis.text.pieces import Mark, cut
from articles.analysis.text.spans import Span


def _mark(start: int, end: int, kind: str, **more: str) -> Mark:
    return Mark(span=Span(start, end), kind=kind, **more)


@pytest.mark.parametrize(
    ("marks", "pieces"),
    [
        ([], [("abcdef", ())]),
        ([_mark(0, 6, "x")], [("abcdef", ("x",))]),
        ([_mark(1, 3, "x")], [("a", ()), ("bc", ("x",)), ("def", ())]),
        (
            [_mark(1, 5, "x"), _mark(2, 3, "y")],
            [("a", ()), ("b", ("x",)), ("c", ("x", "y")), ("de", ("x",)), ("f", ())],
        ),
        ([_mark(0, 3, "x"), _mark(2, 6, "y")], [("ab", ("x",)), ("c", ("x", "y")), ("def", ("y",))]),
        ([_mark(0, 3, "x"), _mark(3, 6, "x")], [("abc", ("x",)), ("def", ("x",))]),
        ([_mark(2, 2, "x")], [("abcdef", ())]),
    ],
)
def test_it_cuts_where_marks_begin_and_end(
    marks: list[Mark], pieces: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = cut("abcdef", marks)
    assert [(piece.text, piece.kinds) for piece in found] == pieces
    assert "".join(piece.text for piece in found) == "abcdef"


def test_it_cuts_only_the_part_asked_for() -> None:
    pieces = cut("abcdef", [_mark(0, 3, "x"), _mark(5, 6, "y")], within=Span(2, 5))
    assert [(piece.text, piece.kinds) for piece in pieces] == [("c", ("x",)), ("de", ())]


def test_it_takes_subject_and_title_of_the_first_mark_that_has_one() -> None:
    marks = [_mark(0, 4, "quote", title="who"), Mark(span=Span(1, 2), kind="name", subject="Q1")]
    middle = cut("abcd", marks)[1]
    assert (middle.kinds, middle.entity, middle.title) == (("quote", "name"), "Q1", "who")


def test_it_gives_nothing_for_an_empty_text() -> None:
    assert cut("") == ()
