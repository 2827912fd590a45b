"""What is marked in sentences that are compared: differences, and what readers ask for."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain, product
from typing import NamedTuple

from articles.analysis.pairs.align import Link, Relation
from articles.analysis.pairs.differences import Difference, DifferenceKind
from articles.analysis.pairs.statements import ItemKind, items
from articles.analysis.reading import Reading
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.text.pieces import Mark
from articles.analysis.text.spans import Span, within

# Letters: where sentences have little in common, a word or two that one lacks say nothing.
LEAST_ADDITION = 15


class Seen(NamedTuple):
    """A difference as one side shows it: its place, and what the other side says there."""

    kind: DifferenceKind
    place: Span
    otherwise: str


def seen_from_a(link: Link, told: Iterable[Difference], other: str) -> list[Seen]:
    return _telling(link, [Seen(each.kind, each.a, each.b.of(other)) for each in told])


def seen_from_b(link: Link, told: Iterable[Difference], other: str) -> list[Seen]:
    return _telling(link, [Seen(each.kind, each.b, each.a.of(other)) for each in told])


def _telling(link: Link, seen: Iterable[Seen]) -> list[Seen]:
    """Those that are worth a mark on this side."""
    least = LEAST_ADDITION if link.relation is Relation.PARTIAL else 1
    return [
        each for each in seen if len(each.place) >= (least if each.kind is DifferenceKind.ADDITION else 1)
    ]


def reader_marks(reading: Reading, place: Span, copied: Iterable[Span]) -> Iterator[Mark]:
    """What readers can have marked in a sentence: names, figures with dates, quotations, copied passages."""
    for mention in within(reading.mentions, place):
        yield Mark(span=mention.span, kind="mentioned")
    dates = (item.span for item in items(reading, place) if item.kind is ItemKind.DATE)
    for span in (*(figure.span for figure in within(reading.figures, place)), *dates):
        yield Mark(span=span, kind="counted")
    for quote in reading.quotes:
        if quote.kind is not QuoteKind.TITLE and quote.span.overlap(place):
            yield Mark(span=quote.span, kind="spoken")
    for span in copied:
        if span.overlap(place):
            yield Mark(span=span, kind="copied")


def difference_marks(seen: Sequence[Sequence[Seen]]) -> Iterator[Mark]:
    """What differs from any counterpart; as said here only, what none of the counterparts says."""
    for each in chain.from_iterable(seen):
        if each.kind is not DifferenceKind.ADDITION:
            yield Mark(span=each.place, kind=f"differs-{each.kind}", title=each.otherwise)
    additions = ([e.place for e in of_link if e.kind is DifferenceKind.ADDITION] for of_link in seen)
    for place in reduce(_common, additions) if seen else ():
        yield Mark(span=place, kind="addition")


def _common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The places that both cover."""
    return [Span(max(x.start, y.start), min(x.end, y.end)) for x, y in product(one, other) if x.overlap(y)]
