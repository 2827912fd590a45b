"""Figures and dates that can both be right."""

import pytest

from articles.analysis.figures.compatibility import compatible, compatible_dates
from articles.analysis.figures.figures import find_figures


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("أكثر من 4 سنوات", "أربع سنوات وخمسة أشهر", True),
        ("more than 4 years", "أربع سنوات وخمسة أشهر", True),
        ("نحو 100 يوم", "98 يوماً", True),
        ("up to 20 people", "25 people", False),
        ("آلاف الجنود", "4500 جندي", True),
        ("بين 10 و12 كيلومتراً", "11 كيلومتراً", True),
        ("ثلاثة آلاف كيلومتر", "300 كيلومتر", False),
    ],
)
def test_figures_are_compared_by_value_and_bound(one: str, other: str, wanted: bool) -> None:
    (a,), (b,) = (find_figures(text, language="en" if text.isascii() else "ar") for text in (one, other))
    assert compatible(a, b) is wanted
    assert compatible(b, a) is wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2019-05-03", "--05-03", True),
        ("2019-05-03", "2019-05", True),
        ("2019-05-03", "2019", True),
        ("2019-05-03", "--05-04", False),
        ("2019-05-03", "2018", False),
        ("--05", "--06-01", False),
        ("T18:30", "T18:30", True),
        ("T18:30", "T21:00", False),
        ("T18:30Z", "T21:00", True),
        ("2019/2020", "2019", True),
    ],
)
def test_dates_are_compared_as_far_as_both_are_exact(one: str, other: str, wanted: bool) -> None:
    assert compatible_dates(one, other) is wanted
    assert compatible_dates(other, one) is wanted
