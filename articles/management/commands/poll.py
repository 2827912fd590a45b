"""Poll feeds now, in this process: what a worker does by the clock."""

import random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles import jobs
from articles.models import Feed, FeedEntry
from articles.models.feeds import EntryState
from articles.polling import poll, take_in


class Command(BaseCommand):
    help = "Polls the feeds that are due, or those named, and takes in the articles they announce."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="of a feed, due or not")

    def handle(self, *args: Any, addresses: list[str], **options: Any) -> None:
        feeds = _named(addresses) if addresses else list(Feed.objects.due(timezone.now()))
        for feed in feeds:
            self._poll(feed)
        if not feeds:
            self.stdout.write("No feed is due.")

    def _poll(self, feed: Feed) -> None:
        polled = poll(feed, get=jobs.get, now=timezone.now(), chance=random.random())
        if polled.reason:
            self.stderr.write(f"failed {feed.address}: {polled.reason}")
        else:
            self.stdout.write(f"{polled.new} new in {feed.address}")
        for entry in FeedEntry.objects.due(timezone.now()).filter(feed=feed).select_related("feed__outlet"):
            self._take_in(entry)

    def _take_in(self, entry: FeedEntry) -> None:
        result = take_in(entry, get=jobs.get, now=timezone.now())
        if entry.state == EntryState.TAKEN:
            self.stdout.write(f"{result.outcome if result else 'unchanged'} {entry.address}")
        else:
            self.stderr.write(f"{entry.get_state_display()} {entry.address}: {entry.reason}")


def _named(addresses: list[str]) -> list[Feed]:
    known = {feed.address: feed for feed in Feed.objects.kept().filter(address__in=addresses)}
    if unknown := [address for address in addresses if address not in known]:
        raise CommandError(f"There is no feed of this address: {unknown[0]}", returncode=2)
    return [known[address] for address in addresses]
