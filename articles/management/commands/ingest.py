"""Take in files, folders and addresses of articles, and say what became of each."""

import os
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles import jobs
from articles.ingest.documents import Item
from articles.ingest.fields import FIELDS, FieldNames
from articles.ingest.links import read_addresses
from articles.ingest.readers import read_paths, size_of
from articles.ingest.records import IngestError
from articles.pipeline import Outcome, Result, catch_up, ingest, running

# So many bytes an address counts for where files are read too.
_PAGE = 100_000


class Command(BaseCommand):
    help = (
        "Takes in articles from files and folders of all formats in docs/formats.md, and from addresses of "
        "articles and feeds; twice adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "sources",
            nargs="+",
            metavar="SOURCE",
            help="a file, a folder, or an address that begins with http",
        )
        parser.add_argument(
            "--poll",
            action="store_true",
            help="the sources are feeds, or pages that name one: poll them from now on",
        )
        parser.add_argument(
            "--field",
            action="append",
            default=[],
            metavar="FIELD=NAME",
            help=f"where JSON or CSV call a field by another name; fields: {', '.join(FIELDS)}",
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            metavar="N",
            help="read in so many processes (%(default)s)",
        )
        when = parser.add_mutually_exclusive_group()
        when.add_argument("--later", action="store_true", help="only keep the articles; a worker reads them")
        when.add_argument(
            "--now", action="store_true", help="leave nothing to a worker, whose part takes longest of all"
        )

    def handle(self, *args: Any, sources: list[str], **options: Any) -> None:
        addresses = [source for source in sources if source.lower().startswith(("http://", "https://"))]
        paths = [Path(source) for source in sources if source not in addresses]
        if options["poll"]:
            self._subscribe(addresses, paths)
            return
        missing = [path for path in paths if not path.exists()]
        if missing:
            raise CommandError(f"There is no such file or folder: {missing[0]}", returncode=2)
        counts: Counter[Outcome] = Counter()
        try:
            names = FieldNames.parse(options["field"])
            with running(sources=sources, command="manage.py ingest") as run:
                progress = _Progress(paths, addresses)
                records = progress.of_reading(
                    chain(
                        read_paths(paths, names=names, heard=progress.read),
                        read_addresses(progress.of_asking(addresses), get=jobs.get),
                    )
                )
                results = ingest(
                    records, processes=options["processes"], run=run, analyse=not options["later"]
                )
                for result in progress.shown(results):
                    counts[result.outcome] += 1
                    self._tell(result, verbose=options["verbosity"] > 1)
        except IngestError as error:
            raise CommandError(str(error)) from error
        if not counts:
            # No error: an empty site starts all the same, and says how to bring articles in.
            self.stderr.write(f"No articles in {', '.join(sources)}")
            return
        self.stdout.write(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome))
        if options["now"]:
            catch_up(seconds=float("inf"))

    def _subscribe(self, addresses: list[str], paths: list[Path]) -> None:
        if paths:
            raise CommandError(
                f"Only an address that begins with http can be polled: {paths[0]}", returncode=2
            )
        call_command("poll", *addresses, subscribe=True, stdout=self.stdout, stderr=self.stderr)

    def _tell(self, result: Result, *, verbose: bool) -> None:
        because = f": {result.reason}" if result.reason else ""
        line = f"{result.outcome} {result.source}{because}"
        if result.outcome is Outcome.REJECTED:
            self._write(line, sys.stderr)
        elif verbose or result.outcome is not Outcome.UNCHANGED:
            self._write(line, sys.stdout)

    def _write(self, line: str, stream: Any) -> None:
        """Above the progress bar, if there is one."""
        with tqdm.external_write_mode(file=stream):
            (self.stderr if stream is sys.stderr else self.stdout).write(line)


class _Progress:
    """How far a run has come: by bytes of files, packed ones as they are packed, and by addresses.

    Reading is ahead of storing: the bar stands where reading was when what is now stored was read.
    """

    def __init__(self, paths: Sequence[Path], addresses: Sequence[str]) -> None:
        self._paths, self._addresses = paths, addresses
        self._address = _PAGE if paths else 1
        self._position = 0
        self._positions: deque[int] = deque()

    def read(self, size: int) -> None:
        self._position += size

    def of_asking(self, addresses: Iterable[str]) -> Iterator[str]:
        for address in addresses:
            self._position += self._address
            yield address

    def of_reading(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            self._positions.append(self._position)
            yield item

    def shown(self, results: Iterable[Result]) -> Iterator[Result]:
        """On a terminal with a bar, the rate and the time that is left; elsewhere without."""
        with self._bar() as bar:
            for number, result in enumerate(results, start=1):
                yield result
                rate = number / (bar.format_dict["elapsed"] or 1)
                bar.set_postfix_str(f"{number:,} articles, {rate:.1f}/s", refresh=False)
                bar.update(self._positions.popleft() - bar.n)
            # The last file is closed after its last article; one that nobody could read tells nothing.
            bar.update((bar.total or self._position) - bar.n)

    def _bar(self) -> "tqdm[NoReturn]":
        unit = {"unit": "B", "unit_scale": True} if self._paths else {"unit": " addresses"}
        total = None
        if sys.stderr.isatty():  # without a bar nobody needs to walk through the folders first
            total = size_of(self._paths) + self._address * len(self._addresses)
        return tqdm(total=total, disable=None, smoothing=0.05, dynamic_ncols=True, **unit)
