"""What people say about files in an outlets.csv beside them: outlet, address, date of publication."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlsplit

from articles.ingest.decode import MAX_BYTES, decode
from articles.ingest.orders import DayOrder, PlacedRow, parse_in_order, with_order
from articles.ingest.outlets import given_outlet
from articles.ingest.reasons import Reason
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import UNKNOWN, How, IngestError, Known, OutletRef, Precision, Stated

if TYPE_CHECKING:
    from _csv import Reader

NAME = "outlets.csv"

T = TypeVar("T")
Warn = Callable[[str], None]
# Hears of a line, or of the whole list, and what is wrong with it.
Tell = Callable[[int | None, Reason], None]

_COLUMNS = {
    "file": ("file", "filename", "file name", "file_name", "source_file", "ملف", "الملف", "اسم الملف"),
    "outlet": ("outlet", "source", "publisher", "الوسيلة", "المصدر", "الصحيفة"),
    "url": ("url", "link", "address", "الرابط", "العنوان"),
    "published": ("published", "date", "published_at", "publication date", "التاريخ", "تاريخ النشر"),
}
_LONGEST_NAME = 200
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, kw_only=True)
class Given:
    """One row: what is given for one file; `evidence` names the list and the line."""

    outlet: OutletRef | None
    url: str | None
    published: datetime | None
    precision: Precision | None
    evidence: str
    reason: str = ""  # for the order of day and month

    @property
    def stated(self) -> Stated:
        return Stated(
            outlet=self._known(self.outlet),
            url=self._known(self.url),
            published=self._known(self.published, self.reason),
            precision=self.precision,
        )

    def _known(self, value: T | None, reason: str = "") -> Known[T | None]:
        evidence = f"{self.evidence}{reason}"
        return UNKNOWN if value is None else Known(value=value, how=How.GIVEN, evidence=evidence)


class _Row(NamedTuple):
    """The cells of one line."""

    line: int
    file: str
    outlet: str = ""
    url: str = ""
    published: str = ""


def read_given(folder: Path, *, warn: Warn) -> Mapping[str, Given]:
    """The rows of a folder's list by file name; every row or value that is no use is warned about."""
    path = folder / NAME
    if not path.is_file():
        return MappingProxyType({})

    def tell(line: int | None, reason: Reason) -> None:
        warn(f"{path}, line {line}: {reason}" if line else f"{path}: {reason}")

    try:
        if path.stat().st_size > MAX_BYTES:
            raise IngestError(_("too long"))
        raw = path.read_bytes()
    except (IngestError, OSError) as error:
        tell(None, _not_used(str(error)))
        return MappingProxyType({})
    return read_list(raw, is_there=partial(_is_there, folder), tell=tell)


def read_list(raw: bytes, *, is_there: Callable[[str], bool], tell: Tell) -> Mapping[str, Given]:
    """The rows of a list by file name; `is_there` knows the files beside it, `tell` hears of faults."""
    try:
        text = decode(raw).text.lstrip("\n")
    except IngestError as error:
        tell(None, _not_used(error.reason))
        return MappingProxyType({})
    delimiter = max(_DELIMITERS, key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows: dict[str, Given] = {}
    try:
        _read_rows(reader, rows, is_there, tell)
    except IngestError as error:
        tell(reader.line_num, error.reason)
    return MappingProxyType(rows)


def file_key(name: str) -> str:
    """A file's name as it is compared: a disk may hold its letters and marks apart."""
    return unicodedata.normalize("NFC", name).strip()


def _not_used(why: str) -> Reason:
    return Reason(_("not used: {why}"), why=why)


def _read_rows(reader: "Reader", rows: dict[str, Given], is_there: Callable[[str], bool], tell: Tell) -> None:
    filled = _filled(reader)
    columns = _columns(next(filled, []))
    if "file" not in columns:
        tell(None, Reason(_("not used: it has no column “file”")))
        return
    for placed, order in with_order(_placed(filled, columns, reader), date_of=lambda row: row.published):
        row = placed.row
        if wrong := _wrong_name(row.file, rows, is_there):
            tell(row.line, wrong)
        else:
            rows[row.file] = _given(row, order, tell)


def _filled(reader: "Reader") -> Iterator[list[str]]:
    try:
        yield from (cells for cells in reader if any(cell.strip() for cell in cells))
    except csv.Error as error:
        raise IngestError(_("{error}; the rest is not used"), error=str(error)) from error


def _placed(
    filled: Iterator[list[str]], columns: Mapping[str, int], reader: "Reader"
) -> Iterator[PlacedRow[_Row]]:
    for cells in filled:
        values = {
            name: cells[place].strip().replace("\0", "")
            for name, place in columns.items()
            if place < len(cells)
        }
        line, file = reader.line_num, file_key(values.pop("file", ""))
        row = _Row(line=line, file=file, **values)
        yield PlacedRow(row=row, place=f"line {line}", size=sum(map(len, cells)))


def _columns(header: list[str]) -> dict[str, int]:
    """The place of each known column, whatever its case and in English or Arabic."""
    names = [cell.strip().strip("\ufeff\"'").casefold() for cell in header]
    return {
        column: next(place for place, name in enumerate(names) if name in known)
        for column, known in _COLUMNS.items()
        if any(name in known for name in names)
    }


def _wrong_name(name: str, rows: Mapping[str, Given], is_there: Callable[[str], bool]) -> Reason | None:
    if not name:
        return Reason(_("names no file"))
    if name in rows:
        return Reason(_("{name} has a row already; the first counts"), name=name)
    if "/" in name or "\\" in name or not is_there(name):
        return Reason(_("there is no file {name} beside the list"), name=name)
    return None


def _is_there(folder: Path, name: str) -> bool:
    try:
        return (folder / name).exists() or any(file_key(path.name) == name for path in folder.iterdir())
    except (OSError, ValueError):
        return False


def _given(row: _Row, order: DayOrder | None, tell: Tell) -> Given:
    outlet, url = row.outlet, row.url
    date, reason = parse_in_order(row.published, order)
    if row.published and not date:
        form = _("“{text}” is no date such as 2023-09-13T14:30+03:00; left unknown")
        tell(row.line, Reason(form, text=row.published[:40]))
    if url and not is_address(url):
        tell(row.line, Reason(_("“{text}” is no web address; left unknown"), text=url[:80]))
        url = ""
    if len(outlet) > _LONGEST_NAME:
        form = _("the outlet's name is longer than {most} characters; left unknown")
        tell(row.line, Reason(form, most=_LONGEST_NAME))
        outlet = ""
    return Given(
        outlet=given_outlet(outlet) if any(map(str.isalnum, outlet)) else None,
        url=url or None,
        published=date[0] if date else None,
        precision=date[1] if date else None,
        evidence=f"{NAME}, line {row.line}",
        reason=reason,
    )


def is_address(url: str) -> bool:
    """Whether a text is an http or https address with a host, of a length that can be kept."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    has_host = parts.scheme in ("http", "https") and bool(parts.netloc)
    return has_host and len(url) <= 2000 and not any(map(str.isspace, url))
