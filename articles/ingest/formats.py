"""The formats that are read: what their files begin with, what they are called, and who reads them."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.ingest.archives import read_tar, read_zip
from articles.ingest.articles import make_article
from articles.ingest.blocks import find_blocks
from articles.ingest.decode import MAX_BYTES, decode
from articles.ingest.documents import BUFFER, Document, Item, Reading, made, read_whole
from articles.ingest.feed_files import read_feed_file
from articles.ingest.feeds import is_feed
from articles.ingest.fields import NO_NAMES, FieldNames
from articles.ingest.html import MAX_HTML_BYTES, read_html
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import ArticleRecord, IngestError, Rejected
from articles.ingest.structured import read_csv, read_json, read_json_lines
from articles.ingest.unpacking import read_bzip2, read_gzip, read_xz
from articles.ingest.warc import read_warc

_HEAD = 4_096
_PROLOGUE = re.compile(rb"^(?:\s|<\?xml.{0,200}?\?>|<!--.{0,2000}?-->)*", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_OBJECT_LINE = re.compile(rb"[ \t]*\{.*\}[ \t\r]*(?:\n[ \t\r\n]*(?:\{|$)|$)")
_HEADERS = re.compile(
    rb"(?:From [^\r\n]{1,200}\r?\n)?(?:[A-Za-z][A-Za-z-]{1,40}:[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*){3,}"
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_text(document: Document, _: Reading) -> Iterator[Item]:
    raw = read_whole(document, limit=MAX_BYTES)
    yield made(lambda: _plain_article(raw, document), source=document.source)


def _plain_article(raw: bytes, document: Document) -> ArticleRecord:
    decoded = decode(raw)
    return make_article(
        decoded.text,
        find_blocks(decoded.text),
        source=document.source,
        source_file=document.name,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=decoded.encoding,
        stated=document.stated,
    )


def read_page(document: Document, _: Reading) -> Iterator[Item]:
    raw = read_whole(document, limit=MAX_HTML_BYTES)
    yield made(
        lambda: read_html(raw, source=document.source, source_file=document.name, stated=document.stated),
        source=document.source,
    )


def refuse_mail(document: Document, _reading: Reading) -> Iterator[Item]:
    raise IngestError(
        _(
            "an e-mail message, not a format that is read; "
            "the article in it can be pasted, or saved as text or HTML"
        )
    )


def _is_mail(head: bytes) -> bool:
    """Whether it begins with a message's headers, of which programs always write one of two."""
    headers = _HEADERS.match(head)
    return bool(headers and re.search(rb"^(?:MIME-Version|Message-ID):", headers[0], re.M | re.I))


def _is_html(head: bytes) -> bool:
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    prologue = _PROLOGUE.match(start)
    return bool(_HTML.match(start, prologue.end() if prologue else 0))


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


def _is_json_lines(head: bytes) -> bool:
    """Whether the first line is an object whole, and what follows it another; or one longer than shown."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and (b"\n" not in start or bool(_OBJECT_LINE.match(start)))


def _is_json(head: bytes) -> bool:
    return bool(re.match(rb"[\xef\xbb\xbf\s]*(?:\[\s*(?:\{|\]|$)|\{\s*(?:\"|\}|$))", head))


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format: `has` tells it by a file's first bytes; `strong` where they count before the name."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Document, Reading], Iterator[Item]]
    has: Callable[[bytes], bool] | None = None
    strong: bool = True


# In the order in which they are asked. Names are often wrong, first bytes hardly ever.
FORMATS = (
    Format(name="gzip", suffixes=(".gz", ".tgz"), read=read_gzip, has=_begins(b"\x1f\x8b")),
    Format(name="bzip2", suffixes=(".bz2", ".tbz", ".tbz2"), read=read_bzip2, has=_begins(b"BZh")),
    Format(name="xz", suffixes=(".xz", ".txz"), read=read_xz, has=_begins(b"\xfd7zXZ\0")),
    Format(name="zip", suffixes=(".zip",), read=read_zip, has=_begins(b"PK\x03\x04", b"PK\x05\x06")),
    Format(name="tar", suffixes=(".tar",), read=read_tar, has=_is_tar),
    Format(name="WARC", suffixes=(".warc",), read=read_warc, has=_begins(b"WARC/")),
    Format(name="e-mail", suffixes=(".eml", ".mbox"), read=refuse_mail, has=_is_mail),
    Format(name="RSS or Atom", suffixes=(".rss", ".atom", ".xml", ".rdf"), read=read_feed_file, has=is_feed),
    Format(name="HTML", suffixes=(".html", ".htm", ".xhtml", ".shtml"), read=read_page, has=_is_html),
    Format(
        name="JSON Lines",
        suffixes=(".jsonl", ".ndjson", ".jl"),
        read=read_json_lines,
        has=_is_json_lines,
        strong=False,
    ),
    Format(name="JSON", suffixes=(".json",), read=read_json, has=_is_json, strong=False),
    Format(name="CSV", suffixes=(".csv", ".tsv"), read=read_csv),
    Format(name="text", suffixes=(".txt", ".text", ""), read=read_text),
)
_BY_SUFFIX = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}
_JSON = frozenset({"JSON", "JSON Lines"})
_TEXT = _BY_SUFFIX[""]


def find_format(name: str, head: bytes) -> Format | None:
    """The format of a file by its first bytes, else its name; None where neither is known."""
    strong = next((known for known in FORMATS if known.strong and known.has and known.has(head)), None)
    if strong:
        return strong
    named = _BY_SUFFIX.get(suffix(name))
    looks = next((known for known in FORMATS if not known.strong and known.has and known.has(head)), None)
    if looks and (named is None or named is _TEXT or named.name in _JSON):
        return looks
    if named and named.name == "HTML" and b"<" not in head and not head.startswith(_WIDE_MARKS):
        return _TEXT
    return named


def read_document(
    document: Document, *, names: FieldNames = NO_NAMES, any_name: bool = True
) -> Iterator[Item]:
    """The articles in a document and what is rejected of it; `any_name` reads unknown kinds as text."""

    def read(inner: Document) -> Iterator[Item]:
        return read_document(inner, names=names, any_name=False)

    try:
        head = document.file.peek(_HEAD)[:BUFFER]
        if not head:
            raise IngestError(_("empty"))
        found = find_format(document.name, head)
        if found is None and not any_name:
            kind = suffix(document.name)
            raise IngestError(
                _("not a format that is read, by its name ({kind}) and by what it begins with"), kind=kind
            )
        yield from (found or _TEXT).read(document, Reading(read=read, names=names))
    except IngestError as error:
        yield Rejected(source=document.source, reason=error.reason)


def suffix(name: str) -> str:
    """A name's suffix as the table has it, in small letters and with its dot; "" where it has none."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem else ""
