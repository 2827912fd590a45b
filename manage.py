#!/usr/bin/env python
"""Django's command line; starts the embedded database for the commands that use one."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from newsroom import embedded_postgres

# Named is what surely needs no database: starting one that isn't used costs a second, missing one an error.
WITHOUT_DATABASE = {
    "--help",
    "--version",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "startapp",
    "version",
}


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        if _uses_embedded(arguments[1:]):
            embedded_postgres.start(embedded_postgres.state_folder(os.environ))
        execute_from_command_line(arguments)
    except embedded_postgres.EmbeddedPostgresError as error:
        return _report(str(error))
    except (ImproperlyConfigured, OperationalError) as error:
        if "--traceback" in arguments:
            raise
        source = "Database" if isinstance(error, OperationalError) else "Settings"
        return _report(f"{source}: {error}")
    except ProgrammingError as error:
        if "--traceback" in arguments or not isinstance(error.__cause__, UndefinedTable | UndefinedColumn):
            raise
        missing = error.__cause__.diag.message_primary
        return _report(f"Database: {missing}; manage.py migrate makes what is missing")
    except KeyboardInterrupt:
        return 130
    return 0


def _uses_embedded(arguments: list[str]) -> bool:
    return (
        not os.environ.get("DATABASE_URL")
        and bool(arguments)
        and arguments[0] not in WITHOUT_DATABASE
        # A worker beside the site has the site's: it must not start again what somebody has stopped.
        and not {"-h", "--help", "--until-eof"} & set(arguments)
    )


def _report(message: str) -> int:
    sys.stderr.write(f"{' '.join(message.split())}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
