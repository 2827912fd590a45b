"""Counts over time come in the smallest unit that can be read."""

from datetime import date, timedelta

import pytest

from articles.analysis.stories.timeline import Unit, timeline

DAY = date(2024, 2, 27)


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        (DAY, Unit.DAY),
        (DAY + timedelta(days=61), Unit.DAY),
        (DAY + timedelta(days=63), Unit.WEEK),
        (DAY + timedelta(days=500), Unit.MONTH),
        (DAY + timedelta(days=365 * 30), Unit.YEAR),
    ],
)
def test_the_unit_grows_with_the_time(last: date, unit: Unit) -> None:
    found = timeline([DAY, last, last])
    assert found.unit is unit and len(found.periods) <= 62
    assert sum(period.count for period in found.periods) == 3 and found.earlier == 0
    assert found.periods[0].first <= DAY and found.periods[-1].last >= last
    for before, after in zip(found.periods, found.periods[1:], strict=False):
        assert after.first - before.last == timedelta(days=1)


def test_days_without_a_mention_are_periods_too() -> None:
    found = timeline([DAY, DAY, DAY + timedelta(days=3)])
    assert [period.count for period in found.periods] == [2, 0, 0, 1] and found.highest == 2


@pytest.mark.parametrize(
    ("first", "last"), [(date.min, date.max), (date.min, date.min), (date.max, date.max)]
)
def test_any_days_are_taken(first: date, last: date) -> None:
    found = timeline([first, last])
    assert 1 <= len(found.periods) <= 62
    assert sum(period.count for period in found.periods) + found.earlier == 2


def test_nothing_gives_nothing() -> None:
    assert timeline([]).periods == () and timeline([]).highest == 0
