"""Bring database, static files and articles up to date, start a worker, then become the web server."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom import port as ports

# The first reader finds the newest stories compared, as far as that takes no longer, in seconds.
AT_FIRST = 30


class Command(BaseCommand):
    help = "Migrates, collects static files, takes in articles and serves the site; repeated, it only serves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="a file or folder of articles"
        )
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (%(default)s)")
        parser.add_argument("--port", default=8000, type=int, help="the port to listen at (%(default)s)")
        parser.add_argument("--no-worker", action="store_true", help="leave the background work to others")
        parser.add_argument("--reload", action="store_true", help="serve with Django's development server")

    def handle(self, *args: Any, paths: list[Path], host: str, port: int, **options: Any) -> NoReturn:
        try:
            ports.check(host, port)
        except ports.PortError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        if not options["reload"]:
            _collect_static()
        if paths:
            self.stdout.write(f"Articles from {', '.join(map(str, paths))}:")
            call_command("ingest", *paths)
            call_command("compare_stories", seconds=AT_FIRST)
        if not options["no_worker"]:
            _start_worker([str(settings.BASE_DIR / "manage.py"), "worker", "--until-eof"])
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.stdout.write(f"Qarin serves at http://{address}/ until Ctrl-C.")
        self._become(_development(address) if options["reload"] else _production(address))

    def _become(self, server: list[str]) -> NoReturn:
        self.stdout.flush()
        os.execv(sys.executable, [sys.executable, *server])


def _start_worker(program: list[str]) -> None:
    """Start a worker that ends with the web server, and is started again when it ends before.

    The server and its processes hold the other end of the pipe: it closes however they end, even killed.
    """
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    again_until_done = 'until "$@" || ! kill -0 "$PPID" 2>/dev/null; do sleep 2; done'
    subprocess.Popen(["/bin/sh", "-c", again_until_done, "worker", sys.executable, *program], stdin=reading)
    os.close(reading)


def _production(address: str) -> list[str]:
    return [
        *("-m", "gunicorn", "newsroom.wsgi:application"),
        f"--bind={address}",
        # WSGI and threads: the views are synchronous, which under ASGI measured 5 to 15 times slower.
        *("--workers=2", "--threads=4"),
        # A worker doesn't hear a signal that comes while it starts; by default it is then awaited for 30 s.
        "--graceful-timeout=5",
        # By default there is one for all the checkouts of a user.
        "--no-control-socket",
        "--log-level=warning",
    ]


def _development(address: str) -> list[str]:
    return [str(settings.BASE_DIR / "manage.py"), "runserver", address]


def _collect_static() -> None:
    """Collect, hash and compress the static files, unless they are the ones of the last time."""
    stamp = settings.STATIC_ROOT.with_suffix(".stamp")
    now = _static_state()
    if stamp.exists() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def _static_state() -> str:
    """Sum up every static file's place, size and time, and how they are stored."""
    state = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            file = Path(storage.path(name)).stat()
            state.update(f"{name}\0{file.st_size}\0{file.st_mtime_ns}\n".encode())
    return state.hexdigest()
