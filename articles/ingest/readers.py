"""Files and folders of every format, read into article records one by one."""

import io
import logging
import stat
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from articles.ingest.documents import BUFFER, Budget, Document, Item, printable
from articles.ingest.fields import NO_NAMES, FieldNames
from articles.ingest.formats import read_document
from articles.ingest.given import NAME, Given, Warn, file_key, read_given
from articles.ingest.reasons import Reason
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError, Rejected, Stated

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# What browsers call the folder of a saved page's pictures and scripts.
_SAVED = ("_files", "_fichiers", "-Dateien", "_ملفات", ".files")

_logger = logging.getLogger(__name__)

Heard = Callable[[int], object]


def read_paths(
    paths: Sequence[Path],
    *,
    names: FieldNames = NO_NAMES,
    warn: Warn = _logger.warning,
    heard: Heard = lambda size: None,
) -> Iterator[Item]:
    """Read files, and folders with all folders in them, in the order of their names, each file once.

    Hidden files, lists of outlets, read-me files and the folders that browsers save beside a page are passed
    over in silence, files of other kinds in a folder are rejected. `names` are those of fields, `warn` hears
    of what is wrong with lists of outlets, `heard` how many more bytes of the files have been read, in all
    as many as size_of() tells. A path that does not exist raises IngestError before anything is read.
    """
    for path in paths:
        if not _exists(path):
            raise IngestError(_("no such file or folder: {path}"), path=str(path), source=_name(path))
    return _Run(names, warn, heard).read(paths)


def size_of(paths: Sequence[Path]) -> int:
    """How many bytes read_paths() has to read of these; what is packed counts as it is packed."""
    return _Run(NO_NAMES, _logger.debug, lambda size: None).size(paths)


class _Run:
    """One run over files and folders: what was seen already, and the lists that stand beside files."""

    def __init__(self, names: FieldNames, warn: Warn, heard: Heard) -> None:
        self._names = names
        self._warn = warn
        self._heard = heard
        self._seen: set[tuple[int, int]] = set()
        self._given: dict[Path, dict[str, Given]] = {}

    def read(self, paths: Sequence[Path]) -> Iterator[Item]:
        for path in paths:
            if not path.is_dir():
                yield from self._file(path)
                continue
            for found in self._folder(path):
                if isinstance(found, Rejected):
                    yield found
                else:
                    yield from self._file(found, any_name=False)

    def size(self, paths: Sequence[Path]) -> int:
        found = chain.from_iterable(self._folder(path) if path.is_dir() else [path] for path in paths)
        return sum(self._size(path) for path in found if isinstance(path, Path))

    def _size(self, path: Path) -> int:
        try:
            return 0 if self._was_seen(path) else path.stat().st_size
        except OSError:
            return 0

    def _folder(self, top: Path) -> Iterator[Path | Rejected]:
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
            yield from (path for path in entries if path not in folders)

    def _file(self, path: Path, *, any_name: bool = True) -> Iterator[Item]:
        source = _name(path.resolve())
        try:
            if self._was_seen(path):
                return
            with _open(path, self._heard) as file:
                given = self._given_in(path.parent).get(file_key(path.name))
                document = Document(
                    source=source,
                    name=printable(path.name),
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
        raise IngestError(
            "{path}: {error}", path=str(path), error=_reason(error), source=str(path)
        ) from error


class _HeardFile(io.FileIO):
    """A file that tells how much of it was read: no byte twice, and when it is closed those left as well."""

    def __init__(self, path: Path, size: int, heard: Heard) -> None:
        self._untold, self._heard = size, heard
        super().__init__(path)

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        size = super().readinto(buffer)
        self._tell(size)
        return size

    def close(self) -> None:
        super().close()
        self._tell(self._untold)

    def _tell(self, size: int) -> None:
        told = min(size, self._untold)
        self._untold -= told
        self._heard(told)


def _open(path: Path, heard: Heard) -> io.BufferedReader:
    """A file to read; what is no regular file is not opened, as a pipe would never end."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise IngestError(_("not a file"))
    return io.BufferedReader(_HeardFile(path, status.st_size, heard), BUFFER)


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in (".html", ".htm", ".xhtml")


def _is_passed_over(path: Path) -> bool:
    name = path.name.casefold()
    return name.startswith((".", "~$")) or name == NAME or path.stem.casefold() == "readme"


def _name(path: Path) -> str:
    # Whole, however long: it tells the articles in one file from those in another.
    return printable(str(path.resolve()), most=None)


def _reason(error: OSError) -> Reason:
    return Reason(_("cannot be read: {error}"), error=error.strerror or str(error))
