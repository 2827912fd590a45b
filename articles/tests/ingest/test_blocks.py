"""Cutting pages into blocks."""

from pathlib import Path

import pytest

from articles.ingest.blocks import find_blocks
from articles.ingest.records import Block, BlockKind

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def read_page(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """A page's text and what its lines are: each line of a sample is a kind, a tab, and the line.

    ⏎ stands for a line end within a block.
    """
    lines = []
    wanted = []
    for row in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = row.partition("\t")
        text = text.replace("⏎", "\n")
        lines.append(text)
        if text:
            wanted.append((kind, text))
    return "\n".join(lines), wanted


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and words of each block; a second article's lines one by one."""
    found = []
    for block in find_blocks(text):
        words = text[block.start : block.end]
        parts = words.split("\n") if block.kind is BlockKind.SECOND_ARTICLE else [words]
        found.extend((block.kind.value, part) for part in parts if part.strip())
    return found


def kept(text: str) -> list[str]:
    return [text[block.start : block.end] for block in find_blocks(text) if block.kept]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_it_knows_each_line_of_the_page(page: Path) -> None:
    text, wanted = read_page(page)
    assert kinds(text) == wanted
