"""Particles that Arabic writes attached to the next word, taken off where the rest is a word of its own."""

from functools import lru_cache

from articles.analysis.text import remembered

CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ك", "ل")
ARTICLE = "ال"
# Rare before names, common as first letters: they need a longer rest before they count as particles.
_RARE = frozenset("كف")


# What may stand before a word, in the order of joining; «لل» is the preposition with the article.
_ATTACHED = tuple(
    conjunction + rest
    for conjunction in ("", *CONJUNCTIONS)
    for rest in ("", *PREPOSITIONS, ARTICLE, "ب" + ARTICLE, "ك" + ARTICLE, "لل")
)


def attached(form: str) -> tuple[str, ...]:
    """A folded word without its article in all ways in which it may be written with particles."""
    return tuple(particles + form.removeprefix(ARTICLE) for particles in _ATTACHED)


@lru_cache(maxsize=remembered.WORDS)
def splits(form: str) -> tuple[tuple[int, str], ...]:
    """Ways to read a folded word: (letters taken off, what is then left), the whole word first.

    «لل» hides the article's alef, so its rest gets the article back: «للصين» is also (2, «الصين»), where
    the two letters taken off are the preposition and the lam that both share.
    """
    readings = [(0, form)]
    for taken in _conjunction(form):
        readings += [(taken, form[taken:])] if taken else []
        readings += _preposition(form, taken)
    return tuple((taken, rest) for taken, rest in readings if len(rest) >= 2)


def _conjunction(form: str) -> tuple[int, ...]:
    return (0, 1) if form[:1] in CONJUNCTIONS and len(form) > 3 else (0,)


def _preposition(form: str, taken: int) -> list[tuple[int, str]]:
    rest = form[taken:]
    if rest[:1] not in PREPOSITIONS or len(rest) < 3:
        return []
    if rest.startswith("لل"):
        whole = [(taken + 1, rest[1:])] if len(rest) > 5 else []  # «لليبيا», «للبنان»: no article
        return [(taken + 2, ARTICLE + rest[2:]), *whole]
    return [(taken + 1, rest[1:])] if rest[0] not in _RARE or len(rest) > 4 else []
