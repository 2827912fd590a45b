"""What a killed ingestion leaves: all that it has reported, a run that says so, and no process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from articles.models import Article, Run
from articles.models.runs import LOCKS, RunState
from articles.tests.factories import QUAKE_BY_A, database_url, write

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLES = 300
REPORTED = 70  # more than one batch


@pytest.fixture
def ingestion(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`manage.py ingest` in a process of its own, with processes of its own, on the database of the test."""
    texts = {f"n{n:03}": f"{QUAKE_BY_A}\nوبلغ عدد الخيام {n} خيمة في المدينة.\n" for n in range(ARTICLES)}
    write(tmp_path / "pages", **texts)
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "ingest", "--processes", "2", str(tmp_path / "pages")],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_url()},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_what_was_reported_is_there_and_running_again_continues(
    ingestion: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert ingestion.stdout
    reported = [ingestion.stdout.readline().split()[1] for _ in range(REPORTED)]
    os.kill(ingestion.pid, signal.SIGKILL)
    ingestion.wait()
    _wait_until_gone(ingestion.pid)
    stored = Article.objects.filter(
        source__in=reported, story__isnull=False, mentions__isnull=False
    ).distinct()
    assert stored.count() == REPORTED
    run = _interrupted()
    assert run.added == Article.objects.count() < ARTICLES
    assert run.articles.count() == run.added

    call_command("ingest", tmp_path / "pages")
    assert Article.objects.count() == ARTICLES
    again = Run.objects.newest().with_states()[0]
    assert (again.state, again.added, again.unchanged) == (RunState.FINISHED, ARTICLES - run.added, run.added)


def _interrupted() -> Run:
    run = Run.objects.get()
    with connection.cursor() as cursor:  # the database lets go of the lock when it notices the death
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, run.pk])
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, run.pk])
    (run,) = Run.objects.all().with_states()
    assert run.state is RunState.INTERRUPTED
    return run


def _wait_until_gone(group: int) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the processes that read outlived the one that was killed")
