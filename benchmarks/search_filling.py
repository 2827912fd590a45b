"""Databases of made articles to search in; one can be kept and measured later."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from articles.analysis.names.keys import skeleton
from articles.analysis.text.normalise import fold_key
from articles.models import Article, Entity, EntityName, Mention, Outlet, SearchRow, Story
from articles.models.search_rows import hour_of
from articles.pipeline.copying import copy_in
from benchmarks.search_corpus import NEWEST, OUTLETS, Corpus, Made

BATCH = 2000
ARTICLES_OF_A_STORY = 12
# So many articles are mixed; more are copies of these with other days and outlets.
MIXED = 100_000
TABLES = ("articles_article", "articles_mention", "articles_searchrow")


@contextmanager
def database(name: str = "peers", *, keep: bool = False, reuse: bool = False) -> Iterator[None]:
    """A database for as long as the context lasts, or longer; empty unless it is one kept and reused."""
    connection.settings_dict["TEST"]["NAME"] = f"qarin_search_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=reuse, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(_OWN, verbosity=0, keepdb=keep)


_OWN = connection.settings_dict["NAME"]


def drop(name: str) -> None:
    """Remove a database that was kept."""
    with database(name, reuse=True):
        pass


def fill(corpus: Corpus, size: int) -> None:
    """Write the articles with all that a search asks of them; indexes are made at the end."""
    Outlet.objects.bulk_create(
        Outlet(pk=n + 1, slug=f"outlet-{n + 1}", name_en=f"Outlet {n + 1}") for n in range(OUTLETS)
    )
    Entity.objects.bulk_create(
        (Entity(pk=n + 1, key=name, kind="person", name_ar=name) for n, name in enumerate(corpus.names)),
        batch_size=BATCH,
    )
    EntityName.objects.bulk_create(
        map(_name, range(1, len(corpus.names) + 1), corpus.names), batch_size=BATCH
    )
    stories = size // ARTICLES_OF_A_STORY + 1
    Story.objects.bulk_create((Story(pk=n + 1, latest=NEWEST) for n in range(stories)), batch_size=BATCH)
    with connection.cursor() as cursor:
        indexes = _drop_indexes(cursor)
        made = corpus.make(min(size, MIXED))
        while batch := list(islice(made, BATCH)):
            _write(batch)
        for first in range(MIXED, size, MIXED):
            _copy(cursor, first, min(MIXED, size - first))
        started = time.perf_counter()
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for statement in indexes:
            cursor.execute(statement)
        print(f"\nindexes made in {time.perf_counter() - started:.0f} s", flush=True)
        cursor.execute(
            "UPDATE articles_entity SET article_count = n FROM (SELECT entity_id,"
            " count(DISTINCT article_id) AS n FROM articles_mention GROUP BY entity_id) AS counted"
            " WHERE entity_id = id"
        )
        cursor.execute("VACUUM ANALYZE")


def _copy(cursor: Any, first: int, number: int) -> None:
    """Copy so many of the mixed articles to the numbers from `first` on."""
    values = {"first": first, "number": number, "outlets": OUTLETS, "stories": ARTICLES_OF_A_STORY}
    for model in (Article, SearchRow, Mention):
        table, changed = model._meta.db_table, _CHANGED[model]
        columns = [field.column for field in model._meta.concrete_fields if not field.generated]
        columns = [column for column in columns if model is not Mention or column != "id"]
        written = ", ".join(f'"{column}"' for column in columns)
        chosen = ", ".join(changed.get(column, f'"{column}"') for column in columns)
        key = "id" if model is Article else "article_id"
        cursor.execute(
            f"INSERT INTO {table} ({written}) SELECT {chosen} FROM {table} WHERE {key} <= %(number)s", values
        )


# Days go round: each copy is some days older, and the oldest become the newest.
_MOMENT = (
    "timestamptz '2020-01-01 00:00Z' + ((extract(epoch from {0} - timestamptz '2020-01-01 00:00Z')"
    " + %(first)s::bigint * 7919) %% 157680000) * interval '1 second'"
)
_CHANGED: Mapping[type[Model], Mapping[str, str]] = {
    Article: {
        "id": "id + %(first)s",
        "source": "source || '/' || %(first)s",
        "published": _MOMENT.format("published"),
        "outlet_id": "1 + (outlet_id + %(first)s / 1000) %% %(outlets)s",
        "story_id": "1 + (id + %(first)s - 1) / %(stories)s",
    },
    SearchRow: {
        "article_id": "article_id + %(first)s",
        "moment": _MOMENT.format("moment"),
        "hour": f"floor(extract(epoch from {_MOMENT.format('moment')}) / 3600)::int",
        "outlet_id": "1 + (outlet_id + %(first)s / 1000) %% %(outlets)s",
    },
    Mention: {"article_id": "article_id + %(first)s"},
}


def _drop_indexes(cursor: Any) -> list[str]:
    """Drop what is not a key, and tell how to make it again; references are not checked meanwhile."""
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE tablename = ANY(%s) AND indexdef NOT LIKE '%%UNIQUE%%'",
        [list(TABLES)],
    )
    rows = cursor.fetchall()
    for name, _ in rows:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in rows]


def _name(number: int, name: str) -> EntityName:
    return EntityName(
        entity_id=number,
        found_id=number,
        text=name,
        language="ar",
        key=fold_key(name),
        skeleton=skeleton(name),
    )


def _write(batch: Sequence[Made]) -> None:
    copy_in([_article(made) for made in batch])
    copy_in([_search_row(made) for made in batch])
    copy_in([mention for made in batch for mention in _mentions(made)])


def _article(made: Made) -> Article:
    return Article(
        pk=made.number + 1,
        source=f"made/{made.number}",
        sha256=f"{made.number:064}",
        encoding="utf-8",
        outlet_id=made.outlet + 1,
        headline=made.title,
        published=made.published,
        language=made.language,
        body=made.body,
        opening=made.body[:300],
        word_count=made.body.count(" "),
        sentences=[[span.start, span.end] for span in made.sentences],
        rules_version="0",
        story_id=made.number // ARTICLES_OF_A_STORY + 1,
    )


def _search_row(made: Made) -> SearchRow:
    return SearchRow(
        article_id=made.number + 1,
        moment=made.published,
        hour=hour_of(made.published),
        outlet_id=made.outlet + 1,
        language=made.language,
        agencies=["reuters"] if made.number % 5 == 0 else [],
        names=sorted({name + 1 for name, *_ in made.names}),
        terms=made.terms,
        forms=made.forms,
    )


def _mentions(made: Made) -> Iterator[Mention]:
    for name, start, end, sentence in made.names:
        yield Mention(
            article_id=made.number + 1,
            entity_id=name + 1,
            found_id=name + 1,
            start=start,
            end=end,
            text=made.body[start:end],
            sentence=sentence,
            rule="made",
        )


def sizes() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size('search_row_all'), pg_total_relation_size('articles_searchrow'),"
            " pg_database_size(current_database())"
        )
        index, table, whole = cursor.fetchone()
    return f"index {index / 1e6:.0f} MB, with its table {table / 1e6:.0f} MB, database {whole / 1e6:.0f} MB"
