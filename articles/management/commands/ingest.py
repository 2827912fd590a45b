"""Take in files, folders and addresses of articles, and say what became of each."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles import jobs
from articles.ingest.fields import FIELDS, FieldNames
from articles.ingest.links import read_addresses
from articles.ingest.readers import read_paths
from articles.ingest.records import IngestError
from articles.pipeline import Outcome, Result, catch_up, ingest, running


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
                records = chain(read_paths(paths, names=names), read_addresses(addresses, get=jobs.get))
                results = ingest(
                    records, processes=options["processes"], run=run, analyse=not options["later"]
                )
                for result in _with_progress(results):
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


def _with_progress(results: Iterable[Result]) -> Iterator[Result]:
    """On a terminal a bar with the rate; elsewhere nothing but the lines that are written anyway."""
    yield from tqdm(results, unit=" articles", disable=None, smoothing=0.05)
