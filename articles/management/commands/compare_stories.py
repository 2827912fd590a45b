"""Compare the articles of stories that wait for it, as a worker does."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.coverage import cover_newest
from articles.pipeline import catch_up


class Command(BaseCommand):
    help = "Compares the articles of stories that have changed, the newest stories first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seconds", type=float, default=float("inf"), help="begin no other story after so many seconds"
        )

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        end = time.monotonic() + seconds
        catch_up(seconds=seconds)
        stories = cover_newest(seconds=end - time.monotonic())
        if stories:
            self.stdout.write(f"{stories} {'story' if stories == 1 else 'stories'} compared.")
