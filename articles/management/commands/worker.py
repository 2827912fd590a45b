"""Do the work that pages and the clock ask for, on this machine or on others with the same database."""

import asyncio
import os
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from procrastinate.app import WorkerOptions
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
            was_told_to_end = asyncio.run(_work(once=once))
        if not was_told_to_end:
            # By itself it ends only without a database: whoever has started it should start another.
            raise CommandError("The worker has lost the database.")


async def _work(*, once: bool) -> bool:
    """Work until a signal comes, or with `once` until nothing waits; whether that is why it ended."""
    options: WorkerOptions = {"install_signal_handlers": False}
    if once:
        options |= {"wait": False, "concurrency": 1}  # more at a time would miss what the last job asks for
    async with app.open_async():
        work = asyncio.ensure_future(app.run_worker_async(**options))
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, work.cancel)
        try:
            await work
        except asyncio.CancelledError:
            return True
    return once


def _end_at_eof() -> None:
    while os.read(0, 1024):  # not through Python's own buffer, which is locked while it reads
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(0)
