"""Words of opposite meaning."""

import pytest

from articles.analysis.pairs.opposites import opposed
from articles.analysis.text.tokens import tokenise


def found(a: str, b: str) -> list[tuple[str, str]]:
    words_a, words_b = (tokenise(text, language="en" if text.isascii() else "ar") for text in (a, b))
    return [(one.span.of(a), other.span.of(b)) for one, other in opposed(words_a, words_b)]


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("ارتفاع أسعار القمح", "أسعار القمح تنخفض", [("ارتفاع", "تنخفض")]),
        ("وبارتِفَـاع الأسعار", "هبوط الأسعار", [("وبارتِفَـاع", "هبوط")]),
        ("أغلق المعبر", "The crossing was opened", [("أغلق", "opened")]),
        ("The strikers accepted the offer", "The strikers rejected it", [("accepted", "rejected")]),
        ("ارتفاع الأسعار", "زيادة الأسعار", []),
        ("ارتفاع القمح وهبوط الذهب", "هبوط الذهب", []),
        ("ارتفاع القمح", "هبوط الذهب وارتفاع القمح", []),
        ("", "هبوط", []),
    ],
)
def test_it_finds_what_only_one_says_and_the_other_turns_round(
    a: str, b: str, wanted: list[tuple[str, str]]
) -> None:
    assert found(a, b) == wanted
