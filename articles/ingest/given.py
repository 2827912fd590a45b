"""What people say about files in an outlets.csv beside them: outlet, address, date of publication."""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

from articles.ingest.dates import parse_date
from articles.ingest.decode import MAX_BYTES, decode
from articles.ingest.outlets import given_outlet
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import UNKNOWN, How, IngestError, Known, OutletRef, Precision, Stated

NAME = "outlets.csv"

T = TypeVar("T")
Warn = Callable[[str], None]

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

    @property
    def stated(self) -> Stated:
        return Stated(
            outlet=self._known(self.outlet),
            url=self._known(self.url),
            published=self._known(self.published),
            precision=self.precision,
        )

    def _known(self, value: T | None) -> Known[T | None]:
        return UNKNOWN if value is None else Known(value=value, how=How.GIVEN, evidence=self.evidence)


def read_given(folder: Path, *, warn: Warn) -> Mapping[str, Given]:
    """The rows of a folder's list by file name; every row or value that is no use is warned about."""
    path = folder / NAME
    if not path.is_file():
        return MappingProxyType({})
    try:
        if path.stat().st_size > MAX_BYTES:
            raise IngestError(_("too long"))
        text = decode(path.read_bytes()).text
    except (IngestError, OSError) as error:
        warn(f"{path}: not used: {error}")
        return MappingProxyType({})
    return MappingProxyType(_rows(path, text, warn))


def file_key(name: str) -> str:
    """A file's name as it is compared: a disk may hold its letters and marks apart."""
    return unicodedata.normalize("NFC", name).strip()


def _rows(path: Path, text: str, warn: Warn) -> dict[str, Given]:
    header = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text.lstrip("\n")), delimiter=delimiter)
    columns: dict[str, int] | None = None
    rows: dict[str, Given] = {}
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells)
                if "file" not in columns:
                    warn(f"{path}: not used: it has no column “file”")
                    return {}
                continue
            values = {
                name: cells[place].strip().replace("\0", "") if place < len(cells) else ""
                for name, place in columns.items()
            }
            _add(rows, values, f"{path.name}, line {reader.line_num}", path.parent, warn)
    except csv.Error as error:
        warn(f"{path}, line {reader.line_num}: {error}; the rest is not used")
    return rows


def _columns(header: list[str]) -> dict[str, int]:
    """The place of each known column, whatever its case and in English or Arabic."""
    names = [cell.strip().strip("\ufeff\"'").casefold() for cell in header]
    return {
        column: next(place for place, name in enumerate(names) if name in known)
        for column, known in _COLUMNS.items()
        if any(name in known for name in names)
    }


def _add(rows: dict[str, Given], values: Mapping[str, str], evidence: str, folder: Path, warn: Warn) -> None:
    where = f"{folder / NAME}, {evidence.rpartition(', ')[2]}"
    name = file_key(values["file"])
    if not name:
        warn(f"{where}: names no file")
    elif name in rows:
        warn(f"{where}: {name} has a row already; the first counts")
    elif "/" in name or "\\" in name or not _is_there(folder, name):
        warn(f"{where}: there is no file {name} beside the list")
    else:
        rows[name] = _given(values, evidence, where, warn)


def _is_there(folder: Path, name: str) -> bool:
    try:
        return (folder / name).exists() or any(file_key(path.name) == name for path in folder.iterdir())
    except (OSError, ValueError):
        return False


def _given(values: Mapping[str, str], evidence: str, where: str, warn: Warn) -> Given:
    outlet, url, published = (values.get(name, "") for name in ("outlet", "url", "published"))
    date = _date(published)
    if published and not date:
        warn(f"{where}: “{published[:40]}” is no date such as 2023-09-13T14:30+03:00; left unknown")
    if url and not is_address(url):
        warn(f"{where}: “{url[:80]}” is no web address; left unknown")
        url = ""
    if len(outlet) > _LONGEST_NAME:
        warn(f"{where}: the outlet's name is longer than {_LONGEST_NAME} characters; left unknown")
        outlet = ""
    return Given(
        outlet=given_outlet(outlet) if any(map(str.isalnum, outlet)) else None,
        url=url or None,
        published=date[0] if date else None,
        precision=date[1] if date else None,
        evidence=evidence,
    )


def is_address(url: str) -> bool:
    """Whether a text is an http or https address with a host, of a length that can be kept."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    has_host = parts.scheme in ("http", "https") and bool(parts.netloc)
    return has_host and len(url) <= 2000 and not any(map(str.isspace, url))


def _date(text: str) -> tuple[datetime, Precision] | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return parse_date(text, day_first=False)
    if moment.year not in range(1900, 2101):
        return None
    is_day = len(text) <= 10
    if not moment.tzinfo:
        moment = moment.replace(tzinfo=UTC)
    return moment, Precision.DAY if is_day else Precision.MINUTE
