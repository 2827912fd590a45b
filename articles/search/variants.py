"""Other words that a word of a query stands for: of another number, other forms of a verb, spellings.

Only queries are widened so; what is indexed stays as texts have it, and names keep their letters.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from articles.analysis.text import remembered
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.lemmas import has_lemma, lemma
from articles.analysis.text.normalise import fold_key
from articles.search.spellings import spellings
from articles.search.verbs import verb_forms

_WORDS = Path(__file__).with_name("words")
# Letters of the shortest word without its ending.
_SHORTEST = 3
_FEMININE = ("ات", "تين", "تان")


@lru_cache(maxsize=remembered.WORDS)
def variants(form: str) -> frozenset[str]:
    """Lexemes of other words that a folded Arabic word of a query stands for too."""
    found = (*spellings(form), *_plurals(form), *_feminine(form), *_hamza(form), *verb_forms(form))
    return frozenset(found) - {form}


def _plurals(form: str) -> Iterator[str]:
    """The lemmas of the other number, by the list: particles don't matter."""
    others = (_numbers().get(rest.removeprefix(ARTICLE)) for _, rest in splits(form))
    yield from next(filter(None, others), ())


def _feminine(form: str) -> Iterator[str]:
    """The lemmas that the dictionary gives other numbers of a feminine: that of «لاعبات» is «لاعب»."""
    for _, rest in splits(form):
        bare = rest.removeprefix(ARTICLE)
        stem = bare.removesuffix("ات").removesuffix("ه")
        if stem != bare and len(stem) >= _SHORTEST:
            others = (stem + "ه", *(stem + ending for ending in _FEMININE))
            yield from (lemma(other, language="ar") for other in others if has_lemma(other))


def _hamza(form: str) -> Iterator[str]:
    """The word with a hamza on the line after its ya, as some write it, or without: «مباديء», «مبادئ»."""
    bare = form.removeprefix(ARTICLE)
    if bare.endswith("يء"):
        yield bare.removesuffix("ء")
    elif bare.endswith("ي") and len(bare) >= _SHORTEST:
        yield lemma(bare + "ء", language="ar")
        yield lemma(ARTICLE + bare + "ء", language="ar")


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
