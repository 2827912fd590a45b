"""Sentences of two articles put side by side: which stand in one row, and in what order the rows come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.analysis.pairs.align import Link


@dataclass(frozen=True, kw_only=True)
class SentenceRow:
    """Sentences by index: matched ones with their links, or neighbours that only one side has.

    `elsewhere` are sentences of a in whose rows other counterparts of this row's sentence stand.
    """

    a: tuple[int, ...] = ()
    b: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()
    elsewhere: tuple[int, ...] = ()


def side_by_side(links: Iterable[Link], *, length_a: int, length_b: int) -> tuple[SentenceRow, ...]:
    """Rows in the order of a; every sentence stands in exactly one.

    A sentence of b stands beside the one of a that it matches best. What is only in b follows the row of the
    sentence before it in b; what stands before all that is linked comes just before the first linked row.
    """
    by_a: defaultdict[int, list[Link]] = defaultdict(list)
    best: dict[int, Link] = {}
    for link in links:
        by_a[link.a].append(link)
        best[link.b] = max(best.get(link.b, link), link, key=lambda each: (each.score, -each.a))
    homes = {b: link.a for b, link in best.items()}
    only_b = _by_predecessor(homes, length_b)
    first = min(homes.values(), default=length_a)
    return tuple(_rows(by_a, homes, only_b, first=first, length_a=length_a))


def _by_predecessor(homes: dict[int, int], length_b: int) -> defaultdict[int, list[int]]:
    """The sentences that only b has, by the row they follow; -1 where no row comes before."""
    only_b: defaultdict[int, list[int]] = defaultdict(list)
    row = -1
    for index in range(length_b):
        if index in homes:
            row = homes[index]
        else:
            only_b[row].append(index)
    return only_b


def _rows(
    by_a: dict[int, list[Link]],
    homes: dict[int, int],
    only_b: dict[int, list[int]],
    *,
    first: int,
    length_a: int,
) -> Iterator[SentenceRow]:
    only_a: list[int] = []
    for index in range(length_a):
        if index not in by_a:
            only_a.append(index)
            continue
        yield from _alone(a=only_a)
        only_a = []
        if index == first:
            yield from _alone(b=only_b.get(-1, ()))
        here = tuple(link for link in by_a[index] if homes[link.b] == index)
        others = dict.fromkeys(homes[link.b] for link in by_a[index] if homes[link.b] != index)
        yield SentenceRow(a=(index,), b=tuple(link.b for link in here), links=here, elsewhere=tuple(others))
        yield from _alone(b=only_b.get(index, ()))
    yield from _alone(a=only_a)
    if first == length_a:
        yield from _alone(b=only_b.get(-1, ()))


def _alone(*, a: Sequence[int] = (), b: Sequence[int] = ()) -> Iterator[SentenceRow]:
    if a or b:
        yield SentenceRow(a=tuple(a), b=tuple(b))
