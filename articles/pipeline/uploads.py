"""Files, texts and addresses that editors hand in: kept, then read by a worker or at once."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from django.contrib.auth.models import User
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from articles.ingest.decode import MAX_BYTES
from articles.ingest.discovery import Get
from articles.ingest.documents import Budget, Document, Item, printable
from articles.ingest.fields import FieldNames
from articles.ingest.formats import read_document
from articles.ingest.given import NAME, Given, file_key, read_list
from articles.ingest.links import read_address
from articles.ingest.reasons import Reason
from articles.ingest.records import Rejected, Stated
from articles.models import Run, Upload, UploadPiece
from articles.models.runs import PASTED, RunState
from articles.pipeline import ingest, running

_PIECE = 1_000_000


def hand_in(
    *,
    by: User,
    files: "Sequence[File[bytes]]" = (),
    text: Mapping[str, str] | None = None,
    address: str = "",
    names: Sequence[str] = (),
) -> Upload:
    """Keep what was handed in; nothing is read yet. `text` is one article as named fields."""
    if text is not None:
        files = [SimpleUploadedFile(PASTED, json.dumps(dict(text)).encode())]
    with transaction.atomic():
        upload = Upload.objects.create(
            by=by, address=address, names=list(names), size=sum(file.size for file in files)
        )
        for order, file in enumerate(files):
            _keep(upload, order, file)
    return upload


def _keep(upload: Upload, order: int, file: "File[bytes]") -> None:
    name = printable(str(file.name or ""))[:255]
    pieces = iter(lambda: file.read(_PIECE), b"")
    for number, data in enumerate(chain([file.read(_PIECE)], pieces)):  # an empty file has one piece too
        UploadPiece.objects.create(upload=upload, file=order, name=name, number=number, data=data)


def take_in(upload: Upload, *, get: Get) -> None:
    """Read what was handed in, once: again only where the process that did it was killed."""
    run = next(iter(Run.objects.filter(pk=upload.run_id or 0).with_states()), None)
    if run and run.state is not RunState.INTERRUPTED:
        return
    sources = [upload.address] if upload.address else [name for _, name in _files(upload)]
    with running(sources=sources, by=upload.by) as run:
        upload.run = run
        upload.save(update_fields=["run"])
        for _ in ingest(_items(upload, get), run=run):
            pass
        upload.pieces.all().delete()


def _items(upload: Upload, get: Get) -> Iterator[Item]:
    if upload.address:
        yield read_address(upload.address, get=get)
    names = FieldNames.parse(upload.names)
    budget = Budget(upload.size)
    files = {file: name.replace("\\", "/").rpartition("/")[2] for file, name in _files(upload)}
    lists = [file for file, name in files.items() if name.casefold() == NAME]
    given: dict[str, Given] = {}
    for file in lists:
        rows, refused = _listed(upload, file, set(map(file_key, files.values())))
        given |= rows
        yield from refused
    for file, name in files.items():
        if file in lists:
            continue
        row = given.get(file_key(name))
        document = Document(
            # Names come again with other contents; an upload's number does not.
            source=f"upload {upload.pk}!{name}",
            name=name,
            file=io.BufferedReader(_Pieces(upload, file)),
            budget=budget,
            stated=row.stated if row else Stated(),
        )
        yield from read_document(document, names=names, any_name=False)


def _listed(upload: Upload, file: int, beside: set[str]) -> tuple[Mapping[str, Given], list[Rejected]]:
    """What a list of outlets says of the files handed in with it, and what of it is no use."""
    refused: list[Rejected] = []

    def tell(line: int | None, reason: Reason) -> None:
        refused.append(Rejected(source=f"{NAME}:{line}" if line else NAME, reason=reason))

    raw = io.BufferedReader(_Pieces(upload, file)).read(MAX_BYTES + 1)
    return read_list(raw, is_there=beside.__contains__, tell=tell), refused


def _files(upload: Upload) -> list[tuple[int, str]]:
    return list(upload.pieces.filter(number=0).order_by("file").values_list("file", "name"))


class _Pieces(io.RawIOBase):
    """A file that was handed in, read piece by piece from the database."""

    def __init__(self, upload: Upload, file: int) -> None:
        self._pieces = upload.pieces.filter(file=file)
        self._number = 0
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            data = self._pieces.filter(number=self._number).values_list("data", flat=True).first()
            self._rest = memoryview(bytes(data or b""))
            self._number += 1
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
