"""Pages out of WARC files (ISO 28500), as crawlers and archives of the web keep them."""

import zlib
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from articles.ingest.documents import Document, Item, Reading, printable
from articles.ingest.html import MAX_HTML_BYTES, read_html
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError, Rejected, Stated

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(document: Document, reading: Reading) -> Iterator[Item]:
    """The pages that were answered with success; images, scripts, redirects and errors are passed over."""
    pages = 0
    try:
        for record in ArchiveIterator(document.file):
            if _is_page(record):
                pages += 1
                yield _page(record, document)
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        raise IngestError(_("not WARC from here on: {error}"), error=printable(str(error))[:120]) from error
    if not pages:
        raise IngestError(_("no pages in it"))


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None:
        return headers.get_statuscode() == "200" and _type(headers.get_header("Content-Type")) in _PAGE_TYPES
    return record.rec_type == "resource" and _type(record.content_type) in _PAGE_TYPES


def _page(record: Any, document: Document) -> Item:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    source = f"{document.source}!{printable(address.strip('<>'))}"
    headers = record.http_headers
    content_type = headers.get_header("Content-Type") if headers else record.content_type
    try:
        return read_html(
            _body(record, document),
            source=source,
            source_file=document.name,
            stated=Stated(outlet=document.stated.outlet),
            charset=_charset(content_type),
            address=address.strip("<>"),
        )
    except IngestError as error:
        return Rejected(source=source, reason=error.reason)


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
    return b"".join(parts)


def _type(value: str | None) -> str:
    return (value or "").partition(";")[0].strip().lower()


def _charset(value: str | None) -> str:
    _, _, charset = (value or "").lower().partition("charset=")
    return charset.strip(" \"';")
