"""What articles wait for once they are kept: to be read, and to have their sentences' vectors made."""

import time
from collections.abc import Callable

from django.db import connection, transaction

from articles.models import Article
from articles.models.articles import Awaits
from articles.pipeline.grouping import group_again
from articles.pipeline.ingestion import reread_all
from articles.pipeline.meanings import make_vectors

# As many articles with numbers in a row are done together, by whoever holds the lock (_CLAIMS, their part).
_TOGETHER = 16
_CLAIMS = 7_129_463


def catch_up(*, seconds: float, clock: Callable[[], float] = time.monotonic) -> bool:
    """Do what articles wait for, for about so many seconds; whether any still wait.

    Any number of processes may do so at once: none does what another is doing.
    """
    end = clock() + seconds
    while _do_some(Awaits.READING, _read) or _do_some(Awaits.VECTORS, _add_vectors):
        if clock() >= end:
            return Article.objects.exclude(awaits="").exists()
    return False


def _read(articles: list[Article]) -> None:
    reread_all(articles)
    # One that cannot be read waits for other rules: the next time it is taken in, it is tried again.
    unread = Article.objects.filter(pk__in=[article.pk for article in articles], awaits=Awaits.READING)
    unread.update(awaits="")


def _add_vectors(articles: list[Article]) -> None:
    """Make vectors, and look again at the stories: across languages, meaning tells most."""
    make_vectors(articles)
    group_again(articles)


def _do_some(awaits: Awaits, do: Callable[[list[Article]], None]) -> bool:
    """Do it for some that nobody else does it for; whether there were any."""
    waiting = Article.objects.filter(awaits=awaits).order_by("pk")
    after = 0
    while first := waiting.filter(pk__gte=after).values_list("pk", flat=True).first():
        part = first // _TOGETHER
        after = (part + 1) * _TOGETHER
        with transaction.atomic():
            if _claim(part):
                articles = list(waiting.filter(pk__gte=first, pk__lt=after).select_related("outlet"))
                if articles:
                    do(articles)
                    return True
    return False


def _claim(part: int) -> bool:
    """Whether this part is now ours, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_CLAIMS, part])
        return bool(cursor.fetchone()[0])
