"""Addresses: what was fetched from one, read as the article it is."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from articles.ingest.articles import make_article
from articles.ingest.blocks import find_blocks
from articles.ingest.decode import decode
from articles.ingest.discovery import Get, read
from articles.ingest.documents import Item, made
from articles.ingest.feeds import is_feed
from articles.ingest.fetch import FEED_TYPES, PAGE_TYPES, Fetched
from articles.ingest.html import read_html
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import (
    UNKNOWN,
    ArticleRecord,
    How,
    IngestError,
    Known,
    OutletRef,
    Rejected,
    Stated,
)

# What an address has, besides or in place of others, where a site shows an article to phones.
_EDITIONS = frozenset({"www", "m", "mobile", "touch", "wap", "amp", "outputtype"})
# What links carry to tell a site who sent its reader; the page is the same without.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|ocid|cmpid", re.IGNORECASE)


def read_link(fetched: Fetched, *, outlet: Known[OutletRef | None] = UNKNOWN) -> ArticleRecord:
    """The article at an address, known again by it; IngestError if there is none.

    Its address is the one that the page calls its own, where both are the same but for the edition: what
    templates say of other addresses is too often the same for all pages of a site.
    """
    source = plain_address(fetched.url)
    given: Known[str | None] = Known(value=source, how=How.GIVEN, evidence=source)
    host = urlsplit(source).hostname or ""
    if fetched.content_type == "text/plain":
        decoded = decode(fetched.body)
        return make_article(
            decoded.text,
            find_blocks(decoded.text),
            source=source,
            source_file=host,
            sha256=hashlib.sha256(fetched.body).hexdigest(),
            encoding=decoded.encoding,
            stated=Stated(url=given, outlet=outlet),
        )
    record = read_html(
        fetched.body,
        source=source,
        source_file=host,
        stated=Stated(outlet=outlet),
        charset=fetched.charset,
        address=source,
    )
    return record if _page(record.url.value or "") == _page(source) else replace(record, url=given)


def read_addresses(addresses: Iterable[str], *, get: Get) -> Iterator[Item]:
    """The articles at these addresses; at a feed's address those that it announces."""
    for address in addresses:
        try:
            fetched = get(address, types=PAGE_TYPES + FEED_TYPES)
            announced = read(fetched).entries if is_feed(fetched.body) else None
        except IngestError as error:
            yield Rejected(source=address, reason=error.reason)
            continue
        if announced is None:
            yield made(partial(read_link, fetched), source=address)
        else:
            yield from (read_address(entry.url or entry.key, get=get) for entry in announced)


def read_address(address: str, *, get: Get) -> Item:
    """The article at one address, or why there is none."""

    def read_page() -> ArticleRecord:
        fetched = get(address, types=PAGE_TYPES + FEED_TYPES)
        if is_feed(fetched.body):
            raise IngestError(_("a feed, not an article; administrators add it on the page “Feeds”"))
        return read_link(fetched)

    return made(read_page, source=address)


def spellings(url: str) -> frozenset[str]:
    """An address with and without what sites leave out as they like, and send readers on from."""
    parts = urlsplit(url)
    path, host = parts.path.rstrip("/"), parts.netloc.removeprefix("www.")
    return frozenset(
        urlunsplit((scheme, www + host, path + slash, parts.query, ""))
        for scheme in ("http", "https")
        for www in ("", "www.")
        for slash in ("", "/")
    )


def _page(url: str) -> tuple[str, list[str], list[tuple[str, str]]]:
    """An address without scheme and whatever tells editions for phones and other programs apart."""
    parts = urlsplit(url)
    labels, segments = parts.netloc.split("."), parts.path.removesuffix(".amp").split("/")
    query = [(name, value) for name, value in parse_qsl(parts.query) if name.lower() not in _EDITIONS]
    host = ".".join(labels[1:] if labels[0] in _EDITIONS else labels)
    return host, [segment for segment in segments if segment and segment not in _EDITIONS], query


def plain_address(url: str) -> str:
    """An address without its fragment and without what only tells who sent the reader."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not _TRACKING.fullmatch(name)]
    # Written anew only where something goes: sites differ in how they write the rest.
    text = parts.query if len(kept) == len(query) else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", text, ""))
