"""The words of a text with their lemmas, for comparing, grouping and searching alike."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from articles.analysis.text import remembered
from articles.analysis.text.lemmas import is_known, is_stop, lemma
from articles.analysis.text.normalise import Folded, fold
from articles.analysis.text.spans import Span, numbers_within

# Arabic letters; a number with its separators; a sign of a script without spaces; other letters and digits.
_WORD = re.compile(
    r"[\u0620-\u06ff]+|\d+(?:[.,\u066c]\d+)+|[\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W_\u0620-\u06ff\u3040-\u30ff\u3400-\u9fff]+(?:'[^\W_]+)*"
)


class Token(NamedTuple):
    """One written word: its place, its folded form, its folded lemma, and whether it is a function word."""

    span: Span
    form: str
    lemma: str
    stop: bool


def tokenise(text: str, *, language: str, names: Sequence[Span] = ()) -> tuple[Token, ...]:
    """The words in order; those a name covers keep the folded form they have inside the name as lemma."""
    folded = fold(text)
    words = folded.matches(_WORD)
    if language not in _READ_FOLDED:
        written = [text[start:end] for (start, end), _ in words]
    elif _FATHATAN in text:
        written = [_written(text[start:end], form) for (start, end), form in words]
    else:
        written = [form for _, form in words]
    tokens = [
        # As a tuple: a text has hundreds, and the constructor takes twice as long.
        tuple.__new__(Token, (span, form, *_read(word, form, language)))
        for (span, form), word in zip(words, written, strict=True)
    ]
    for name in sorted(names, reverse=True):
        for number in numbers_within(tokens, name):
            span, form, _, _ = tokens[number]
            tokens[number] = Token(span, form, _inside(folded, span, name), False)
    return tuple(tokens)


def word_spans(text: str) -> list[Span]:
    """Where the words stand that `tokenise` finds."""
    return [span for span, _form in fold(text).matches(_WORD)]


def words_at(text: str, numbers: Collection[int]) -> dict[int, Span]:
    """Of the words that `tokenise` finds, the first being 0, those of these numbers, as far as there are."""
    folded = fold(text)
    words = enumerate(islice(_WORD.finditer(folded.text), max(numbers, default=-1) + 1))
    return {number: folded.span(*match.span()) for number, match in words if number in numbers}


def _inside(folded: Folded, span: Span, name: Span) -> str:
    """The folded part of a word that belongs to a name."""
    start, end = max(span.start, name.start), min(span.end, name.end)
    return folded.text[folded.index(start) : folded.index(end)]


def lemma_outside_names(word: str, form: str, *, language: str) -> str:
    """The lemma that a word of a text, also as folded, has where no name covers it."""
    written = _written(word, form) if language in _READ_FOLDED else word
    return _read(written, form, language)[0]


# Other languages' dictionaries want the letters as written: folding takes ö and ñ away.
_READ_FOLDED = frozenset({"ar", "en"})


# The ending of an accusative, with its sign before or after the alef.
_FATHATAN = "\u064b"
_ACCUSATIVE = (f"{_FATHATAN}\u0627", f"\u0627{_FATHATAN}")


def _written(word: str, form: str) -> str:
    """The folded form, without the alef where the sign of the accusative on it shows that it is an ending."""
    if word.endswith(_ACCUSATIVE) and is_known(form[:-1]) and not is_stop(form, language="ar"):
        return form[:-1]
    return form


@lru_cache(maxsize=remembered.WORDS)
def _read(written: str, form: str, language: str) -> tuple[str, bool]:
    """The lemma of a word that no name covers, and whether it is a function word."""
    return lemma(written, language=language), is_stop(form, language=language)
