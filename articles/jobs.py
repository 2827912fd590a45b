"""Work that is done apart from the pages, by `manage.py worker` on this machine or on others.

Every job may run again, since the worker that did it may have been killed before it could say so: it asks
the tables what is still to do. A job that must not wait twice names a queueing lock.
"""

import random
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateWorker
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from articles import pipeline
from articles.coverage import cover
from articles.coverage.sections import version
from articles.ingest.fetch import fetch
from articles.models import Feed, FeedEntry, Story, Upload
from articles.names.proposals import propose_alike
from articles.pipeline import uploads
from articles.pipeline.polling import poll, take_in

# A job that was under way each time its worker died is taken for the cause.
MOST_ATTEMPTS = 3
KEPT_HOURS = 7 * 24
# More wait in the table: a queue of jobs would only be a second list of them.
MOST_QUEUED = 200
# So long the vectors of articles keep a worker from other work.
CATCH_UP_SECONDS = 15

get = partial(fetch, allowed_hosts=settings.FETCH_HOSTS)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Put back the jobs whose worker has given no sign of life for half a minute."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts >= MOST_ATTEMPTS:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
            continue
        try:
            await manager.retry_job(job)
        except UniqueViolation:  # the same work waits already
            await manager.finish_job(job, status=Status.ABORTED, delete_job=False)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_finished")
async def forget_finished(timestamp: int) -> None:
    """Delete the jobs that ended a week ago, failed ones too."""
    await app.job_manager.delete_old_jobs(
        nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="catch_up", priority=-10)
def catch_up(timestamp: int) -> None:
    """Read the articles that wait for it and make their vectors, by turns with other work."""
    if pipeline.catch_up(seconds=CATCH_UP_SECONDS):
        with suppress(AlreadyEnqueued):
            app.configure_task("articles.jobs.catch_up", queueing_lock="catch_up", priority=-10).defer(
                timestamp=timestamp
            )


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cover_waiting", priority=-10)
def cover_waiting(timestamp: int) -> None:
    """Ask for the stories whose articles are to be compared, or were by other rules."""
    Story.objects.cover_with(version())
    for story in Story.objects.to_cover()[:MOST_QUEUED]:
        _ask("cover_story", priority=-15, story=story.pk)


@app.task
def cover_story(story: int) -> None:
    """Compare all articles of a story with each other, if they have changed since."""
    cover(story)


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="compare_names", priority=-20)
def compare_names(timestamp: int) -> None:
    """Propose to people names that differ by a slip of the pen, of those that are new."""
    propose_alike()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="poll_due")
def poll_due(timestamp: int) -> None:
    """Ask for the feeds whose time has come, and for the articles that still wait to be fetched."""
    now = timezone.now()
    for feed in Feed.objects.due(now)[:MOST_QUEUED]:
        ask_to_poll(feed)
    for entry in FeedEntry.objects.due(now)[:MOST_QUEUED]:
        _ask_to_take_in(entry)


@app.task
def poll_feed(feed: int) -> None:
    """Poll one feed, if it is still due, and ask for the articles it announces."""
    now = timezone.now()
    due = Feed.objects.due(now).select_related("outlet").filter(pk=feed).first()
    if due is None:
        return
    poll(due, get=get, now=now, chance=random.random())
    for entry in FeedEntry.objects.due(now).filter(feed=feed)[:MOST_QUEUED]:
        _ask_to_take_in(entry)


@app.task
def take_in_entry(entry: int) -> None:
    """Fetch one announced article, if it still waits."""
    now = timezone.now()
    waiting = FeedEntry.objects.due(now).select_related("feed__outlet").filter(pk=entry).first()
    if waiting:
        take_in(waiting, get=get, now=now)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_in_forgotten")
def take_in_forgotten(timestamp: int) -> None:
    """Ask for what was handed in while the process that should have read it was killed."""
    for upload in Upload.objects.forgotten(timezone.now())[:MOST_QUEUED]:
        ask_to_take_in_upload(upload)


@app.task
def take_in_upload(upload: int) -> None:
    """Read what an editor handed in, if that is still to do."""
    waiting = Upload.objects.select_related("run", "by").filter(pk=upload).first()
    if waiting:
        uploads.take_in(waiting, get=get)


def has_worker(now: datetime) -> bool:
    """Whether a worker has given a sign of life in the last minute."""
    workers = ProcrastinateWorker.objects.filter(last_heartbeat__gte=now - timedelta(minutes=1))
    return bool(workers.exists())


def ask_to_poll(feed: Feed) -> None:
    """Let a worker poll the feed; asking twice is as good as once."""
    _ask("poll_feed", lock=urlsplit(feed.address).hostname, feed=feed.pk)


def ask_to_cover(story: Story) -> None:
    """Let a worker compare a story's articles before all else: somebody is waiting to read it."""
    _ask("cover_story", priority=10, story=story.pk)


def ask_to_take_in_upload(upload: Upload) -> None:
    """Let a worker read what was handed in."""
    _ask("take_in_upload", upload=upload.pk)


def _ask_to_take_in(entry: FeedEntry) -> None:
    _ask("take_in_entry", lock=urlsplit(entry.address).hostname, entry=entry.pk)


def _ask(task: str, *, lock: str | None = None, priority: int = 0, **subject: int) -> None:
    """Let a worker do a task with one row, unless that waits already.

    Of what has one lock, a host, one thing is done at a time.
    """
    (number,) = subject.values()
    job = app.configure_task(
        f"articles.jobs.{task}", lock=lock, queueing_lock=f"{task} {number}", priority=priority
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(**subject)
