"""gzip, bzip2 and xz unpacked as a stream, never more than was asked for and counted against a budget."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from articles.ingest.documents import BUFFER, MOST_ARCHIVES_DEEP, Budget, Document, Item, Reading
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError

# An xz file may ask for gigabytes of memory; presets up to 9 need 65 MB.
_XZ_MEMORY = 100_000_000
_TAR_SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar"}


class _Unpacker(Protocol):
    """What the three modules have in common, roughly: unpack at most so much, keep the rest."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib's object in the manner of the others: it keeps what it has not unpacked yet."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def read_gzip(document: Document, reading: Reading) -> Iterator[Item]:
    return _read(document, reading, _Gzip)


def read_bzip2(document: Document, reading: Reading) -> Iterator[Item]:
    return _read(document, reading, bz2.BZ2Decompressor)


def read_xz(document: Document, reading: Reading) -> Iterator[Item]:
    return _read(document, reading, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY))


def _read(document: Document, reading: Reading, start: Callable[[], _Unpacker]) -> Iterator[Item]:
    """What is packed, under the name without the packer's suffix and the packed file's own source."""
    if document.depth >= MOST_ARCHIVES_DEEP:
        raise IngestError(_("packed more than {times} times"), times=MOST_ARCHIVES_DEEP)
    stem, dot, suffix = document.name.rpartition(".")
    name = stem + _TAR_SUFFIXES.get(dot + suffix.lower(), "") if dot else document.name
    inner = document.inside(name, _Unpacked(document.file, start, document.budget))
    # There is only one thing in it: its name would tell a reader of reports nothing.
    yield from reading.read(replace(inner, source=document.source))


class _Unpacked(io.RawIOBase):
    """A packed stream as it was; several that were packed one after the other are one."""

    def __init__(self, packed: io.BufferedReader, start: Callable[[], _Unpacker], budget: Budget) -> None:
        self._packed, self._start, self._budget = packed, start, budget
        self._unpacker = start()
        self._has_begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._next(len(buffer))
        except (zlib.error, lzma.LZMAError, OSError, ValueError) as error:
            raise IngestError(_("broken where it is packed: {error}"), error=str(error)) from error
        self._budget.take(len(data))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        goes_on = self._has_begun and not self._unpacker.eof
        data = self._unpacker.decompress(b"", size) if goes_on else b""
        while not data:
            if self._unpacker.eof:
                rest = self._unpacker.unused_data.lstrip(b"\0")
                rest = rest or self._packed.read(BUFFER).lstrip(b"\0")
                if not rest:
                    return b""
                self._unpacker = self._start()
            else:
                rest = self._packed.read(BUFFER)
                if not rest:
                    raise IngestError(_("broken off where it is packed"))
            self._has_begun = True
            data = self._unpacker.decompress(rest, size)
        return data
