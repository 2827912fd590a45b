"""Groups without chains."""

from itertools import combinations

from articles.analysis.stories.linkage import grouped


def test_all_that_belongs_together_is_one_group() -> None:
    assert grouped(4, combinations(range(3), 2), least=0.5) == ((0, 1, 2), (3,))


def test_a_chain_is_cut() -> None:
    chain = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]
    assert max(map(len, grouped(6, chain, least=0.6))) < 3


def test_one_missing_pair_does_not_part_a_group() -> None:
    pairs = [pair for pair in combinations(range(4), 2) if pair != (0, 3)]
    assert grouped(4, pairs, least=0.5) == ((0, 1, 2, 3),)


def test_nothing_is_no_group() -> None:
    assert grouped(0, [], least=0.5) == ()
