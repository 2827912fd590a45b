"""Time that processors spend for us: our own and that of the database connection's process."""

import time
from pathlib import Path

from django.db import connection


def time_of_processors() -> float:
    """Seconds so far, in Python and Postgres together; Python's alone where Postgres runs elsewhere."""
    return time.process_time() + _time_of_backend()


def _time_of_backend() -> float:
    connection.ensure_connection()
    path = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    is_here = connection.connection.info.host.startswith("/") and path.is_file()
    return int(path.read_text().split()[0]) / 1e9 if is_here else 0.0
