"""What a kind of change is: how its state is read, made, and told in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.models.changes import Json


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
    raises ChangeError for a value that makes no sense. `words(subject, state)` tells a state and
    `place(subject)` its subject, for the log. An administrative one only administrators may undo.
    """

    name: str
    label: Any  # lazily translated
    current: Callable[[str], Json]
    put: Callable[[str, Json], None]
    words: Callable[[str, Json], str]
    place: Callable[[str], Place]
    is_administrative: bool = False
