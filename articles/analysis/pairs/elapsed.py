"""Durations that reach back from the day of a text, as the stretch of days in which their beginning lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from articles.analysis.figures.figures import Bound, Figure
from articles.analysis.reading import Reading
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import phrases, rows
from articles.analysis.text.tokens import Token

_LONGEST_PHRASE = 5
_HEDGE = 3  # words between «since» and its duration: «منذ ما يزيد على»
_DAYS = {"month": 30.44, "second": 1 / 86400}
_LEAST = 1.0  # days; an hour ago is the day itself
_ABOUT = 0.15
_OPEN_ENDED = 1.5  # «more than 4 years» is taken for less than 6
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed:
    """A duration, and the first and last day on which what it reaches back to may have been."""

    span: Span
    figure: Figure
    first: date
    last: date


def find_elapsed(reading: Reading, sentence: Span, reference: date) -> tuple[Elapsed, ...]:
    """Those of a sentence in order, counted back from the reference day; calendar durations and days only."""
    words = within(reading.tokens, sentence)
    return tuple(
        found
        for figure in within(reading.figures, sentence)
        if not figure.ordinal and _reaches_back(words, figure)
        if (found := _elapsed(figure, reference)) is not None
    )


def _reaches_back(words: Sequence[Token], figure: Figure) -> bool:
    before = [word for word in words if word.span.end <= figure.span.start][-_LONGEST_PHRASE - _HEDGE :]
    after = [word for word in words if word.span.start >= figure.span.end][:2]
    opened = {phrase for phrase in _phrases("before") if _ends_with(before, phrase)}
    if after and (after[0].form,) in _phrases("elsewhere") and ("قبل",) in opened:
        return False
    closed = bool(after) and (after[0].form,) in _phrases("after")
    return bool(opened) or closed


def _ends_with(words: Sequence[Token], phrase: tuple[str, ...]) -> bool:
    """Whether words end with a phrase, or with one and up to a few function words or hedges behind it."""
    forms = [word.form for word in words]
    bare = [form[1:] if form[:1] in "وف" and form[1:] in phrase else form for form in forms]
    for skipped in range(_HEDGE + 1):
        end = len(bare) - skipped
        if end >= len(phrase) and tuple(bare[end - len(phrase) : end]) == phrase:
            return all(word.stop or _hedges(word) for word in words[end:])
    return False


def _hedges(word: Token) -> bool:
    return any(word.form in phrase for phrase in _bounds())


@cache
def _bounds() -> frozenset[tuple[str, ...]]:
    return frozenset(phrase for _, _, forms in rows("bounds.tsv") for phrase in phrases(forms))


@cache
def _phrases(side: str) -> frozenset[tuple[str, ...]]:
    return frozenset(
        phrase for each, forms in rows("elapsed.tsv") if each == side for phrase in phrases(forms)
    )


def _elapsed(figure: Figure, reference: date) -> Elapsed | None:
    value, base = figure.measure
    if base not in _DAYS or not figure.measures or not figure.value:
        return None
    unit = value / figure.value * _DAYS[base]
    if unit < _LEAST:
        return None
    least, most = _days(figure, unit)
    try:
        first, last = reference - timedelta(days=most), reference - timedelta(days=least)
    except OverflowError:
        return None
    return Elapsed(span=figure.span, figure=figure, first=first, last=last)


def _days(figure: Figure, unit: float) -> tuple[float, float]:
    """The least and the most days that the words allow: «four years» is half a year less, or one more."""
    low, high = figure.value * unit, (figure.high or figure.value) * unit
    exact = unit * (_HALF if figure.value % 1 else 1)
    match figure.bound:
        case Bound.MORE_THAN:
            return low, low * _OPEN_ENDED
        case Bound.LESS_THAN | Bound.UP_TO:
            return 0, high
        case Bound.ABOUT:
            return low - max(_ABOUT * low, exact), high + max(_ABOUT * high, exact)
        case _:
            return low - exact * _HALF, high + exact
