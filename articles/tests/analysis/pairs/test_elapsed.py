"""Durations that reach back."""

from datetime import date

import pytest

from articles.analysis.pairs.elapsed import find_elapsed
from articles.analysis.reading import read

TODAY = date(2024, 3, 9)


def found(text: str) -> list[tuple[str, date, date]]:
    reading = read(text)
    return [(e.span.of(text), e.first, e.last) for e in find_elapsed(reading, reading.sentences[0], TODAY)]


@pytest.mark.parametrize(
    ("text", "words", "inside"),
    [
        ("The ministers met four years ago in Lima.", "four years", date(2020, 3, 1)),
        ("They met for the first time in more than 4 years.", "4 years", date(2019, 5, 1)),
        (
            "The two met in Lima four and a half years after their first talks.",
            "four and a half years",
            date(2019, 9, 9),
        ),
        ("التقى الوزيران قبل أربع سنوات في ليما.", "أربع سنوات", date(2020, 3, 1)),
        ("عاد الوزير بعد أربع سنوات وخمسة أشهر من آخر زيارة.", "أربع سنوات وخمسة أشهر", date(2019, 10, 9)),
        ("لم يلتقيا منذ ما يزيد على عامين.", "عامين", date(2022, 1, 1)),
        ("🕰 التقيا قبل \u202bثَلاثـــة أيام\u202c في ليما.", "ثَلاثـــة أيام", date(2024, 3, 6)),
    ],
)
def test_it_says_between_which_days_it_began(text: str, words: str, inside: date) -> None:
    ((span, first, last),) = found(text)
    assert span == words
    assert first <= inside <= last < TODAY


@pytest.mark.parametrize(
    "text",
    [
        "The talks lasted four years.",
        "She is 40 years old.",
        "They met two days before the summit.",
        "وصل الوفد قبل يومين من القمة.",
        "The sun formed 9999999999 years ago.",
    ],
)
def test_it_leaves_out_what_does_not_reach_back_from_the_day(text: str) -> None:
    assert found(text) == []
