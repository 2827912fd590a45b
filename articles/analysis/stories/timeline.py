"""How often something comes up over time: by days, weeks, months or years, whichever can be read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

# More bars than this are too thin to tell apart on a phone.
MOST_BARS = 62
# The calendar's last year has no day after it, which a period needs to end.
LAST_DAY = date(9998, 12, 31)


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Periods without gaps, oldest first; `earlier` counts what lies before the first of them."""

    unit: Unit
    periods: tuple[Period, ...]
    earlier: int

    @property
    def highest(self) -> int:
        return max((period.count for period in self.periods), default=0)


def timeline(days: Iterable[date], *, most: int = MOST_BARS) -> Timeline:
    """In the smallest unit that needs no more than `most` periods; of more years than that the latest."""
    counts = Counter(min(day, LAST_DAY) for day in days)
    if not counts:
        return Timeline(unit=Unit.DAY, periods=(), earlier=0)
    first, last = min(counts), max(counts)
    unit = next((unit for unit in Unit if _steps(unit, first, last) < most), Unit.YEAR)
    first = max(first, date(max(last.year - most + 1, 1), 1, 1)) if unit is Unit.YEAR else first
    per_start = Counter[date]()
    for day, count in counts.items():
        per_start[_start(unit, day)] += count
    starts = list(_starts(unit, _start(unit, first), last))
    periods = tuple(
        Period(first=start, last=following - timedelta(days=1), count=per_start[start])
        for start, following in pairwise(starts)
    )
    return Timeline(unit=unit, periods=periods, earlier=counts.total() - sum(p.count for p in periods))


def _steps(unit: Unit, first: date, last: date) -> int:
    """How many periods further the last day lies."""
    if unit is Unit.YEAR:
        return last.year - first.year
    if unit is Unit.MONTH:
        return (last.year - first.year) * 12 + last.month - first.month
    days = (_start(unit, last) - _start(unit, first)).days
    return days // 7 if unit is Unit.WEEK else days


def _start(unit: Unit, day: date) -> date:
    if unit is Unit.YEAR:
        return day.replace(month=1, day=1)
    if unit is Unit.MONTH:
        return day.replace(day=1)
    # The week of the first days there are would start before the calendar does.
    back = min(day.weekday(), day.toordinal() - 1) if unit is Unit.WEEK else 0
    return day - timedelta(days=back)


def _starts(unit: Unit, first: date, last: date) -> Iterator[date]:
    """The starts of all periods up to the last day, and the start after them."""
    start = first
    while start <= last:
        yield start
        start = _next(unit, start)
    yield start


def _next(unit: Unit, start: date) -> date:
    if unit is Unit.YEAR:
        return start.replace(year=start.year + 1)
    if unit is Unit.MONTH:
        return (start + timedelta(days=31)).replace(day=1)
    return start + timedelta(days=7 if unit is Unit.WEEK else 1)
