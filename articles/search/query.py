"""A search as it is meant: words, phrases, alternatives, exclusions and fields."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    WORD = "word"  # any form of it
    PHRASE = "phrase"  # any forms, in this order
    EXACT = "exact"  # these very letters


class Field(StrEnum):
    OUTLET = "outlet"
    ENTITY = "entity"
    STORY = "story"
    FROM = "from"
    TO = "to"
    LANGUAGE = "lang"
    AGENCY = "agency"


class Trouble(StrEnum):
    """What could not be read as it was meant."""

    UNBALANCED_QUOTE = "unbalanced_quote"  # a quotation mark without its partner is left out
    LONE_OPERATOR = "lone_operator"  # OR, NOT or a minus with nothing to work on is left out
    PARENTHESES = "parentheses"  # left out: OR always binds its neighbours
    MIXED_OR = "mixed_or"  # OR beside a field or an exclusion is left out
    EMPTY_VALUE = "empty_value"  # a field without a value is left out
    NO_WORD = "no_word"  # of all that was typed nothing can be searched
    BAD_DAY = "bad_day"  # from: or to: with something that is no day is left out
    DAYS_REVERSED = "days_reversed"  # to: is before from:, so nothing can be found
    NO_EXCLUSION = "no_exclusion"  # a day can't be excluded; the minus is left out
    TOO_LONG = "too_long"  # what stands beyond language.LONGEST_TEXT is left out
    TOO_MANY = "too_many"  # what goes beyond language.MOST_TERMS is left out
    # Found by asking the collection; see articles.retrieval.article_query.
    UNKNOWN_OUTLET = "unknown_outlet"
    UNKNOWN_STORY = "unknown_story"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_AGENCY = "unknown_agency"
    ENTITY_AS_WORDS = "entity_as_words"  # no such name is known: its words are searched


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What could not be read, at code points of what was typed."""

    code: Trouble
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word or phrase without its marks; `start` to `end` is what was typed, with marks.

    Both are code points, and 0 where nobody typed it.
    """

    text: str
    kind: Kind = Kind.WORD
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True)
class Group:
    """Terms of which one is enough."""

    alternatives: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A field and its value as typed, without quotation marks; days as ISO 8601."""

    field: Field
    value: str
    is_excluded: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True)
class Query:
    """All groups must be found and no excluded term; all entities, and of other fields' values one each."""

    groups: tuple[Group, ...] = ()
    excluded: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.excluded or self.conditions)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All that is looked for, without what is excluded."""
        return tuple(term for group in self.groups for term in group.alternatives)

    def values(self, field: Field, *, excluded: bool = False) -> tuple[str, ...]:
        found = (c.value for c in self.conditions if c.field is field and c.is_excluded is excluded)
        return tuple(dict.fromkeys(found))

    @property
    def since(self) -> date | None:
        """The first day that counts: the latest `from:`."""
        return max(map(date.fromisoformat, self.values(Field.FROM)), default=None)

    @property
    def until(self) -> date | None:
        """The last day that counts: the earliest `to:`."""
        return min(map(date.fromisoformat, self.values(Field.TO)), default=None)


NOTHING = Query()
