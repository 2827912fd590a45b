"""Addresses to serve at: free, taken and impossible ones."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import port
from newsroom.port import PortError


@pytest.fixture
def taken() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def test_it_accepts_a_free_port_and_leaves_it_free(taken: socket.socket) -> None:
    free = taken.getsockname()[1]
    taken.close()
    port.check("127.0.0.1", free)
    port.check("localhost", free)
    socket.create_server(("127.0.0.1", free)).close()


def test_it_names_a_cure_for_a_port_in_use(taken: socket.socket) -> None:
    with pytest.raises(PortError, match=r"^Port \d+ of 127.0.0.1 is in use: choose another one, as in PORT="):
        port.check("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize(
    ("host", "number", "message"),
    [
        ("127.0.0.1", 0, "There is no port 0"),
        ("127.0.0.1", 65536, "There is no port 65536"),
        ("192.0.2.1", 8000, "HOST=192.0.2.1 is no address of this machine"),
        ("::zz", 8000, "HOST=::zz is no address of this machine"),
    ],
)
def test_it_refuses_an_impossible_address(host: str, number: int, message: str) -> None:
    with pytest.raises(PortError, match=message):
        port.check(host, number)


@pytest.mark.parametrize("number", ["", "http", "-1", "8000a", "٨٠٠٠", "8.5"])
def test_it_refuses_what_is_no_number_in_one_line(number: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "newsroom.port", "127.0.0.1", number],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"PORT={number} is no number")
    assert done.stderr.count("\n") == 1
