"""Pages out of WARC files, which the tests write record by record."""

import gzip
from pathlib import Path

import brotli
import pytest

from articles.ingest.readers import read_paths
from articles.ingest.records import ArticleRecord, Rejected
from articles.tests.ingest import html_pages as pages

ADDRESS = "https://selby-courier.example/2024/03/04/ferry"


def record(body: bytes, *, kind: str = "response", address: str = ADDRESS) -> bytes:
    content_type = (
        b"application/http; msgtype=response" if kind == "response" else b"text/html; charset=utf-8"
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2024-03-05T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
    ).encode()
    head += b"Content-Type: %s\r\nContent-Length: %d\r\n\r\n" % (content_type, len(body))
    return head + body + b"\r\n\r\n"


def answer(
    page: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = ""
) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + page


def read(tmp_path: Path, raw: bytes, name: str = "a.warc") -> list[ArticleRecord | Rejected]:
    (tmp_path / name).write_bytes(raw)
    return list(read_paths([tmp_path / name]))


PAGE = pages.OPEN_GRAPH.encode()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.bin"])
def test_it_reads_the_pages_and_passes_over_the_rest(tmp_path: Path, name: str) -> None:
    records = [
        record(b"software: test\r\n", kind="warcinfo"),
        record(answer(PAGE)),
        record(answer(b"\xff\xd8", kind="image/jpeg"), address="https://selby-courier.example/a.jpg"),
        record(answer(PAGE, status="404 Not Found"), address="https://selby-courier.example/none"),
        record(answer(PAGE, status="301 Moved")),
        record(PAGE, kind="resource", address="https://selby-courier.example/saved"),
    ]
    raw = b"".join(map(gzip.compress, records)) if name.endswith(".gz") else b"".join(records)
    found = read(tmp_path, raw, name)
    assert [item.source.rpartition("!")[2] for item in found] == [
        ADDRESS,
        "https://selby-courier.example/saved",
    ]
    assert isinstance(found[0], ArticleRecord)
    assert (found[0].headline.value, found[0].url.value) == (pages.ENGLISH_HEADLINE, ADDRESS)


def test_it_unpacks_and_decodes_what_was_sent(tmp_path: Path) -> None:
    page = gzip.compress(pages.page(f"<article>{pages.paragraphs()}</article>").encode("cp1256"))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    more = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    (item,) = read(tmp_path, record(answer(chunked, kind="text/html; charset=windows-1256", more=more)))
    assert isinstance(item, ArticleRecord)
    assert item.body == pages.BODY


def test_it_unpacks_brotli(tmp_path: Path) -> None:
    (item,) = read(tmp_path, record(answer(brotli.compress(PAGE), more="Content-Encoding: br\r\n")))
    assert isinstance(item, ArticleRecord)
    assert item.headline.value == pages.ENGLISH_HEADLINE


def test_a_page_without_an_address_of_its_own_has_the_one_it_came_from(tmp_path: Path) -> None:
    page = pages.page(f"<article>{pages.paragraphs()}</article>").encode()
    (item,) = read(tmp_path, record(answer(page)))
    assert isinstance(item, ArticleRecord)
    assert item.url.value == ADDRESS


def test_a_bad_page_never_stops_the_others(tmp_path: Path) -> None:
    records = (
        record(answer(b"<html></html>"), address="https://selby-courier.example/1"),
        record(answer(PAGE)),
    )
    found = read(tmp_path, b"".join(records))
    assert [type(item) for item in found] == [Rejected, ArticleRecord]


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_page_that_unpacks_to_no_end_is_refused(tmp_path: Path, coding: str) -> None:
    pack = gzip.compress if coding == "gzip" else brotli.compress
    bomb = pack(b"<p>" + b" " * 60_000_000)
    (item,) = read(tmp_path, record(answer(bomb, more=f"Content-Encoding: {coding}\r\n")))
    assert isinstance(item, Rejected)
    assert "too long" in item.reason


def test_a_page_that_is_cut_off_is_no_article(tmp_path: Path) -> None:
    (item,) = read(tmp_path, record(answer(PAGE))[:-200])
    assert isinstance(item, Rejected)
    assert item.reason == "cut off before its end"


@pytest.mark.parametrize("rest", [b"WARC/1.0\r\nContent-Length: 999999\r\n\r\nabc", b"rubbish\r\n" * 40])
def test_a_file_that_breaks_off_keeps_what_came_before(tmp_path: Path, rest: bytes) -> None:
    found = read(tmp_path, record(answer(PAGE)) + rest)
    assert isinstance(found[0], ArticleRecord)
    assert all(isinstance(item, Rejected) for item in found[1:])


def test_one_without_pages_says_so(tmp_path: Path) -> None:
    (item,) = read(tmp_path, record(b"x", kind="warcinfo"))
    assert isinstance(item, Rejected)
    assert item.reason == "no pages in it"
