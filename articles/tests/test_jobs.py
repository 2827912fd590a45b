"""Jobs whose worker died."""

from collections.abc import Awaitable, Iterator
from typing import TypeVar

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import jobs

pytestmark = pytest.mark.django_db

T = TypeVar("T")

manager = app.job_manager


def wait_for(answer: Awaitable[T]) -> T:
    async def wait() -> T:
        return await answer

    return async_to_sync(wait)()


def taken_by_a_dead_worker() -> ProcrastinateJob:
    """A job that a worker took before it fell silent a minute ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '1 minute') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        # What is put back is due now by the clock, which in a test's transaction stands still.
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    taken = wait_for(manager.fetch_job(queues=None, worker_id=worker))
    assert taken is not None
    job: ProcrastinateJob = ProcrastinateJob.objects.get(pk=taken.id)
    return job


def defer() -> None:
    app.configure_task("articles.jobs.forget_finished").defer(timestamp=0)


def retry_stalled() -> None:
    wait_for(jobs.retry_stalled(timestamp=0))


def test_it_is_put_back() -> None:
    defer()
    job = taken_by_a_dead_worker()
    assert job.status == "doing"
    retry_stalled()
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("todo", 1)


def test_it_is_left_with_a_worker_that_lives() -> None:
    defer()
    job = taken_by_a_dead_worker()
    assert job.worker_id
    wait_for(manager.update_heartbeat(job.worker_id))
    retry_stalled()
    job.refresh_from_db()
    assert job.status == "doing"


def test_it_fails_when_it_has_cost_too_many_workers() -> None:
    defer()
    for _attempt in range(jobs.MOST_ATTEMPTS):
        taken_by_a_dead_worker()
        retry_stalled()
    job = taken_by_a_dead_worker()
    retry_stalled()
    job.refresh_from_db()
    assert job.status == "failed"


@pytest.fixture
def without_jobs(transactional_db: None) -> Iterator[None]:
    """Procrastinate's tables are not emptied after a test that commits."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.mark.usefixtures("without_jobs")
def test_it_gives_way_to_the_same_work_that_waits() -> None:
    defer()
    job = taken_by_a_dead_worker()
    defer()
    retry_stalled()
    job.refresh_from_db()
    assert job.status == "aborted"
    assert ProcrastinateJob.objects.filter(status="todo").count() == 1
