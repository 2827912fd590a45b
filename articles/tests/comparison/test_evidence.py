"""Why a link was made, in words."""

from pathlib import Path

import pytest
from django.utils.translation import override

from articles.analysis.pairs.clauses import sentence_clauses
from articles.analysis.pairs.disagreement import Ground
from articles.comparison.articles import Comparison, GroundLabel, compare
from articles.comparison.evidence import Explanation, conflicts, explain, listed
from articles.comparison.linking import reading_of
from articles.models import Article
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles


@pytest.fixture
def flood(db: None, tmp_path: Path) -> Comparison:
    return compare(*articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B))


@pytest.fixture
def first(flood: Comparison) -> Explanation:
    found = explain(flood, "1-1")
    assert found
    return found


def test_it_names_what_is_in_conflict_and_why(flood: Comparison, first: Explanation) -> None:
    (conflict,) = conflicts(flood)
    assert (conflict.row, conflict.a, conflict.b) == ("s1", "400 عائلة", "900 عائلة")
    assert conflict.why
    assert first.conflicts == (conflict,)


def test_it_numbers_the_parts_that_tell_the_same(flood: Comparison, first: Explanation) -> None:
    assert [part.number for part in first.parts] == list(range(1, len(first.parts) + 1))
    told = {(part.a, part.b) for part in first.parts}
    assert told <= {(one, other) for one in clauses(flood.a) for other in clauses(flood.b)}
    assert told


def clauses(article: Article) -> list[str]:
    return [clause.of(article.body) for each in sentence_clauses(reading_of(article)) for clause in each]


def test_it_marks_the_evidence_in_both_sentences(first: Explanation) -> None:
    for cell, figure in zip(first.sides, ("400 عائلة", "900 عائلة"), strict=True):
        assert "".join(piece.text for piece in cell.pieces) == cell.span.of(cell.article.body)
        kinds = {kind for piece in cell.pieces for kind in piece.kinds}
        assert {"word", "disagreement", "part-1"} <= kinds
        at_odds = "".join(piece.text for piece in cell.pieces if "disagreement" in piece.kinds)
        assert at_odds == figure


def test_it_tells_what_both_share_and_what_differs(first: Explanation) -> None:
    assert {shared.kind for shared in first.shared} >= {"word"}
    assert all(shared.a and shared.b for shared in first.shared)
    assert [(told.kind, told.a, told.b) for told in first.told] == [("figure", "400", "900")]


@pytest.mark.parametrize("address", ["", "9-9", "1-2", "x"])
def test_there_is_no_evidence_for_what_is_not_linked(flood: Comparison, address: str) -> None:
    assert explain(flood, address) is None


def test_every_ground_of_a_conflict_has_words() -> None:
    assert {ground.value for ground in Ground} == set(GroundLabel.values)


def test_it_lists_every_difference_in_order(flood: Comparison) -> None:
    rows = [row.id for row in flood.rows if row.differs]
    found = listed(flood)
    assert [each.row.id for each in found] == rows
    assert [(told.a, told.b) for told in found[0].told] == [("400", "900")]


def test_it_says_on_whom_either_sentence_rests(db: None, tmp_path: Path) -> None:
    said = "قال وزير الصحة سليم نصار إن المستشفى الجديد يستقبل المرضى ابتداء من الأحد.\n"
    told = "يستقبل المستشفى الجديد المرضى ابتداء من الأحد.\n"
    title = "افتتاح المستشفى الجديد\n\n"
    with override("ar"):
        found = explain(compare(*articles(tmp_path, a=title + said, b=title + told)), "1-1")
    assert found
    assert ["سليم نصار" in name for name in found.sources[0]] == [True]
    assert found.sources[1] == (found.b.article.outlet_name,)
