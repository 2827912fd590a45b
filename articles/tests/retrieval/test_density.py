"""Where so many articles lie is read from Postgres' statistics, those of the commonest hours included."""

import pytest

from articles.retrieval.density import Density, spread


def test_it_reckons_between_the_hours_that_are_known() -> None:
    found = spread(1000, [100, 200, 400], {})
    assert (found.hours, found.earlier) == ((100, 200, 400), (0.0, 500.0, 1000.0))
    assert [found.until(hour) for hour in (50, 100, 150, 200, 300, 400, 9999)] == [
        *(0.0, 0.0, 250.0, 500.0, 750.0, 1000.0, 1000.0)
    ]
    assert [found.hour(rows) for rows in (-1, 0, 250, 750, 1000, 1001)] == [None, None, 150, 300, 400, None]


def test_common_hours_weigh_what_they_are() -> None:
    found = spread(1000, [100, 200], {-5: 0.5, 150: 0.3})
    assert found.hours == (-5, 100, 150, 200)
    assert found.earlier == pytest.approx((500, 500, 800, 1000))


def test_nothing_known_is_said() -> None:
    assert spread(-1, [], {}) == Density(rows=-1)
