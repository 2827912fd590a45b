"""Cleaning rules that know one outlet: which of its blocks are what, by their words, each with an example."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import re2

from articles.analysis.text.normalise import fold
from articles.ingest import words
from articles.ingest.records import ArticleRecord, Block, BlockKind

# As much of a block as a pattern is held against.
_BEGINNING = 2_000
LONGEST_PATTERN = 300
_MOST_MEMORY = 1 << 20


class PatternError(ValueError):
    """A pattern that can't be used; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CutRule:
    """Blocks of this outlet that begin so are of this kind; `example` is one of them.

    A pattern is words, compared without harakat, hamzas and case, or an expression in the syntax of RE2,
    whose time grows with the text and not more. A rule of the whole fits only what has the words of its
    example and no others.
    """

    outlet: str
    kind: BlockKind
    pattern: str
    example: str
    is_expression: bool = False
    is_whole: bool = False

    @property
    def name(self) -> str:
        """The name of the rule in the ledger."""
        return f"outlet:{self.pattern}"[:60]

    def fits(self, text: str) -> bool:
        """PatternError for an expression that is none."""
        return self.fits_words(text, _plain(text))

    def fits_words(self, text: str, words: str) -> bool:
        """The same for a text whose `words` many rules look at."""
        if self.is_whole and words != _plain_of_rule(self.example):
            return False
        if self.is_expression:
            return _compiled(self.pattern).match(text[:_BEGINNING]) is not None
        return bool(pattern := _plain_of_rule(self.pattern)) and words.startswith(pattern)


def check(rule: CutRule) -> None:
    """PatternError for a rule that does not work on its own example, or works on everything."""
    if not rule.pattern.strip() or len(rule.pattern) > LONGEST_PATTERN:
        raise PatternError(f"a pattern has 1 to {LONGEST_PATTERN} characters")
    if not rule.fits(rule.example):
        raise PatternError("the pattern does not fit its example")
    if rule.is_expression and _compiled(rule.pattern).match("") is not None:
        raise PatternError("the pattern fits everything")


def apply_cuts(record: ArticleRecord, rules: Sequence[CutRule]) -> ArticleRecord:
    """The record with the kind of each block that a rule fits; a headline stays one.

    What other rules have made of blocks before is forgotten. Rules that would leave no text at all are not
    followed.
    """
    if not rules and not any(block.found for block in record.blocks):
        return record
    found = tuple(_as_found(block) for block in record.blocks)
    blocks = tuple(_ruled(block, record.original, rules) for block in found)
    return replace(record, blocks=blocks if any(block.kept for block in blocks) else found)


def _as_found(block: Block) -> Block:
    """The block as the rules for all outlets have it."""
    if block.found is None:
        return block
    kind, rule = block.found
    return replace(block, kind=kind, rule=rule, found=None)


def _ruled(block: Block, original: str, rules: Sequence[CutRule]) -> Block:
    if block.kind is BlockKind.HEADLINE:
        return block
    text = original[block.start : block.end]
    words = _plain(text)
    rule = next((rule for rule in rules if rule.fits_words(text, words)), None)
    if rule is None:
        return block
    return replace(block, kind=rule.kind, rule=rule.name, found=(block.kind, block.rule))


def listed_cuts() -> tuple[CutRule, ...]:
    """The rules of `cuts.toml`."""
    return tuple(
        CutRule(
            outlet=row["outlet"],
            kind=BlockKind(row["kind"]),
            pattern=row["pattern"],
            example=row["example"],
            is_expression=row.get("expression", False),
        )
        for row in words.table("cuts.toml")["cut"]
    )


def _plain(text: str) -> str:
    return " ".join(fold(text[:_BEGINNING]).text.split())


# Of the rules' own words there are few, and they are looked at for every block.
_plain_of_rule = lru_cache(maxsize=1_000)(_plain)


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> "re2._Regexp[str]":
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MOST_MEMORY
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else "not an expression"
        raise PatternError(reason.decode() if isinstance(reason, bytes) else str(reason)) from error
