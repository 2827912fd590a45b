"""Links to stored articles amid the text of a new one."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.ingest.readers import read_paths
from articles.models import Article
from articles.pipeline import ingest
from articles.pipeline.linked import without_links
from articles.tests.factories import FLOOD_BY_A, FOOTBALL, QUAKE_BY_A, write, write_outlets

pytestmark = pytest.mark.django_db

FLOOD, CUP = FLOOD_BY_A.partition("\n")[0], FOOTBALL.partition("\n")[0]
LINKING = QUAKE_BY_A.replace("\n\nوأرسلت", f"\n\n{FLOOD}\n\n{CUP}\n\nوأرسلت")


def _keep(folder: Path, outlet: str, **texts: str) -> None:
    write_outlets(write(folder, **texts), **dict.fromkeys(texts, outlet))
    list(ingest(read_paths([folder]), analyse=False))


@pytest.mark.parametrize(("outlet", "is_cut"), [("Hill Courier", True), ("Vale Gazette", False)])
def test_headlines_of_its_outlet_are_cut_from_a_text(tmp_path: Path, outlet: str, *, is_cut: bool) -> None:
    _keep(tmp_path / "before", "Hill Courier", flood=FLOOD_BY_A, cup=FOOTBALL)
    _keep(tmp_path / "after", outlet, quake=LINKING)
    article = Article.objects.get(source_file="quake.txt")
    assert (FLOOD in article.body, CUP in article.body) == (not is_cut, not is_cut)
    assert article.blocks.filter(rule="headlines_of_others", kind="related").count() == 2 * is_cut
    assert "وأرسلت جاكرتا" in article.body


def test_taking_it_in_again_knows_what_has_come_since(tmp_path: Path) -> None:
    _keep(tmp_path / "one", "Hill Courier", quake=LINKING)
    _keep(tmp_path / "two", "Hill Courier", flood=FLOOD_BY_A, cup=FOOTBALL)
    for outcome in ("changed", "unchanged"):
        (result,) = ingest(read_paths([tmp_path / "one"]), analyse=False)
        assert result.outcome == outcome
    assert FLOOD not in Article.objects.get(source_file="quake.txt").body


def test_texts_without_such_lines_cost_no_query(tmp_path: Path) -> None:
    items = list(read_paths([write(tmp_path, flood=FLOOD_BY_A, cup=FOOTBALL, quake=QUAKE_BY_A)]))
    with CaptureQueriesContext(connection) as queries:
        assert without_links(items) == items
    assert not queries.captured_queries
