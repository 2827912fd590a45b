"""Write what editors decided about links, for those who train and measure the rules."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.exports.corrections import corrections_as_lines


class Command(BaseCommand):
    help = "Writes every verdict of an editor on a link between two sentences, as JSON Lines."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in corrections_as_lines():
            self.stdout.write(line)
