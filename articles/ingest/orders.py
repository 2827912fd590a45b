"""Whether day or month comes first in a file's dates such as 12/03/2025, told by all of them together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from articles.ingest.dates import day_comes_first, is_in_numbers

T = TypeVar("T")

# So many rows, and letters, are held until the order is known; most files have fewer.
_MOST_ROWS, _MOST_LETTERS = 1_000, 2_000_000


@dataclass(frozen=True, kw_only=True)
class DayOrder:
    """The order of a file's dates, and where in it stands the first that can be read only so."""

    day_first: bool
    place: str

    @property
    def reason(self) -> str:
        return f"the {'day' if self.day_first else 'month'} comes first, as in {self.place}"


@dataclass(frozen=True, kw_only=True)
class PlacedRow(Generic[T]):
    """A row with its place in the file, its date as written, and how many letters it holds."""

    row: T
    place: str
    date: str
    size: int


def with_order(
    rows: Iterator[PlacedRow[T]], *, fault: type[Exception]
) -> Iterator[tuple[PlacedRow[T], DayOrder | None]]:
    """The rows with the order of their dates, None where none tells it or where they disagree.

    Rows are held only where the first date needs it. A `fault` is raised after the rows before it.
    """
    held: list[PlacedRow[T]] = []
    broken: Exception | None = None
    letters = 0
    try:
        for row in rows:
            held.append(row)
            letters += row.size
            is_enough = len(held) >= _MOST_ROWS or letters >= _MOST_LETTERS
            if is_enough or not is_in_numbers(held[0].date):
                break
    except fault as error:
        broken = error
    order = _order(held)
    yield from ((row, order) for row in held)
    if broken:
        raise broken
    yield from ((row, order) for row in rows)


def _order(rows: list[PlacedRow[T]]) -> DayOrder | None:
    found = [
        DayOrder(day_first=first, place=row.place)
        for row in rows
        if (first := day_comes_first(row.date)) is not None
    ]
    return found[0] if len({order.day_first for order in found}) == 1 else None
