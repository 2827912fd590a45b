"""What readers of formats share: a document to read, what it may unpack to, and what came of it."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO, cast

from articles.ingest.fields import NO_NAMES, FieldNames
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.reasons import own_error
from articles.ingest.records import ArticleRecord, IngestError, Rejected, Stated

Item = ArticleRecord | Rejected

# Text packs to a third or a tenth, bombs to a thousandth and less.
MOST_UNPACKED_RATIO = 200
MOST_UNPACKED_BYTES = 100_000_000_000
# Small files may unpack to this much whatever the ratio.
_UNPACKED_FREELY = 50_000_000

MOST_ARCHIVES_DEEP = 3
BUFFER = 1 << 16

_logger = logging.getLogger(__name__)

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class Budget:
    """How many bytes one file, with all that it is packed into, may still unpack to."""

    def __init__(self, size: int) -> None:
        allowed = max(_UNPACKED_FREELY, MOST_UNPACKED_RATIO * size)
        self._left = min(allowed, MOST_UNPACKED_BYTES)

    def take(self, size: int) -> None:
        """Count bytes that were unpacked; IngestError when they are more than any honest file's."""
        self._left -= size
        if self._left < 0:
            raise IngestError(
                _("taken for a decompression bomb: over {times} times its size or {size:,.0f} GB"),
                times=MOST_UNPACKED_RATIO,
                size=MOST_UNPACKED_BYTES / 1e9,
            )


@dataclass(frozen=True, kw_only=True)
class Document:
    """Bytes to read once from beginning to end, under the name that tells their format.

    `source` names it in reports: a path, and what is inside an archive after "!". `stated` is what came with
    it, `size` its length where that is known, `depth` counts the archives around it.
    """

    source: str
    name: str
    file: io.BufferedReader
    budget: Budget
    stated: Stated = field(default_factory=Stated)
    size: int | None = None
    depth: int = 0

    def inside(self, name: str, file: io.RawIOBase | io.BufferedIOBase | IO[bytes]) -> "Document":
        """A document that is packed into this one; a bare name is the last part of its path."""
        shown = printable(name)
        return replace(
            self,
            source=f"{self.source}!{shown}",
            name=shown.rpartition("/")[2],
            file=io.BufferedReader(cast(io.RawIOBase, file), BUFFER),
            size=None,
            depth=self.depth + 1,
        )


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a reader may use besides its document: names of fields, and the readers of what is inside it."""

    read: Callable[[Document], Iterator[Item]]
    names: FieldNames = NO_NAMES


def made(make: Callable[[], ArticleRecord], *, source: str) -> Item:
    """What `make` makes, or why it can't: an article that is bad, or that we stumble over, stops no other."""
    try:
        return make()
    except IngestError as error:
        return Rejected(source=error.source or source, reason=error.reason)
    except Exception as error:
        _logger.exception("could not read %s", source)
        return Rejected(source=source, reason=own_error(error))


def read_whole(document: Document, *, limit: int) -> bytes:
    """All bytes of a document that is one article or one feed; IngestError beyond `limit` bytes."""
    raw = document.file.read(limit + 1)
    if len(raw) > limit:
        if not document.size:
            raise IngestError(_("longer than {limit:,.0f} MB"), limit=limit / 1e6)
        raise IngestError(
            _("too long: {size:,.1f} MB, the limit is {limit:,.0f} MB"),
            size=document.size / 1e6,
            limit=limit / 1e6,
        )
    return raw


def printable(name: str, *, most: int | None = 1000) -> str:
    """A name for reports: whatever bytes it came from, in Unicode, without controls, and not too long."""
    text = name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    return _CONTROLS.sub("�", text)[:most]
