"""Decision trees read from a file."""

from pathlib import Path

import pytest

from articles.analysis.text.trees import Forest, Node, load, save

FOREST = Forest(
    measures=("height", "weight"),
    classes=("small", "large"),
    start=(0.0, 0.5),
    trees=(
        ((Node(0, 10.0, 1, 2, 0), Node(-1, 0, 0, 0, 1.0), Node(-1, 0, 0, 0, -1.0)),),
        ((Node(1, 5.0, 1, 2, 0), Node(-1, 0, 0, 0, 0.0), Node(-1, 0, 0, 0, 2.0)),),
    ),
)


@pytest.mark.parametrize(("row", "likely"), [((10, 5), "small"), ((11, 5), "large"), ((0, 6), "large")])
def test_it_follows_each_tree_to_a_leaf_and_adds_up(row: tuple[float, float], likely: str) -> None:
    chances = FOREST.probabilities(row)
    assert max(chances, key=lambda name: chances[name]) == likely
    assert sum(chances.values()) == pytest.approx(1)


def test_it_is_the_same_after_being_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "forest.json.gz"
    save(FOREST, path)
    first = path.read_bytes()
    assert load(path) == FOREST
    save(load(path), path)
    assert path.read_bytes() == first


def test_it_agrees_with_the_library_that_trained_it(tmp_path: Path) -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("sklearn")
    from benchmarks.stance import NAMES, classifier, forest

    chance = numpy.random.default_rng(1)
    rows = chance.normal(size=(400, len(NAMES)))
    classes = (rows[:, 0] > 0.3).astype(int) + (rows[:, 1] * rows[:, 2] > 0.5)
    trained = classifier().fit(rows, classes)
    ours = forest(trained)
    for row, wanted in zip(rows[:50], trained.predict_proba(rows[:50]), strict=True):
        assert list(ours.probabilities(row).values()) == pytest.approx(list(wanted), abs=1e-3)
