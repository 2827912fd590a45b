"""Words that deny what follows them."""

from functools import cache

from articles.analysis.text.lemmas import WORDS
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.tokens import Token


def denies(word: Token, language: str) -> bool:
    """Whether a word is one that negates what follows it."""
    return bool({word.form, word.form.removeprefix("و")} & _negators(language))


@cache
def _negators(language: str) -> frozenset[str]:
    path = WORDS / f"negators_{language}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(fold_key(word) for line in lines if not line.startswith("#") for word in line.split())
