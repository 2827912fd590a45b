"""Files and folders of every format, read into article records one by one."""

import io
import logging
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from articles.ingest.documents import BUFFER, Budget, Document, Item
from articles.ingest.fields import NO_NAMES, FieldNames
from articles.ingest.formats import read_document
from articles.ingest.given import NAME, Given, Warn, file_key, read_given
from articles.ingest.records import IngestError, Rejected, Stated

# What browsers call the folder of a saved page's pictures and scripts.
_SAVED = ("_files", "_fichiers", "-Dateien", "_ملفات", ".files")

_logger = logging.getLogger(__name__)


def read_paths(
    paths: Sequence[Path], *, names: FieldNames = NO_NAMES, warn: Warn = _logger.warning
) -> Iterator[Item]:
    """Read files, and folders with all folders in them, in the order of their names, each file once.

    Hidden files, lists of outlets, read-me files and the folders that browsers save beside a page are passed
    over in silence, files of other kinds in a folder are rejected. `names` are those of fields, `warn` hears
    of what is wrong with lists of outlets. A path that does not exist raises IngestError before anything is
    read.
    """
    for path in paths:
        if not _exists(path):
            raise IngestError(f"no such file or folder: {path}", source=_name(path))
    return _Run(names, warn).read(paths)


class _Run:
    """One run over files and folders: what was seen already, and the lists that stand beside files."""

    def __init__(self, names: FieldNames, warn: Warn) -> None:
        self._names = names
        self._warn = warn
        self._seen: set[tuple[int, int]] = set()
        self._given: dict[Path, dict[str, Given]] = {}

    def read(self, paths: Sequence[Path]) -> Iterator[Item]:
        for path in paths:
            if path.is_dir():
                yield from self._folder(path)
            else:
                yield from self._file(path)

    def _folder(self, top: Path) -> Iterator[Item]:
        """Each folder's files, then its folders; links are followed, and no folder is read twice."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            try:
                if self._was_seen(folder):
                    continue
                entries = sorted(path for path in folder.iterdir() if not _is_passed_over(path))
            except OSError as error:
                yield Rejected(source=_name(folder), reason=_reason(error))
                continue
            folders = {path for path in entries if path.is_dir()}
            saved = {f"{path.stem}{ending}" for path in entries for ending in _SAVED if _is_page(path)}
            waiting.extend(sorted((path for path in folders if path.name not in saved), reverse=True))
            for path in entries:
                if path not in folders:
                    yield from self._file(path, any_name=False)

    def _file(self, path: Path, *, any_name: bool = True) -> Iterator[Item]:
        source = _name(path.resolve())
        try:
            if self._was_seen(path):
                return
            with _open(path) as file:
                given = self._given_in(path.parent).get(file_key(path.name))
                document = Document(
                    source=source,
                    name=_printable(path.name),
                    file=file,
                    budget=Budget(size := path.stat().st_size),
                    size=size,
                    stated=given.stated if given else Stated(),
                )
                yield from read_document(document, names=self._names, any_name=any_name)
        except IngestError as error:
            yield Rejected(source=source, reason=error.reason)
        except OSError as error:
            yield Rejected(source=source, reason=_reason(error))

    def _was_seen(self, path: Path) -> bool:
        status = path.stat()
        key = status.st_dev, status.st_ino
        seen = key in self._seen
        self._seen.add(key)
        return seen

    def _given_in(self, folder: Path) -> dict[str, Given]:
        if folder not in self._given:
            self._given[folder] = dict(read_given(folder, warn=self._warn))
        return self._given[folder]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise IngestError(f"{path}: {_reason(error)}", source=str(path)) from error


def _open(path: Path) -> io.BufferedReader:
    """A file to read; what is no regular file is not opened, as a pipe would never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise IngestError("not a file")
    return io.BufferedReader(path.open("rb", buffering=0), BUFFER)


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in (".html", ".htm", ".xhtml")


def _is_passed_over(path: Path) -> bool:
    name = path.name.casefold()
    return name.startswith((".", "~$")) or name == NAME or path.stem.casefold() == "readme"


def _name(path: Path) -> str:
    return _printable(str(path.resolve()))


def _printable(name: str) -> str:
    """A name in Unicode, whatever bytes the disk holds."""
    return os.fsencode(name).decode(errors="replace")


def _reason(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"
