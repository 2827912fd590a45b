"""The command behind `make run`, up to the point where it becomes the web server."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from articles.management.commands import serve
from articles.management.commands.serve import _collect_static

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import sys, time
from articles.management.commands.serve import _start_worker
_start_worker(["-c", sys.argv[1], sys.argv[2]])
time.sleep(60)
"""
WORKER = """
import os, sys
open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
sys.exit(0 if os.read(0, 1) == b"" else 1)
"""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command line of the web server."""
    line: list[str] = []
    monkeypatch.setattr(os, "execv", lambda _program, arguments: line.extend(arguments))
    monkeypatch.setattr(serve, "_start_worker", lambda program: line.append(f"& {program[1]}"))
    return line


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def static(settings: Settings, tmp_path: Path) -> Path:
    """One style sheet to collect; returns its folder."""
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    (tmp_path / "static").mkdir()
    (tmp_path / "static/site.css").write_text("body {}")
    return tmp_path / "static"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reload", "server"),
    [(False, ["-m", "gunicorn", "newsroom.wsgi:application"]), (True, ["manage.py", "runserver"])],
)
def test_it_says_where_it_serves_and_becomes_the_server(
    reload: bool,
    server: list[str],
    started: list[str],
    port: int,
    static: Path,
) -> None:
    said = StringIO()
    call_command("serve", port=port, reload=reload, stdout=said)
    assert started.pop(0) == "& worker"
    assert f"http://127.0.0.1:{port}/" in said.getvalue()
    assert [Path(word).name for word in started[1 : len(server) + 1]] == server
    assert any(word.endswith(f"127.0.0.1:{port}") for word in started)


@pytest.mark.django_db
def test_it_leaves_the_background_work_to_others(started: list[str], port: int, static: Path) -> None:
    call_command("serve", port=port, no_worker=True, stdout=StringIO())
    assert "& worker" not in started


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has started a worker as the web server does; the worker notes its numbers in a file."""
    command = [sys.executable, "-c", PARENT, WORKER, str(tmp_path / "workers")]
    with subprocess.Popen(command, cwd=ROOT) as process:
        yield process
        process.kill()


def _workers(tmp_path: Path) -> list[int]:
    file = tmp_path / "workers"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def _becomes_true(condition: Callable[[], object], *, seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(condition())


def _runs(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_its_worker_ends_with_it(
    number: signal.Signals, server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert _becomes_true(lambda: _workers(tmp_path))
    (worker,) = _workers(tmp_path)
    assert _runs(worker)
    server.send_signal(number)
    server.wait()
    assert _becomes_true(lambda: not _runs(worker))


def test_its_worker_is_started_again_when_it_was_killed(
    server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert _becomes_true(lambda: _workers(tmp_path))
    os.kill(_workers(tmp_path)[0], signal.SIGKILL)
    assert _becomes_true(lambda: len(_workers(tmp_path)) == 2)


def test_it_refuses_a_port_in_use_before_it_touches_the_database(started: list[str]) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(CommandError, match="is in use"),
    ):
        call_command("serve", port=taken.getsockname()[1])
    assert started == []


def test_it_collects_static_files_only_when_they_have_changed(static: Path, tmp_path: Path) -> None:
    collected = tmp_path / "collected/site.css"
    _collect_static()
    assert collected.read_text() == "body {}"
    collected.unlink()
    _collect_static()
    assert not collected.exists()
    (static / "site.css").write_text("body { margin: 0 }")
    _collect_static()
    assert collected.read_text() == "body { margin: 0 }"
