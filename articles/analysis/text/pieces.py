"""A text cut into pieces along the places that finders marked, so that a page can draw them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from articles.analysis.text.spans import Span


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A place to be shown; `subject` is what it stands for, such as an entity."""

    span: Span
    kind: str
    subject: object | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of text under the same marks throughout."""

    text: str
    kinds: tuple[str, ...] = ()
    entity: object | None = None
    title: str = ""


def cut(text: str, marks: Iterable[Mark] = (), *, within: Span | None = None) -> tuple[Piece, ...]:
    """The pieces of the text, or of the part `within`; joined they are that text again.

    Marks may overlap and nest; a piece has the kinds of all marks over it, in the order given, and the
    subject and title of the first that has one.
    """
    within = within or Span(0, len(text))
    inside = [mark for mark in marks if mark.span.overlap(within)]
    edges = {within.start, within.end}
    for mark in inside:
        edges |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    places = sorted(edges)
    return tuple(_piece(text, Span(start, end), inside) for start, end in pairwise(places))


def _piece(text: str, place: Span, marks: Iterable[Mark]) -> Piece:
    over = [mark for mark in marks if mark.span.covers(place)]
    return Piece(
        text=place.of(text),
        kinds=tuple(dict.fromkeys(mark.kind for mark in over)),
        entity=next((mark.subject for mark in over if mark.subject is not None), None),
        title=next((mark.title for mark in over if mark.title), ""),
    )
