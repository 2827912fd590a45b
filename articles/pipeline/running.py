"""Runs while they run: who takes in what, what came of it so far, and whether the process still lives."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import F
from django.utils import timezone

from articles.ingest.reasons import NO_REASON, Reason
from articles.models import Article, Run, RunItem
from articles.models.runs import LOCKS, MOST_LISTED, Outcome


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one source; `reason` says why it was rejected or left as it was."""

    source: str
    outcome: Outcome
    reason: Reason = NO_REASON
    article: Article | None = None


@contextmanager
def running(*, sources: Sequence[str], by: User | None = None, command: str = "") -> Iterator[Run]:
    """A run for as long as the context lasts; an error ends it and is kept, a killed process leaves it open.

    The run is known to be alive by a lock that the database lets go of with the connection.
    """
    name = by.get_username() if by else command
    run = Run.objects.create(by=by, by_name=name, sources=list(sources))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, run.pk])
    try:
        yield run
    except BaseException as error:
        run.error = str(error) or type(error).__name__
        raise
    finally:
        run.finished = timezone.now()
        run.save(update_fields=["finished", "error"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, run.pk])


def note(run: Run, results: Sequence[Result]) -> None:
    """Add to the run's counts and list what is listed; in the transaction that stores what is counted."""
    counts = Counter(result.outcome for result in results)
    listed = run.unchanged
    run_ = Run.objects.filter(pk=run.pk)
    run_.update(**{outcome.value: F(outcome.value) + number for outcome, number in counts.items()})
    run.refresh_from_db(fields=[outcome.value for outcome in Outcome])
    room = max(0, MOST_LISTED - listed)
    left = [result for result in results if result.outcome is Outcome.UNCHANGED][:room]
    refused = [result for result in results if result.outcome is Outcome.REJECTED]
    RunItem.objects.bulk_create(
        RunItem(run=run, source=r.source, outcome=r.outcome, reason=r.reason, article=r.article)
        for r in (*refused, *left)
    )
