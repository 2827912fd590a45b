"""Moments as machines write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.ingest.moments import parse_moment
from articles.ingest.records import Precision

AFTERNOON = datetime(2024, 3, 5, 14, 30, tzinfo=UTC)
DAY = datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05T14:30:00Z",
        "2024-03-05T14:30",
        "2024-03-05 14:30:00 UTC",
        "2024-03-05T14:30:00.123456789Z",
        "Tue, 05 Mar 2024 14:30:00 GMT",
        "Tue, 05 Mar 2024 17:30:00 +0300",
        "2024-03-05T17:30:00 +0300",
        "1709649000",
        "1709649000000",
    ],
)
def test_it_reads_a_minute(text: str) -> None:
    moment, precision = parse_moment(text) or (None, None)
    assert moment is not None
    assert moment.replace(microsecond=0) == AFTERNOON
    assert precision is Precision.MINUTE


@pytest.mark.parametrize(
    "text",
    ["2024-03-05", "20240305", "2024-03-05T00:00:00+04:00", "5 مارس 2024", "٥ آذار ٢٠٢٤", "March 5, 2024"],
)
def test_it_reads_a_day(text: str) -> None:
    assert parse_moment(text) == (DAY, Precision.DAY)


def test_it_keeps_the_zone() -> None:
    moment, _ = parse_moment("2024-03-05T14:30:00+03:00") or (None, None)
    assert moment is not None
    assert moment.tzinfo == timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    "text",
    ["", "soon", "0001-01-01", "9999-12-31T23:59", "2024-13-45", "12", "9999999999", "-" * 10_000, "٩" * 500],
)
def test_it_reads_nothing_else(text: str) -> None:
    assert parse_moment(text) is None
