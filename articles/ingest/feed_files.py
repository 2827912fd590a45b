"""RSS and Atom files that hold whole articles; an entry that is only a summary is none."""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from typing import TypeVar

from articles.ingest.articles import make_article
from articles.ingest.documents import Document, Item, Reading, made, read_whole
from articles.ingest.feeds import Channel, Entry, read_feed
from articles.ingest.html import find_fragment_blocks
from articles.ingest.markup import outlet_at
from articles.ingest.outlets import given_outlet
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import (
    UNKNOWN,
    ArticleRecord,
    How,
    IngestError,
    Known,
    OutletRef,
    Stated,
)

T = TypeVar("T")

MAX_FEED_BYTES = 20_000_000
# What a feed calls a summary is taken for an article from this many words on: many know no other element.
SHORTEST_DESCRIPTION = 80
_SECTION = re.compile(r"\s+[-–—|»/:]\s+|\s*[|»]\s*")
_LONGEST_NAME = 100


def read_feed_file(document: Document, reading: Reading) -> Iterator[Item]:
    channel = read_feed(read_whole(document, limit=MAX_FEED_BYTES), most=None)
    if not channel.entries:
        raise IngestError(_("a feed without entries"))
    for number, entry in enumerate(channel.entries, 1):
        source = f"{document.source}!{entry.url or entry.key or f'entry {number}'}"
        yield made(partial(_article, entry, channel, document, source), source=source)


def _article(entry: Entry, channel: Channel, document: Document, source: str) -> ArticleRecord:
    if not entry.content.strip():
        raise IngestError(_("an entry without text: only its title and address"))
    text, blocks = find_fragment_blocks(entry.content, headline=entry.title)
    words = sum(len(text[block.start : block.end].split()) for block in blocks if block.kept)
    if entry.is_summary and words < SHORTEST_DESCRIPTION:
        raise IngestError(
            _("only a summary of {words} words; the article itself is at its address"), words=words
        )
    return make_article(
        text,
        blocks,
        source=source,
        source_file=document.name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        stated=_stated(entry, channel).or_else(Stated(outlet=document.stated.outlet)),
    )


def _stated(entry: Entry, channel: Channel) -> Stated:
    def known(value: T | None, name: str) -> Known[T | None]:
        return Known(value=value, how=How.MARKUP, evidence=f"{name}: {value}"[:200]) if value else UNKNOWN

    return Stated(
        headline=known(entry.title, "title"),
        outlet=_outlet(entry, channel),
        author=known(entry.author, "author"),
        url=known(entry.url, "link"),
        published=known(entry.published, "published"),
        precision=entry.precision,
        language=known(channel.language.partition("-")[0].lower(), "language"),
    )


def _outlet(entry: Entry, channel: Channel) -> Known[OutletRef | None]:
    """The outlet whose site the entry is on, else the feed's title without the name of a section."""
    listed = outlet_at(entry.url) or outlet_at(channel.site)
    if listed:
        return Known(value=listed, how=How.MARKUP, evidence=f"link: {entry.url or channel.site}"[:200])
    name = _SECTION.split(channel.title)[0].strip()
    if not any(map(str.isalpha, name)) or len(name) > _LONGEST_NAME:
        return UNKNOWN
    return Known(value=given_outlet(name), how=How.MARKUP, evidence=f"title: {channel.title}"[:200])
