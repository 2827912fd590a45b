"""The newest articles that fit a query, found by walking back in time.

Postgres would rank, sort and count all that fit, of a common word a third of everything. So a stretch of
the latest hours is asked first; where that holds too few, a longer one, and at last all. The index answers
all conditions at once except the order of words and what is excluded: these are looked for in the rows that
it gives, in so many at most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection, transaction

from articles.models.search_rows import EPOCH, MICROS, UNDATED, hour_of

# So many rows the stretches of time hold that are asked first; what lies beyond is asked as a whole.
STRETCHES = (8_000, 64_000)
# Seconds for which the latest stretches stay as they are; a sharp edge isn't needed.
_EDGES_HOLD = 30.0
# Of what is likely to stand in fewer articles, all are asked for without a stretch.
FEW = 15_000
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


@dataclass(frozen=True, kw_only=True)
class Place:
    """An article's place in the order of time: SearchRow.moment in microseconds since 1970, and its number.

    Numbers, since a thousand datetimes take longer to read than to find.
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
    """A direction of time: what lies `beyond` a place, or `within` an edge, and the order of articles."""

    order: str
    beyond: str
    within: str
    edge: str


_BACK = _Way(order="DESC", beyond="<", within=">=", edge="<= %s ORDER BY published DESC NULLS LAST, id DESC")
_FORTH = _Way(order="ASC", beyond=">", within="<=", edge=">= %s ORDER BY published, id")


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
            places += [place for place, fits in batch if fits]
            examined += len(batch)
            if len(places) > most:
                break
            tired = len(places) >= min(most, ENOUGH) or examined >= EXAMINED * ROUNDS
            if looks and tired and len(batch) == EXAMINED and not is_whole:
                return Candidates(places=tuple(places), is_cut=True, examined=examined)
    return Candidates(places=tuple(places[:most]), is_cut=len(places) > most)


@dataclass(frozen=True, kw_only=True)
class _Walk:
    """Rows that the index finds, stretch by stretch of time, `size` at a time."""

    cursor: Any
    conditions: Conditions
    way: _Way
    size: int

    def batches(self, after: Place | None) -> Iterator[list[tuple[Place, bool]]]:
        """Stretch by stretch of hours; together they leave out nothing."""
        start = after.moment if after else self.conditions.until
        behind = [Condition(sql=f"hour {self.way.beyond}= %s", values=(hour_of(start),))] if start else []
        seen = asked = 0
        for rows in STRETCHES:
            # What is rare the index finds at once; to look up all these hours would only take time.
            if asked and seen * _row_count() <= FEW * asked:
                break
            edge = self._edge(rows, start)
            if edge is None:
                break
            within = Condition(sql=f"hour {self.way.within} %s", values=(edge,))
            # The index collects all hours beyond an edge that it is asked for: one is enough.
            for batch in self._through((*_unindexed(behind), within), after):
                seen += len(batch)
                after = batch[-1][0] if batch else after
                yield batch
            asked, behind = rows, [Condition(sql=f"hour {self.way.beyond} %s", values=(edge,))]
        yield from self._through(_unindexed(behind) if self.conditions.indexed else behind, after)

    def _through(
        self, stretch: Sequence[Condition], after: Place | None
    ) -> Iterator[list[tuple[Place, bool]]]:
        while True:
            batch = self._rows(stretch, after)
            yield batch
            if len(batch) < self.size:
                break
            after = batch[-1][0]

    def _edge(self, rows: int, start: datetime | None) -> int | None:
        """The hour of the article that stands so many places on; None where there are fewer."""
        if start:
            return _find_edge(self.way, rows, start)
        hour, until = _latest_edges.get(rows, (None, 0.0))
        if monotonic() > until:
            hour = _find_edge(_BACK, rows, datetime.max.replace(tzinfo=UTC))
        if hour is not None:
            _latest_edges[rows] = hour, monotonic() + _EDGES_HOLD
        return hour

    def _rows(self, stretch: Sequence[Condition], after: Place | None) -> list[tuple[Place, bool]]:
        found = self.conditions
        conditions = [*found.indexed, *found.in_row, *stretch, *_between(found.since, found.until)]
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
        return [(Place(micros=micros, pk=pk), fits) for micros, pk, fits in self.cursor.fetchall()]


def _unindexed(hours: Sequence[Condition]) -> list[Condition]:
    return [Condition(sql=one.sql.replace("hour", "hour + 0"), values=one.values) for one in hours]


def _between(since: datetime, until: datetime | None) -> Iterator[Condition]:
    if since > UNDATED:
        yield Condition(sql="moment >= %s", values=(since,))
    if until:
        yield Condition(sql="moment <= %s", values=(until,))


def _all(conditions: Sequence[Condition]) -> str:
    return " AND ".join(f"({one.sql})" for one in conditions) or "true"


# By number of rows: the hour, and until when it holds on this process's clock.
_latest_edges: dict[int, tuple[int, float]] = {}


def _find_edge(way: _Way, rows: int, start: datetime) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT published FROM articles_article WHERE published {way.edge} OFFSET %s LIMIT 1",
            [start, rows],
        )
        row = cursor.fetchone()
    return hour_of(row[0]) if row else None


def _row_count() -> int:
    """About how many rows there are, as Postgres last counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = 'articles_searchrow'::regclass")
        return int(cursor.fetchone()[0])
