"""Search: the language of the box, the words it stands for, and where they stand in a text."""

from articles.search.language import KEYWORDS, LONGEST_TEXT, MOST_TERMS, parse, write
from articles.search.matching import Phrases, Words, phrases, places, terms, vector, words_of
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
    "KEYWORDS",
    "LONGEST_TEXT",
    "MOST_TERMS",
    "NOTHING",
    "Condition",
    "Field",
    "Group",
    "Kind",
    "Phrases",
    "Problem",
    "Query",
    "Term",
    "Trouble",
    "Words",
    "parse",
    "phrases",
    "places",
    "terms",
    "vector",
    "words_of",
    "write",
]
