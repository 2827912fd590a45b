"""Do the work that pages and the clock ask for, on this machine or on others with the same database."""

import os
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

# How long a job may go on when the site ends; it is done again by the next worker.
GRACE_SECONDS = 5


class Command(BaseCommand):
    help = "Does the background work until Ctrl-C. As many workers may run as you like, on many machines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do the work that waits, then end")
        parser.add_argument(
            "--until-eof", action="store_true", help="end when whoever holds the standard input has ended"
        )

    def handle(self, *args: Any, once: bool, until_eof: bool, **options: Any) -> None:
        if until_eof:
            signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # until the worker has its own
            threading.Thread(target=_end_at_eof, daemon=True).start()
        connector = app.connector
        assert isinstance(connector, DjangoConnector)
        with app.replace_connector(connector.get_worker_connector()):
            if once:
                app.run_worker(wait=False, concurrency=1)  # more would miss what the last job asks for
            else:
                app.run_worker()


def _end_at_eof() -> None:
    while os.read(0, 1024):  # not through Python's own buffer, which is locked while it reads
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(0)
