"""What a kind of change is: how its state is read, made, and told in words."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.models.changes import Json

_SHOWN = 80
_ARTICLE = re.compile(r"(\d{1,18}):")

State = tuple[str, Json]  # a subject, and how it was or is


class ChangeError(ValueError):
    """A change that can't be made; the message tells a person why, in their language."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the subject of a change can be seen, and words for the link.

    `view` is a name, with its `arguments`; `query` is what follows the question mark.
    """

    words: str
    view: str = ""
    arguments: tuple[Any, ...] = ()
    query: Mapping[str, Any] = field(default_factory=dict)
    fragment: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of change that a person can make.

    `current(subject)` is the state as it stands, None for nothing. `put(subject, value)` makes the value
    true in all tables, inside the caller's transaction; None leaves the matter to the rules again. It
    raises ChangeError for a value that makes no sense. For the log, `words` tells states of subjects, in
    their order, and `places` where the subjects are: as many queries for many as for one. An administrative
    one only administrators may undo.
    """

    name: str
    label: Any  # lazily translated
    current: Callable[[str], Json]
    put: Callable[[str, Json], None]
    words: Callable[[Collection[State]], list[str]]
    places: Callable[[Collection[str]], Mapping[str, Place]]
    is_administrative: bool = False


def shortened(text: str) -> str:
    """The beginning of a text, to show what a change is about."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


def one_by_one(tell: Callable[[str, Json], str]) -> Callable[[Iterable[State]], list[str]]:
    """The `words` of a kind whose states tell everything themselves."""
    return lambda states: [tell(subject, state) for subject, state in states]


def articles_of(subjects: Iterable[str]) -> dict[str, int]:
    """The key of the article that each subject begins with, where it does."""
    return {subject: int(match[1]) for subject in subjects if (match := _ARTICLE.match(subject))}
