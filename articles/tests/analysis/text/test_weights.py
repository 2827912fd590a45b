"""Weights of words from background corpora."""

import pytest

from articles.analysis.text.tokens import tokenise
from articles.analysis.text.weights import weight


def weigh(word: str, language: str) -> float:
    return weight(tokenise(word, language=language)[0].lemma, language=language)


@pytest.mark.parametrize(
    ("rare", "common", "language"),
    [
        ("مقذوف", "رئيس", "ar"),
        ("زلزال", "قال", "ar"),
        ("earthquake", "say", "en"),
        ("satellite", "people", "en"),
    ],
)
def test_it_weighs_rare_words_more(rare: str, common: str, language: str) -> None:
    assert weigh(rare, language) > weigh(common, language) + 0.1


@pytest.mark.parametrize(
    ("word", "language"), [("قشعملب", "ar"), ("xqzzyv", "en"), ("слово", "ru"), ("xyz", "tlh")]
)
def test_it_gives_unknown_words_and_languages_the_highest_weight(word: str, language: str) -> None:
    assert weight(word, language=language) == 1


def test_it_reads_a_latin_word_in_an_arabic_text_as_english() -> None:
    assert weight("people", language="ar") == weight("people", language="en") < 1


def test_it_stays_between_nothing_and_one() -> None:
    assert all(0 <= weight(lemma, language="ar") <= 1 for lemma in ("قال", "رئيس", "", "12", "مقذوف"))
