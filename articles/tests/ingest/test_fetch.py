"""Fetching, with a server on this machine that does what a hostile one would."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from articles.ingest.fetch import FEED_TYPES, Fetched, FetchError, Limits, fetch, is_public

PAGE = "<p>وصل الوفد إلى الميناء 🚢 أمس.</p>".encode()
HERE = ("127.0.0.1",)


class Handler(BaseHTTPRequestHandler):
    """Answers each path by the method of that name."""

    protocol_version = "HTTP/1.1"
    asked: dict[str, str]

    def do_GET(self) -> None:
        type(self).asked = {name.lower(): value for name, value in self.headers.items()}
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):  # the one who asked has had enough
            getattr(self, self.path.strip("/").split("?")[0].replace("-", "_"))()

    def log_message(self, *args: object) -> None:
        pass

    def answer(self, body: bytes = PAGE, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page(self) -> None:
        self.answer(ETag='"7"', Last_Modified="Sat, 21 Nov 2026 10:00:00 GMT")

    def unchanged(self) -> None:
        self.answer(b"", status=304, ETag='"7"')

    def packed(self) -> None:
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def packed_and_cut(self) -> None:
        self.answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")

    def packed_nonsense(self) -> None:
        self.answer(b"\x1f\x8b no gzip", Content_Encoding="gzip")

    def packed_otherwise(self) -> None:
        self.answer(zlib.compress(PAGE), Content_Encoding="br")

    def bomb(self) -> None:
        self.answer(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")

    def chunked(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))

    def endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while True:
            self.wfile.write(b"more and more " * 1000)

    def long(self) -> None:
        self.answer(b"x" * 2_000_000)

    def cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(PAGE)

    def slow_body(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.dribble(b"x")

    def slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.dribble(b"x")

    def dribble(self, piece: bytes) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(0.02)

    def huge_header(self) -> None:
        self.answer(X_Long="x" * 70_000)

    def many_headers(self) -> None:
        self.answer(PAGE, 200, **{f"X_{number}": "x" for number in range(200)})

    def image(self) -> None:
        self.answer(b"\x89PNG", Content_Type="image/png")

    def untyped(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def feed(self) -> None:
        self.answer(b"<rss/>", Content_Type="application/rss+xml")

    def gone(self) -> None:
        self.answer(b"", status=410)

    def busy(self) -> None:
        self.answer(b"", status=503, Retry_After="120")

    def busy_until(self) -> None:
        self.answer(b"", status=429, Retry_After=formatdate(time.time() + 86_400, usegmt=True))

    def busy_for_nonsense(self) -> None:
        self.answer(b"", status=429, Retry_After="Wed, 99 Foo 99999")

    def strange_reason(self) -> None:
        self.wfile.write(b"HTTP/1.1 404 Not\x00\x1b[31m here\r\nContent-Length: 0\r\n\r\n")

    def nonsense(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n")

    def silence(self) -> None:
        pass

    def etag_of_control_signs(self) -> None:
        self.answer(ETag='"\x01é"')

    def to(self) -> None:
        self.answer(b"", status=302, Location=self.path.split("?", 1)[1])

    def loop(self) -> None:
        self.answer(b"", status=301, Location="/loop")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        serving.daemon_threads = True
        serving.block_on_close = False
        threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


Get = Callable[..., Fetched]


@pytest.fixture
def get(server: str) -> Get:
    def get(path: str, *, seconds: float = 10, size: int = 1_000_000, **options: object) -> Fetched:
        limits = Limits(seconds=seconds, size=size)
        return fetch(f"{server}/{path}", limits=limits, allowed_hosts=HERE, **options)  # type: ignore[arg-type]

    return get


def test_it_brings_the_page_with_what_to_ask_by_the_next_time(get: Get, server: str) -> None:
    fetched = get("page")
    assert fetched.body == PAGE
    assert (fetched.url, fetched.content_type, fetched.charset) == (f"{server}/page", "text/html", "utf-8")
    assert (fetched.etag, fetched.last_modified) == ('"7"', "Sat, 21 Nov 2026 10:00:00 GMT")
    assert not fetched.is_unchanged


def test_it_says_who_asks_and_carries_nothing_else(get: Get) -> None:
    get("page")
    assert Handler.asked["user-agent"].startswith("Qarin/")
    assert {"cookie", "authorization", "referer"}.isdisjoint(Handler.asked)


def test_it_asks_only_for_what_has_changed(get: Get) -> None:
    fetched = get("unchanged", etag='"7"', last_modified="Sat, 21 Nov 2026 10:00:00 GMT")
    assert fetched.is_unchanged and fetched.body == b""
    assert Handler.asked["if-none-match"] == '"7"'
    assert Handler.asked["if-modified-since"] == "Sat, 21 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize("path", ["packed", "chunked", "untyped", "to?/page", "to?page", "to?/to?/page"])
def test_it_reads_what_servers_send(path: str, get: Get) -> None:
    assert get(path).body == PAGE


def test_it_tells_the_address_it_was_led_to(get: Get, server: str) -> None:
    assert get("to?/page").url == f"{server}/page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("bomb", "longer than 1,000,000 bytes"),
        ("endless", "longer than 1,000,000 bytes"),
        ("long", "longer than 1,000,000 bytes"),
        ("cut", "cut off"),
        ("packed-and-cut", "cut off"),
        ("packed-nonsense", "the connection failed"),
        ("packed-otherwise", "not asked for: br"),
        ("image", "not read: image/png"),
        ("huge-header", "the connection failed"),
        ("many-headers", "more than 100 headers"),
        ("nonsense", "the connection failed"),
        ("silence", "the connection failed"),
        ("loop", "more than 5 redirects"),
        ("to?file:///etc/passwd", "only http and https"),
        ("to?ftp://127.0.0.1/", "only http and https"),
        ("to?gopher://127.0.0.1/", "only http and https"),
        ("to?http://[::1", "no web address"),
        ("to?http://name:word@127.0.0.1/", "name or password"),
    ],
)
def test_it_refuses(path: str, reason: str, get: Get) -> None:
    with pytest.raises(FetchError) as error:
        get(path)
    assert reason in error.value.reason
    assert len(error.value.reason) <= 200


@pytest.mark.parametrize("path", ["slow-body", "slow-head"])
def test_it_gives_up_when_the_time_for_all_of_it_is_over(path: str, get: Get) -> None:
    start = time.monotonic()
    with pytest.raises(FetchError, match=r"not done after 0\.3 s"):
        get(path, seconds=0.3)
    assert time.monotonic() - start < 15  # of the 20 that the site goes on


def test_it_gives_up_when_tls_never_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(FetchError, match=r"not done after 0\.2 s"):
            fetch(f"https://127.0.0.1:{port}/", limits=Limits(seconds=0.2), allowed_hosts=HERE)


def test_it_gives_up_on_names_that_are_not_resolved_in_time() -> None:
    over = threading.Event()
    try:
        with pytest.raises(FetchError, match="not done"):
            fetch(
                "http://news.example/",
                limits=Limits(seconds=0.2),
                resolve=lambda host, port: [str(over.wait(10))],
            )
    finally:
        over.set()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for news.example that nobody has signed, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    file = tmp_path / "both.pem"
    options = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=news.example"]
    names = ["-addext", "subjectAltName=DNS:news.example"]
    subprocess.run(
        ["openssl", "req", *options, *names, "-keyout", file, "-out", tmp_path / "certificate.pem"],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + (tmp_path / "certificate.pem").read_bytes())
    return file


@pytest.fixture
def secure_port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        serving.daemon_threads = True
        serving.handle_error = lambda *args: None  # type: ignore[method-assign]  # refused handshakes
        serving.socket = context.wrap_socket(serving.socket, server_side=True)
        threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield serving.server_port
        serving.shutdown()


@pytest.mark.parametrize(
    ("host", "trusted", "reason"),
    [
        ("news.example", True, ""),
        ("news.example", False, "certificate is not valid"),
        ("other.example", True, "certificate is not valid"),
    ],
)
def test_it_trusts_a_certificate_of_that_name_that_somebody_vouches_for(
    host: str,
    trusted: bool,
    reason: str,
    certificate: Path,
    secure_port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def get() -> Fetched:
        url = f"https://{host}:{secure_port}/page"
        return fetch(url, allowed_hosts=(host,), resolve=lambda host, port: ["127.0.0.1"])

    if not reason:
        assert get().body == PAGE
        return
    with pytest.raises(FetchError, match=reason):
        get()


def test_it_keeps_what_the_server_answered(get: Get) -> None:
    with pytest.raises(FetchError) as gone:
        get("gone")
    assert gone.value.status == 410
    with pytest.raises(FetchError) as busy:
        get("busy")
    assert (busy.value.status, busy.value.retry_after) == (503, 120)


def test_it_reads_until_when_a_server_asks_for_patience(get: Get) -> None:
    with pytest.raises(FetchError) as busy:
        get("busy-until")
    assert busy.value.retry_after and 80_000 < busy.value.retry_after <= 86_400
    with pytest.raises(FetchError) as confused:
        get("busy-for-nonsense")
    assert confused.value.retry_after is None


def test_it_repeats_only_printable_words_of_a_server(get: Get) -> None:
    with pytest.raises(FetchError) as error:
        get("strange-reason")
    assert error.value.reason.isprintable()
    assert get("etag-of-control-signs").etag == ""


def test_it_takes_only_the_types_asked_for(get: Get) -> None:
    assert get("feed", types=FEED_TYPES).body == b"<rss/>"
    with pytest.raises(FetchError, match="text/html"):
        get("page", types=FEED_TYPES)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/story",
        "http://",
        "http:///story",
        "http://news example/",
        "http://news.example\\@127.0.0.1/",
        "http://news..example/",
        "http://news.example:99999/",
        "http://[::1",
        "http://news.example/\r\nHost: other",
        "http://news.example/" + "a" * 2000,
        "http://news.example/\ud800",
    ],
)
def test_it_takes_no_nonsense_for_an_address(url: str) -> None:
    with pytest.raises(FetchError, match=r"no web address|only http"):
        fetch(url, resolve=never)


def never(host: str, port: int) -> list[str]:
    raise AssertionError("a name was resolved")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://reader:word@news.example/", "name or password"),
        ("http://@news.example/", "name or password"),
        ("http://news.example:22/", "port 22"),
        ("http://news.example:5432/", "port 5432"),
    ],
)
def test_it_refuses_addresses_before_it_looks_for_their_host(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        fetch(url, resolve=never)


PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001:0:7f00:1::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "no number",
]


@pytest.mark.parametrize("number", PRIVATE)
def test_it_never_connects_to_a_private_number_whatever_its_name(number: str) -> None:
    assert not is_public(number)
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch("http://news.example/", resolve=lambda host, port: [number])


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001::8a"])
def test_it_takes_numbers_of_the_public_internet(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_it_sees_through_the_ways_to_write_this_machine(host: str) -> None:
    with pytest.raises(FetchError, match=r"not on the public internet|no such host"):
        fetch(f"http://{host}/")


def test_it_checks_where_it_is_redirected_to(server: str) -> None:
    """A host that is allowed leads to one that isn't."""
    port = server.rpartition(":")[2]

    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with pytest.raises(FetchError, match="not on the public internet") as error:
        fetch(
            f"http://allowed.example:{port}/to?http://127.0.0.1/",
            allowed_hosts=("allowed.example",),
            resolve=resolve,
        )
    assert error.value.source == "http://127.0.0.1/"


def test_it_connects_to_the_number_that_was_checked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to another number the second time is not asked for a second time."""
    connected: list[object] = []
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="refuses the connection"):
        fetch("http://news.example/", resolve=lambda host, port: next(answers))
    assert connected == [("93.184.215.14", 80)]


def test_it_leaves_proxies_of_the_environment_alone(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get("page").body == PAGE


def test_it_tries_the_next_number_of_a_host(server: str) -> None:
    port = server.rpartition(":")[2]
    fetched = fetch(
        f"http://news.example:{port}/page",
        allowed_hosts=("news.example",),
        resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"],
    )
    assert fetched.body == PAGE


def test_it_sends_arabic_addresses_as_servers_expect_them(server: str) -> None:
    port = server.rpartition(":")[2]
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    fetched = fetch(
        f"http://أخبار.example:{port}/page?كلمة=ميناء#أول",
        allowed_hosts=("xn--igbicxr.example",),
        resolve=resolve,
    )
    assert fetched.body == PAGE
    assert asked == ["xn--igbicxr.example"]
    assert fetched.url == f"http://أخبار.example:{port}/page?كلمة=ميناء"
