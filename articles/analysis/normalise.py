"""Orthography folded for matching, never for display, with the way back to the original."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from articles.analysis.spans import Span

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


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `at[i]` is where folded character i stands in the original."""

    original: str
    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The original's range for a folded range, with the marks its last letter carries."""
        if start >= end:
            place = self.at[start] if start < len(self.at) else len(self.original)
            return Span(place, place)
        stop = self.at[end - 1] + 1
        while stop < len(self.original) and _clings(self.original[stop]):
            stop += 1
        return Span(self.at[start], stop)

    def index(self, position: int) -> int:
        """The first folded character that stands at or after an original position."""
        return bisect_left(self.at, position)


def fold(text: str) -> Folded:
    """Drop harakat, tatweel and invisible controls; unify hamza, alef, ya, ta marbuta, digits, case.

    Letters keep their count and order, spaces and punctuation stay, so words remain words.
    """
    pieces: list[str] = []
    at: list[int] = []
    for position, character in enumerate(text):
        plain = _fold_character(character)
        if plain:
            pieces.append(plain)
            at.extend([position] * len(plain))
    return Folded(original=text, text="".join(pieces), at=tuple(at))


def fold_key(text: str) -> str:
    """The folded text as a key: one space between words, hyphens read as spaces, other signs dropped."""
    folded = "".join(map(_fold_character, text))
    words = "".join(c if c.isalnum() or c == "'" else " " for c in folded)
    return " ".join(words.replace("'", "").split())


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


def _clings(character: str) -> bool:
    return character == TATWEEL or unicodedata.category(character) in ("Mn", "Me")
