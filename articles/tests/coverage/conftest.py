"""A story of three outlets, and one kind of finding about it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from articles.analysis.stories.tellings import Place, Tellings
from articles.coverage import sections
from articles.models import Article, Story
from articles.tests.views.conftest import quake

__all__ = ["quake"]


@dataclass(frozen=True, kw_only=True)
class Openings:
    """The first sentence of every article."""

    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass
class Opened:
    """How often openings were looked for."""

    times: int = 0

    def __call__(self, tellings: Tellings) -> Openings:
        self.times += 1
        return Openings(places=tuple(telling.place(0) for telling in tellings))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """No section but that of the openings."""
    build = Opened()
    section = sections.Section(name="openings", type=Openings, build=build)
    monkeypatch.setattr(sections, "SECTIONS", (section,))
    yield build


@pytest.fixture
def story(quake: list[Article]) -> Story:
    """That of the first two articles, or three where the encoder finds the third."""
    story = Article.objects.get(pk=quake[0].pk).story
    assert story
    return story
