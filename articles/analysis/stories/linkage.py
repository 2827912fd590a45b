"""Groups without chains: two become one only if enough of all their pairs belong together."""

from collections.abc import Iterable

import numpy as np


def grouped(amount: int, joined: Iterable[tuple[int, int]], *, least: float) -> tuple[tuple[int, ...], ...]:
    """Average linkage of the first `amount` numbers; each group in order, the groups by their first.

    `least` is the share of two groups' pairs that must be `joined`. Only what is connected is looked at
    together, so that many small groups cost little.
    """
    edges = {(min(pair), max(pair)) for pair in joined if pair[0] != pair[1]}
    found = [group for part in _connected(amount, edges) for group in _linked(part, edges, least)]
    return tuple(sorted(found))


def _connected(amount: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    root = list(range(amount))

    def top(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for one, other in edges:
        root[top(one)] = top(other)
    parts: dict[int, list[int]] = {}
    for one in range(amount):
        parts.setdefault(top(one), []).append(one)
    return list(parts.values())


def _linked(part: list[int], edges: set[tuple[int, int]], least: float) -> list[tuple[int, ...]]:
    groups = [[one] for one in part]
    if len(part) == 2:
        return [tuple(part)] if least <= 1 else [(one,) for one in part]
    between = np.array([[(min(a, b), max(a, b)) in edges for b in part] for a in part], dtype=np.float64)
    sizes = np.ones(len(part))
    while len(groups) > 1:
        near = np.triu(between / np.outer(sizes, sizes), 1)
        one, other = (int(n) for n in np.unravel_index(near.argmax(), near.shape))
        if near[one, other] < least:
            break
        groups[one] += groups.pop(other)
        between[one] += between[other]
        between[:, one] += between[:, other]
        between = np.delete(np.delete(between, other, 0), other, 1)
        sizes[one] += sizes[other]
        sizes = np.delete(sizes, other)
    return [tuple(sorted(group)) for group in groups]
