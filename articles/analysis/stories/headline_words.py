"""Words and numbers that matter for holding a headline against its body."""

from functools import cache

from articles.analysis.figures.compatibility import compatible
from articles.analysis.figures.figures import Figure
from articles.analysis.stories.vocabulary import bare_forms
from articles.analysis.text.lemmas import lemma
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.tables import rows
from articles.analysis.text.tokens import Token

_UNCOMMON = 10  # a number from which on the same one is hardly of something else


def same_number(one: Figure, other: Figure) -> bool:
    """What is counted may be called otherwise or be left out; small numbers are too common for that."""
    if other.unit is None or (one.value == other.value and one.value >= _UNCOMMON):
        return one.value == other.value
    return one.measure[1] == other.measure[1] and compatible(one, other)


def counts_itself(figure: Figure, language: str) -> bool:
    """«5 أسباب», 7 tips: a number that the body need not say."""
    return bool(figure.unit) and str(figure.unit) in _words_of("items", language)


def plays(role: str, token: Token, language: str) -> bool:
    """Whether a word is listed in this role, with particles or without."""
    listed = _words_of(role, language)
    return token.lemma in listed or bool(bare_forms(token.form) & listed)


@cache
def _words_of(role: str, language: str) -> frozenset[str]:
    return frozenset(
        form
        for own, of, words in rows("headline_words.tsv")
        if (own, of) == (role, language)
        for word in words.split()
        for form in (fold_key(word), lemma(word, language=language))
    )
