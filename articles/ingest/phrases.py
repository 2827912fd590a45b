"""The wording of pages as phrase books: which phrase a line begins with, and which lines they cover."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from articles.analysis.text.normalise import fold
from articles.ingest import words

LANGUAGES = ("ar", "en", "fr", "ru")
# Stands in a phrase for any words.
_GAP = "…"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

_Phrase = tuple[tuple[str, ...], tuple[str, ...]]


class Phrasebook:
    """Phrases of folded words; a phrase with a gap has two parts, with any words between them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases: defaultdict[str, list[_Phrase]] = defaultdict(list)
        for phrase in phrases:
            first, _, rest = phrase.partition(_GAP)
            parts = forms(first), forms(rest)
            self._phrases[parts[0][0]].append(parts)
        for known in self._phrases.values():
            known.sort(key=lambda parts: -len(parts[0]))

    def opening(self, line: Sequence[str]) -> int:
        """How many words the longest phrase takes up with which these words begin; 0 if none does."""
        for first, rest in self._phrases.get(line[0], ()) if line else ():
            size = len(first)
            if tuple(line[:size]) == first and (not rest or _holds(line[size:], rest)):
                return size + len(rest)
        return 0

    def covers(self, line: Sequence[str]) -> bool:
        """Whether phrases and numbers cover these words from end to end, at least one phrase among them."""
        reached = {0: False}  # how far the words are covered, and whether by a phrase
        for place in range(len(line)):
            if place not in reached:
                continue
            if line[place].isdigit():
                reached[place + 1] = reached.get(place + 1, False) or reached[place]
            for first, rest in self._phrases.get(line[place], ()):
                if not rest and tuple(line[place : place + len(first)]) == first:
                    reached[place + len(first)] = True
        return reached.get(len(line), False)


def _holds(line: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(line[place : place + size]) == phrase for place in range(len(line) - size + 1))


def forms(text: str) -> tuple[str, ...]:
    """The folded words of a text, as lines have them."""
    return tuple(word.replace("'", "") for word in _WORD.findall(fold(text).text))


@cache
def book(*names: str) -> Phrasebook:
    """The phrases of these lists, such as "furniture.pieces", in all languages: pages mix them."""
    return Phrasebook(phrase for name in names for phrase in page_list(name))


def page_list(name: str) -> list[str]:
    section, key = name.split(".")
    return [
        phrase
        for language in LANGUAGES
        for phrase in words.table(f"page_{language}.toml").get(section, {}).get(key, ())
    ]


@cache
def agencies() -> Phrasebook:
    """The names under which news and photo agencies are credited."""
    return Phrasebook(agency_names())


@cache
def photo_credits() -> Phrasebook:
    """Agencies and what else stands as a photo's source, with the words that join them."""
    return Phrasebook([*agency_names(), *page_list("caption.sources"), "and", "و", "et", "и", "for"])


def agency_names() -> list[str]:
    return [name for row in words.lines("agencies.tsv") for name in row.split("\t")[4].split("|")]
