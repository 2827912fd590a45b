"""Feeds that are polled, how they fare, and the articles they have announced."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.outlets import Outlet
from articles.models.reasons import ReasonField

if TYPE_CHECKING:
    from articles.ingest.feeds import Entry

LEAST_MINUTES = 5
MOST_MINUTES = 24 * 60
LONGEST_ADDRESS = 2000
LONGEST_TITLE = 500
# However often it failed: a feed that is repaired should be noticed within a day.
LONGEST_PAUSE = timedelta(days=1)
# Feeds that were added together would otherwise be polled together for ever.
JITTER = 0.1
# A page that can't be had is asked for again after 10 minutes, then 40, then 160.
MOST_ATTEMPTS = 4
FIRST_PAUSE = timedelta(minutes=10)


class FeedState(models.TextChoices):
    ACTIVE = "active", _("Polled")
    PAUSED = "paused", _("Paused")
    REMOVED = "removed", _("Removed")


class FeedHealth(models.TextChoices):
    NEW = "new", _("Not polled yet")
    WELL = "well", _("Works")
    FAILING = "failing", _("Fails")
    PAUSED = "paused", _("Paused")


def pause(interval: timedelta, *, failures: int, chance: float) -> timedelta:
    """How long to wait before the next poll: twice as long for each failure in a row, at most a day.

    `chance`, from 0 to 1, spreads polls by a tenth to either side.
    """
    doubled = min(interval * 2.0 ** min(failures, 20), LONGEST_PAUSE)
    return doubled * (1 + JITTER * (2 * chance - 1))


class FeedQuerySet(models.QuerySet["Feed"]):
    def kept(self) -> Self:
        return self.exclude(state=FeedState.REMOVED)

    def due(self, now: datetime) -> Self:
        return self.filter(state=FeedState.ACTIVE, next_poll__lte=now).order_by("next_poll", "pk")

    def with_counts(self) -> Self:
        """Each with `article_count`, the articles it brought, and `waiting_count`, those still to be had."""
        return self.annotate(
            article_count=_entries_in(EntryState.TAKEN), waiting_count=_entries_in(EntryState.WAITING)
        )


def _entries_in(state: str) -> Coalesce:
    entries = FeedEntry.objects.filter(feed=models.OuterRef("pk"), state=state).order_by().values("feed")
    return Coalesce(models.Subquery(entries.annotate(n=models.Count("pk")).values("n")), 0)


class Feed(models.Model):
    """One address; `outlet` is that of all its articles, none where each article's page is to tell."""

    # As long as a subject of the log may be.
    address = models.URLField(_("address"), unique=True, max_length=700)
    outlet = models.ForeignKey(
        Outlet,
        verbose_name=_("outlet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="feeds",
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=FeedState, default=FeedState.ACTIVE)
    interval = models.PositiveIntegerField(
        _("minutes between polls"),
        default=30,
        validators=[MinValueValidator(LEAST_MINUTES), MaxValueValidator(MOST_MINUTES)],
    )
    added = models.DateTimeField(auto_now_add=True)

    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=300, blank=True)
    next_poll = models.DateTimeField(default=timezone.now)
    last_success = models.DateTimeField(null=True, blank=True)
    last_error = models.DateTimeField(null=True, blank=True)
    error = ReasonField(blank=True)
    failures = models.PositiveIntegerField(default=0)  # in a row

    article_count: int  # annotated by with_counts()
    waiting_count: int

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = (
            models.CheckConstraint(
                name="feed_state_is_known", condition=models.Q(state__in=FeedState.values)
            ),
            models.CheckConstraint(
                name="feed_interval_is_sensible",
                condition=models.Q(interval__gte=LEAST_MINUTES, interval__lte=MOST_MINUTES),
            ),
        )
        indexes = (
            # What is to be polled now.
            models.Index(name="feed_due", fields=("next_poll",), condition=models.Q(state=FeedState.ACTIVE)),
        )

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def health(self) -> FeedHealth:
        if self.state == FeedState.PAUSED:
            return FeedHealth.PAUSED
        if self.failures:
            return FeedHealth.FAILING
        return FeedHealth.WELL if self.last_success else FeedHealth.NEW

    def succeed(self, now: datetime, *, chance: float) -> None:
        """Note that it answered; the caller saves."""
        self.last_success = now
        self.failures = 0
        self.error = ""
        self.next_poll = now + pause(timedelta(minutes=self.interval), failures=0, chance=chance)

    def fail(self, reason: str, now: datetime, *, chance: float, retry_after: int | None = None) -> None:
        """Note why it couldn't be read; the caller saves. `retry_after`: seconds, as the server asked."""
        self.last_error = now
        self.failures += 1
        self.error = reason
        self.next_poll = now + max(
            pause(timedelta(minutes=self.interval), failures=self.failures, chance=chance),
            min(timedelta(seconds=retry_after or 0), LONGEST_PAUSE),
        )


class EntryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    TAKEN = "taken", _("Taken in")
    REJECTED = "rejected", _("Refused")


class FeedEntryQuerySet(models.QuerySet["FeedEntry"]):
    def due(self, now: datetime) -> Self:
        return self.filter(
            state=EntryState.WAITING, next_try__lte=now, feed__state=FeedState.ACTIVE
        ).order_by("next_try", "pk")

    def announce(self, feed: Feed, entries: "Iterable[Entry]", *, now: datetime) -> None:
        """Keep the entries that are new, and those that have changed since they were taken in, to be had."""
        rows = {
            digest(entry.key): FeedEntry(
                feed=feed,
                key=digest(entry.key),
                address=entry.url,
                title=entry.title[:LONGEST_TITLE],
                author=entry.author[:LONGEST_TITLE],
                published=entry.published,
                precision=entry.precision or "",
                updated=entry.updated,
                seen=now,
                next_try=now,
            )
            for entry in entries
        }
        known = {row.key: row for row in self.filter(feed=feed, key__in=rows)}
        self.bulk_create((row for key, row in rows.items() if key not in known), ignore_conflicts=True)
        changed = [row for key, row in known.items() if row.is_older_than(rows[key], now=now)]
        for row in changed:
            row.updated, row.state, row.attempts, row.next_try = (
                rows[row.key].updated,
                EntryState.WAITING,
                0,
                now,
            )
        self.bulk_update(changed, ["updated", "state", "attempts", "next_try"])


def digest(key: str) -> str:
    """A feed's own key for an entry, of a length that an index takes."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


class FeedEntry(models.Model):
    """An article that a feed announced, and whether it has been taken in; `key` is a digest of the feed's."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=64)
    address = models.URLField(max_length=LONGEST_ADDRESS, blank=True)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    author = models.CharField(max_length=LONGEST_TITLE, blank=True)
    published = models.DateTimeField(null=True)
    precision = models.CharField(max_length=10, blank=True)
    updated = models.DateTimeField(null=True)
    seen = models.DateTimeField(default=timezone.now)
    fetched = models.DateTimeField(null=True)

    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.WAITING)
    next_try = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = ReasonField(blank=True)
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="announcements")

    objects = FeedEntryQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="feed_entry_once", fields=("feed", "key")),
            models.CheckConstraint(
                name="feed_entry_state_is_known", condition=models.Q(state__in=EntryState.values)
            ),
        )
        indexes = (
            # What is to be fetched now.
            models.Index(
                name="feed_entry_due",
                fields=("next_try",),
                condition=models.Q(state=EntryState.WAITING),
            ),
            # How many a feed has brought, and what it brought last.
            models.Index(name="feed_entry_states", fields=("feed", "state", "-id")),
        )

    def __str__(self) -> str:
        return self.title or self.address

    def is_older_than(self, other: "FeedEntry", *, now: datetime) -> bool:
        """Whether the feed says that this has changed since it was fetched, and it is time to look.

        Some feeds say so at every poll: each time the article is left alone for twice as long.
        """
        says_so = other.updated is not None and (self.updated is None or self.updated < other.updated)
        if not says_so or self.fetched is None:
            return False
        return now >= self.fetched + max(FIRST_PAUSE, self.fetched - self.seen)

    def take(self, article: Article | None, now: datetime) -> None:
        """Note that it has been taken in; the caller saves."""
        self.state, self.article, self.fetched, self.reason = EntryState.TAKEN, article, now, ""

    def reject(self, reason: str) -> None:
        """Note that it is no article; the caller saves."""
        self.state, self.reason = EntryState.REJECTED, reason

    def miss(self, reason: str, now: datetime) -> None:
        """Note that it couldn't be had this time; the caller saves."""
        self.attempts += 1
        self.reason = reason
        if self.attempts >= MOST_ATTEMPTS:
            self.reject(reason)
        self.next_try = now + FIRST_PAUSE * 4 ** (self.attempts - 1)
