"""Search: the language of the box, the lexemes its words stand for, and what an article is found by."""

from articles.search.language import KEYWORDS, LONGEST_TEXT, MOST_TERMS, parse, write
from articles.search.letters import GAP, LAST_POSITION, Indexed, index
from articles.search.matching import Phrases, Positions, Sought, Words, phrases, words_of
from articles.search.query import (
    NOTHING,
    Condition,
    Field,
    Group,
    Kind,
    Problem,
    Query,
    Term,
    Trouble,
)

__all__ = [
    "GAP",
    "KEYWORDS",
    "LAST_POSITION",
    "LONGEST_TEXT",
    "MOST_TERMS",
    "NOTHING",
    "Condition",
    "Field",
    "Group",
    "Indexed",
    "Kind",
    "Phrases",
    "Positions",
    "Problem",
    "Query",
    "Sought",
    "Term",
    "Trouble",
    "Words",
    "index",
    "parse",
    "phrases",
    "words_of",
    "write",
]
