"""Other ways to write the words of a query: spellings of foreign names, singular and plural.

Only queries are widened so; what is indexed stays as texts have it, and names keep their letters.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from articles.analysis.clitics import ARTICLE, splits
from articles.analysis.lemmas import frequent_words, has_lemma, lemma
from articles.analysis.normalise import fold_key

_WORDS = Path(__file__).with_name("words")
# Letters of the shortest word that may be spelled otherwise: short ones are too many others.
_SHORTEST = 4
# Letters that newsrooms write for the g of other languages.
_G = "غجقك"
_SAME_G = str.maketrans(dict.fromkeys(_G, _G[0]))
_VOWELS = "اوي"


@lru_cache(maxsize=16384)
def variants(form: str) -> frozenset[str]:
    """Lexemes of other words that a folded Arabic word of a query stands for too."""
    return frozenset((*_spellings(form), *_plurals(form))) - {form}


def _spellings(form: str) -> Iterator[str]:
    """Foreign names with other letters for g, or with one long vowel more or less inside.

    No word that the dictionary lists, and of none: «غرب» is not «جرب», «باريس» is not «بارس».
    """
    bare = form.removeprefix(ARTICLE)
    if len(bare) < _SHORTEST or has_lemma(form) or has_lemma(bare):
        return
    yield from (word for letter in _G if not has_lemma(word := re.sub(f"[{_G}]", letter, bare)))
    known = _foreign_words()
    sound = bare.translate(_SAME_G)
    yield from (word for same in (sound, *_shortened(sound)) for word in known.whole.get(same, ()))
    yield from known.shortened.get(sound, ())


def _shortened(form: str) -> Iterator[str]:
    """The word without one of the long vowels inside it."""
    for place in range(1, len(form) - 1):
        if form[place] in _VOWELS:
            yield form[:place] + form[place + 1 :]


@dataclass(frozen=True, kw_only=True)
class _ForeignWords:
    """Words that newspapers write often and no dictionary lists, by sound, and by it with a vowel less."""

    whole: Mapping[str, frozenset[str]]
    shortened: Mapping[str, frozenset[str]]


@cache
def _foreign_words() -> _ForeignWords:
    whole: defaultdict[str, set[str]] = defaultdict(set)
    shortened: defaultdict[str, set[str]] = defaultdict(set)
    for form in frequent_words():
        if len(form) >= _SHORTEST and not form.startswith(ARTICLE) and not has_lemma(form):
            sound = form.translate(_SAME_G)
            whole[sound].add(form)
            for shorter in _shortened(sound):
                shortened[shorter].add(form)
    return _ForeignWords(
        whole={sound: frozenset(forms) for sound, forms in whole.items()},
        shortened={sound: frozenset(forms) for sound, forms in shortened.items()},
    )


def _plurals(form: str) -> Iterator[str]:
    """The lemmas of the other number, by the list: particles don't matter."""
    for _, rest in splits(form):
        yield from _numbers().get(rest.removeprefix(ARTICLE), ())


@cache
def _numbers() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in (_WORDS / "plurals_ar.tsv").read_text(encoding="utf-8").splitlines():
        words = [fold_key(word) for word in line.split()] if not line.startswith("#") else []
        # With the article a word is never taken for a shorter one with a particle.
        lemmas = {lemma(part + word, language="ar") for word in words for part in ("", ARTICLE)}
        for word in words:
            found[word] |= lemmas
    return {word: frozenset(lemmas) for word, lemmas in found.items()}
