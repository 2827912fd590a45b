"""Three outlets on one earthquake, and a football match."""

import pytest

from articles.models import Article
from articles.tests.factories import (
    FOOTBALL,
    QUAKE_BY_A,
    QUAKE_BY_B,
    QUAKE_IN_ENGLISH,
    articles,
    write_outlets,
)
from articles.tests.keeping import kept


@pytest.fixture
def quake(db: None, tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    """The articles a, b, c (English) and d, which is about football."""

    def take_in() -> list[Article]:
        folder = tmp_path_factory.mktemp("quake")
        write_outlets(folder, a="منبر الشمال", b="منبر الجنوب")
        return articles(folder, a=QUAKE_BY_A, b=QUAKE_BY_B, c=QUAKE_IN_ENGLISH, d=FOOTBALL)

    return kept("quake", take_in)
