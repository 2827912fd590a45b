"""A mention stands in its line with whole words around it and whatever is attached to it."""

import pytest

from articles.analysis.text.kwic import Line, line
from articles.analysis.text.spans import Span


def _line(text: str, name: str, **options: int) -> Line:
    start = text.index(name)
    return line(text, Span(start, start + len(name)), **options)


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("Ali met Omar today.", "Omar", ("Ali met", "", "Omar", "", "today.")),
        ("وصل الوفد، ثم قال لعمر: «نعم».", "عمر", ("وصل الوفد، ثم قال", "ل", "عمر", ":", "«نعم».")),
        ("(Omar)", "Omar", ("", "(", "Omar", ")", "")),
        ("قالَ عُمَـر أمسِ", "عُمَـر", ("قالَ", "", "عُمَـر", "", "أمسِ")),
        ("🚚🚚 Omar 🚚", "Omar", ("🚚🚚", "", "Omar", "", "🚚")),
        ("a Bin\nOmar b", "Bin\nOmar", ("a", "", "Bin Omar", "", "b")),
        ("Before.\n\nOmar came.\n\nAfter.", "Omar", ("", "", "Omar", "", "came.")),
    ],
)
def test_a_line_has_the_words_around_the_name(text: str, name: str, parts: tuple[str, ...]) -> None:
    found = _line(text, name)
    assert (found.before, found.lead, found.name, found.trail, found.after) == parts


def test_context_is_cut_between_words_and_says_so() -> None:
    found = _line("one two three four Omar five six seven", "Omar", width=9)
    assert (found.before, found.after) == ("…four", "five six…")


def test_a_word_longer_than_the_column_is_cut_but_never_between_a_letter_and_its_signs() -> None:
    long = "بَ" * 40
    found = _line(f"{long} Omar {long}", "Omar", width=11)
    assert found.before.startswith("…ب") and found.after == "بَ" * 5 + "…"


def test_what_is_attached_is_limited_too() -> None:
    found = _line("x" * 500 + "Omar" + "y" * 500, "Omar", width=20)
    assert len(found.lead) == len(found.trail) == 20
