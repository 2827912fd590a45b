"""Searches are answered by the index of the search rows, whatever is asked, and never by reading all rows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from articles.models import Article, SearchRow
from articles.models.search_rows import UNDATED, hour_of
from articles.retrieval import candidates, density
from articles.retrieval.candidates import Candidates, Condition, Conditions, walk_back, walk_forth
from articles.retrieval.density import Density
from articles.tests.keeping import kept

ROWS = 2000
START = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def rows(db: None) -> None:
    kept("rows", _make)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchrow")


def _make() -> list[Article]:
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
    return articles


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
    monkeypatch.setattr(candidates, "ASKED_FIRST", 100)
    monkeypatch.setattr(candidates, "FEW", 0)
    monkeypatch.setattr(density, "_latest", (0.0, Density(rows=0)))
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, values: Any, many: Any, context: Any) -> Any:
        asked.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        walk_back(Conditions(indexed=(condition,), looked_at=looks), most=300)
    searches = [(sql, values) for sql, values in asked if "FROM articles_searchrow" in sql]
    assert any("stretches &&" in sql for sql, _ in searches)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql, values in searches:
            cursor.execute(f"EXPLAIN {sql}", values)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "search_row_all" in plan and "Seq Scan on articles_searchrow" not in plan


DAYS = [
    *((since, until) for since in (None, 1, 700) for until in (None, 900, 1998)),
    *((1999, None), (1200, 1300), (1300, 1200), (None, 0)),
]


@pytest.mark.parametrize("term", ["common", "tenth4", "rare77", "none"])
def test_the_walk_leaves_out_nothing(rows: None, monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    monkeypatch.setattr(candidates, "ASKED_FIRST", 50)
    monkeypatch.setattr(candidates, "FEW", 2)
    monkeypatch.setattr(density, "_latest", (0.0, Density(rows=0)))
    fitting = {"common": range(ROWS), "tenth4": range(4, ROWS, 10), "rare77": range(77, ROWS, 1000)}
    for since, until in DAYS:
        conditions = Conditions(
            indexed=(Condition(sql="terms @@ %s::tsquery", values=(f"'{term}'",)),),
            since=UNDATED if since is None else START + timedelta(hours=since),
            until=None if until is None else START + timedelta(hours=until),
        )
        last = ROWS if until is None else until
        hours = [n for n in reversed(fitting.get(term, ())) if (since or 0) <= n <= last]
        found = walk_back(conditions, most=60)
        assert _hours(found) == hours[:60] and found.is_cut is (len(hours) > 60)
        if hours:
            rest = walk_back(conditions, most=ROWS, after=found.places[-1])
            assert _hours(rest) == hours[60:]
            back = walk_forth(conditions, most=ROWS, after=found.places[-1])
            assert _hours(back)[::-1] == hours[:59][: len(hours) - 1]


def _hours(found: Candidates) -> list[int]:
    return [(place.moment - START) // timedelta(hours=1) for place in found.places]
