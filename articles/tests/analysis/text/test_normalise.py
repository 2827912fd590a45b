"""Folding unifies spellings and knows the way back."""

import pytest

from articles.analysis.text.normalise import fold, fold_key
from articles.analysis.text.spans import Span


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("مدرسةٌ", "مدرسه"),
        ("على", "علي"),
        ("مسؤول بريئة", "مسوول برييه"),
        ("قـــارِنْ", "قارن"),
        ("کییف", "كييف"),
        ("ﻻ", "لا"),
        ("٢٠٢٣ و۱۴", "2023 و14"),
        ("\u202bبوتين\u202c\u200f", "بوتين"),
        ("Économie ŁÓDŹ Straße", "economie lodz strasse"),
        ("", ""),
        ("😀", "😀"),
    ],
)
def test_it_folds(written: str, folded: str) -> None:
    assert fold(written).text == folded


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("كيم جونغ-أون", "كيم جونغ اون"),
        ("  Kim   Jong–Un ", "kim jong un"),
        ("O'Brien’s", "obriens"),
        ("سويوز- 2", "سويوز 2"),
        ("«»!؟", ""),
    ],
)
def test_it_makes_keys_of_words_alone(written: str, key: str) -> None:
    assert fold_key(written) == key


def test_it_finds_the_way_back_with_the_marks_of_the_last_letter() -> None:
    text = "قال 😀 بوتيـــنُ\u200f."
    folded = fold(text)
    start = folded.text.index("بوتين")
    assert folded.span(start, start + 5).of(text) == "بوتيـــنُ"
    assert folded.index(text.index("ب")) == start


def test_an_empty_range_is_an_empty_span() -> None:
    assert fold("ab").span(1, 1) == Span(1, 1)
    assert fold("ab").span(2, 2) == Span(2, 2)


@pytest.mark.parametrize("places", [(-1, 2), (3, 2)])
def test_a_span_refuses_impossible_places(places: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(*places)


def test_spans_know_what_they_share() -> None:
    assert Span(0, 4).overlap(Span(2, 8)) == 2
    assert Span(0, 2).overlap(Span(2, 8)) == 0
    assert Span(0, 8).covers(Span(2, 8))
    assert len(Span(2, 8).shifted(3)) == 6
