"""Look all over the collection for names that may be one and that no rule joins; people decide about them."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.names.proposals import propose_alike


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        compared, proposed = propose_alike()
        self.stdout.write(f"{compared} names compared, {proposed} pairs proposed")
