"""The written words of a text, folded for matching against names, with the way back to the text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from articles.analysis.text.clitics import CONJUNCTIONS, PREPOSITIONS, splits
from articles.analysis.text.normalise import ELISION, Folded, fold
from articles.analysis.text.spans import Span

_WORD = re.compile(r"([^\W_]+(?:'(?!s\b)[^\W_]+)*)")
_ELIDED = re.compile(rf"((?<![^\W_]){ELISION}(?=[^\W_])|{_WORD.pattern[1:]}")
_ELIDING = frozenset({"fr"})
_SOFT = re.compile(r"(?:[ \u00a0\u202f_#]|[-‐‑–]|[\"“”«»„'])*")
_ABBREVIATION = re.compile(r"\. ?")
_OPENING = frozenset("\"“”«„'")
_OPENER_OF = {"»": "«", "”": "“", '"': '"'}
_PARTICLES = frozenset((*CONJUNCTIONS, *PREPOSITIONS))
_SHORT = frozenset({"st", "mt", "ft", "dr", "mr", "mrs", "ms", "gen", "col", "lt", "sen", "rep", "gov", "jr"})


class Word(NamedTuple):
    """A written word: `form` folded, `surface` as printed; `at` counts in the folded text.

    `gap` is what stands between it and the word before, folded; `joined` tells that this is no more than a
    space, hyphen or quotation mark, so that both can belong to one name.
    """

    form: str
    surface: str
    at: int
    joined: bool
    quoted: bool
    gap: str

    @property
    def capital(self) -> bool:
        return self.surface[:1].isupper()


@dataclass(frozen=True, kw_only=True)
class WrittenText:
    folded: Folded
    words: tuple[Word, ...]
    word: re.Pattern[str]

    @cached_property
    def readings(self) -> Mapping[str, Sequence[int]]:
        """All that words may be read as, particles taken off or not, with the numbers of these words."""
        readings: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            form = word.form
            if form[0] not in _PARTICLES:
                readings[form].append(index)
                continue
            for _, rest in splits(form) or ((0, form),):
                readings[rest].append(index)
        return dict(readings)

    def places(self, forms: Iterable[str]) -> list[int]:
        """The numbers of the words that may be read as one of these readings, in order."""
        return sorted({index for form in forms for index in self.readings[form]})

    def span(self, first: int, last: int, *, strip: int = 0) -> Span:
        """The original's range for words first..last-1, without `strip` letters of the first.

        Where quotation marks open inside, they close inside: «شركة «أمل»» and not «شركة «أمل».
        """
        end = self.words[last - 1]
        match = self.word.match(self.folded.text, end.at)
        found = self.folded.span(self.words[first].at + strip, match.end() if match else end.at)
        closing = self.folded.original[found.end : found.end + 1]
        opens = closing in _OPENER_OF and _opens(found.of(self.folded.original), closing)
        return Span(found.start, found.end + 1) if opens else found

    @cached_property
    def ending(self) -> str:
        """What stands behind the last word, folded."""
        match = self.word.match(self.folded.text, self.words[-1].at) if self.words else None
        return self.folded.text[match.end() :] if match else self.folded.text

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it, folded."""
        if index <= 0 or index >= len(self.words):
            return "\n"
        return self.words[index].gap


def _opens(text: str, closing: str) -> bool:
    """Whether a quotation mark opens in a text that this one would close."""
    if closing == '"':
        return text.count(closing) % 2 == 1
    return text.rfind(_OPENER_OF[closing]) > text.rfind(closing)


def read_words(text: str, language: str = "") -> WrittenText:
    """The words of a text; in French a small word before an apostrophe is one of its own: «l’usine»."""
    folded = fold(text)
    words: list[Word] = []
    at, before, end = folded.at, "", 0
    word = _ELIDED if language in _ELIDING else _WORD
    parts = word.split(folded.text)
    for gap, written in zip(parts[::2], parts[1::2], strict=False):
        start = end + len(gap)
        end = start + len(written)
        form = written.replace("'", "")
        surface = text[at[start] : at[end - 1] + 1]
        if gap == " ":
            joined, quoted = bool(words), False
        else:
            joined, quoted = bool(words) and _joins(gap, before), gap[-1:] in _OPENING
        words.append(tuple.__new__(Word, (form, surface, start, joined, quoted, gap)))
        before = form
    return WrittenText(folded=folded, words=tuple(words), word=word)


def _joins(gap: str, before: str) -> bool:
    if len(gap) <= 5 and _SOFT.fullmatch(gap):
        return True
    return (len(before) == 1 or before in _SHORT) and _ABBREVIATION.fullmatch(gap) is not None
