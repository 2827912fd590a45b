"""Fetching from the network: what an address given by a stranger may make this machine do, and no more.

Only http and https, only addresses of the public internet, each checked at the moment it is connected to:
a name is resolved once and the connection goes to the number that was checked, so that a name server can't
give one answer to the check and another to the connection. Every redirect starts over. Proxies and
credentials of the environment play no part.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from articles.ingest.reasons import Reason
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError

USER_AGENT = "Qarin/0.1 (news comparison; reads feeds and the articles they link to)"

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)

Resolve = Callable[[str, int], Sequence[str]]

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PORTS = frozenset({80, 443, 8080, 8443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 64 * 1024
_LONGEST_ADDRESS = 2000
LONGEST_VALIDATOR = 300
# What the address families' own registers don't mark: tunnels that carry another address inside, examples,
# and a cloud's service for its own machines.
_PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            *("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),
            *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
        ),
    )
)


class FetchError(IngestError):
    """An address that was not fetched: `status` is the server's answer, 0 where there was none.

    `retry_after` is in seconds, where the server asked for patience.
    """

    def __init__(
        self, form: str, *, source: str, status: int = 0, retry_after: int | None = None, **values: Any
    ) -> None:
        super().__init__(form, source=source, **values)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The most that one fetch may take: `seconds` in all, redirects included, `size` in bytes unpacked."""

    seconds: float = 30
    size: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """An answer: `url` is the address it came from in the end; `is_unchanged` leaves `body` empty."""

    url: str
    body: bytes
    content_type: str
    charset: str
    etag: str
    last_modified: str
    is_unchanged: bool = False


class _Target(NamedTuple):
    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_plain(self) -> bool:
        return self.scheme == "http"

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def fetch(
    url: str,
    *,
    limits: Limits | None = None,
    types: Sequence[str] = PAGE_TYPES + FEED_TYPES,
    etag: str = "",
    last_modified: str = "",
    allowed_hosts: Sequence[str] = (),
    resolve: Resolve | None = None,
) -> Fetched:
    """Fetch an address, following redirects; FetchError says in one line why it can't be had.

    `etag` and `last_modified` are those of the last answer: what has not changed since comes back without a
    body. `allowed_hosts` names hosts ("localhost", "127.0.0.1:8000") that are fetched from whatever their
    number; `resolve` gives the numbers of a name.
    """
    limits = limits or Limits()
    asker = _Asker(
        limits=limits,
        types=frozenset(types),
        headers=_headers(etag, last_modified),
        allowed_hosts=frozenset(host.lower() for host in allowed_hosts),
        resolve=resolve or _numbers,
        end=time.monotonic() + limits.seconds,
    )
    for _redirect in range(limits.redirects + 1):
        answer = asker.ask(_target(url))
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise FetchError(_("more than {count} redirects"), count=limits.redirects, source=url)


def _headers(etag: str, last_modified: str) -> dict[str, str]:
    wanted = {
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        "If-None-Match": etag,
        "If-Modified-Since": last_modified,
    }
    return {
        name: value for name, value in wanted.items() if value and value.isascii() and value.isprintable()
    }


def _target(url: str) -> _Target:
    """The parts of an address, of a kind that is fetched."""
    url = url.strip()
    if len(url) > _LONGEST_ADDRESS or re.search(r"[\x00-\x20\x7f\\\ud800-\udfff]", url):
        raise FetchError(_("no web address"), source=url[:200])
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError as error:  # a UnicodeError is one
        raise FetchError(_("no web address"), source=url) from error
    if parts.scheme not in ("http", "https"):
        raise FetchError(_("only http and https addresses are fetched"), source=url)
    if not host:
        raise FetchError(_("no web address"), source=url)
    if parts.username is not None or parts.password is not None:
        raise FetchError(_("an address with a name or password in it is not fetched"), source=url)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return _Target(
        url=urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, "")),
        scheme=parts.scheme,
        host=host,
        port=port or _DEFAULT_PORTS[parts.scheme],
        path=f"{path}?{query}" if query else path,
    )


@dataclass(frozen=True, kw_only=True)
class _Asker:
    """One fetch: what is asked, and what holds for it and all its redirects."""

    limits: Limits
    types: frozenset[str]
    headers: dict[str, str]
    allowed_hosts: frozenset[str]
    resolve: Resolve
    end: float

    def ask(self, target: _Target) -> Fetched | str:
        """The answer, or the address that it redirects to."""
        try:
            with self._connected(target) as connection:
                connection.request("GET", target.path, headers={"Host": target.host_header} | self.headers)
                return self._read(connection.getresponse(), target)
        except FetchError:
            raise
        except (OSError, http.client.HTTPException, zlib.error) as error:
            late = time.monotonic() >= self.end
            too_late = Reason(_("not done after {seconds:g} s"), seconds=self.limits.seconds)
            reason = too_late if late else _reason(error)
            raise FetchError(reason, source=target.url) from error

    @contextmanager
    def _connected(self, target: _Target) -> Iterator[http.client.HTTPConnection]:
        """A connection that is cut off when the time is up, whatever it waits for then."""
        with self._socket(target) as raw, raw.dup() as guard:
            timer = threading.Timer(self.end - time.monotonic(), _cut_off, [guard])
            timer.daemon = True
            timer.start()
            try:
                connection = http.client.HTTPConnection(target.host, target.port)
                connection.sock = raw if target.is_plain else _secured(raw, target.host)
                with connection.sock:
                    yield connection
            finally:
                timer.cancel()

    def _socket(self, target: _Target) -> socket.socket:
        failure: OSError | None = None
        for number in self._checked(target):
            left = self.end - time.monotonic()
            if left <= 0:
                break
            try:
                return socket.create_connection((number, target.port), timeout=left)
            except OSError as error:
                failure = error
        raise failure or TimeoutError("timed out")

    def _checked(self, target: _Target) -> list[str]:
        """The numbers of a host that may be connected to, of which there is at least one."""
        named = {target.host, f"{target.host}:{target.port}"} & self.allowed_hosts
        if not named and target.port not in _PORTS:
            raise FetchError(_("port {port} is not fetched from"), port=target.port, source=target.url)
        numbers = self._resolved(target)
        public = [number for number in numbers if named or is_public(number)]
        if not public:
            raise FetchError(_("its host is not on the public internet"), source=target.url)
        return public

    def _resolved(self, target: _Target) -> Sequence[str]:
        """The numbers of a host, asked for apart: the system's resolver knows no time limit."""
        found: list[Sequence[str]] = []

        def ask() -> None:
            with suppress(OSError, UnicodeError):
                found.append(self.resolve(target.host, target.port))

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(max(0.0, self.end - time.monotonic()))
        if asking.is_alive():
            raise TimeoutError("timed out")
        if not found or not found[0]:
            raise FetchError(_("there is no such host"), source=target.url)
        return found[0]

    def _read(self, response: http.client.HTTPResponse, target: _Target) -> Fetched | str:
        if response.status in _REDIRECTS and (place := response.getheader("Location")):
            return _joined(target.url, place)
        if response.status == 304:
            return self._fetched(response, target, b"", is_unchanged=True)
        if response.status != 200:
            raise FetchError(
                _("the server answered {status_code} {phrase}"),
                status_code=response.status,
                phrase=_printable(response.reason),
                source=target.url,
                status=response.status,
                retry_after=_seconds(response.getheader("Retry-After")),
            )
        kind = response.msg.get_content_type() if response.getheader("Content-Type") else ""
        if kind and kind not in self.types:
            raise FetchError(
                _("of a type that is not read: {kind}"), kind=_printable(kind), source=target.url, status=200
            )
        return self._fetched(response, target, self._body(response, target))

    def _fetched(
        self, response: http.client.HTTPResponse, target: _Target, body: bytes, *, is_unchanged: bool = False
    ) -> Fetched:
        headers: Message = response.msg
        return Fetched(
            url=target.url,
            body=body,
            content_type=headers.get_content_type() if "Content-Type" in headers else "",
            charset=headers.get_content_charset() or "",
            etag=_validator(headers.get("ETag", "")),
            last_modified=_validator(headers.get("Last-Modified", "")),
            is_unchanged=is_unchanged,
        )

    def _body(self, response: http.client.HTTPResponse, target: _Target) -> bytes:
        coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
        if coding not in ("identity", "gzip", "x-gzip"):
            raise FetchError(
                _("packed in a way that was not asked for: {coding}"),
                coding=_printable(coding[:40]),
                source=target.url,
            )
        body = bytearray()
        pieces = _pieces(response)
        for piece in pieces if coding == "identity" else _unpacked(pieces):
            body += piece
            if len(body) > self.limits.size:
                raise FetchError(
                    _("longer than {limit:,} bytes"), limit=self.limits.size, source=target.url, status=200
                )
        if time.monotonic() >= self.end:  # where no length is said, cutting off looks like the end
            raise TimeoutError("timed out")
        if response.length:
            raise FetchError(_("cut off before its end"), source=target.url, status=200)
        return bytes(body)


def is_public(number: str) -> bool:
    """Whether an address in numbers is one of the public internet."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address not in _PUBLIC_IPV6:
        return False
    special = any(address in network for network in _NOT_PUBLIC if network.version == address.version)
    return address.is_global and not (special or address.is_multicast or address.is_reserved)


def _numbers(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_kind, address in found))


def _secured(raw: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(raw, server_hostname=host)


def _cut_off(connection: socket.socket) -> None:
    with suppress(OSError):  # it has ended by itself
        connection.shutdown(socket.SHUT_RDWR)


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while piece := response.read1(_PIECE):
        yield piece


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip a bounded piece at a time, so that no bomb is ever held in memory."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    for piece in pieces:
        while piece:
            yield unpacking.decompress(piece, _PIECE)
            piece = unpacking.unconsumed_tail
    yield unpacking.flush()
    if not unpacking.eof:
        raise zlib.error("cut off before its end")


def _joined(url: str, place: str) -> str:
    """The address a redirect leads to; a header of UTF-8 is read as such."""
    with suppress(UnicodeError):
        place = place.encode("latin-1").decode()
    try:
        return urljoin(url, place.strip())
    except ValueError as error:
        raise FetchError(_("redirects to no web address"), source=url) from error


def _validator(text: str) -> str:
    """What is sent back the next time, as it is or not at all."""
    return text if len(text) <= LONGEST_VALIDATOR and text.isascii() and text.isprintable() else ""


def _seconds(text: str | None) -> int | None:
    """What Retry-After asks for, as seconds or as a date."""
    if text and text.isascii() and text.isdecimal() and len(text) < 9:
        return int(text)
    try:
        return max(0, int(parsedate_to_datetime(text or "").timestamp() - time.time()))
    except (ValueError, OverflowError):
        return None


def _reason(error: Exception) -> Reason:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Reason(_("its certificate is not valid: {error}"), error=error.verify_message)
    if isinstance(error, TimeoutError):
        return Reason(_("the server does not answer"))
    if isinstance(error, ConnectionRefusedError):
        return Reason(_("the server refuses the connection"))
    words = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    return Reason(_("the connection failed: {error}"), error=_printable(words))


def _printable(text: str) -> str:
    """One line of what a stranger's server said."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:200].strip()
