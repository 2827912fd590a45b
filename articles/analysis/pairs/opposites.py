"""Words of opposite meaning in two sentences, in one language or in two."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.lemmas import lemma, script_language
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.tables import rows
from articles.analysis.text.tokens import Token

_LANGUAGES = ("ar", "en")


class Pole(NamedTuple):
    """One of two opposite meanings: of the scale «rise», the upper end or the lower one."""

    scale: str
    upper: bool

    @property
    def opposite(self) -> "Pole":
        return Pole(self.scale, not self.upper)


def poles(words: Sequence[Token]) -> frozenset[Pole]:
    """All that the words of a sentence lean to."""
    return frozenset(pole for word in words for pole in poles_of(word.form))


def opposed(a: Sequence[Token], b: Sequence[Token]) -> tuple[tuple[Token, Token], ...]:
    """Words of a and of b that mean the opposite, where neither sentence says both; in the order of a."""
    held_a, held_b = poles(a), poles(b)
    only_a, only_b = held_a - held_b, held_b - held_a
    against = {pole for pole in only_a if pole.opposite in only_b and pole.opposite not in held_a}
    return tuple(
        (word, next(other for other in b if opposite in poles_of(other.form)))
        for word in a
        for pole in sorted(against & poles_of(word.form))[:1]
        for opposite in (pole.opposite,)
    )


@lru_cache(maxsize=65536)
def poles_of(form: str) -> frozenset[Pole]:
    """What one folded word leans to, attached particles and inflection aside."""
    known = _lexicon()
    language = script_language(form, "en")
    readings = {form, *(rest for _, rest in splits(form))} if language == "ar" else {form}
    bare = {reading.removeprefix(ARTICLE) for reading in readings}
    found = [known.get(reading) for reading in (*readings, *bare, lemma(form, language=language))]
    return frozenset(pole for poles in found if poles for pole in poles)


@cache
def _lexicon() -> dict[str, frozenset[Pole]]:
    found: dict[str, set[Pole]] = {}
    for language in _LANGUAGES:
        for scale, upper, lower in rows(f"opposites_{language}.tsv"):
            for forms, pole in ((upper, Pole(scale, True)), (lower, Pole(scale, False))):
                for word in forms.split():
                    for form in (fold_key(word), lemma(word, language=language)):
                        found.setdefault(form, set()).add(pole)
    return {form: frozenset(poles) for form, poles in found.items()}
