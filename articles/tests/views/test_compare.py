"""The page of a comparison: how much is copied, what is marked, what can be taken away."""

from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article
from articles.tests.factories import QUAKE_BY_A, articles


@pytest.fixture
def pair(db: None, tmp_path: Path) -> dict[str, int]:
    a, b = articles(
        tmp_path, a=QUAKE_BY_A, b=QUAKE_BY_A.replace("14 شخصاً", "31 شخصاً").replace("خياماً", "أغطية")
    )
    return {"a": a.pk, "b": b.pk}


def test_it_marks_another_figure_and_other_words(client: Client, pair: dict[str, int]) -> None:
    page = client.get("/ar/compare/", pair).content.decode()
    assert 'class="is-differs-figure" title="31">14</span>' in page
    assert 'class="is-differs-wording" title="أغطية">خياماً</span>' in page


def test_only_differences_keep_a_copy_with_another_figure(client: Client, pair: dict[str, int]) -> None:
    address = f"/ar/compare/?a={pair['a']}&b={pair['b']}&only=differences"
    shown = client.get(address).context["rows"]
    assert any("differs-figure" in piece.kinds for row in shown for cell in row.left for piece in cell.pieces)


def test_it_says_how_much_is_copied(client: Client, pair: dict[str, int]) -> None:
    assert "Word for word in both" in client.get("/en/compare/", pair).content.decode()


def test_it_says_when_nothing_is_copied(client: Client, quake: list[Article]) -> None:
    page = client.get("/en/compare/", {"a": quake[0].pk, "b": quake[3].pk}).content.decode()
    assert "no passage stands word for word" in page


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_it_offers_the_whole_comparison_as_files(client: Client, pair: dict[str, int], form: str) -> None:
    page = client.get("/ar/compare/", pair).content.decode()
    address = f"/ar/compare.{form}?a={pair['a']}&amp;b={pair['b']}"
    assert f'href="{address}"' in page
    assert client.get(address.replace("&amp;", "&")).status_code == 200
