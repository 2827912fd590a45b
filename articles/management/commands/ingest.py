"""Take in files and folders of articles, and say what became of each."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.readers import read_paths
from articles.ingest.records import IngestError
from articles.pipeline import Outcome, ingest


class Command(BaseCommand):
    help = "Takes in articles from files and folders of plain text; ingesting twice adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        missing = [path for path in paths if not path.exists()]
        if missing:
            raise CommandError(f"There is no such file or folder: {missing[0]}", returncode=2)
        counts: Counter[Outcome] = Counter()
        try:
            for result in ingest(read_paths(paths)):
                counts[result.outcome] += 1
                self._tell(result.source, result.outcome, result.reason, verbose=options["verbosity"] > 1)
        except IngestError as error:
            raise CommandError(str(error)) from error
        if not counts:
            # No error: an empty site starts all the same, and says how to bring articles in.
            self.stderr.write(f"No articles in {', '.join(map(str, paths))}")
            return
        self.stdout.write(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome))

    def _tell(self, source: str, outcome: Outcome, reason: str, *, verbose: bool) -> None:
        because = f": {reason}" if reason else ""
        if outcome is Outcome.REJECTED:
            self.stderr.write(f"{outcome} {source}{because}")
        elif verbose or outcome is not Outcome.UNCHANGED:
            self.stdout.write(f"{outcome} {source}{because}")
