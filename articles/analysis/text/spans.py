"""Places in a text: the one currency in which every finder answers."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol, Self, TypeVar


class _Ends(NamedTuple):
    start: int
    end: int


class Span(_Ends):
    """A half-open range of Unicode code points of one text; spans sort by start, then end."""

    # A tuple, as are tokens: a text has thousands, and a frozen dataclass takes three times as long to make.
    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        return tuple.__new__(cls, (start, end))

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def shifted(self, by: int) -> Self:
        return type(self)(self.start + by, self.end + by)

    def overlap(self, other: "Span") -> int:
        """How many code points both cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


class Placed(Protocol):
    @property
    def span(self) -> Span: ...


_P = TypeVar("_P", bound=Placed)


def within(found: Sequence[_P], place: Span) -> Sequence[_P]:
    """Of things in order that don't overlap each other, those that reach into a place."""
    numbers = numbers_within(found, place)
    return found[numbers.start : numbers.stop]


def numbers_within(found: Sequence[Placed], place: Span) -> range:
    """Of such things, the numbers of those that reach into a place."""
    first = bisect_left(found, place.start + 1, key=lambda one: one.span.end)
    return range(first, bisect_left(found, place.end, key=lambda one: one.span.start))


def start_before(starts: Sequence[int], position: int) -> int:
    """The last of these starts, in order, that doesn't come after a position; without any, the position."""
    place = bisect_right(starts, position)
    return starts[place - 1] if place else position
