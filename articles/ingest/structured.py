"""JSON, JSON Lines and CSV read row by row, whatever their length."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from articles.ingest.decode import MAX_BYTES, decode
from articles.ingest.documents import BUFFER, Document, Item, Reading, made, printable
from articles.ingest.fields import FIELDS, date_of, read_row
from articles.ingest.orders import DayOrder, PlacedRow, with_order
from articles.ingest.reasons import Reason
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError, Rejected, Stated

if TYPE_CHECKING:
    from _csv import Reader

# A character may be written \u0627, and markup may be longer than the text in it.
LONGEST_ROW = 8 * MAX_BYTES
# Under these names an object holds a list of articles.
_LISTS = (
    *("articles", "items", "results", "data", "entries", "posts", "documents", "docs", "stories", "messages"),
    "rows",
)
_DELIMITERS = ",;\t|"
# Excel's own first line, which names the delimiter of those that follow.
_TOLD_DELIMITER = re.compile(r'\s*"?sep=(.)"?[ \t]*[\r\n]', re.IGNORECASE)
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPACE = re.compile(r"[\s,\ufeff]*")
_CHUNK = 1 << 20

_DECODER = json.JSONDecoder(strict=False)
# A row of named values in its place, or the reason why there is none.
_Placed = PlacedRow[Any]


def read_json_lines(document: Document, reading: Reading) -> Iterator[Item]:
    """One article a line; a line that is broken or too long is rejected, and the next is read."""
    if _is_wide(document):
        return read_json(document, reading)
    return _in_order(document, reading, _lines(document))


def _lines(document: Document) -> Iterator[_Placed]:
    number = 0
    while line := document.file.readline(LONGEST_ROW + 1):
        number += 1
        place = f"line {number}"
        if len(line) > LONGEST_ROW:
            while line and not line.endswith(b"\n"):
                line = document.file.readline(LONGEST_ROW)
            reason = Reason(_("too long a line: the limit is {limit:,.0f} MB"), limit=LONGEST_ROW / 1e6)
            yield PlacedRow(row=reason, place=place, size=0)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield from _line(line, place)


def _line(line: bytes, place: str) -> Iterator[_Placed]:
    try:
        rows = _rows(_DECODER.decode(line.decode("utf-8-sig")))
    except UnicodeDecodeError:
        yield PlacedRow(row=Reason(_("not UTF-8, which JSON is written in")), place=place, size=0)
    except (ValueError, RecursionError) as error:
        yield PlacedRow(row=Reason(_("not JSON: {error}"), error=_short(error)), place=place, size=0)
    else:
        for number, row in enumerate(rows):
            within = f"{place}, article {number + 1}" if number else place
            yield PlacedRow(row=row, place=within, size=len(line) // len(rows))


def read_json(document: Document, reading: Reading) -> Iterator[Item]:
    """A list of articles, an object that holds such a list, or objects one after the other."""
    return _in_order(document, reading, _objects(_text_stream(document, "utf-8")))


def _objects(stream: io.TextIOBase) -> Iterator[_Placed]:
    number = 0
    for value, size in _values(stream):
        rows = _rows(value)
        for row in rows:
            number += 1
            yield PlacedRow(row=row, place=f"article {number}", size=size // len(rows))
    if not number:
        raise IngestError(_("no articles in it: an empty list"))


def _rows(value: Any) -> list[Any]:
    """The articles in a value: of an object without a text of its own those in its list, or one inside."""
    return next(_lists(value, deep=2), [value])


def _lists(value: Any, *, deep: int) -> Iterator[list[Any]]:
    if not isinstance(value, Mapping) or any(name in value for name in (*FIELDS["text"], *FIELDS["html"])):
        return
    yield from (value[name] for name in _LISTS if isinstance(value.get(name), list))
    if deep > 1:
        for inner in value.values():
            yield from _lists(inner, deep=deep - 1)


def _values(stream: io.TextIOBase) -> Iterator[tuple[Any, int]]:
    """The values of a top-level list, or those that follow one another, with how many letters each takes.

    IngestError where they break off.
    """
    text, at, is_list, size = stream.read(_CHUNK), 0, False, _CHUNK
    first = _SPACE.match(text)
    if first and text[first.end() : first.end() + 1] == "[":
        is_list, at = True, first.end() + 1
    while True:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        if at < len(text) and not (is_list and text[at] == "]"):
            start = at
            try:
                value, at = _DECODER.raw_decode(text, start)
            except RecursionError as error:
                raise IngestError(_("not JSON that can be read: nested too deeply")) from error
            except ValueError as error:
                more = stream.read(size)
                if not more or len(text) - at > LONGEST_ROW:
                    raise IngestError(_("not JSON from here on: {error}"), error=_short(error)) from error
                text, at, size = text[at:] + more, 0, 2 * size
                continue
            yield value, at - start
            size = _CHUNK
            continue
        more = "" if at < len(text) else stream.read(_CHUNK)
        if not more:
            return
        text, at = more, 0


def read_csv(document: Document, reading: Reading) -> Iterator[Item]:
    """One article a row, columns named in the first row, in any encoding and with any usual delimiter."""
    csv.field_size_limit(LONGEST_ROW)
    sample = document.file.peek(BUFFER)[:BUFFER]
    encoding = decode(sample).encoding.partition(" ")[0]
    stream = _text_stream(document, encoding)
    delimiter = _delimiter(sample.decode(encoding, errors="replace").lstrip("\ufeff\r\n"))
    rows = csv.reader(_without_nul(stream), delimiter=delimiter)
    return _in_order(document, reading, _named_cells(rows, reading))


def _delimiter(sample: str) -> str:
    told = _TOLD_DELIMITER.match(sample)
    header = sample.partition("\n")[0]
    return told[1] if told else max(_DELIMITERS, key=header.count)


def _named_cells(rows: "Reader", reading: Reading) -> Iterator[_Placed]:
    try:
        yield from _under_header(rows, reading)
    except csv.Error as error:
        raise IngestError(
            _("not CSV from line {line} on: {error}"), line=rows.line_num, error=str(error)
        ) from error


def _under_header(rows: "Reader", reading: Reading) -> Iterator[_Placed]:
    columns: list[str] = []
    for cells in rows:
        if not columns:
            columns = [cell.strip() for cell in cells] if any(cells) else []
            if columns and columns[0].casefold().startswith("sep="):
                columns = []
            elif columns:
                _check_columns(columns, reading)
        elif any(map(str.strip, cells)):
            row = dict(zip(columns, cells, strict=False))
            yield PlacedRow(row=row, place=f"line {rows.line_num}", size=sum(map(len, cells)))


def _check_columns(columns: list[str], reading: Reading) -> None:
    row = dict.fromkeys(columns, "x")
    if not any(reading.names.find(meaning, row)[0] in row for meaning in ("text", "html")):
        names = printable(", ".join(columns))[:200]
        raise IngestError(
            _("no column for the text of articles among {names}; name it: --field text=COLUMN"), names=names
        )


def _without_nul(lines: io.TextIOBase) -> Iterator[str]:
    return (line.replace("\0", "\ufffd") for line in lines)


def _in_order(document: Document, reading: Reading, placed: Iterator[_Placed]) -> Iterator[Item]:
    """The articles in rows, their dates read in the order that all of them show."""

    def date(row: Any) -> str:
        return date_of(row, names=reading.names) if isinstance(row, Mapping) else ""

    for one, order in with_order(placed, date_of=date):
        yield _item(document, reading, one, order)


def _item(document: Document, reading: Reading, placed: PlacedRow[Any], order: DayOrder | None) -> Item:
    row, source = placed.row, f"{document.source}!{placed.place}"
    if isinstance(row, Reason):
        return Rejected(source=source, reason=row)
    if not isinstance(row, Mapping):
        return Rejected(source=source, reason=Reason(_("not an object with named fields")))
    return made(
        lambda: read_row(
            row,
            names=reading.names,
            source=document.source,
            place=placed.place,
            source_file=document.name,
            stated=Stated(outlet=document.stated.outlet),
            order=order,
        ),
        source=source,
    )


def _is_wide(document: Document) -> bool:
    """Whether a file is UTF-16, in which some systems write what they are told to write to a file."""
    head = document.file.peek(4)
    return head.startswith(_WIDE_MARKS) and not head.startswith(codecs.BOM_UTF32_LE)


def _text_stream(document: Document, encoding: str) -> io.TextIOWrapper:
    """The text without its byte order mark, which says more than `encoding`."""
    encoding = "utf-16" if _is_wide(document) else "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(document.file, encoding=encoding, errors="replace", newline="")


def _short(error: Exception) -> str:
    return printable(str(error))[:120] or type(error).__name__
