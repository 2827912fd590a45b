"""Find paragraphs that outlets repeat in article after article, and cut those that are named."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.changes import ChangeError, make
from articles.changes.outlet_parts import PART_KIND, find_offers, part_subject
from articles.models import Outlet


class Command(BaseCommand):
    help = "Lists the paragraphs that an outlet's articles repeat whatever they are about."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("outlets", nargs="*", metavar="OUTLET", help="by its short name; all without one")
        parser.add_argument(
            "--cut", metavar="TEXT", help="cut the one that begins so from all articles of the outlet"
        )

    def handle(self, *args: Any, outlets: list[str], cut: str | None, **options: Any) -> None:
        found = Outlet.objects.publishing().by_name()
        chosen = list(found.filter(slug__in=outlets) if outlets else found)
        if unknown := set(outlets).difference(outlet.slug for outlet in chosen):
            raise CommandError(f"no article of such an outlet: {', '.join(sorted(unknown))}")
        if cut is not None:
            if len(outlets) != 1:
                raise CommandError("--cut needs one outlet")
            self._cut(chosen[0], cut)
            return
        for outlet in chosen:
            for offer in find_offers(outlet):
                counts = f"{len(offer.articles)} articles, {offer.days} days"
                self.stdout.write(f"{outlet.slug}\t{counts}\t{offer.text}")

    def _cut(self, outlet: Outlet, beginning: str) -> None:
        texts = [offer.text for offer in find_offers(outlet) if offer.text.startswith(beginning)]
        if len(texts) != 1:
            raise CommandError(f"{len(texts)} repeated paragraphs begin so, where one should")
        try:
            make(PART_KIND, part_subject(outlet, texts[0]), True, by=None)
        except ChangeError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Cut; a worker reads the articles again that it stands in.")
