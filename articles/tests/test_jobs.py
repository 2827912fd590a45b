"""Jobs: what they do, that they run once, and what becomes of them when their worker dies."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import TypeVar

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from articles import jobs
from articles.ingest.fetch import fetch
from articles.models import Article, Change, Entity, Feed, FeedEntry, Proposal
from articles.names.resolution import resolve
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, QUAKE_BY_A, articles, database_url, subscribe
from articles.tests.names.test_resolution import person

pytestmark = pytest.mark.django_db

T = TypeVar("T")

manager = app.job_manager
# In seconds: starting takes one, and many times that where other tests use all cores.
PATIENCE = 180


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


class Site(BaseHTTPRequestHandler):
    """A site with a feed of one article; `answers` is cleared while it keeps its readers waiting."""

    answers = threading.Event()
    asked = threading.Semaphore(0)

    def do_GET(self) -> None:
        type(self).asked.release()
        self.answers.wait(30)
        if self.path == "/feed":
            self.answer(f"<rss><channel><item><link>{self.page}</link></item></channel></rss>", "text/xml")
        else:
            self.answer(
                "<title>رصيف جديد</title><h1>رصيف جديد</h1><article><p>افتتحت البلدية رصيفا جديدا في الميناء "
                "القديم بحضور مئات من السكان.</p><p>وقالت رئيسة البلدية إن الرصيف كلف أربعة ملايين دينار "
                "وإنه سيستقبل عشر سفن في اليوم.</p></article>",
                "text/html; charset=utf-8",
            )

    @property
    def page(self) -> str:
        return f"http://{self.headers['Host']}/pier"

    def answer(self, body: str, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        with suppress(BrokenPipeError):  # a worker that was killed no longer listens
            self.end_headers()
            self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    Site.answers.set()
    Site.asked = threading.Semaphore(0)
    monkeypatch.setattr(
        jobs, "get", lambda url, **options: fetch(url, allowed_hosts=("127.0.0.1",), **options)
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as serving:
        serving.daemon_threads = True
        serving.block_on_close = False
        threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        Site.answers.set()
        serving.shutdown()


def waiting() -> list[tuple[str, str | None]]:
    """The jobs that wait, each with the host it is for."""
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("pk")
    return [(job.task_name.rpartition(".")[2], job.lock) for job in jobs]


def test_the_clock_asks_for_feeds_that_are_due(site: str) -> None:
    feed = subscribe(f"{site}/feed")
    later = subscribe(f"{site}/later")
    Feed.objects.filter(pk=later.pk).update(next_poll=datetime.now(UTC) + timedelta(hours=1))
    jobs.poll_due(timestamp=0)
    jobs.poll_due(timestamp=0)
    assert waiting() == [("poll_feed", "127.0.0.1")]
    assert ProcrastinateJob.objects.get().args == {"feed": feed.pk}


def test_a_poll_asks_for_the_articles_announced(site: str) -> None:
    feed = subscribe(f"{site}/feed")
    jobs.poll_feed(feed=feed.pk)
    assert waiting() == [("take_in_entry", "127.0.0.1")]
    jobs.take_in_entry(entry=FeedEntry.objects.get().pk)
    assert Article.objects.get().source == f"{site}/pier"


def test_the_clock_asks_again_for_what_a_killed_worker_left(site: str) -> None:
    jobs.poll_feed(feed=subscribe(f"{site}/feed").pk)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    jobs.poll_due(timestamp=0)
    assert waiting() == [("take_in_entry", "127.0.0.1")]


def test_done_twice_they_do_it_once(site: str) -> None:
    feed = subscribe(f"{site}/feed")
    for _time in range(2):
        jobs.poll_feed(feed=feed.pk)
    for _time in range(2):
        jobs.take_in_entry(entry=FeedEntry.objects.get().pk)
    asked = 0
    while Site.asked.acquire(blocking=False):
        asked += 1
    assert asked == 2
    assert Article.objects.count() == 1


def test_they_leave_alone_what_was_paused_meanwhile(site: str) -> None:
    feed = subscribe(f"{site}/feed", state="paused")
    jobs.poll_feed(feed=feed.pk)
    jobs.poll_feed(feed=feed.pk + 1)
    jobs.take_in_entry(entry=1)
    assert not Site.asked.acquire(blocking=False)


def becomes_true(condition: Callable[[], object], *, seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)
    return bool(condition())


@contextmanager
def worker(*options: str, database: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own, at the database of the test, which doesn't outlive the test."""
    more = {
        "DATABASE_URL": database_url(database),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "QARIN_FETCH_HOSTS": "127.0.0.1",
    }
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "manage.py", "worker", *options]
    with subprocess.Popen(command, cwd=root, env=os.environ | more) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.usefixtures("without_jobs")
def test_a_worker_that_is_killed_loses_nothing(site: str) -> None:
    Site.answers.clear()
    feed = subscribe(f"{site}/feed")
    jobs.ask_to_poll(feed)
    with worker() as killed:
        assert Site.asked.acquire(timeout=PATIENCE), "it never asked"
        killed.kill()
    assert ProcrastinateJob.objects.get(task_name="articles.jobs.poll_feed").status == "doing"
    Site.answers.set()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    retry_stalled()
    with worker("--once") as second:
        assert second.wait(PATIENCE) == 0
    assert Article.objects.get().source == f"{site}/pier"
    assert FeedEntry.objects.get().article == Article.objects.get()


@pytest.mark.usefixtures("without_jobs")
def test_a_worker_ends_well_only_when_it_is_told_to() -> None:
    with worker(database="nowhere") as cut_off, worker() as told:
        assert becomes_true(lambda: ProcrastinateWorker.objects.exists())
        told.terminate()
        assert told.wait(PATIENCE) == 0
        assert cut_off.wait(PATIENCE) == 1


def test_the_command_polls_what_is_due(site: str) -> None:
    subscribe(f"{site}/feed")
    said = StringIO()
    call_command("poll", stdout=said)
    assert said.getvalue().splitlines() == [f"1 new in {site}/feed", f"added {site}/pier"]
    said = StringIO()
    call_command("poll", stdout=said)
    assert said.getvalue() == "No feed is due.\n"


def test_the_command_polls_a_feed_by_name_due_or_not(site: str) -> None:
    feed = subscribe(f"{site}/feed")
    Feed.objects.update(next_poll=datetime.now(UTC) + timedelta(hours=1))
    said = StringIO()
    call_command("poll", feed.address, stdout=said)
    assert said.getvalue().startswith("1 new")


def test_the_command_says_in_english_what_was_refused(site: str) -> None:
    feed = subscribe(f"{site}/feed")
    said = StringIO()
    with translation.override("ar"):
        FeedEntry.objects.create(
            feed=feed, key="k", title="Quay", seen=datetime.now(UTC), next_try=datetime.now(UTC)
        )

        call_command("poll", feed.address, stdout=StringIO(), stderr=said)
    assert "rejected Quay: the feed gives no address for it" in said.getvalue()


def test_the_command_says_what_failed(site: str) -> None:
    feed = subscribe("http://localhost:1/feed")
    said = StringIO()
    call_command("poll", feed.address, stderr=said)
    assert said.getvalue() == f"failed {feed.address}: port 1 is not fetched from\n"


@pytest.mark.parametrize("state", [None, "removed"])
def test_the_command_knows_no_other_feeds(state: str | None) -> None:
    if state:
        subscribe("https://marsad.example/feed", state=state)
    with pytest.raises(CommandError, match="no feed of this address"):
        call_command("poll", "https://marsad.example/feed")


def test_the_command_polls_a_new_feed_from_now_on(site: str) -> None:
    said = StringIO()
    call_command("poll", f"{site}/feed", subscribe=True, outlet="Harbour Ledger", stdout=said)
    assert said.getvalue().splitlines() == [f"1 new in {site}/feed", f"added {site}/pier"]
    feed = Feed.objects.get()
    assert feed.outlet and feed.outlet.name_en == "Harbour Ledger"
    assert Article.objects.get().outlet == feed.outlet
    call_command("poll", f"{site}/feed", subscribe=True, stdout=StringIO())
    assert Change.objects.get().by_name == "manage.py"


def test_the_command_polls_again_what_was_removed(site: str) -> None:
    subscribe(f"{site}/feed", state="removed")
    call_command("poll", f"{site}/feed", subscribe=True, stdout=StringIO())
    assert Feed.objects.get().state == "active"


def test_the_command_says_that_there_is_no_feed(site: str) -> None:
    with pytest.raises(CommandError, match="a page that names none"):
        call_command("poll", f"{site}/pier", subscribe=True)
    assert not Feed.objects.exists()


def test_ingesting_takes_addresses_of_articles_and_of_feeds(site: str, tmp_path: Path) -> None:
    (tmp_path / "quake.txt").write_text(QUAKE_BY_A, encoding="utf-8")
    said, failed = StringIO(), StringIO()
    call_command("ingest", f"{site}/feed", tmp_path, stdout=said, stderr=failed)
    assert "2 added, 0 changed, 0 unchanged, 0 rejected" in said.getvalue()
    assert f"{site}/pier" in {article.source for article in Article.objects.all()}
    assert not Feed.objects.exists()


def test_ingesting_an_address_that_fails_is_a_rejection(site: str) -> None:
    said, failed = StringIO(), StringIO()
    call_command("ingest", "http://localhost:1/x", f"{site}/pier", stdout=said, stderr=failed)
    assert "1 added, 0 changed, 0 unchanged, 1 rejected" in said.getvalue()
    assert "rejected http://localhost:1/x: port 1 is not fetched from" in failed.getvalue()


def test_ingesting_subscribes_where_it_is_asked_to(site: str, tmp_path: Path) -> None:
    call_command("ingest", f"{site}/feed", poll=True, stdout=StringIO())
    assert Feed.objects.get().address == f"{site}/feed"
    with pytest.raises(CommandError, match="Only an address"):
        call_command("ingest", tmp_path, poll=True)


def test_new_names_are_compared_now_and_then() -> None:
    resolve([person("يولانتا بولتافسكي"), person("يولانتا بولتفاسكي")])
    Entity.objects.update(article_count=1)
    jobs.compare_names(timestamp=0)
    assert Proposal.objects.count() == 1


def test_stories_that_wait_to_be_compared_are_asked_for_once(tmp_path: Path) -> None:
    first, _second = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    assert first.story_id
    jobs.cover_waiting(0)
    jobs.cover_waiting(0)
    asked = ProcrastinateJob.objects.filter(task_name="articles.jobs.cover_story")
    assert [job.args for job in asked] == [{"story": first.story_id}]
    jobs.cover_story(first.story_id)
    asked.delete()
    jobs.cover_waiting(0)
    assert not asked.exists()
