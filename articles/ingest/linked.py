"""Headlines of other articles behind each other in a text: links, though nothing announces them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import groupby

from articles.ingest.lines import Line
from articles.ingest.page import is_title
from articles.ingest.records import ArticleRecord, Block, BlockKind

# One line alone, or a shorter one, may be a subheading.
_FEWEST, _FEWEST_WORDS = 2, 4
_LONGEST = 240


def find_candidates(record: ArticleRecord) -> frozenset[str]:
    """Lines of an article's text that may be headlines of others, as these are kept."""
    runs = _runs(record, lambda block: _may_be_headline(_text(record, block)))
    return frozenset(_text(record, block) for run in runs for block in run)


def cut_headlines(record: ArticleRecord, headlines: Collection[str]) -> ArticleRecord:
    """The record without the lines that stand behind each other and are headlines of other articles.

    Nothing is cut where no paragraph would be left.
    """
    runs = _runs(record, lambda block: _text(record, block) in headlines)
    cut = {block.start for run in runs for block in run}
    blocks = tuple(
        replace(block, kind=BlockKind.RELATED, rule="headlines_of_others") if block.start in cut else block
        for block in record.blocks
    )
    has_text = any(block.kept and block.kind is BlockKind.PARAGRAPH for block in blocks)
    return replace(record, blocks=blocks) if cut and has_text else record


def _runs(record: ArticleRecord, fits: Callable[[Block], bool]) -> Iterator[list[Block]]:
    """Kept blocks behind each other that all fit, and are enough."""
    kept = (block for block in record.blocks if block.kept)
    for is_fit, run in groupby(kept, key=fits):
        if is_fit and len(blocks := list(run)) >= _FEWEST:
            yield blocks


def _text(record: ArticleRecord, block: Block) -> str:
    """A block's words; "" for what is plainly no headline, as most blocks are."""
    if block.end - block.start > _LONGEST or record.original[block.end - 1] == ".":
        return ""
    return " ".join(record.original[block.start : block.end].split())


def _may_be_headline(text: str) -> bool:
    line = Line.of(text)
    return bool(text) and line.length >= _FEWEST_WORDS and is_title(line)
