"""Arrays remembered as rows of one table."""

from collections.abc import Sequence

import numpy as np

from articles.analysis.text.gathered import Gathered


def test_it_gives_a_row_for_each_key_and_makes_each_once() -> None:
    made: list[int] = []

    def make(keys: Sequence[int]) -> np.ndarray:
        made.extend(keys)
        return np.array([[key, -key] for key in keys], dtype=float)

    gathered = Gathered(make, most=1000)
    assert gathered.of([3, 1, 3]).tolist() == [[3, -3], [1, -1], [3, -3]]
    assert gathered.of([2, 1]).tolist() == [[2, -2], [1, -1]]
    assert gathered.of(range(700))[600:602].tolist() == [[600, -600], [601, -601]]
    assert sorted(made) == list(range(700))


def test_it_forgets_beyond_its_most_and_still_answers() -> None:
    gathered: Gathered[int] = Gathered(
        lambda keys: np.array([np.full((2, 2), float(key)) for key in keys]), most=10
    )
    for start in range(0, 100, 7):
        assert gathered.of(range(start, start + 30))[:, 1, 1].tolist() == [*range(start, start + 30)]


def test_what_cannot_be_made_leaves_nothing_behind() -> None:
    def make(keys: Sequence[int]) -> np.ndarray:
        if min(keys) < 0:
            raise ValueError(min(keys))
        return np.array(keys, dtype=float)[:, None]

    gathered = Gathered(make, most=10)
    for _ in range(2):
        try:
            gathered.of([1, -1])
        except ValueError as error:
            assert error.args == (-1,)
    assert gathered.of([2, 1]).tolist() == [[2], [1]]


def test_what_is_asked_for_again_and_again_is_made_once() -> None:
    made: list[int] = []

    def make(keys: Sequence[int]) -> np.ndarray:
        made.extend(keys)
        return np.array(keys, dtype=float)[:, None]

    gathered = Gathered(make, most=10)
    for new in range(1, 200):
        assert gathered.of([0, -1, new]).tolist() == [[0], [-1], [new]]
    assert made.count(0) == made.count(-1) == 1
    gathered.of([1])
    assert made.count(1) == 2
