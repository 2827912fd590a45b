"""Word lists read from `words/`: tab-separated lines, phrases with «_» for spaces, keyed by folded words."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from articles.analysis.text.normalise import fold

_WORDS = Path(__file__).parents[1] / "words"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a list, split at tabs; blank lines and comments are left out."""
    lines = (_WORDS / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


def phrases(cell: str) -> Iterator[tuple[str, ...]]:
    """The phrases of one cell as tuples of folded words."""
    for phrase in cell.split():
        yield tuple(fold(phrase).text.split("_"))
