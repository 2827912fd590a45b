"""The lexemes under which words are searched: lemmas and stems, forms inside names, and the very letters.

A lexeme stands at the number of its word: first those of the headline, then, after a gap, those of the body.
So what a query has matched can be marked in the text without reading it again.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from articles.analysis.text import remembered
from articles.analysis.text.clitics import attached
from articles.analysis.text.lemmas import is_known, script_language
from articles.analysis.text.normalise import TATWEEL
from articles.analysis.text.tokens import Token, lemma_outside_names, tokenise, word_spans
from articles.search import english
from articles.search.spellings import same_name
from articles.search.variants import variants

# Of a longer word the rest tells nothing.
LONGEST_LEXEME = 60
# Letters of a word in no dictionary that is also looked for with particles.
SHORTEST_STRANGE = 4
# Words between headline and body, so that no phrase runs across.
GAP = 10
# The greatest position a tsvector knows; all words beyond stand there.
LAST_POSITION = 16_383
# A tsvector holds less than 1 MB; of a text with more than so many different words the rest isn't indexed.
MOST_BYTES = 900_000
_STEMMED = {
    "en": "english",
    "fr": "french",
    "ru": "russian",
    "de": "german",
    "es": "spanish",
    "tr": "turkish",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """The lexemes of an article as Postgres reads a tsvector: by meaning, and by letters."""

    terms: str
    forms: str


def index(headline: str, body: str, *, language: str, named: Sequence[Token] = ()) -> Indexed:
    """The lexemes of an article; `named` are the words of the body read with names."""
    title = tokenise(headline, language=language)
    text = named or tokenise(body, language=language)
    terms, forms = _Vector(), _Vector()
    for source, words, first, weight in ((headline, title, 1, "A"), (body, text, len(title) + GAP, "B")):
        joined = _compounds(source, words, first, weight)
        for number, ((start, end), form, lemma, _stop) in enumerate(words, first):
            place = _place(number, weight)
            lexemes, written = standing(source[start:end], form, lemma, language)
            terms.add(lexemes, place)
            if place in joined:
                terms.add((joined[place],), place)
            forms.add(written, place)
    return Indexed(terms=terms.text(), forms=forms.text())


def _place(number: int, weight: str) -> str:
    return f"{min(number, LAST_POSITION)}{weight}"


def _compounds(text: str, words: Sequence[Token], first: int, weight: str) -> dict[str, str]:
    """At the place of each word of a compound, the lexeme of the whole."""
    return {
        _place(first + number, weight): _as_word(whole)
        for numbers, whole in english.compounds(text, words)
        for number in numbers
    }


@lru_cache(maxsize=remembered.WORDS)
def standing(word: str, form: str, lemma: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lexemes of a word by meaning, and by its letters as written, if it has any.

    A query is read without knowing names, so the lemma alone finds «الشمالية» in «كوريا الشمالية»; the form
    inside the name finds «لتيخونوف», which no dictionary can take apart.
    """
    plain = _stem(lemma_outside_names(word, form, language=language), form, language)
    # A query doesn't know the language either: it finds the form as written, if not the lemma.
    own = form if lemma == plain and language not in ("ar", "en") else lemma
    whole = _bare(english.without_apostrophe(form)) if "'" in form else ""
    meant = dict.fromkeys((plain, _bare(own), whole))
    return tuple(filter(None, meant)), tuple(filter(None, (letters(word),)))


def letters(word: str) -> str:
    """A word's letters as written, without harakat, tatweel, invisible signs and capitals."""
    whole = word if unicodedata.is_normalized("NFKC", word) else unicodedata.normalize("NFKC", word)
    if not whole.isalnum() or TATWEEL in whole:
        whole = "".join(c for c in whole if c != TATWEEL and (c.isalnum() or c == "."))
    return whole.lower().strip(".")[:LONGEST_LEXEME]


def asked_lexemes(text: str) -> tuple[frozenset[str], ...]:
    """For each word of a query the lexemes that it may stand under: nobody knows in which language it is."""
    readings = [tokenise(text, language=language) for language in ("ar", "en")]
    words = (frozenset(_readings(text, *pair)) - {""} for pair in zip(*readings, strict=True))
    return tuple(filter(None, words))


def asked_compounds(text: str) -> Iterator[tuple[frozenset[str], ...]]:
    """A phrase of a query as the one word that some write it as; nothing where it has other words too."""
    words = tokenise(text, language="en")
    for numbers, whole in english.compounds(text, words):
        if len(numbers) == len(words):
            yield (frozenset(map(_as_word, english.as_one(whole))),)


def _as_word(whole: str) -> str:
    return whole if "." in whole else _stem(whole, whole, "en")


def _readings(text: str, arabic: Token, latin: Token) -> Iterator[str]:
    yield _stem(arabic.lemma, arabic.form, "ar")
    yield _stem(latin.lemma, latin.form, "en")
    yield _bare(arabic.form)
    if script_language(arabic.form, "ar") == "ar":
        yield from variants(arabic.form)
    else:
        yield from (_stem(other, other, "en") for other in english.spellings(latin.form))
        yield from (_stem(other, other, "en") for other in english.spellings(latin.lemma))
        yield from (_as_word(other) for other in same_name(latin.form))
        yield english.initials(arabic.span.of(text))
        yield _bare(english.without_apostrophe(latin.form))
    if _is_strange(arabic.form):
        # No dictionary has taken the particles off where the word stands with some.
        yield from attached(arabic.form)


def _is_strange(form: str) -> bool:
    return len(form) >= SHORTEST_STRANGE and script_language(form, "ar") == "ar" and not is_known(form)


def asked_forms(text: str) -> tuple[frozenset[str], ...]:
    """For each word of a query its very letters."""
    words = (letters(span.of(text)) for span in word_spans(text))
    return tuple(frozenset({word}) for word in words if word)


def tells(text: str) -> Iterator[bool]:
    """Of each word whether it says something: no function word in either language, no single letter."""
    for pair in zip(*(tokenise(text, language=language) for language in ("ar", "en")), strict=True):
        yield not any(word.stop for word in pair) and any(
            len(word.lemma) > 1 or word.lemma.isdecimal() for word in pair
        )


def _stem(lemma: str, form: str, language: str) -> str:
    """What the lemma's other derivations have in common, by the stemmers that Postgres has too."""
    own = script_language(form, language) if form else language
    bare = _bare(lemma)
    return _stemmer(_STEMMED[own]).stemWord(bare) if own in _STEMMED else bare


@cache
def _stemmer(algorithm: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(algorithm)


def _bare(lemma: str) -> str:
    kept = lemma if lemma.isalnum() else "".join(c for c in lemma if c.isalnum() or c == ".").strip(".")
    return kept[:LONGEST_LEXEME]


class _Vector:
    """Lexemes with their places, as far as a tsvector has room for them."""

    def __init__(self) -> None:
        self._places: dict[str, list[str]] = {}
        self._bytes = 0

    def add(self, lexemes: Sequence[str], place: str) -> None:
        for lexeme in lexemes:
            places = self._places.get(lexeme)
            if places is None:
                self._bytes += 2 * len(lexeme) + 8
                if self._bytes <= MOST_BYTES:
                    self._places[lexeme] = [place]
            elif places[-1] != place:
                places.append(place)

    def text(self) -> str:
        return " ".join([f"'{lexeme}':{','.join(places)}" for lexeme, places in self._places.items()])
