"""How articles spread over time, as Postgres last looked: where the edge of so many articles lies."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from time import monotonic

from django.db import connection

# Seconds for which this stays as it is; sharp edges aren't needed.
_HOLDS = 30.0
_LOOK = """
SELECT reltuples, histogram_bounds::text::int[], most_common_vals::text::int[], most_common_freqs
FROM pg_class LEFT JOIN pg_stats ON schemaname = relnamespace::regnamespace::text
    AND tablename = relname AND attname = 'hour'
WHERE oid = 'articles_searchrow'::regclass
"""


@dataclass(frozen=True, kw_only=True)
class Density:
    """About how many rows there are, and at each of these hours how many are of it or earlier.

    Without hours nothing is known of how they spread.
    """

    rows: int
    hours: tuple[int, ...] = ()
    earlier: tuple[float, ...] = ()

    def until(self, hour: float) -> float:
        """How many rows are of this hour or earlier."""
        place = bisect_left(self.hours, hour)
        if not 0 < place < len(self.hours):
            return self.earlier[-1] if place else 0.0
        first, last = self.hours[place - 1 : place + 1]
        below, above = self.earlier[place - 1 : place + 1]
        return below + (above - below) * (hour - first) / (last - first)

    def hour(self, earlier: float) -> int | None:
        """The hour that so many rows are of, or earlier than; None beyond all."""
        place = bisect_left(self.earlier, earlier)
        if not 0 < place < len(self.hours):
            return None
        below, above = self.earlier[place - 1 : place + 1]
        first, last = self.hours[place - 1 : place + 1]
        return first + int((last - first) * (earlier - below) / (above - below))


def density() -> Density:
    """The newest that is known; up to half a minute old."""
    global _latest
    until, found = _latest
    if monotonic() > until:
        found = _look()
        _latest = monotonic() + _HOLDS, found
    return found


_latest = (0.0, Density(rows=0))


def _look() -> Density:
    with connection.cursor() as cursor:
        cursor.execute(_LOOK)
        rows, bounds, common, shares = cursor.fetchone()
    return spread(int(rows), bounds or [], dict(zip(common or [], shares or [], strict=True)))


def spread(rows: int, bounds: Sequence[int], shares: Mapping[int, float]) -> Density:
    """By Postgres' statistics: parts of equal numbers of rows, beside the shares of the commonest hours."""
    part = (1 - sum(shares.values())) / max(len(bounds) - 1, 1)
    at = dict.fromkeys(bounds[:1], 0.0)
    for hour, share in (*((hour, part) for hour in bounds[1:]), *shares.items()):
        at[hour] = at.get(hour, 0.0) + share
    hours = sorted(at)
    return Density(
        rows=rows, hours=tuple(hours), earlier=tuple(accumulate(rows * at[hour] for hour in hours))
    )
