"""Real servers in temporary folders: each test starts, breaks or stops one."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from newsroom import embedded_postgres
from newsroom.embedded_postgres import Address, EmbeddedPostgresError, address, remove, runs, start, stop

CHECKOUT = Path(__file__).parents[2]
only_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can run the server as somebody else")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account can enter, unlike pytest's own ones."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def state(folder: Path) -> Iterator[Path]:
    path = folder / "var"
    yield path
    remove(path)


@pytest.fixture(scope="module")
def running() -> Iterator[Address]:
    """One server for the tests that leave it as it is."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield start(path)
    remove(path)
    shutil.rmtree(path)


def connect(to: Address) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(to.url, autocommit=True)


def ask(to: Address, query: LiteralString) -> object:
    with connect(to) as connection:
        row = connection.execute(query).fetchone()
    return row and row[0]


def keep(to: Address, word: str) -> None:
    with connect(to) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def server(state: Path) -> int:
    return int((state / "postgres/data/postmaster.pid").read_text().split()[0])


def wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def kill(state: Path) -> None:
    """Kill the server alone and return when it and what it left behind are gone."""
    os.kill(server(state), signal.SIGKILL)
    wait(lambda: not runs(state))


def test_it_answers_as_the_database_of_the_project(running: Address) -> None:
    assert ask(running, "SELECT current_database() || ' ' || current_user") == "qarin qarin"


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SHOW server_encoding", "UTF8"),
        ("SHOW listen_addresses", ""),
        ("SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'qarin'", "bC.UTF-8"),
        ("SELECT lower('ÄÉСЫЙ')", "äéсый"),
        ("SELECT 'كيم' ~ '^[[:alpha:]]+$'", True),
    ],
)
def test_it_reads_every_script(running: Address, query: LiteralString, answer: object) -> None:
    assert ask(running, query) == answer


def test_it_finds_trigrams_of_arabic_words(running: Address) -> None:
    with connect(running) as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT similarity('بيونغيانغ', 'بيونغ يانغ') > 0.3").fetchone()
    assert row == (True,)


def test_it_lets_nobody_else_into_the_directory_of_its_socket(running: Address) -> None:
    assert running.directory.stat().st_mode & 0o777 == 0o700
    assert len(os.fsencode(running.socket)) < 80


def test_it_keeps_the_server_and_its_data_when_started_again(state: Path) -> None:
    keep(start(state), "قارِن")
    before = server(state)
    assert ask(start(state), "SELECT word FROM kept") == "قارِن"
    assert server(state) == before


def test_it_stops_once_and_says_so(state: Path) -> None:
    assert stop(state) is False
    start(state)
    assert runs(state) is True
    assert stop(state) is True
    assert runs(state) is False
    assert stop(state) is False


def test_it_says_that_an_absent_state_has_no_server(folder: Path) -> None:
    absent = folder / "absent"
    assert (runs(absent), stop(absent)) == (False, False)
    remove(absent)
    assert not absent.exists()


def test_it_keeps_the_data_when_the_server_is_killed(state: Path) -> None:
    keep(start(state), "kept")
    kill(state)
    assert ask(start(state), "SELECT word FROM kept") == "kept"


def test_it_takes_no_other_process_for_the_killed_server(state: Path) -> None:
    """A process that got the number of the dead server must neither keep the new one away nor be ended."""
    killed = start(state)
    pid = server(state)
    kill(state)
    lock = killed.socket.with_name(f"{killed.socket.name}.lock")
    with subprocess.Popen(["sleep", "1000"], start_new_session=True) as other:
        for file in (state / "postgres/data/postmaster.pid", lock):
            file.write_text(file.read_text().replace(f"{pid}\n", f"{other.pid}\n", 1))
        assert stop(state) is False
        assert ask(start(state), "SELECT 1") == 1
        assert other.poll() is None
        other.kill()


def test_it_gives_five_starters_at_once_the_same_server(state: Path) -> None:
    code = (
        "import sys, pathlib, psycopg\n"
        "from newsroom.embedded_postgres import start\n"
        "with psycopg.connect(start(pathlib.Path(sys.argv[1])).url) as connection:\n"
        "    print(connection.execute('SELECT pg_postmaster_start_time()::text').fetchone()[0])\n"
    )
    starters = [
        subprocess.Popen([sys.executable, "-c", code, state], cwd=CHECKOUT, stdout=subprocess.PIPE)
        for _ in range(5)
    ]
    answers = {starter.communicate()[0] for starter in starters}
    assert [starter.returncode for starter in starters] == [0] * 5
    assert len(answers) == 1


def test_it_starts_after_a_start_that_was_killed(state: Path) -> None:
    command = [sys.executable, "-m", "newsroom.embedded_postgres", "start"]
    environment = os.environ | {"QARIN_STATE": str(state)}
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment) as starter:
        wait(lambda: (state / "postgres/data.partial").exists())
        starter.kill()
    assert not (state / "postgres/data").exists()
    assert ask(start(state), "SELECT 1") == 1
    assert not (state / "postgres/data.partial").exists()


def test_it_follows_a_checkout_that_is_moved_while_it_runs(state: Path) -> None:
    before = start(state)
    keep(before, "kept")
    moved = state.rename(state.with_name("moved"))
    try:
        assert ask(start(moved), "SELECT word FROM kept") == "kept"
    finally:
        remove(moved)
        before.directory.rmdir()


def test_it_starts_in_the_place_of_a_checkout_that_was_deleted_while_it_ran(state: Path) -> None:
    keep(start(state), "gone")
    shutil.rmtree(state)
    assert ask(start(state), "SELECT to_regclass('kept')") is None


def test_it_answers_again_when_the_temporary_folder_was_emptied(state: Path) -> None:
    started = start(state)
    shutil.rmtree(started.directory)
    assert start(state) == started
    assert ask(started, "SELECT 1") == 1


@pytest.mark.parametrize("name", ["it's «قارِن»; a b", "x" * 200 + "/" + "y" * 200], ids=["signs", "long"])
def test_it_works_in_a_folder_of_any_name(folder: Path, name: str) -> None:
    state = folder / name / "var"
    try:
        assert ask(start(state), "SELECT 1") == 1
    finally:
        remove(state)


@only_root
def test_it_works_in_a_folder_that_only_root_may_enter(folder: Path) -> None:
    folder.chmod(0o700)
    state = folder / "var"
    keep(start(state), "kept")
    home = (state / "postgres").resolve()
    assert home.parent == embedded_postgres.OUTSIDE
    assert home.stat().st_mode & 0o777 == 0o700
    stop(state)
    assert ask(start(state), "SELECT word FROM kept") == "kept"
    remove(state)
    assert not home.exists()
    assert not (state / "postgres").is_symlink()


@only_root
def test_it_copies_programs_that_only_root_may_run(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = embedded_postgres._package()
    installed = folder / "site-packages"
    for part in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(part, installed / part.name)
    installed.chmod(0o700)
    monkeypatch.syspath_prepend(str(installed))
    assert ask(start(state), "SELECT 1") == 1
    assert [path.name for path in (state / "postgres").glob("embedded_postgres-*")]


@only_root
def test_it_runs_the_server_as_the_owner_of_the_data(state: Path) -> None:
    """A checkout's user can go on after root has started the server in it."""
    (state / "postgres").mkdir(parents=True, mode=0o700)
    shutil.chown(state / "postgres", "daemon")
    assert ask(start(state), "SELECT 1") == 1
    assert (state / "postgres/data").owner() == "daemon"


def test_it_refuses_a_socket_directory_that_somebody_else_made(folder: Path, state: Path) -> None:
    address(state).directory.symlink_to(folder)
    try:
        with pytest.raises(EmbeddedPostgresError, match="was not made by this program"):
            start(state)
    finally:
        address(state).directory.unlink()


def test_it_reports_in_one_line_why_the_server_does_not_start(state: Path) -> None:
    start(state)
    stop(state)
    (state / "postgres/data/global/pg_control").write_bytes(b"")
    with pytest.raises(EmbeddedPostgresError, match=r"^PostgreSQL did not start: .*pg_control") as caught:
        start(state)
    assert "\n" not in str(caught.value)


def test_it_reports_a_state_that_is_a_file(folder: Path) -> None:
    state = folder / "file"
    state.touch()
    with pytest.raises(EmbeddedPostgresError, match="can't be used"):
        start(state)


def command(action: str, state: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-m", "newsroom.embedded_postgres", action],
        cwd=CHECKOUT,
        env=os.environ | {"QARIN_STATE": str(state)},
        capture_output=True,
        text=True,
    )


def test_it_names_the_cure_where_no_programs_are_installed(folder: Path) -> None:
    done = command("start", folder / "var", "-S")
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert done.stderr.count("\n") == 1


def test_it_leaves_the_server_to_itself_when_its_command_ends(state: Path) -> None:
    assert command("start", state).returncode == 0
    pid = server(state)
    assert os.getsid(pid) != os.getsid(0)
    assert os.getpgid(pid) != os.getpgid(0)
    assert "runs at" in command("status", state).stdout
    assert "has stopped" in command("stop", state).stdout
    assert "would run at" in command("status", state).stdout
    assert "was not running" in command("stop", state).stdout


def test_it_deletes_all_that_it_made(state: Path) -> None:
    made = start(state)
    assert command("remove", state).returncode == 0
    assert list(state.iterdir()) == []
    assert not made.directory.exists()
