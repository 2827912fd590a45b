"""zip and tar archives: each member read as the document that it is, a bad one never stopping the others."""

import io
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from articles.ingest.documents import BUFFER, MOST_ARCHIVES_DEEP, Document, Item, Reading, printable
from articles.ingest.names import decode_name, find_page
from articles.ingest.reasons import Reason
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError, Rejected

# A zip archive's directory is read into memory as a whole, and takes several times its size there.
_LONGEST_DIRECTORY = 20_000_000
# So much of a zip archive inside another file is kept in memory, the rest on disk.
_IN_MEMORY = 8_000_000
# A tar archive's headers stand between its members; names and notes in them are a few hundred bytes.
_LONGEST_HEADERS = 1_000_000
_END_OF_ZIP = b"PK\x05\x06"
_IS_UTF8 = 0x800
_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml"})
_PACKED_BADLY = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error)


def read_zip(document: Document, reading: Reading) -> Iterator[Item]:
    _check_depth(document)
    with _seekable(document) as file:
        try:
            _check_directory(file)
            archive = zipfile.ZipFile(file)
        except _PACKED_BADLY as error:
            raise IngestError(_("a broken zip archive: {error}"), error=str(error)) from error
        if _OFFICE & set(archive.namelist()):
            raise IngestError(_("an office document, e-book or program, not an archive of articles"))
        members = [(member, _raw_name(member)) for member in archive.infolist() if not member.is_dir()]
        page = find_page(raw for _, raw in members if raw is not None)
        for member, raw in members:
            name = member.filename if raw is None else decode_name(raw, page=page)
            if not _is_passed_over(name):
                yield from _zip_member(document, reading, archive, member, name)


def _zip_member(
    document: Document, reading: Reading, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str
) -> Iterator[Item]:
    source = f"{document.source}!{printable(name)}"
    try:
        _check_name(name)
        if member.flag_bits & 1:
            raise IngestError(_("encrypted"))
        document.budget.take(member.file_size)
        with archive.open(member) as file:
            yield from reading.read(document.inside(name, file))
    except IngestError as error:
        yield Rejected(source=source, reason=error.reason)
    except (*_PACKED_BADLY, RuntimeError) as error:
        yield Rejected(
            source=source,
            reason=Reason(_("broken inside the archive: {error}"), error=printable(str(error))[:120]),
        )


def _raw_name(member: zipfile.ZipInfo) -> bytes | None:
    """A member's name as bytes; None where the archive says that it is in UTF-8."""
    try:
        return None if member.flag_bits & _IS_UTF8 else member.filename.encode("cp437")
    except UnicodeEncodeError:  # given once more, in UTF-8, in a field of its own
        return None


def _seekable(document: Document) -> "io.BufferedReader | tempfile.SpooledTemporaryFile[bytes]":
    """The file itself, or a copy where it is a stream: a zip archive is read from its end."""
    if document.depth == 0 and document.file.seekable():
        return document.file
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    while data := document.file.read(BUFFER):
        copy.write(data)
    copy.seek(0)
    return copy


def _check_directory(file: "io.BufferedReader | tempfile.SpooledTemporaryFile[bytes]") -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - BUFFER - 22))
    _rest, mark, end = file.read().rpartition(_END_OF_ZIP)
    if mark and len(end) >= 12 and struct.unpack("<I", end[8:12])[0] > _LONGEST_DIRECTORY:
        raise IngestError(_("a zip archive with too many members; pack it as tar"))
    file.seek(0)


def read_tar(document: Document, reading: Reading) -> Iterator[Item]:
    _check_depth(document)
    stream = _Metered(document.file)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            while member := archive.next():
                vars(archive)["members"] = []  # else all of them are kept
                stream.allow(member.size + _LONGEST_HEADERS)
                yield from _tar_member(document, reading, archive, member)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise IngestError(_("a broken tar archive: {error}"), error=str(error)) from error


def _tar_member(
    document: Document, reading: Reading, archive: tarfile.TarFile, member: tarfile.TarInfo
) -> Iterator[Item]:
    if member.isdir() or _is_passed_over(member.name):
        return
    source = f"{document.source}!{printable(member.name)}"
    try:
        _check_name(member.name)
        # A sparse file's holes take no room in the archive and terabytes outside it.
        is_plain = member.isreg() and not member.issparse()
        file = archive.extractfile(member) if is_plain else None
        if file is None:
            raise IngestError(_("a link, device or sparse file, not a plain one"))
        yield from reading.read(document.inside(member.name, _Member(file)))
    except IngestError as error:
        yield Rejected(source=source, reason=error.reason)


class _Member(io.RawIOBase):
    """A member as a stream that says of itself that it can't be sought in."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Metered(io.RawIOBase):
    """A stream of which only so much may be read before somebody allows more."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self._left = _LONGEST_HEADERS

    def allow(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(min(size, BUFFER) if size >= 0 else BUFFER)
        self._left -= len(data)
        if self._left < 0:
            raise IngestError(_("a tar archive with headers that are too long"))
        return data


def _check_depth(document: Document) -> None:
    if document.depth >= MOST_ARCHIVES_DEEP:
        raise IngestError(_("packed more than {times} times"), times=MOST_ARCHIVES_DEEP)


def _check_name(name: str) -> None:
    """Nothing is ever written under a member's name; one that points elsewhere is an attack all the same."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":":
        raise IngestError(_("its name points outside the archive"))


def _is_passed_over(name: str) -> bool:
    parts = name.replace("\\", "/").rstrip("/").split("/")
    last = parts[-1].casefold()
    return (
        any(part.startswith((".", "~$")) and part not in (".", "..") for part in parts)
        or "__MACOSX" in parts
        or last in ("outlets.csv", "thumbs.db", "desktop.ini")
        or last.rpartition(".")[0] == "readme"
        or last == "readme"
    )
