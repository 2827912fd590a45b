"""Searches are answered by the index of the search rows, whatever is asked, and never by reading all rows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from articles.models import Article, SearchRow
from articles.models.search_rows import hour_of
from articles.retrieval import candidates
from articles.retrieval.candidates import Condition, Conditions, walk_back

ROWS = 2000
START = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def rows(db: None) -> None:
    articles = Article.objects.bulk_create(
        Article(
            source=f"{n}", sha256=f"{n}", word_count=0, language="ar", published=START + timedelta(hours=n)
        )
        for n in range(ROWS)
    )
    SearchRow.objects.bulk_create(
        SearchRow(
            article=article,
            moment=article.published,
            hour=hour_of(article.published),
            language="ar",
            names=[n % 50],
            terms=f"'common':1 'tenth{n % 10}':2 'rare{n % 1000}':3",
            forms="'x':1",
        )
        for n, article in enumerate(articles)
        if article.published
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchrow")


@pytest.mark.parametrize(
    "condition",
    [
        Condition(sql="terms @@ %s::tsquery", values=("'common'",)),
        Condition(sql="terms @@ %s::tsquery", values=("'rare7' | 'tenth3'",)),
        Condition(sql="names && %s::bigint[]", values=([7],)),
        Condition(sql="language = %s::varchar", values=("ar",)),
    ],
)
@pytest.mark.parametrize("looks", [(), (Condition(sql="terms @@ '''common'' <-> ''tenth3'''::tsquery"),)])
def test_only_the_index_is_asked(
    rows: None, monkeypatch: pytest.MonkeyPatch, condition: Condition, looks: tuple[Condition, ...]
) -> None:
    monkeypatch.setattr(candidates, "STRETCHES", (100, 1000))
    monkeypatch.setattr(candidates, "_latest_edges", {})
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, values: Any, many: Any, context: Any) -> Any:
        asked.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        walk_back(Conditions(indexed=(condition,), looked_at=looks), most=300)
    searches = [
        (sql, values) for sql, values in asked if "articles_searchrow" in sql and "pg_class" not in sql
    ]
    assert searches
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql, values in searches:
            cursor.execute(f"EXPLAIN {sql}", values)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "search_row_all" in plan and "Seq Scan on articles_searchrow" not in plan
