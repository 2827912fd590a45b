"""What many tests begin with: taken in by the first, copied back into the database for the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from articles.models import Article


@dataclass(frozen=True, kw_only=True)
class Kept:
    """`rows` by the name of their table, as Postgres copies them."""

    articles: tuple[int, ...]
    rows: dict[str, bytes]


_kept: dict[str, Kept] = {}


def kept(name: str, take_in: Callable[[], Sequence[Article]]) -> list[Article]:
    """Return what `take_in` made when this name was first asked for in this process, and have the rest there.

    The database must be empty, and all that matters be stored: numbers are the same in every test, as are
    the files that were read, which must stay.
    """
    assert not Article.objects.exists()
    if name in _kept:
        _put_back(_kept[name].rows)
    else:
        numbers = tuple(article.pk for article in take_in())
        _kept[name] = Kept(articles=numbers, rows=_copy())
    found = Article.objects.in_bulk(_kept[name].articles)
    return [found[number] for number in _kept[name].articles]


def _copy() -> dict[str, bytes]:
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("articles").get_models(include_auto_created=True):
            table = model._meta.db_table
            with cursor.copy(f"COPY {table} TO STDOUT") as out:
                rows[table] = b"".join(bytes(piece) for piece in out)
    return {table: text for table, text in rows.items() if text}


def _put_back(rows: dict[str, bytes]) -> None:
    # Foreign keys are looked at when the transaction ends, so that tables may come in any order.
    with connection.cursor() as cursor:
        for table, text in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as into:
                into.write(text)
