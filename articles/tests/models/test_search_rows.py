"""Stretches of time hold just the hours asked for, and rows name all stretches that they lie in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from articles.models import SearchRow
from articles.models.search_rows import (
    FIRST_HOUR,
    LAST_HOUR,
    UNDATED,
    hour_of,
    longest_stretch,
    stretches_between,
)
from articles.pipeline import reread
from articles.tests.factories import FOOTBALL, articles, publish

NOW = hour_of(datetime(2024, 3, 1, tzinfo=UTC))


def stretches_of(hour: int) -> list[int]:
    return [hour >> 3 * level << 4 | level for level in range(9)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        *((0, 0), (3, 4), (7, 8), (0, 7), (0, 63), (5, 700), (64, 127), (-9, 9), (-8, -1), (8, 7)),
        *((NOW - 3500, NOW), (NOW - 43_800, NOW - 40_001), (NOW - 4096, NOW + 1)),
    ],
)
def test_each_hour_lies_in_one_stretch_and_none_beside_it(first: int, last: int) -> None:
    asked = stretches_between(first, last)
    assert len(asked) == len(set(asked)) <= 60
    edges = range(first - 70, first + 70), range(last - 70, last + 70)
    for hour in {hour for edge in edges for hour in edge}:
        assert len(set(stretches_of(hour)) & set(asked)) == (first <= hour <= last)


@pytest.mark.parametrize(
    "moment", [UNDATED, datetime.max.replace(tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC)]
)
def test_all_of_time_is_few_stretches(moment: datetime) -> None:
    asked = stretches_between(FIRST_HOUR, LAST_HOUR)
    assert len(asked) < 10 and set(stretches_of(hour_of(moment))) & set(asked)


@pytest.mark.parametrize(("hours", "longest"), [(0, 1), (31, 1), (32, 8), (3500, 512), (10**9, 8**8)])
def test_the_longest_stretch_of_hours(hours: int, longest: int) -> None:
    assert longest_stretch(hours) == longest


@pytest.mark.parametrize(
    "moment", [UNDATED, datetime(2024, 3, 1, 13, 30, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
)
def test_rows_name_their_stretches(db: None, tmp_path: Path, moment: datetime) -> None:
    (article,) = articles(tmp_path, a=FOOTBALL)
    publish(article, moment)
    assert SearchRow.objects.get(article=article).stretches == stretches_of(hour_of(moment))


@pytest.mark.django_db
def test_so_much_waits_to_be_sorted_in_as_the_model_says() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'search_row_all'")
        (limit,) = (index.deconstruct()[2]["gin_pending_list_limit"] for index in SearchRow._meta.indexes)
        assert cursor.fetchone() == ([f"gin_pending_list_limit={limit}"],)


@pytest.mark.django_db
def test_nothing_waits_to_be_sorted_in_after_taking_in_or_reading_again(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=FOOTBALL)
    assert _pages_that_waited() == 0
    SearchRow.objects.update(language="en")
    assert _pages_that_waited() > 0
    reread(article)
    assert _pages_that_waited() == 0


def _pages_that_waited() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_row_all')")
        return int(cursor.fetchone()[0])
