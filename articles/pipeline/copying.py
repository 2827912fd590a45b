"""Many rows written at once by Postgres' COPY, which costs a tenth of what INSERT costs us."""

from collections.abc import Sequence

from django.db import connection, models


def copy_in(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model; they don't learn their numbers."""
    if not rows:
        return
    options = type(rows[0])._meta
    fields = [field for field in options.concrete_fields if not (field.primary_key and field.name == "id")]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(options.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_value(field, row) for field in fields])


def _value(field: "models.Field[object, object]", row: models.Model) -> object:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
