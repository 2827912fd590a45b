"""Polling: ask feeds what is new, and take in the articles they announce."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from articles.ingest.discovery import Get, read
from articles.ingest.fetch import FEED_TYPES, PAGE_TYPES, FetchError
from articles.ingest.links import plain_address, read_link
from articles.ingest.reasons import NO_REASON, Reason
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import UNKNOWN, ArticleRecord, How, IngestError, Known, OutletRef, Precision
from articles.models import Article, Feed, FeedEntry
from articles.models.feeds import EntryState
from articles.pipeline import Outcome, Result, ingest

# Answers that stay: asking again would be no use.
_LASTING = frozenset({401, 402, 403, 404, 410, 451})
_POLLED = ("etag", "last_modified", "title", "next_poll", "last_success", "last_error", "error", "failures")


@dataclass(frozen=True, kw_only=True)
class Polled:
    """What a poll brought: the number of new articles announced, or the reason why it failed."""

    new: int = 0
    reason: Reason = NO_REASON


def poll(feed: Feed, *, get: Get, now: datetime, chance: float) -> Polled:
    """Ask a feed what is new and note it, with how the feed fares; the articles themselves come later.

    `chance`, from 0 to 1, spreads the polls of feeds.
    """
    try:
        fetched = get(
            feed.address, types=FEED_TYPES + PAGE_TYPES, etag=feed.etag, last_modified=feed.last_modified
        )
        channel = None if fetched.is_unchanged else read(fetched)
    except IngestError as error:
        retry_after = error.retry_after if isinstance(error, FetchError) else None
        feed.fail(error.reason, now, chance=chance, retry_after=retry_after)
        feed.save(update_fields=_POLLED)
        return Polled(reason=error.reason)
    waiting = feed.entries.filter(state=EntryState.WAITING)
    with transaction.atomic():
        before = waiting.count()
        if channel:
            FeedEntry.objects.announce(feed, channel.entries, now=now)
            feed.title = channel.title[:300] or feed.title
            feed.etag, feed.last_modified = fetched.etag, fetched.last_modified
        feed.succeed(now, chance=chance)
        feed.save(update_fields=_POLLED)
        return Polled(new=waiting.count() - before)


def take_in(entry: FeedEntry, *, get: Get, now: datetime) -> Result | None:
    """Fetch the article that a feed announced and keep it; None where it is there already or can't be had.

    The entry notes what became of it.
    """
    try:
        result = _taken_in(entry, get=get)
    except FetchError as error:
        if error.status in _LASTING:
            entry.reject(error.reason)
        else:
            entry.miss(error.reason, now)
        result = None
    except IngestError as error:
        entry.reject(error.reason)
        result = None
    else:
        if result and result.outcome is Outcome.REJECTED:
            entry.reject(result.reason)
        else:
            entry.take(result.article if result else _known(entry), now)
    entry.save()
    return result


def _taken_in(entry: FeedEntry, *, get: Get) -> Result | None:
    if not entry.address:
        raise IngestError(_("the feed gives no address for it"))
    if entry.fetched is None and _known(entry):
        return None  # another feed has brought it
    fetched = get(entry.address, types=PAGE_TYPES)
    record = read_link(fetched, outlet=_outlet(entry.feed))
    (result,) = ingest([_completed(record, entry)])
    return result


def _known(entry: FeedEntry) -> Article | None:
    return Article.objects.filter(source=plain_address(entry.address)).first()


def _outlet(feed: Feed) -> Known[OutletRef | None]:
    """The outlet that was named when the feed was added."""
    if feed.outlet is None:
        return UNKNOWN
    return Known(value=feed.outlet.ref, how=How.GIVEN, evidence=feed.address)


def _completed(record: ArticleRecord, entry: FeedEntry) -> ArticleRecord:
    """The record with what only the feed knows."""

    def known(value: object) -> Known[object]:
        return Known(value=value, how=How.MARKUP, evidence=entry.feed.address)

    more: dict[str, object] = {
        name: known(getattr(entry, name))
        for name in ("author", "published")
        if getattr(entry, name) and getattr(record, name).value is None
    }
    if entry.title and record.headline.value is None:
        more["headline"] = known(entry.title)
    if "published" in more:
        more["published_precision"] = Precision(entry.precision)
    return replace(record, **more)  # type: ignore[arg-type]  # of the fields' own types
