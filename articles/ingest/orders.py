"""Whether day or month comes first in a file's dates such as 12/03/2025, told by all of them together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from articles.ingest.dates import day_comes_first, is_in_numbers
from articles.ingest.moments import Moment, parse_moment
from articles.ingest.records import IngestError

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
    """A row with its place in the file, and how many letters it holds."""

    row: T
    place: str
    size: int


def with_order(
    rows: Iterator[PlacedRow[T]], *, date_of: Callable[[T], str]
) -> Iterator[tuple[PlacedRow[T], DayOrder | None]]:
    """The rows with the order of their dates, None where none tells it or where they disagree.

    `date_of` is a row's date as written, "" for none. Rows are held only until a first date, and on where it
    needs it. An IngestError of theirs is raised after the rows before it.
    """
    held: list[PlacedRow[T]] = []
    broken: IngestError | None = None
    first = ""
    letters = 0
    try:
        for row in rows:
            held.append(row)
            letters += row.size
            first = first or date_of(row.row)
            is_enough = len(held) >= _MOST_ROWS or letters >= _MOST_LETTERS
            if is_enough or (first and not is_in_numbers(first)):
                break
    except IngestError as error:
        broken = error
    order = _order((row.place, date_of(row.row)) for row in held)
    yield from ((row, order) for row in held)
    if broken:
        raise broken
    yield from ((row, order) for row in rows)


def parse_in_order(text: str, order: DayOrder | None) -> tuple[Moment | None, str]:
    """The moment that a row's date names, with the reason where only the file's other dates tell it."""
    moment = parse_moment(text)
    if moment or order is None:
        return moment, ""
    return parse_moment(text, day_first=order.day_first), f"; {order.reason}"


def _order(dates: Iterable[tuple[str, str]]) -> DayOrder | None:
    """What dates tell, each with its place."""
    found = [
        DayOrder(day_first=first, place=place)
        for place, date in dates
        if (first := day_comes_first(date)) is not None
    ]
    return found[0] if len({order.day_first for order in found}) == 1 else None
