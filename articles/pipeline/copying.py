"""Many rows written at once by Postgres' COPY, which costs a tenth of what INSERT costs us."""

import json
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

_PLAIN = frozenset(
    (models.CharField, models.TextField, models.PositiveIntegerField, models.BooleanField, models.ForeignKey)
)


def copy_in(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model, all with numbers of their own or none; the latter don't learn them."""
    if not rows:
        return
    options = type(rows[0])._meta
    numbered = rows[0].pk is not None
    fields = [f for f in options.concrete_fields if not f.generated and (numbered or not f.primary_key)]
    values = [_values(field) for field in fields]
    _copy(type(rows[0]), [str(f.column) for f in fields], ([value(row) for value in values] for row in rows))
    for row in rows:
        row._state.adding, row._state.db = not numbered, connection.alias


def copy_columns(model: type[models.Model], rows: Sequence[NamedTuple]) -> None:
    """Write new rows, named as a model's columns: making objects of thousands costs more than writing."""
    if rows:
        _copy(model, rows[0]._fields, rows)


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    quote = connection.ops.quote_name
    quoted = ", ".join(map(quote, columns))
    start = f"COPY {quote(model._meta.db_table)} ({quoted}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(start) as copy:
        for row in rows:
            copy.write_row(row)


def number(rows: Sequence[models.Model]) -> None:
    """Give new rows of one model the numbers that its table would give them."""
    if not rows:
        return
    table = rows[0]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table), len(rows)],
        )
        for row, (given,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = given


def _values(field: "models.Field[Any, Any]") -> Callable[[models.Model], object]:
    """What gives a row's value of a field as the database takes it."""
    if type(field) in _PLAIN:  # Django would look at each of thousands, and leave it as it is
        return attrgetter(field.attname)
    if type(field) is models.JSONField and not field.null and field.encoder is None:
        # Django would write each Arabic letter in six.
        return lambda row: json.dumps(getattr(row, field.attname), ensure_ascii=False)
    if isinstance(field, ArrayField) and isinstance(field.base_field, models.IntegerField) and not field.null:
        return lambda row: f"{{{','.join(map(str, getattr(row, field.attname)))}}}"
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
