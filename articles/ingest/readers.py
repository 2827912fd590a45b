"""Files and folders of plain text, read into article records one by one."""

import logging
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from articles.ingest.articles import read_article
from articles.ingest.decode import MAX_BYTES, too_long
from articles.ingest.given import NAME, Given, Warn, file_key, read_given
from articles.ingest.records import ArticleRecord, IngestError, Rejected

# In a folder only these are read; a file that is named itself is read whatever its name.
_SUFFIXES = frozenset({".txt", ".text", ""})

_logger = logging.getLogger(__name__)


def read_paths(paths: Sequence[Path], *, warn: Warn = _logger.warning) -> Iterator[ArticleRecord | Rejected]:
    """Read files, and folders with all folders in them, in the order of their names, each file once.

    Hidden files, lists of outlets and read-me files are passed over in silence, files of other kinds in
    a folder are rejected by name. `warn` hears of what is wrong with lists of outlets. A path that does
    not exist raises IngestError before anything is read.
    """
    for path in paths:
        if not _exists(path):
            raise IngestError(f"no such file or folder: {path}", source=_name(path))
    return _Reading(warn).read(paths)


class _Reading:
    """One run over files and folders: what was seen already, and the lists that stand beside files."""

    def __init__(self, warn: Warn) -> None:
        self._warn = warn
        self._seen: set[tuple[int, int]] = set()
        self._given: dict[Path, dict[str, Given]] = {}

    def read(self, paths: Sequence[Path]) -> Iterator[ArticleRecord | Rejected]:
        for path in paths:
            if path.is_dir():
                yield from self._folder(path)
            else:
                yield from self._file(path)

    def _folder(self, top: Path) -> Iterator[ArticleRecord | Rejected]:
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
            waiting.extend(sorted(folders, reverse=True))
            for path in entries:
                if path not in folders:
                    yield from self._entry(path)

    def _entry(self, path: Path) -> Iterator[ArticleRecord | Rejected]:
        if path.suffix.lower() in _SUFFIXES:
            yield from self._file(path)
        else:
            yield Rejected(source=_name(path), reason=f"not a text file by its name ({path.suffix})")

    def _file(self, path: Path) -> Iterator[ArticleRecord | Rejected]:
        try:
            if self._was_seen(path):
                return
            given = self._given_in(path.parent).get(file_key(path.name))
            yield read_article(
                _bytes(path), source=_name(path.resolve()), source_file=_printable(path.name), given=given
            )
        except IngestError as error:
            yield Rejected(source=_name(path), reason=error.reason)
        except OSError as error:
            yield Rejected(source=_name(path), reason=_reason(error))

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


def _bytes(path: Path) -> bytes:
    """A file's bytes; what is no regular file, or too long, is not opened or not read to its end."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise IngestError("not a file")
    if status.st_size > MAX_BYTES:
        raise too_long(status.st_size)
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


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
