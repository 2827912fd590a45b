"""What a text has is found in any inflection, and in words of the same derivation."""

import pytest

from articles.analysis.reading import read
from articles.analysis.stories.vocabulary import Vocabulary, root_of


@pytest.mark.parametrize(
    ("one", "other"), [("تحذير", "يحذر"), ("مقاتلون", "يقاتل"), ("negotiation", "negotiator")]
)
def test_words_of_one_derivation_have_one_root(one: str, other: str) -> None:
    assert root_of(one) == root_of(other) is not None


@pytest.mark.parametrize("word", ["", "من", "sea", "🙂"])
def test_short_words_have_none(word: str) -> None:
    assert root_of(word) is None


def test_it_knows_its_words_and_whom_its_adjectives_mean() -> None:
    words = Vocabulary(read("وصل السفير التركي إلى الميناء وحذّر من الألغام.", language="ar"))
    assert words.has("ميناء")
    assert words.has("تحذير")
    assert not words.has("مطار")
    assert any(key.endswith("Q43") for key in words.entities)
