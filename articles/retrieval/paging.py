"""Pages of what was found, each known by the place of its first or last article."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from articles.models.search_rows import EPOCH
from articles.retrieval.candidates import Conditions, Place, walk_back, walk_forth

_CURSOR = re.compile(
    r"(after|before)_(-?\d{1,18})_(\d{1,18})_(\d{1,9}\.\d{1,20}(?:e-\d{1,3})?|\de-\d{1,3})", re.ASCII
)


class Order(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"


class Ranked(NamedTuple):
    """An article's place among what was found: by score, by time, by number, each downwards."""

    score: float
    place: Place

    @property
    def key(self) -> tuple[float, int, int]:
        return (-self.score, -self.place.micros, -self.place.pk)


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """Where a page begins or ends."""

    is_after: bool
    at: Ranked


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page shows, and the cursors of the pages beside it, empty where there is none."""

    shown: tuple[Ranked, ...]
    after: str
    before: str


def read_cursor(text: str) -> Cursor | None:
    """The cursor as `Page` gives it; None for all else."""
    found = _CURSOR.fullmatch(text)
    if not found:
        return None
    place = Place(micros=int(found[2]), pk=int(found[3]))
    try:
        EPOCH + timedelta(microseconds=place.micros)
    except OverflowError:
        return None
    at = Ranked(score=float(found[4]), place=place)
    return Cursor(is_after=found[1] == "after", at=at)


def in_time(places: Iterable[Place]) -> list[Ranked]:
    """All these as they are, none better than another."""
    return [Ranked(score=0.0, place=place) for place in places]


def turn(ranked: Sequence[Ranked], cursor: Cursor | None, *, size: int, goes_on: bool = False) -> Page:
    """The page of these at a cursor; the first one without, and where the cursor is beyond all.

    With `goes_on` there are others after them.
    """
    keys = [one.key for one in ranked]
    start = 0
    if cursor and cursor.is_after:
        start = bisect_right(keys, cursor.at.key) % max(len(keys), 1)
    elif cursor:
        start = max(0, bisect_left(keys, cursor.at.key) - size)
    shown = tuple(ranked[start : start + size])
    return _page(shown, has_before=start > 0, has_after=goes_on or start + size < len(ranked))


def leaf(conditions: Conditions, cursor: Cursor, *, size: int) -> Page:
    """The page at a cursor among all that fit, in the order of time."""
    walk = walk_back if cursor.is_after else walk_forth
    found = walk(conditions, most=size, after=cursor.at.place)
    shown = tuple(in_time(found.places if cursor.is_after else found.places[::-1]))
    return _page(
        shown,
        has_before=cursor.is_after or found.is_cut,
        has_after=not cursor.is_after or found.is_cut,
    )


def _page(shown: tuple[Ranked, ...], *, has_before: bool, has_after: bool) -> Page:
    return Page(
        shown=shown,
        after=_written("after", shown[-1]) if shown and has_after else "",
        before=_written("before", shown[0]) if shown and has_before else "",
    )


def _written(side: str, at: Ranked) -> str:
    return f"{side}_{at.place.micros}_{at.place.pk}_{at.score!r}"
