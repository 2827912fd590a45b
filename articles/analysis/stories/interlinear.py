"""Renderings of the same words under one another, word by word, against the longest of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Indel

from articles.analysis.reading import Reading
from articles.analysis.text.clitics import splits
from articles.analysis.text.spans import Span, within

# What it costs to align: two words that are one, two others in the same place, one without a counterpart.
_SAME, _OTHER, _OTHER_SORT, _ALONE = 2.5, -1.0, -2.0, -0.8
_FORM = 0.5  # more for the same form
_ONE_STEM = 0.8  # letters in common of two words that begin alike
_SHORTEST_STEM = 3


class CellKind(StrEnum):
    SAME = "same"
    OTHER = "other"  # other words in the same place
    ADDED = "added"  # words that the longest lacks
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word, or a name as one: `key` is its lemma or entity; `stop` that it is a function word.

    `part` counts the stretches of text that the rendering is made of.
    """

    span: Span
    part: int
    form: str
    key: str
    stop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one rendering has in one column: a stretch of its text, empty where it has nothing."""

    kind: CellKind
    span: Span


def words_of(reading: Reading, places: Sequence[Span]) -> tuple[Word, ...]:
    """The words of some stretches in order; a name counts as one word by what it names."""
    named = {n: m for m in reading.mentions for n in range(m.span.start, m.span.end)}
    found: list[Word] = []
    for part, place in enumerate(places):
        for token in within(reading.tokens, place):
            mention = named.get(token.span.end - 1)
            key = f"@{mention.entity.key}" if mention else token.lemma
            if mention and found and found[-1].key == key and found[-1].span.end > mention.span.start:
                span = Span(found[-1].span.start, token.span.end)
                found[-1] = Word(span=span, part=part, form=key, key=key, stop=False)
            else:
                found.append(Word(span=token.span, part=part, form=token.form, key=key, stop=token.stop))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alignment:
    """For each word of the longest its counterpart's place; before each, and at the end, what is added."""

    words: tuple[Word, ...]
    beside: tuple[int | None, ...]
    same: tuple[bool, ...]
    added: tuple[tuple[int, ...], ...]


def interlinear(lines: Sequence[Sequence[Word]], *, against: int) -> tuple[tuple[Cell, ...], ...]:
    """One row of cells for each rendering, all of the same length, held against one of them, by its index.

    Columns are as wide as all renderings allow: one ends where any of them begins to differ.
    """
    longest = lines[against]
    aligned = [_align(tuple(longest), tuple(line)) for line in lines]
    columns = _columns(len(longest), aligned)
    return tuple(tuple(_cells(one, columns)) for one in aligned)


def _align(longest: tuple[Word, ...], line: tuple[Word, ...]) -> _Alignment:
    """Needleman and Wunsch (1970): the cheapest way from one to the other without changing the order."""
    beside: list[int | None] = [None] * len(longest)
    same = [False] * len(longest)
    added: list[list[int]] = [[] for _ in range(len(longest) + 1)]
    i, j = len(longest), len(line)
    scores = _scores(longest, line)
    while i or j:
        if i and j and scores[i][j] == scores[i - 1][j - 1] + _worth(longest[i - 1], line[j - 1]):
            i, j = i - 1, j - 1
            beside[i], same[i] = j, _is_one(longest[i], line[j])
        elif i and (not j or scores[i][j] == scores[i - 1][j] + _ALONE):
            i -= 1
        else:
            j -= 1
            added[i].insert(0, j)
    return _Alignment(
        words=line, beside=tuple(beside), same=tuple(same), added=tuple(tuple(some) for some in added)
    )


def _scores(a: Sequence[Word], b: Sequence[Word]) -> list[list[float]]:
    rows = [[j * _ALONE for j in range(len(b) + 1)]]
    for i, one in enumerate(a, start=1):
        row = [i * _ALONE]
        for j, other in enumerate(b, start=1):
            row.append(max(rows[-1][j - 1] + _worth(one, other), rows[-1][j] + _ALONE, row[-1] + _ALONE))
        rows.append(row)
    return rows


def _worth(one: Word, other: Word) -> float:
    if _is_one(one, other):
        return _SAME + (_FORM if one.form == other.form else 0)
    return _OTHER if one.stop == other.stop else _OTHER_SORT


def _is_one(one: Word, other: Word) -> bool:
    return one.key == other.key or one.form == other.form or _one_word(one.key, other.key)


@lru_cache(maxsize=65536)
def _one_word(one: str, other: str) -> bool:
    """Under a particle, or of one stem."""
    if "@" in (one[:1], other[:1]) or min(len(one), len(other)) < _SHORTEST_STEM:
        return False
    if {rest for _, rest in splits(one)} & {rest for _, rest in splits(other)}:
        return True
    return one[0] == other[0] and Indel.normalized_similarity(one, other) >= _ONE_STEM


def _columns(length: int, aligned: Sequence[_Alignment]) -> list[tuple[int, int]]:
    """Ranges of the longest's words; an empty one is a place where somebody adds words."""
    columns: list[tuple[int, int]] = []
    start = 0
    for place in range(length + 1):
        adds = any(one.added[place] for one in aligned)
        if place > start and (adds or place == length or any(_breaks(one, place) for one in aligned)):
            columns.append((start, place))
            start = place
        if adds:
            columns.append((place, place))
    return columns


def _breaks(one: _Alignment, place: int) -> bool:
    before, here = one.beside[place - 1], one.beside[place]
    if before is None or here is None:
        return before is not here
    return one.same[place - 1] != one.same[place] or one.words[before].part != one.words[here].part


def _cells(one: _Alignment, columns: Sequence[tuple[int, int]]) -> Iterator[Cell]:
    end = one.words[0].span.start if one.words else 0
    for start, stop in columns:
        if start == stop:
            own = list(one.added[start])
            kind = CellKind.ADDED
        else:
            own = [place for place in one.beside[start:stop] if place is not None]
            kind = CellKind.SAME if one.same[start] else CellKind.OTHER
        if not own:
            yield Cell(kind=CellKind.MISSING, span=Span(end, end))
            continue
        span = Span(one.words[own[0]].span.start, one.words[own[-1]].span.end)
        end = span.end
        yield Cell(kind=kind, span=span)
