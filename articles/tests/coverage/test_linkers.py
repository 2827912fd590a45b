"""Pairs are linked alike in this process and beside it."""

from collections.abc import Collection
from itertools import combinations

import pytest

from articles.analysis.pairs.align import Link, align
from articles.analysis.reading import Reading, read
from articles.coverage import linkers
from articles.coverage.linkers import Linked, Task, link_all
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, QUAKE_BY_A, QUAKE_BY_B


@pytest.fixture(scope="module")
def tasks() -> list[Task]:
    readings = [read(text) for text in (FLOOD_BY_A, FLOOD_BY_B, QUAKE_BY_A, QUAKE_BY_B)]
    return [Task(a=a, b=b, also=()) for a, b in combinations(readings, 2)]


def test_other_processes_find_the_same_in_the_same_order(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = list(link_all(tasks, processes=1))
    monkeypatch.setattr(linkers, "FEW", 1)
    assert list(link_all(tasks, processes=2)) == here
    assert any(linked.links for linked in here)


def test_a_pair_that_our_code_stumbles_over_keeps_out_no_other(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(a: Reading, b: Reading, *, also: Collection[tuple[int, int]]) -> tuple[Link, ...]:
        if a is tasks[0].a and b is tasks[0].b:
            raise ZeroDivisionError
        return align(a, b, also=also)

    monkeypatch.setattr(linkers, "align", stumble)
    found = list(link_all(tasks, processes=1))
    assert found[0].links == ()
    assert any(linked.links for linked in found[1:])
    assert all(isinstance(linked, Linked) for linked in found)
