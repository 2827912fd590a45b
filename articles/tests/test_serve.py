"""The command behind `make run`, up to the point where it becomes the web server."""

import os
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from articles.management.commands.serve import _collect_static


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command line of the web server."""
    line: list[str] = []
    monkeypatch.setattr(os, "execv", lambda _program, arguments: line.extend(arguments))
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
    assert f"http://127.0.0.1:{port}/" in said.getvalue()
    assert [Path(word).name for word in started[1 : len(server) + 1]] == server
    assert any(word.endswith(f"127.0.0.1:{port}") for word in started)


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
