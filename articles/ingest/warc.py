"""Pages out of WARC files (ISO 28500), as crawlers and archives of the web keep them."""

import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader

from articles.ingest.documents import Document, Item, Reading, made, printable
from articles.ingest.html import MAX_HTML_BYTES, read_html
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import ArticleRecord, IngestError, Stated


class _Brotli:
    """brotli's object in the manner of zlib's; warcio's own adapter breaks on brotli from 1.2 on.

    Of a body that unpacks to no end it gives no more than shows it: a piece of 16 kB may hold gigabytes.
    """

    unused_data = b""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def decompress(self, data: bytes) -> bytes:
        return bytes(self._inner.process(data, output_buffer_limit=MAX_HTML_BYTES + 1))


BufferedReader.DECOMPRESSORS["br"] = _Brotli
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(document: Document, reading: Reading) -> Iterator[Item]:
    """The pages that were answered with success; images, scripts, redirects and errors are passed over."""
    pages = 0
    try:
        for record in ArchiveIterator(document.file):
            if _is_page(record):
                pages += 1
                address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
                source = f"{document.source}!{printable(address)}"
                yield made(partial(_page, record, document, address, source), source=source)
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        raise IngestError(_("not WARC from here on: {error}"), error=printable(str(error))[:120]) from error
    if not pages:
        raise IngestError(_("no pages in it"))


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None:
        return headers.get_statuscode() == "200" and _type(headers.get_header("Content-Type")) in _PAGE_TYPES
    return record.rec_type == "resource" and _type(record.content_type) in _PAGE_TYPES


def _page(record: Any, document: Document, address: str, source: str) -> ArticleRecord:
    headers = record.http_headers
    content_type = headers.get_header("Content-Type") if headers else record.content_type
    return read_html(
        _body(record, document),
        source=source,
        source_file=document.name,
        stated=Stated(outlet=document.stated.outlet),
        charset=_charset(content_type),
        address=address,
    )


def _body(record: Any, document: Document) -> bytes:
    """The page, unpacked; of one that is too long no more than shows it."""
    stream = record.content_stream()
    parts: list[bytes] = []
    size = 0
    try:
        while size <= MAX_HTML_BYTES and (part := stream.read(1 << 16)):
            document.budget.take(len(part))
            parts.append(part)
            size += len(part)
    except (zlib.error, EOFError, OSError, ValueError) as error:
        raise IngestError(
            _("a page that can't be unpacked: {error}"), error=printable(str(error))[:120]
        ) from error
    left = record.raw_stream.limit if isinstance(record.raw_stream, LimitReader) else 0
    if left and size <= MAX_HTML_BYTES and not record.raw_stream.read(1):
        raise IngestError(_("cut off before its end"))
    return b"".join(parts)


def _type(value: str | None) -> str:
    return (value or "").partition(";")[0].strip().lower()


def _charset(value: str | None) -> str:
    _, _, charset = (value or "").lower().partition("charset=")
    return charset.strip(" \"';")
