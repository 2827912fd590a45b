"""Poll feeds now, in this process: what a worker does by the clock."""

import random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles import jobs
from articles.changes import ChangeError, make
from articles.changes.feeds import FEED_KIND, feed_value
from articles.ingest.discovery import discover
from articles.ingest.markup import outlet_at
from articles.ingest.outlets import given_outlet
from articles.ingest.records import IngestError
from articles.models import Feed, FeedEntry
from articles.models.feeds import EntryState, FeedState
from articles.pipeline.polling import poll, take_in


class Command(BaseCommand):
    help = "Polls the feeds that are due, or those named, and takes in the articles they announce."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="of a feed, due or not")
        parser.add_argument(
            "--subscribe",
            action="store_true",
            help="of feeds, or of pages that name one: poll them from now on",
        )
        parser.add_argument(
            "--outlet", default="", metavar="NAME", help="with --subscribe: whose feeds they are"
        )

    def handle(self, *args: Any, addresses: list[str], subscribe: bool, outlet: str, **options: Any) -> None:
        if subscribe:
            addresses = [_subscribe(address, outlet=outlet) for address in addresses]
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
            self.stderr.write(f"{entry.state} {entry.address or entry.title}: {entry.reason}")


def _subscribe(address: str, *, outlet: str) -> str:
    """Poll from now on what is found at the address, first of all; the address it is polled at."""
    try:
        found = discover(address, get=jobs.get)[0]
    except IngestError as error:
        raise CommandError(f"{address}: {error.reason}") from error
    if not Feed.objects.filter(address=found.url, state=FeedState.ACTIVE).exists():
        ref = given_outlet(outlet) if outlet else outlet_at(found.channel.site) or outlet_at(found.url)
        value = feed_value(state=FeedState.ACTIVE, interval=30, outlet=ref)
        try:
            make(FEED_KIND, found.url, value, by=None)
        except ChangeError as error:
            raise CommandError(f"{found.url}: {error}") from error
    return found.url


def _named(addresses: list[str]) -> list[Feed]:
    known = {feed.address: feed for feed in Feed.objects.kept().filter(address__in=addresses)}
    if unknown := [address for address in addresses if address not in known]:
        raise CommandError(f"There is no feed of this address: {unknown[0]}", returncode=2)
    return [known[address] for address in addresses]
