"""Blocks put right where the headline is known: rules for plain text have to guess it."""

from collections.abc import Sequence
from dataclasses import replace

from articles.ingest.records import Block, BlockKind


def settle_headline(text: str, blocks: Sequence[Block], *, headline: str) -> tuple[Block, ...]:
    """The blocks of a text that begins with its headline; without one they stay as they are."""
    return tuple(_settled(text, block, headline) for block in blocks) if headline else tuple(blocks)


def _settled(text: str, block: Block, headline: str) -> Block:
    if block.start == 0:
        return replace(block, kind=BlockKind.HEADLINE, rule="headline")
    if block.kind is not BlockKind.HEADLINE:
        return block
    return not_headline(block, is_repeated=text[block.start : block.end].split() == headline.split())


def not_headline(block: Block, *, is_repeated: bool) -> Block:
    """What a block is that a rule took for the headline, which stands elsewhere."""
    if is_repeated:
        return replace(block, kind=BlockKind.FURNITURE, rule="headline_repeated")
    return replace(block, kind=BlockKind.PARAGRAPH, rule="standfirst")
