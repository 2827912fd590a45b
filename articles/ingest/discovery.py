"""The feeds at an address that a person gives: a feed itself, or a page that names some."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from articles.ingest.feeds import Channel, FeedLink, find_feeds, is_feed, read_feed
from articles.ingest.fetch import FEED_TYPES, PAGE_TYPES, Fetched
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError

# A page names a feed for every section and for comments; the first are of all its articles.
MOST_FEEDS = 4


class Get(Protocol):
    """Fetches an address: articles.ingest.fetch.fetch with the limits of this site."""

    def __call__(
        self, url: str, *, types: Sequence[str], etag: str = "", last_modified: str = ""
    ) -> Fetched: ...


@dataclass(frozen=True, kw_only=True)
class Found:
    """A feed with the address to poll it at."""

    url: str
    channel: Channel


def discover(address: str, *, get: Get) -> tuple[Found, ...]:
    """The feeds at an address, at least one; IngestError says why there is none."""
    fetched = get(address, types=FEED_TYPES + PAGE_TYPES)
    if is_feed(fetched.body):
        return (Found(url=address, channel=read(fetched)),)
    links = find_feeds(fetched.body, url=fetched.url, charset=fetched.charset)[:MOST_FEEDS]
    if not links:
        raise IngestError(_("no feed, and a page that names none"), source=address)
    found = tuple(_found(links, get=get))
    if not found:
        raise IngestError(
            _("the page names a feed that can't be read: {url}"), url=links[0].url, source=address
        )
    return found


def read(fetched: Fetched) -> Channel:
    """What was fetched, as a feed; IngestError if it is none."""
    return read_feed(fetched.body, url=fetched.url, charset=fetched.charset)


def _found(links: Sequence[FeedLink], *, get: Get) -> Iterator[Found]:
    for link in links:
        try:
            yield Found(url=link.url, channel=read(get(link.url, types=FEED_TYPES + PAGE_TYPES)))
        except IngestError:
            continue  # another may do
