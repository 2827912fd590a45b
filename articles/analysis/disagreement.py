"""Where two sentences on one matter cannot both be right: figures differ, or one denies the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from math import inf

from rapidfuzz.distance import Indel

from articles.analysis.figures import Bound, Figure
from articles.analysis.lemmas import WORDS
from articles.analysis.normalise import fold_key
from articles.analysis.reading import Reading
from articles.analysis.spans import Span, within
from articles.analysis.tokens import Token

# How much of the less covered sentence the other must say before a difference counts as disagreement.
_ONE_MATTER = 0.3
_ONE_STATEMENT = 0.55
_ONE_VERB = 0.8
_ABOUT = 0.15  # «about 100» is right for 85 to 115
_ROUNDED = 0.03  # a figure this near is the same one, rounded


class Ground(StrEnum):
    """Why two sentences cannot both be right."""

    FIGURE = "figure"  # another number of the same thing
    DENIAL = "denial"  # one asserts what the other denies


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """Places in a and in b that cannot both be right, and why."""

    ground: Ground
    a: Span
    b: Span


def disagreements(
    a: Reading, in_a: Span, b: Reading, in_b: Span, *, covered: float
) -> tuple[Disagreement, ...]:
    """Where two sentences disagree; `covered` is what part of either sentence the other has too."""
    if covered < _ONE_MATTER or a.language != b.language:
        return ()
    found = [Disagreement(ground=Ground.FIGURE, a=x, b=y) for x, y in _figures_apart(a, in_a, b, in_b)]
    if covered >= _ONE_STATEMENT:
        found += [Disagreement(ground=Ground.DENIAL, a=x, b=y) for x, y in _denied(a, in_a, b, in_b)]
    return tuple(found)


def _figures_apart(a: Reading, in_a: Span, b: Reading, in_b: Span) -> Iterator[tuple[Span, Span]]:
    """Figures that count the same in the same surroundings, the only ones of their unit, and differ."""
    figures_a, figures_b = _by_unit(a, in_a), _by_unit(b, in_b)
    for unit in figures_a.keys() & figures_b.keys():
        if len(figures_a[unit]) == len(figures_b[unit]) == 1:
            one, other = figures_a[unit][0], figures_b[unit][0]
            if not _compatible(one, other) and _around(a, in_a, one) & _around(b, in_b, other):
                yield one.span, other.span


def _by_unit(reading: Reading, sentence: Span) -> dict[str, list[Figure]]:
    units: dict[str, list[Figure]] = {}
    for figure in within(reading.figures, sentence):
        unit = figure.measure[1]
        if unit and not figure.ordinal and sentence.covers(figure.span):
            units.setdefault(unit, []).append(figure)
    return units


def _around(reading: Reading, sentence: Span, figure: Figure) -> frozenset[str]:
    """The lemmas of the words near a figure, itself and its unit left out."""
    words = [t for t in _words(reading, sentence) if not t.stop and not t.span.overlap(figure.span)]
    near = sorted(words, key=lambda t: max(figure.span.start - t.span.end, t.span.start - figure.span.end))
    return frozenset(token.lemma for token in near[:6] if token.lemma != figure.unit)


def _compatible(one: Figure, other: Figure) -> bool:
    """Whether one number can be what both say: more than 4 years is compatible with 4 years and 5 months."""
    low, high = (bound(_range(one)[n], _range(other)[n]) for n, bound in ((0, max), (1, min)))
    slack = _ROUNDED * max(abs(one.measure[0]), abs(other.measure[0]))
    return low <= high + slack


def _range(figure: Figure) -> tuple[float, float]:
    """What the text allows the number to be, in base units."""
    low = figure.measure[0]
    high = low if figure.high is None or not figure.value else low * figure.high / figure.value
    match figure.bound:
        case Bound.ABOUT:
            return low - _ABOUT * abs(low), high + _ABOUT * abs(high)
        case Bound.MORE_THAN:
            return low, inf
        case Bound.LESS_THAN | Bound.UP_TO:
            return -inf, high
        case _:
            return low, high


def _denied(a: Reading, in_a: Span, b: Reading, in_b: Span) -> Iterator[tuple[Span, Span]]:
    """A word that only one side denies, with its negator, and the word as the other side asserts it."""
    denied_a, denied_b = _denials(a, in_a), _denials(b, in_b)
    yield from _asserted(denied_a, b, in_b, but_not=denied_b)
    yield from ((asserted, denied) for denied, asserted in _asserted(denied_b, a, in_a, but_not=denied_a))


def _asserted(
    denials: dict[str, Span], reading: Reading, sentence: Span, *, but_not: dict[str, Span]
) -> Iterator[tuple[Span, Span]]:
    for denied, place in denials.items():
        if any(_one_word(denied, other) for other in but_not):
            continue
        for word in _words(reading, sentence):
            if not word.stop and _one_word(denied, word.lemma):
                yield place, word.span
                break


def _one_word(one: str, other: str) -> bool:
    """Whether lemmas are of one verb: after a negator it stands in another form (وافق, لم توافق)."""
    return Indel.normalized_similarity(one, other) >= _ONE_VERB


def _denials(reading: Reading, sentence: Span) -> dict[str, Span]:
    """Each lemma that stands right after a negator, with the place of both."""
    return {
        word.lemma: Span(negator.span.start, word.span.end)
        for negator, word in pairwise(_words(reading, sentence))
        if denies(negator, reading.language)
    }


def denies(word: Token, language: str) -> bool:
    """Whether a word is one that negates what follows it."""
    return bool({word.form, word.form.removeprefix("و")} & _negators(language))


def _words(reading: Reading, sentence: Span) -> list[Token]:
    return [token for token in within(reading.tokens, sentence) if sentence.covers(token.span)]


@cache
def _negators(language: str) -> frozenset[str]:
    path = WORDS / f"negators_{language}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(fold_key(word) for line in lines if not line.startswith("#") for word in line.split())
