"""Conditions that a database must meet before articles go into it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import ProgrammingError, connections

from articles.analysis.names.token_model import ModelError
from articles.name_model import name_model

OLDEST_POSTGRES = 15_00_00


@register(Tags.database)
def check_database(*, databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """PostgreSQL 15 or newer, and a locale that knows Arabic letters from signs."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            if cursor.connection.info.server_version < OLDEST_POSTGRES:
                found.append(Error("PostgreSQL 15 or newer is needed.", id="articles.E001"))
            try:
                cursor.execute("SELECT cardinality(show_trgm('قارن'))")
            except ProgrammingError:
                continue  # the first migration installs the extension
            if not cursor.fetchone()[0]:
                found.append(
                    Error(
                        "This database takes Arabic letters for signs: similar names can't be found in it.",
                        hint="Create it with LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'.",
                        id="articles.E002",
                    )
                )
    return found


@register
def check_name_model(**options: Any) -> list[CheckMessage]:
    """A name model that the settings name must be there: a site that silently finds other names misleads."""
    try:
        name_model()
    except ModelError as error:
        return [Error(str(error), hint="Correct or unset QARIN_TOKEN_MODEL.", id="articles.E003")]
    return []
