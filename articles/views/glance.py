"""The overview of a story: what was counted, in plain words, and the facts that stand out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from articles.analysis.stories.facts import Fact, Facts
from articles.analysis.stories.glance import Glance
from articles.coverage import Coverage
from articles.coverage.matrix import Matrix, Row, Show

# Facts shown of each kind; the page of facts has all.
MOST = 3


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Facts that stand out, and how many of their kind there are."""

    show: Show
    rows: tuple[Row, ...]
    count: int


def overview(coverage: Coverage) -> Mapping[str, object]:
    """What _glance.html needs; nothing where nothing is kept."""
    glance = coverage.section(Glance)
    return {"glance": glance, "standing": _standing(coverage) if glance else {}}


def _standing(coverage: Coverage) -> Mapping[str, Standing]:
    facts = coverage.section(Facts)
    if facts is None:
        return {}
    matrix = Matrix(coverage, facts)
    kinds = {"reported": Show.ALL, "conflicts": Show.CONFLICTS, "alone": Show.ONE}
    return {name: _of_kind(matrix, show) for name, show in kinds.items()}


def _of_kind(matrix: Matrix, show: Show) -> Standing:
    facts = matrix.shown(show)
    if show is Show.ONE:
        facts = _each_outlet_first(matrix, facts)
    rows = [matrix.row(fact, get_language() or "en") for fact in facts[:MOST]]
    if show is Show.ALL:
        rows = [row for row in rows if row.having > 1]
    return Standing(show=show, rows=tuple(rows), count=len(facts))


def _each_outlet_first(matrix: Matrix, facts: Sequence[Fact]) -> list[Fact]:
    """One of each outlet before a second of any: what one alone has shall not all come from the same."""
    first: dict[str, Fact] = {}
    for fact in facts:
        first.setdefault(matrix.coverage.by_number[fact.core.article].teller, fact)
    chosen = list(first.values())
    return [*chosen, *(fact for fact in facts if fact not in chosen)]
