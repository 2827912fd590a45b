"""The newest articles that fit a query, found by walking back in time.

Postgres would rank, sort and count all that fit, of a common word a third of everything. So of the latest
hours so many are asked first as hold some thousand rows; where too few of them fit, as many more as it seems
to take, and at last all. The index answers all conditions at once except the order of words and what is
excluded: these are looked for in the rows that it gives, in so many at most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction

from articles.models.search_rows import (
    EPOCH,
    FIRST_HOUR,
    LAST_HOUR,
    MICROS,
    UNDATED,
    hour_of,
    longest_stretch,
    stretches_between,
)
from articles.retrieval.density import Density, density

# About so many rows are asked first.
ASKED_FIRST = 8_000
# How many times as many may be asked next, and how much more than it seems to take.
_LEAST_GROWTH, _MOST_GROWTH, _SPARE = 0.5, 64, 1.3
# Of what seems to stand in fewer articles, all are asked for.
FEW = 3_000
# So many rows at a time are looked through for what the index can't answer, and so many times at most;
# with so many that fit it is enough.
EXAMINED, ROUNDS, ENOUGH = 1000, 3, 30


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition on the columns of a search row in SQL."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What a row must fulfil: by the index, cheaply in the row, and by a closer look at whole rows."""

    indexed: tuple[Condition, ...] = ()
    in_row: tuple[Condition, ...] = ()
    looked_at: tuple[Condition, ...] = ()
    since: datetime = UNDATED
    until: datetime | None = None


class Place(NamedTuple):
    """An article's place in the order of time: SearchRow.moment in microseconds since 1970, and its number.

    Numbers in a tuple, since a thousand datetimes or objects take longer to make than to find.
    """

    micros: int
    pk: int

    @property
    def moment(self) -> datetime:
        return EPOCH + timedelta(microseconds=self.micros)


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Articles that fit, in the order asked for.

    `is_cut` where there may be others; `examined` is how many were looked at closely, if not all were.
    """

    places: tuple[Place, ...]
    is_cut: bool
    examined: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Way:
    """A direction of time: the order of articles, what lies `beyond` a place, and the sign of hours."""

    order: str
    beyond: str
    sign: int


_BACK = _Way(order="DESC", beyond="<", sign=-1)
_FORTH = _Way(order="ASC", beyond=">", sign=1)


def walk_back(
    conditions: Conditions, *, most: int, after: Place | None = None, is_whole: bool = False
) -> Candidates:
    """The newest that fit; with `after`, the newest of those that come after this place.

    With `is_whole` as many rows are looked at closely as it takes.
    """
    return _collect(conditions, _BACK, most=most, after=after, is_whole=is_whole)


def walk_forth(conditions: Conditions, *, most: int, after: Place) -> Candidates:
    """The oldest that fit of those newer than this place, oldest first."""
    return _collect(conditions, _FORTH, most=most, after=after, is_whole=False)


def _collect(
    conditions: Conditions, way: _Way, *, most: int, after: Place | None, is_whole: bool
) -> Candidates:
    places: list[Place] = []
    examined = 0
    looks = bool(conditions.looked_at)
    with transaction.atomic(), connection.cursor() as cursor:
        # Neither is ever right here, and Postgres doesn't know what reading a long vector costs.
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
        walk = _Walk(cursor=cursor, conditions=conditions, way=way, size=EXAMINED if looks else most + 1)
        for batch in walk.batches(after):
            places += [Place(micros, pk) for micros, pk, fits in batch if fits]
            examined += len(batch)
            if len(places) > most:
                break
            tired = len(places) >= min(most, ENOUGH) or examined >= EXAMINED * ROUNDS
            if looks and tired and len(batch) == EXAMINED and not is_whole:
                return Candidates(places=tuple(places), is_cut=True, examined=examined)
    return Candidates(places=tuple(places[:most]), is_cut=len(places) > most)


# Microseconds, the article's number, and whether a closer look found it to fit.
_Row = tuple[int, int, bool]


@dataclass(frozen=True, kw_only=True)
class _Walk:
    """Rows that the index finds, stretch by stretch of time, `size` at a time."""

    cursor: Any
    conditions: Conditions
    way: _Way
    size: int

    def batches(self, after: Place | None) -> Iterator[list[_Row]]:
        """Stretch by stretch of hours; together they leave out nothing."""
        near, far = self._ends(after)
        spread, seen, asked, wanted = density(), 0, 0.0, float(ASKED_FIRST)
        while (edge := _edge(spread, self.way, near, wanted)) is not None and self._is_before(edge, far):
            if not asked:
                near = _aligned(near, edge, -self.way.sign)
            for batch in self._through(_between(near, edge), after):
                seen += len(batch)
                after = Place(*batch[-1][:2]) if batch else after
                yield batch
            near, asked = edge + self.way.sign, asked + wanted
            # What is rare the index finds at once.
            if seen * spread.rows <= FEW * asked:
                break
            missing = self.size if self.conditions.looked_at else self.size - seen
            needed = _SPARE * missing * asked / seen
            wanted = min(max(needed, _LEAST_GROWTH * wanted), _MOST_GROWTH * wanted)
        yield from self._through(self._rest(near, far), after)

    def _ends(self, after: Place | None) -> tuple[int, int]:
        """The hours where the walk begins and where it ends."""
        found = self.conditions
        first = hour_of(found.since) if found.since > UNDATED else FIRST_HOUR
        last = hour_of(found.until) if found.until else LAST_HOUR
        near, far = (last, first) if self.way is _BACK else (first, last)
        return hour_of(after.moment) if after else near, far

    def _is_before(self, edge: int, far: int) -> bool:
        return self.way.sign * edge < self.way.sign * far

    def _rest(self, near: int, far: int) -> Condition:
        """All from one hour to the other; what else is asked for finds it better where time has no end."""
        if self.conditions.indexed and far in (FIRST_HOUR, LAST_HOUR):
            return Condition(sql=f"hour {self.way.beyond}= %s", values=(near,))
        return _between(near, far)

    def _through(self, stretch: Condition, after: Place | None) -> Iterator[list[_Row]]:
        while True:
            batch = self._rows(stretch, after)
            yield batch
            if len(batch) < self.size:
                break
            after = Place(*batch[-1][:2])

    def _rows(self, stretch: Condition, after: Place | None) -> list[_Row]:
        found = self.conditions
        conditions = [*found.indexed, *found.in_row, stretch, *_dated(found.since, found.until)]
        if after:
            row = f"(moment, article_id) {self.way.beyond} (%s, %s)"
            conditions.append(Condition(sql=row, values=(after.moment, after.pk)))
        order = f"moment {self.way.order}, article_id {self.way.order}"
        near = (
            f"SELECT moment, article_id FROM articles_searchrow WHERE {_all(conditions)}"
            f" ORDER BY {order} LIMIT %s"
        )
        looked = _all(found.looked_at)
        statement = (
            f"WITH near AS MATERIALIZED ({near}) SELECT {MICROS}, article_id, {looked}"
            f" FROM near JOIN articles_searchrow USING (moment, article_id) ORDER BY {order}"
            if found.looked_at
            else f"SELECT {MICROS}, article_id, true FROM ({near}) AS near"
        )
        values = [value for one in conditions for value in one.values]
        looked_values = [value for one in found.looked_at for value in one.values]
        self.cursor.execute(statement, [*values, self.size, *looked_values])
        return self.cursor.fetchall()  # type: ignore[no-any-return]


def _between(hour: int, other: int) -> Condition:
    """Within these hours, both included."""
    stretches = stretches_between(min(hour, other), max(hour, other))
    return Condition(sql="stretches && %s::int[]", values=(stretches,))


def _edge(spread: Density, way: _Way, near: int, rows: float) -> int | None:
    """The hour behind which about so many rows lie from this one on; None where there are fewer."""
    if not spread.hours:
        return None
    edge = spread.hour(spread.until(near) + way.sign * rows)
    return None if edge is None else _aligned(edge, min(near, spread.hours[-1]), way.sign)


def _aligned(hour: int, other: int, sign: int) -> int:
    """The hour moved so that few stretches end there, seen from another hour: down, or up to their last."""
    length = longest_stretch(abs(hour - other))
    return hour - hour % length if sign < 0 else hour | length - 1


def _dated(since: datetime, until: datetime | None) -> Iterator[Condition]:
    if since > UNDATED:
        yield Condition(sql="moment >= %s", values=(since,))
    if until:
        yield Condition(sql="moment <= %s", values=(until,))


def _all(conditions: Sequence[Condition]) -> str:
    return " AND ".join(f"({one.sql})" for one in conditions) or "true"
