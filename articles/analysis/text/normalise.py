"""Orthography folded for matching, never for display, with the way back to the original."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress

from articles.analysis.text.spans import Span

# Letters that Arabic newsrooms write one for another, and Persian or Urdu forms that keyboards slip in.
_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ک": "ك",
        "ڪ": "ك",
        "پ": "ب",
        "ڤ": "ف",
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "٫": ".",
    }
)
TATWEEL = "\u0640"
# Small French words that lose their vowel before another one, as a pattern for folded text.
ELISION = "(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `at[i]` is where folded character i stands in the original."""

    original: str
    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The original's range for a folded range, with the marks its last letter carries."""
        if start < end and isinstance(self.at, range):
            return Span(start, end)  # nothing was dropped, so nothing clings
        if start >= end:
            place = self.at[start] if start < len(self.at) else len(self.original)
            return Span(place, place)
        stop = self.at[end - 1] + 1
        while stop < len(self.original) and _clings(self.original[stop]):
            stop += 1
        return Span(self.at[start], stop)

    def matches(self, pattern: re.Pattern[str]) -> list[tuple[Span, str]]:
        """What a pattern finds in the folded text, with its places in the original; nothing empty."""
        found = pattern.finditer(self.text)
        if isinstance(self.at, range):
            return [(tuple.__new__(Span, match.span()), match[0]) for match in found]
        return [(self.span(*match.span()), match[0]) for match in found]

    def index(self, position: int) -> int:
        """The first folded character that stands at or after an original position."""
        return bisect_left(self.at, position)


# Every finder folds the text it is given, and several are given the same.
@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Drop harakat, tatweel and invisible controls; unify hamza, alef, ya, ta marbuta, digits, case.

    Letters keep their count and order, spaces and punctuation stay, so words remain words.
    """
    return Folded(original=text, text=text.translate(_FOLDS), at=_places(text))


def fold_key(text: str) -> str:
    """The folded text as a key: one space between words, hyphens read as spaces, other signs dropped."""
    return " ".join(text.translate(_KEYS).split())


def _places(text: str) -> Sequence[int]:
    """Where each folded character stands: as many numbers as the folded text has letters."""
    characters = set(text)
    if all(map(_keeps_place, characters)):
        return range(len(text))
    lengths = {character: len(_fold_character(character)) for character in characters}
    if max(lengths.values()) == 1:
        return tuple(compress(range(len(text)), map(lengths.__getitem__, text)))
    return tuple(at for at, character in enumerate(text) for _ in range(lengths[character]))


def is_arabic(form: str) -> bool:
    return "\u0600" <= form[:1] <= "\u06ff"


def is_cyrillic(form: str) -> bool:
    return "\u0400" <= form[:1] <= "\u04ff"


class Letters(dict[int, str]):
    """A table for `str.translate` that fills itself with what a function makes of a character."""

    def __init__(self, folded: Callable[[str], str]) -> None:
        self._folded = folded

    def __missing__(self, code: int) -> str:
        self[code] = found = self._folded(chr(code))
        return found


@cache
def _fold_character(character: str) -> str:
    if character == TATWEEL or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    if character.isascii():
        return character.lower()
    if character.isdecimal():
        return str(unicodedata.digit(character))
    # The table comes first: decomposing would turn ؤ into و and a mark, which is right, but ئ into a
    # dotless ya, which is not the ya people type.
    plain = unicodedata.normalize("NFKC", character).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).lower().translate(_LETTERS)
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf") and c != TATWEEL)


@cache
def _keeps_place(character: str) -> bool:
    return len(_fold_character(character)) == 1


def _key_character(character: str) -> str:
    return "".join(c if c.isalnum() else " " for c in _fold_character(character) if c != "'")


@cache
def _clings(character: str) -> bool:
    return character == TATWEEL or unicodedata.category(character) in ("Mn", "Me")


_FOLDS = Letters(_fold_character)
_KEYS = Letters(_key_character)
