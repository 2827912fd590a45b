"""Figures with what they count: value, unit and bound, from digits and from words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from articles.analysis.figures.dates import find_dates, listed
from articles.analysis.figures.numerals import (
    ORDINAL_ENDINGS,
    Numeral,
    Piece,
    number_word,
    pieces,
    read_number,
)
from articles.analysis.text.lemmas import WORDS, is_stop, lemma, read_counts
from articles.analysis.text.normalise import Folded, fold
from articles.analysis.text.spans import Span
from articles.analysis.text.tables import phrases, rows

_LONGEST_PHRASE = 4
_TIME = ("calendar", "clock")
_SIGNS = frozenset("%٪$€£¥₪₹₽")
_RANGE_OPENERS = ("بين", "وبين", "between", "from", "من")
_RANGE_MIDDLES = ("الي", "to", "and", "و", "حتي")
_LETTER_BEFORE = re.compile(r"(?:[^\W\d_][-‑–]\s?|[^\W\d_])$")
_PROCLITICS = re.compile(r"(?:^|[^\w])(?:[وفبلك]|ال|[وف]?[بلك]?ال|لل)-?$")
_LETTER_AFTER = re.compile(r"[^\W\d_]")
_HYPHENS = ("-", "\u2011")
_AND_A_HALF = ("and", "a", "half")
_LIST_POINT = re.compile(r"[.)]\s")
_YEAR = re.compile(r"19\d\d|20[0-4]\d")
_DUAL_ENDINGS = ("تين", "تان", "ين", "ان")
_LEAST_BARE_RANGE = 10  # below it, 1-2 with nothing counted is a score
_KNOWN_NOUN = 60  # articles of the background corpus that hold a noun whose dual we accept


class Bound(StrEnum):
    """How the text hedges a figure."""

    EXACTLY = "exactly"
    ABOUT = "about"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    UP_TO = "up to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit: a measure's name, a currency's code, «percent», or the counted noun's lemma.

    `high` is the upper end of a range whose lower end is `value`; a vague plural («آلاف») is more than
    its least value. `span` covers number and unit, not the words of the bound.
    """

    span: Span
    value: float
    unit: str | None
    bound: Bound = Bound.EXACTLY
    high: float | None = None
    ordinal: bool = False

    @property
    def measure(self) -> tuple[float, str | None]:
        """Value and unit in the base unit of its kind: months, seconds, metres, grams."""
        unit = _units_by_name().get(self.unit or "")
        if unit is None or unit.kind in ("count", "money"):
            return self.value, self.unit
        return self.value * unit.factor, _base_unit(unit.kind)

    @property
    def measures(self) -> bool:
        """Whether the unit is one of time, length, money and the like, and not the noun that is counted."""
        return self.unit in _units_by_name()


class _Unit(NamedTuple):
    name: str
    kind: str
    factor: float


class _Found(NamedTuple):
    """A figure while it is read, as a range of pieces."""

    start: int
    end: int
    figure: Figure


def find_figures(text: str, *, language: str, masked: Sequence[Span] = ()) -> tuple[Figure, ...]:
    """Figures in order, without dates and clock times, and without those inside `masked` spans, as names."""
    folded = fold(text)
    words = pieces(folded, language=language)
    hidden = _hidden(folded, words, [*masked, *(d.span for d in find_dates(text, language=language))])
    found = list(_read(folded, words, hidden, language))
    return tuple(f.figure for f in _joined_durations(folded, words, found))


def _hidden(folded: Folded, words: Sequence[Piece], spans: Sequence[Span]) -> frozenset[int]:
    """The pieces that begin within one of the spans."""
    starts = sorted((folded.index(s.start), folded.index(s.end)) for s in spans)
    hidden, here = set(), 0
    for number, piece in enumerate(words):
        while here < len(starts) and starts[here][1] <= piece.start:
            here += 1
        if here < len(starts) and starts[here][0] < piece.end:
            hidden.add(number)
    return frozenset(hidden)


def _read(folded: Folded, words: Sequence[Piece], hidden: frozenset[int], language: str) -> Iterator[_Found]:
    here = 0
    while here < len(words):
        found = None if here in hidden else _read_at(folded, words, here, hidden, language)
        if found is not None:
            yield found
        here = found.end if found else here + 1


def _read_at(
    folded: Folded, words: Sequence[Piece], here: int, hidden: frozenset[int], language: str
) -> _Found | None:
    if words[here].digits and not _stands_free(folded.text, words, here):
        return None
    numeral = read_number(words, here, language=language)
    if numeral is None:
        return _dual(folded, words, here, language)
    if any(i in hidden for i in range(numeral.start, numeral.end)):
        return None
    if numeral.ordinal:
        return _ordinal(folded, words, numeral, language)
    numeral, high, first = _with_range(folded, words, _with_half(words, numeral), language)
    end, unit = numeral.end, _unit_before(words, first, language, numeral)
    if unit is None:
        end, unit = _unit_after(words, numeral.end, language)
    if _is_pronoun(words, numeral, unit) or (high and high < _LEAST_BARE_RANGE and unit is None):
        return None
    if _is_year(words, numeral, end):
        return None
    value, end = _with_part(words, numeral.value, end, unit)
    start = (
        first - 1
        if first and words[first - 1].form in ("us$", *_SIGNS - {"%", "٪"}) and not words[first].gap
        else first
    )
    return _found(folded, words, start, end, numeral, value=value, unit=unit, high=high)


def _found(
    folded: Folded,
    words: Sequence[Piece],
    start: int,
    end: int,
    numeral: Numeral,
    *,
    value: float,
    unit: str | None,
    high: float | None = None,
) -> _Found:
    bound = Bound.MORE_THAN if numeral.vague else _bound(words, start, end)
    figure = Figure(
        span=folded.span(_bare_start(words, start), words[end - 1].end),
        value=value,
        unit=unit,
        bound=bound,
        high=high,
        ordinal=numeral.ordinal,
    )
    return _Found(start, end, figure)


def _bare_start(words: Sequence[Piece], start: int) -> int:
    """Where the figure begins, a «و» written on to it left out."""
    form = words[start].form
    joined = form.startswith("و") and not form.startswith("واحد") and len(form) > 2
    return words[start].start + joined


def _stands_free(text: str, words: Sequence[Piece], here: int) -> bool:
    """Not the digit of a name: «سويوز- 2», F-35, 5G, nor one with unknown letters behind it."""
    piece = words[here]
    lead = text[max(0, piece.start - 6) : piece.start]
    if _LETTER_BEFORE.search(lead) and not _PROCLITICS.search(lead):
        return False
    following = words[here + 1] if here + 1 < len(words) else None
    if (not here or "\n" in piece.gap) and _LIST_POINT.match(text, piece.end):
        return False
    if _is_score(words, here) or (here and _is_score(words, here - 1)):
        return False
    if following is None or following.gap or not _LETTER_AFTER.match(following.form):
        return True
    scale = number_word(following.form)
    return (
        (scale is not None and scale.kind == "thousand")
        or (following.form,) in _units()
        or following.form in ORDINAL_ENDINGS
    )


def _is_score(words: Sequence[Piece], here: int) -> bool:
    """«2-1»: two numbers joined by a dash that are no range."""
    pair = words[here : here + 2]
    dashed = len(pair) == 2 and pair[0].digits and pair[1].digits and pair[1].gap in ("-", "–")
    return dashed and not (
        pair[0].form.isdecimal() and pair[1].form.isdecimal() and int(pair[0].form) < int(pair[1].form)
    )


def _is_year(words: Sequence[Piece], numeral: Numeral, end: int) -> bool:
    """«1990» with nothing to count behind it, though no word says that it is a year."""
    if not _YEAR.fullmatch(words[numeral.start].form) or numeral.end - numeral.start > 1:
        return False
    return end == numeral.end or words[numeral.end].form.startswith("ال")


def _is_pronoun(words: Sequence[Piece], numeral: Numeral, unit: str | None) -> bool:
    """«one», «واحد» and a lone «hundred of» count only before a unit of measure."""
    alone = numeral.end - numeral.start == 1 and not words[numeral.start].digits
    return alone and (numeral.value == 0 or (numeral.value <= 1 and unit not in _units_by_name()))


# Ranges and fractions.


def _with_range(
    folded: Folded, words: Sequence[Piece], low: Numeral, language: str
) -> tuple[Numeral, float | None, int]:
    """The number with its upper end: «بين 10 و12 ألف», «ما بين 10 آلاف إلى 12 ألف», 10-12."""
    opened = low.start > 0 and words[low.start - 1].form in _RANGE_OPENERS
    middle, _ = _unit_after(words, low.end, language) if opened else (low.end, None)
    high = _upper_end(words, low, low.end, language, opened=opened)
    if high is None and middle > low.end:
        high = _upper_end(words, low, middle, language, opened=opened)
    if high is None or high.ordinal or low.vague or high.vague:
        return low, None, low.start
    factor = high.scale if low.scale == 1 < high.scale and low.value * high.scale < high.value else 1
    if not low.value * factor < high.value:
        return low, None, low.start
    return replace(high, start=low.start, value=low.value * factor), high.value, low.start


def _upper_end(
    words: Sequence[Piece], low: Numeral, place: int, language: str, *, opened: bool
) -> Numeral | None:
    if place >= len(words):
        return None
    piece = words[place]
    dashed = piece.digits and words[low.start].digits and piece.gap in ("-", "–", "—", " - ", " – ")
    if dashed or (opened and piece.form.startswith("و") and number_word(piece.form) is not None):
        return read_number(words, place, language=language)
    if piece.form in _RANGE_MIDDLES and (opened or piece.form in ("الي", "to")) and place + 1 < len(words):
        return read_number(words, place + 1, language=language)
    return None


def _with_half(words: Sequence[Piece], numeral: Numeral) -> Numeral:
    """«Four and a half years»: the fraction before the unit."""
    behind = tuple(piece.form for piece in words[numeral.end : numeral.end + len(_AND_A_HALF)])
    if behind != _AND_A_HALF:
        return numeral
    return replace(numeral, end=numeral.end + len(_AND_A_HALF), value=numeral.value + numeral.scale / 2)


def _with_part(words: Sequence[Piece], value: float, end: int, unit: str | None) -> tuple[float, int]:
    """«ثلاث سنوات ونصف»: the fraction behind the unit."""
    if unit in _units_by_name() and end < len(words) and words[end].gap == " ":
        part = number_word(words[end].form)
        if part is not None and part.kind == "part" and part.joined:
            return value + part.value, end + 1
    return value, end


# Units.


@cache
def _units() -> dict[tuple[str, ...], tuple[_Unit, float]]:
    """Unit phrases, each with the count that it says itself: 1, or 2 for a dual."""
    units: dict[tuple[str, ...], tuple[_Unit, float]] = {}
    for name, kind, factor, forms in rows("units.tsv"):
        for phrase in phrases(forms):
            dual = phrase[0].startswith("2:")
            key = (phrase[0].removeprefix("2:"), *phrase[1:])
            units.setdefault(key, (_Unit(name, kind, float(factor)), 2 if dual else 1))
    return units


@cache
def _units_by_name() -> dict[str, _Unit]:
    return {unit.name: unit for unit, _ in _units().values()}


@cache
def _base_unit(kind: str) -> str:
    return next((u.name for u in _units_by_name().values() if u.kind == kind and u.factor == 1), kind)


def _measured(words: Sequence[Piece], place: int) -> tuple[int, _Unit] | None:
    """The unit of measure that begins at a piece, the longest."""
    for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
        run = words[place : place + length]
        if any(p.gap not in ("", " ", "-", "\u00a0") for p in run):
            continue
        known = _units().get(tuple(p.form for p in run))
        if known is not None and known[1] == 1:
            return place + length, known[0]
    return None


def _unit_after(words: Sequence[Piece], place: int, language: str) -> tuple[int, str | None]:
    """The end and the name of what is counted."""
    if place >= len(words):
        return place, None
    if measured := _measured(words, place):
        named = measured[0] < len(words) and words[measured[0]].form in listed("weekday", language)
        return (place, None) if named else (measured[0], measured[1].name)
    piece = words[place]
    if piece.gap not in (" ", "-", "\u00a0") or piece.digits or piece.form in _SIGNS:
        return place, None
    if piece.form in ("من", "of") and place + 1 < len(words):
        end, name = _counted(words, place + 1, language, reach=2)
        return (end, name) if name else (place, None)
    alone = _is_arabic(piece) or piece.gap in _HYPHENS  # «22-inch wheels»
    return _counted(words, place, language, reach=1 if alone else 3)


def _counted(words: Sequence[Piece], place: int, language: str, *, reach: int) -> tuple[int, str | None]:
    """The counted noun: in Arabic the next word, in English the next plural."""
    if words[place - 1].form in ("من", "of") and (
        known := _units().get((words[place].form.removeprefix("ال"),))
    ):
        return place + 1, known[0].name
    here = place
    for _ in range(reach):
        if here >= len(words):
            break
        end = _word_end(words, here)
        if not _can_be_counted(words[here:end], language, first=here == place):
            break
        if (name := _named(words[here:end], language)) is not None:
            return end, name
        here = end
    return (place, None) if place >= len(words) else _lone(words, place, language)


def _word_end(words: Sequence[Piece], place: int) -> int:
    """Behind the pieces that hyphens join to this one: «short-range» is one word; Arabic has no such."""
    end = place + 1
    while (
        not _is_arabic(words[place])
        and end < len(words)
        and words[end].gap in _HYPHENS
        and not words[end].digits
    ):
        end += 1
    return end


def _can_be_counted(word: Sequence[Piece], language: str, *, first: bool) -> bool:
    """Whether a word may be what is counted, or stand before it."""
    piece = word[0]
    if piece.digits or not (first or piece.gap in (" ", "-")):
        return False
    if len(word) == 1 and (number_word(piece.form) is not None or is_stop(piece.form, language=language)):
        return False
    joined = _is_arabic(piece) and piece.form.startswith("و")
    return not joined or lemma(piece.form, language=language).startswith("و")


def _named(word: Sequence[Piece], language: str) -> str | None:
    """What a noun names that can be counted: any in Arabic, else a plural: «runners-up», «porte-avions»."""
    forms = [piece.form for piece in word]
    if _is_arabic(word[0]):
        return lemma(forms[0], language=language)
    headed = len(word) > 2 or (len(word) == 2 and is_stop(forms[1], language=language))
    for place in (-1, 0) if headed else (-1,):
        name = lemma(forms[place], language=language)
        if name != forms[place] and forms[place].endswith(("s", "n", "e")):
            forms[place] = name
            return "-".join(forms)
    return None


def _lone(words: Sequence[Piece], place: int, language: str) -> tuple[int, str | None]:
    """The first word behind a number, where none is a plural; an English one with hyphens describes."""
    end = _word_end(words, place)
    word = words[place:end]
    number = number_word(word[0].form)
    is_part = len(word) == 1 and number is not None and number.kind == "part"  # «the first half»
    if _is_arabic(word[0]) or word[0].gap not in (" ", "-") or (len(word) > 1 and language == "en"):
        return place, None
    if not is_part and not _can_be_counted(word, language, first=True):
        return place, None
    return end, "-".join(lemma(piece.form, language=language) for piece in word)


def _unit_before(words: Sequence[Piece], first: int, language: str, numeral: Numeral) -> str | None:
    """«الأيام الثلاثة», «$5m»: the noun or sign in front."""
    if not first:
        return None
    before = words[first - 1]
    if not words[first].gap and before.form in ("us$", *_SIGNS):
        return _units()[(before.form,)][0].name if (before.form,) in _units() else None
    if numeral.definite and before.form.startswith("ال") and words[first].gap == " ":
        known = _units().get((before.form.removeprefix("ال"),))
        return known[0].name if known else lemma(before.form, language=language)
    return None


def _is_arabic(piece: Piece) -> bool:
    return "\u0600" <= piece.form[0] <= "\u06ff"


# Duals and ordinals.


def _dual(folded: Folded, words: Sequence[Piece], here: int, language: str) -> _Found | None:
    """«سنتين», «صاروخين»: two of a unit, or of a noun that has no such plural."""
    piece = words[here]
    if not _is_arabic(piece):
        return None
    forms = (piece.form, piece.form[1:]) if piece.form[0] in "وفبلك" else (piece.form,)
    numeral = Numeral(start=here, end=here + 1, value=2)
    for form in forms:
        unit, count = _units().get((form,), (None, 0.0))
        if unit is not None and unit.kind in (*_TIME, "count"):
            value, end = _with_part(words, count, here + 1, unit.name)
            if value > 1:  # «سنتين», «عام ونصف»
                return _found(folded, words, here, end, numeral, value=value, unit=unit.name)
    if here and _is_dual(words[here - 1].form) and not piece.form.startswith("و"):
        return None  # an adjective: «قوتين اقتصاديتين»
    noun = next((noun for form in forms if (noun := _singular_of_dual(form))), None)
    return _found(folded, words, here, here + 1, numeral, value=2, unit=noun) if noun else None


def _is_dual(form: str) -> bool:
    """Whether a word can be a dual; «إن» and «أين» only end like one."""
    return form.endswith(_DUAL_ENDINGS) and len(form) > 3


@cache
def _singular_of_dual(form: str) -> str | None:
    """The lemma of an indefinite dual; plurals in ين/ون (مسؤولين) and names (بوتين) are none.

    A noun with a sound plural could be either, so it is taken for the plural; a noun that begins with م
    is mostly a participle and has one.
    """
    if len(form) < 5 or form.startswith(("ال", "وال", "لل", "م")):
        return None
    singular = lemma(form, language="ar")
    ending = next((e for e in _DUAL_ENDINGS if form.endswith(e)), None)
    if ending is None or form.endswith(("يين", "يان")):
        return None
    bare = form.removesuffix(ending)
    expected = (bare, bare + "ه") if ending in ("تين", "تان") else (bare,)
    if singular not in expected or _articles_with("weights_ar.tsv.gz").get(singular, 0) < _KNOWN_NOUN:
        return None
    forms = _articles_with("forms_ar.tsv.gz")
    if ending == "ان" and bare + "ين" not in forms:  # a name, or no dual at all
        return None
    plural = bare + "ون"
    sound = any(form in forms for form in (plural, "ال" + plural))
    return None if ending in ("ين", "ان") and sound else singular


@cache
def _articles_with(table: str) -> Mapping[str, int]:
    return read_counts(WORDS / table)


def _ordinal(folded: Folded, words: Sequence[Piece], numeral: Numeral, language: str) -> _Found | None:
    """«الذكرى الخامسة والسبعين», «the 75th anniversary»."""
    if not _is_arabic(words[numeral.start]):
        end, unit = _unit_after(words, numeral.end, language)
        if unit is None:
            return None
        return _found(folded, words, numeral.start, end, numeral, value=numeral.value, unit=unit)
    unit = _unit_before(words, numeral.start, language, numeral)
    if unit is None or not numeral.definite:
        return None
    return _found(folded, words, numeral.start, numeral.end, numeral, value=numeral.value, unit=unit)


# Bounds.


@cache
def _bounds(side: str) -> dict[tuple[str, ...], Bound]:
    return {p: Bound(bound) for bound, at, forms in rows("bounds.tsv") if at == side for p in phrases(forms)}


def _bound(words: Sequence[Piece], start: int, end: int) -> Bound:
    first = (
        start - 1
        if start and words[start - 1].form in _RANGE_OPENERS and words[start - 1].form != "من"
        else start
    )
    for length in range(min(_LONGEST_PHRASE, first), 0, -1):
        run = words[first - length : first]
        if any(p.gap.strip(" \u00a0") for p in (*run[1:], words[first])):
            continue
        forms = tuple(p.form for p in run)
        for head in (forms[0], forms[0][1:], forms[0][2:]):
            if bound := _bounds("before").get((head, *forms[1:])):
                return bound
    return _bound_after(words, end)


def _bound_after(words: Sequence[Piece], end: int) -> Bound:
    for skipped in range(3):  # «10 جنود آخرين على الأقل»
        for length in range(_LONGEST_PHRASE, 0, -1):
            run = words[end + skipped : end + skipped + length]
            if any(p.gap.strip(" ,،\u00a0") for p in run):
                continue
            if bound := _bounds("after").get(tuple(p.form for p in run)):
                return bound
    return Bound.EXACTLY


# Durations: «أربع سنوات وخمسة أشهر».


def _joined_durations(folded: Folded, words: Sequence[Piece], found: Sequence[_Found]) -> Iterator[_Found]:
    held: _Found | None = None
    for following in found:
        held_or_one = held if held is not None and held.end >= following.start - 1 else None
        joined = _joined(folded, words, held_or_one or _single_before(folded, words, following), following)
        if held is not None and (joined is None or held_or_one is None):
            yield held
        held = joined or following
    if held is not None:
        yield held


def _single_before(folded: Folded, words: Sequence[Piece], following: _Found) -> _Found | None:
    """«سنة وثلاثة أشهر»: a unit in the singular that a smaller one continues."""
    place = following.start - 1
    if place > 0 and words[place].form in ("و", "and"):
        place -= 1
    known = _units().get((words[place].form,)) if place >= 0 else None
    if (
        known is None
        or known[0].kind not in _TIME
        or known[1] != 1
        or lemma(words[place].form, language="ar") != words[place].form
    ):
        return None
    numeral = Numeral(start=place, end=place + 1, value=1)
    return _found(folded, words, place, place + 1, numeral, value=1, unit=known[0].name)


def _joined(folded: Folded, words: Sequence[Piece], large: _Found | None, small: _Found) -> _Found | None:
    """One duration in the smaller unit, where «and» joins a larger and a smaller unit of time."""
    if large is None or not _is_and(words, large.end, small.start):
        return None
    units = _units_by_name()
    one, other = units.get(large.figure.unit or ""), units.get(small.figure.unit or "")
    if (
        one is None
        or other is None
        or one.kind != other.kind
        or one.kind not in _TIME
        or one.factor <= other.factor
    ):
        return None
    figure = replace(
        large.figure,
        span=Span(large.figure.span.start, small.figure.span.end),
        value=large.figure.value * one.factor / other.factor + small.figure.value,
        unit=other.name,
        bound=large.figure.bound if large.figure.bound != Bound.EXACTLY else small.figure.bound,
    )
    return _Found(large.start, small.end, figure)


def _is_and(words: Sequence[Piece], end: int, start: int) -> bool:
    if start == end:
        return words[start].form.startswith("و") and words[start].gap == " "
    return start == end + 1 and words[end].form in ("و", "and")
