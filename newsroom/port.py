"""Says whether a web server could listen at an address; runs before anything is installed."""

import errno
import socket
import sys


class PortError(Exception):
    """Nothing can be served at this address; the message is one line that names the cure."""


def check(host: str, port: int) -> None:
    """Take the address for a moment, as the web server will."""
    if not 0 < port < 65536:
        raise PortError(f"There is no port {port}: choose one from 1024 to 65535, as in PORT=8001.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except OSError as error:
        raise PortError(_explain(error, host, port)) from error


def _explain(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use: choose another one, as in PORT={port % 65535 + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system: choose one from 1024 to 65535, as in PORT=8000."
    return f"HOST={host} is no address of this machine: {error.strerror}."


def main(host: str, port: str) -> int:
    try:
        if not port.isascii() or not port.isdigit():
            raise PortError(f"PORT={port} is no number: choose one from 1024 to 65535, as in PORT=8000.")
        check(host, int(port))
    except PortError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
