"""Three outlets on one earthquake, and a football match."""

from pathlib import Path

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


@pytest.fixture
def quake(db: None, tmp_path: Path) -> list[Article]:
    """The articles a, b, c (English) and d, which is about football."""
    write_outlets(tmp_path, a="منبر الشمال", b="منبر الجنوب")
    return articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_BY_B, c=QUAKE_IN_ENGLISH, d=FOOTBALL)
