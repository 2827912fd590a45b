"""Whether two stretches of text are about the same: shares of common content words."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

import justext

from articles.analysis.text.lemmas import lemma
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.weights import weight
from articles.ingest.lines import Line
from articles.ingest.phrases import book, forms, page_list

_ARABIC_PREFIX = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|[وف](?=\w{4}))(?=\w{3})")
# Lists of justext, which trafilatura brings; Arabic and English words are weighed instead.
_LANGUAGES = {
    "fr": "French",
    "ru": "Russian",
    "es": "Spanish",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "tr": "Turkish",
    "fa": "Persian",
}
# As much of a text as tells its topic.
_ENOUGH = 4_000


def content(texts: Iterable[str]) -> frozenset[str]:
    """The longer words of some texts, folded, without the Arabic article and conjunctions."""
    joined = " ".join(texts)[:_ENOUGH]
    words = (_ARABIC_PREFIX.sub("", word) for word in fold_key(joined).split() if word.isalpha())
    return frozenset(word for word in words if len(word) > 3)


def shared(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of the first words that the second have too; 0 where there are none."""
    return len(part & whole) / len(part) if part else 0.0


def telling(texts: Iterable[str], *, language: str) -> Mapping[str, float]:
    """The lemmas of the content words of some texts, with how much each tells in newspapers."""
    words = content(texts) - _common_words(language)
    found = {lemma(word, language=language) for word in words}
    return {word: weight(word, language=language) for word in found}


@cache
def _common_words(language: str) -> frozenset[str]:
    """The function words of a language whose newspapers we have not counted."""
    name = _LANGUAGES.get(language)
    return frozenset(fold_key(word) for word in justext.get_stoplist(name)) if name else frozenset()


def told(part: Mapping[str, float], whole: Iterable[str]) -> float:
    """The share of what the first words tell that the second tell too; 0 where there are none."""
    known = set(whole)
    total = sum(part.values())
    return sum(value for word, value in part.items() if word in known) / total if total else 0.0


def continues(line: Line) -> bool:
    """Whether a paragraph begins as one that goes on with an article, not as one that opens it."""
    if not line.forms:
        return False
    if book("text.continuing").opening(line.forms):
        return True
    first = line.forms[0]
    conjoined = len(first) > 3 and first[0] in "وف"
    return conjoined and first not in _UNCONJOINED and first.removesuffix("ا") not in _UNCONJOINED


_UNCONJOINED = frozenset(word for phrase in page_list("text.not_conjunctions") for word in forms(phrase))
