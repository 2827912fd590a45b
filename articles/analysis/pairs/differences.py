"""What two linked sentences say differently: the smallest places, by kind, whatever the order of words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, groupby, zip_longest
from typing import NamedTuple

from articles.analysis.pairs.counterparts import counterparts, is_named
from articles.analysis.pairs.statements import Item, ItemKind, items, spelled_out
from articles.analysis.reading import Reading
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span

_LONGEST_WORDING = 5  # words and names; what is longer is not other wording but another statement
_SAME_PLACE = 3  # least fit: between the same things, one of which may be the sentence's edge
_MOST_RUNS = 60  # of a sentence that are held against each other; of the longest real ones, a third
_NEIGHBOURS = 3  # on either side of a figure: one in common, and the figures are about one thing


class DifferenceKind(StrEnum):
    NAME = "name"  # another person, place or organisation
    FIGURE = "figure"  # another number, date or time
    QUOTATION = "quotation"  # other words, or fewer, in a quotation that both give
    WORDING = "wording"  # other words in the same place
    ADDITION = "addition"  # said on one side only


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A place in each text; what only one says has an empty one where the other text would have it."""

    kind: DifferenceKind
    a: Span
    b: Span


class _Run(NamedTuple):
    """Neighbouring items that the other sentence lacks, and the keys of what stands around them."""

    items: tuple[Item, ...]
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, eq=False)
class _Side:
    """A sentence's items; `keys` are theirs, in the words of the first sentence.

    single: each item is a run by itself, as what stands between them is left out across languages
    """

    sentence: Span
    items: tuple[Item, ...]
    keys: tuple[str, ...]
    single: bool

    def lacks(self, keys: Iterable[str]) -> list[int]:
        held = set(self.keys)
        return [n for n, key in enumerate(keys) if key not in held]

    def runs(self, other: "_Side") -> Iterator[_Run]:
        """What the other side lacks, in order; a run ends where a quotation begins or ends."""
        edged = ("", *self.keys, "")
        for _, members in groupby(enumerate(other.lacks(self.keys)), key=self._same_run):
            places = [place for _, place in members]
            run = tuple(self.items[place] for place in places)
            yield _Run(run, edged[places[0]], edged[places[-1] + 2])

    def _same_run(self, lacking: tuple[int, int]) -> tuple[int, bool, int]:
        count, place = lacking
        return place - count, self.items[place].quoted, place if self.single else 0

    def gap(self, run: _Run) -> tuple[Span, bool]:
        """Where the other side's run would stand, and whether that is inside a quotation."""
        before, after = (self._place(key) for key in (run.before, run.after))
        quoted = all(item is None or item.quoted for item in (before, after)) and before is not after
        if before is not None:
            return Span(before.span.end, before.span.end), quoted
        place = after.span.start if after is not None else self.sentence.end
        return Span(place, place), quoted

    def _place(self, key: str) -> Item | None:
        return self.items[self.keys.index(key)] if key in self.keys else None


def differences(a: Reading, i: int, b: Reading, j: int) -> tuple[Difference, ...]:
    """What sentence i of a and sentence j of b say differently, in the order of a.

    Spelling, attached particles, inflection, function words, word order and repetition make no difference.
    Across languages only names, figures and dates can be held against each other.
    """
    return told_apart(a, a.sentences[i], b, b.sentences[j])


def told_apart(a: Reading, in_a: Span, b: Reading, in_b: Span) -> tuple[Difference, ...]:
    """The same of any two places, such as quotations."""
    side_a, side_b = _sides(a, in_a, b, in_b)
    figures, side_b = _figures(side_a, side_b)
    pairs, only_a, only_b = _pair(list(side_a.runs(side_b)), list(side_b.runs(side_a)))
    found = [*figures, *(told for one, other in pairs for told in _exchanged(one, other, side_a, side_b))]
    found += [_addition(run, side_b.gap(run)) for run in only_a]
    found += [_turned(_addition(run, side_a.gap(run))) for run in only_b]
    return tuple(sorted(found, key=lambda difference: (difference.a, difference.b)))


def _sides(a: Reading, in_a: Span, b: Reading, in_b: Span) -> tuple[_Side, _Side]:
    all_a, all_b = items(a, in_a), items(b, in_b)
    items_a = _comparable(a, all_a, b, in_b, all_b)
    items_b = _comparable(b, all_b, a, in_a, all_a)
    same = counterparts(items_a, items_b)
    keys_a = tuple(item.key for item in items_a)
    keys_b = tuple(same.get(item.key, item.key) for item in items_b)
    single = a.language != b.language
    return (
        _Side(sentence=in_a, items=items_a, keys=keys_a, single=single),
        _Side(sentence=in_b, items=items_b, keys=keys_b, single=single),
    )


def _comparable(
    own: Reading, said: Sequence[Item], other: Reading, place: Span, there: Sequence[Item]
) -> tuple[Item, ...]:
    """The items that the other side can have too: a name may be known as one on this side only."""
    keys = {item.key for item in there}
    if own.language == other.language:
        return tuple(
            one
            for item in said
            for one in (spelled_out(item, own, keys) if item.mention and item.key not in keys else (item,))
        )
    text = fold_key(place.of(other.text))
    return tuple(
        item
        for item in said
        if item.kind is not ItemKind.WORD and (item.key in keys or not is_named(item, text))
    )


def _figures(a: _Side, b: _Side) -> tuple[list[Difference], _Side]:
    """Figures that differ, the only ones of their unit, in surroundings that have something in common."""
    found, keys = [], list(b.keys)
    measured_b = _by_unit(b, a.lacks(b.keys))
    for unit, places in _by_unit(a, b.lacks(a.keys)).items():
        if len(places) == 1 == len(measured_b.get(unit, ())):
            place, other = places[0], measured_b[unit][0]
            if _around(a, place) & _around(b, other):
                found.append(_difference(DifferenceKind.FIGURE, [a.items[place]], [b.items[other]]))
                keys[other] = a.keys[place]
    return found, replace(b, keys=tuple(keys))


def _by_unit(side: _Side, places: Iterable[int]) -> dict[str, list[int]]:
    units = defaultdict(list)
    for place in places:
        item = side.items[place]
        if item.kind in (ItemKind.FIGURE, ItemKind.DATE) and item.sort:
            units[item.sort].append(place)
    return units


def _around(side: _Side, place: int) -> set[str]:
    return {*side.keys[max(0, place - _NEIGHBOURS) : place], *side.keys[place + 1 : place + 1 + _NEIGHBOURS]}


def _pair(a: list[_Run], b: list[_Run]) -> tuple[list[tuple[_Run, _Run]], list[_Run], list[_Run]]:
    """Runs that stand between the same things on both sides, best first, and those without a counterpart."""
    fits = [
        (fit, -abs(n / len(a) - m / len(b)), n, m)
        for n, one in enumerate(a[:_MOST_RUNS])
        for m, other in enumerate(b[:_MOST_RUNS])
        if (fit := _fit(one, other)) >= _SAME_PLACE
    ]
    partners: dict[int, int] = {}
    for _, _, n, m in sorted(fits, reverse=True):
        if n not in partners and m not in partners.values():
            partners[n] = m
    return (
        [(a[n], b[m]) for n, m in partners.items()],
        [run for n, run in enumerate(a) if n not in partners],
        [run for m, run in enumerate(b) if m not in partners.values()],
    )


def _fit(one: _Run, other: _Run) -> int:
    """How surely two runs stand in the same place; a common edge of the sentence says less than a word."""
    if max(len(one.items), len(other.items)) > _LONGEST_WORDING:
        return 0
    before, after = one.before == other.before, one.after == other.after
    return before * (2 if one.before else 1) + after * (2 if one.after else 1)


def _exchanged(one: _Run, other: _Run, a: _Side, b: _Side) -> Iterator[Difference]:
    """Names against names and figures against figures, then what is left in order."""
    left, right = _parts(one), _parts(other)
    for sort in dict.fromkeys(sort for sort in left if sort in right and sort):
        for said, said_otherwise in zip(left[sort], right[sort], strict=False):
            yield _difference(_kind(*said, *said_otherwise), said, said_otherwise)
        common = min(len(left[sort]), len(right[sort]))
        left[sort], right[sort] = left[sort][common:], right[sort][common:]
    rest = zip_longest(*(sorted(chain.from_iterable(parts.values()), key=_start) for parts in (left, right)))
    for said, said_otherwise in rest:
        if said and said_otherwise and not a.single:
            yield _difference(_kind(*said, *said_otherwise), said, said_otherwise)
            continue
        if said:
            yield _addition(_Run(said, one.before, one.after), b.gap(one))
        if said_otherwise:
            yield _turned(_addition(_Run(said_otherwise, other.before, other.after), a.gap(other)))


_KINDS = {
    ItemKind.NAME: DifferenceKind.NAME,
    ItemKind.FIGURE: DifferenceKind.FIGURE,
    ItemKind.DATE: DifferenceKind.FIGURE,
}


def _parts(run: _Run) -> defaultdict[str, list[tuple[Item, ...]]]:
    """The names and figures of a run one by one, its words in stretches, by what can replace what."""
    parts: defaultdict[str, list[tuple[Item, ...]]] = defaultdict(list)
    for sort, members in groupby(run.items, key=_exchangeable):
        stretch = tuple(members)
        parts[sort] += [(item,) for item in stretch] if sort else [stretch]
    return parts


def _exchangeable(item: Item) -> str:
    """Empty for words."""
    return "" if item.kind is ItemKind.WORD else f"{item.kind} {item.sort}"


def _kind(*items: Item) -> DifferenceKind:
    told = {_KINDS.get(item.kind) for item in items}
    if len(told) == 1 and (kind := told.pop()):
        return kind
    return DifferenceKind.QUOTATION if all(item.quoted for item in items) else DifferenceKind.WORDING


def _start(part: Sequence[Item]) -> Span:
    return part[0].span


def _difference(kind: DifferenceKind, a: Sequence[Item], b: Sequence[Item]) -> Difference:
    return Difference(kind=kind, a=_span(a), b=_span(b))


def _span(part: Sequence[Item]) -> Span:
    return Span(part[0].span.start, part[-1].span.end)


def _addition(run: _Run, gap: tuple[Span, bool]) -> Difference:
    """Words of a that b lacks; a quotation that b gives without them is another quotation."""
    place, quoted = gap
    left_out = quoted and all(item.quoted for item in run.items)
    kind = DifferenceKind.QUOTATION if left_out else DifferenceKind.ADDITION
    return Difference(kind=kind, a=_span(run.items), b=place)


def _turned(difference: Difference) -> Difference:
    return Difference(kind=difference.kind, a=difference.b, b=difference.a)
