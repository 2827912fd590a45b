"""Stories for tests: short texts by outlets, linked as the pages link them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from types import MappingProxyType

import numpy as np

from articles.analysis.pairs.align import align
from articles.analysis.pairs.reuse import reuse
from articles.analysis.reading import read
from articles.analysis.stories.tellings import Pair, Place, Telling, Tellings

NO_VECTORS = np.zeros((0, 0), dtype=np.float32)


def story(
    *told: tuple[str, str, str], agencies: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> Tellings:
    """Outlet, day of publication (empty where it isn't known) and text of each article, numbered from 1.

    `agencies` are those that outlets credit.
    """
    tellings = tuple(
        _telling(number, *one, agencies=agencies.get(one[0], ())) for number, one in enumerate(told, start=1)
    )
    return linked(tellings)


def linked(tellings: Sequence[Telling]) -> Tellings:
    """Tellings with every pair of them compared."""
    pairs = (
        Pair(a=a.article, b=b.article, links=align(a.reading, b.reading), reuse=reuse(a.reading, b.reading))
        for a, b in combinations(tellings, 2)
    )
    return Tellings(tellings=tuple(tellings), pairs=tuple(pairs))


def _telling(number: int, outlet: str, day: str, text: str, *, agencies: tuple[str, ...]) -> Telling:
    return Telling(
        article=number,
        outlet=outlet,
        headline="",
        published=datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None,
        agencies=agencies,
        reading=read(text),
        vectors=NO_VECTORS,
    )


def words(tellings: Tellings, place: Place) -> str:
    return place.span.of(tellings[place.article].reading.text)
