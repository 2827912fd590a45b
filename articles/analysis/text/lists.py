"""Word lists from the data files under `words/names`, folded for matching."""

from functools import cache
from pathlib import Path

from articles.analysis.text.normalise import fold_key

FOLDER = Path(__file__).parents[1] / "words" / "names"


@cache
def sections(name: str, *, folded: bool = True) -> dict[str, frozenset[str]]:
    """The folded words of a list, by the `[section]` they stand under ("" before the first)."""
    matched = fold_key if folded else str
    found: dict[str, set[str]] = {"": set()}
    section = ""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            found.setdefault(section, set())
        elif not line.startswith("#"):
            found[section] |= {matched(word) for word in line.split()}
    return {key: frozenset(words) for key, words in found.items()}


@cache
def forms(name: str) -> frozenset[str]:
    return frozenset().union(*sections(name).values())
