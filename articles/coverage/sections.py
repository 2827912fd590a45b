"""The kinds of findings about a story: one line here makes one be found, kept, counted and shown."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from articles.analysis.stories.events import Events, find_events
from articles.analysis.stories.facts import Facts, find_facts
from articles.analysis.stories.glance import Glance, look_over
from articles.analysis.stories.headlines import Headlines, check_headlines
from articles.analysis.stories.independence import Independence, find_independence
from articles.analysis.stories.sourcing import Sourcing, find_sources
from articles.analysis.stories.tallies import Tallies, find_tallies
from articles.analysis.stories.tellings import Tellings
from articles.analysis.stories.utterances import Utterances, find_utterances
from articles.analysis.stories.wordings import Wording
from articles.coverage.terms import wording_of
from articles.name_model import rules_version


class Findings(Protocol):
    """What every section's dataclass has: how many findings there are, for the navigation."""

    @property
    def count(self) -> int: ...


F = TypeVar("F", bound=Findings)
Found = Mapping[type, Findings]


@dataclass(frozen=True, kw_only=True)
class Kept(Generic[F]):
    """`type` is a frozen dataclass of tuples, which msgspec writes as JSON and reads back.

    Raise `version` with every change of what is found or how it is kept: stories are then covered again.
    """

    name: str
    type: type[F]
    version: int = 1

    def encode(self, findings: F) -> str:
        return msgspec.json.encode(findings).decode()

    def decode(self, content: str) -> F | None:
        """None for what another version of this program has written."""
        try:
            return msgspec.json.decode(content, type=self.type)
        except msgspec.DecodeError:
            return None


@dataclass(frozen=True, kw_only=True)
class Section(Kept[F]):
    """What is found in the articles themselves."""

    build: Callable[[Tellings], F]

    def find(self, tellings: Tellings, found: Found) -> F:
        return self.build(tellings)


@dataclass(frozen=True, kw_only=True)
class Summary(Kept[F]):
    """What is counted in what the sections before it have found."""

    sum_up: Callable[[Tellings, Found], F]

    def find(self, tellings: Tellings, found: Found) -> F:
        return self.sum_up(tellings, found)


GLANCE = Summary(name="glance", type=Glance, sum_up=look_over, version=3)
SECTIONS: tuple[Section[Any] | Summary[Any], ...] = (
    Section(name="facts", type=Facts, build=find_facts, version=2),
    Section(name="figures", type=Tallies, build=find_tallies, version=2),
    Section(name="events", type=Events, build=find_events, version=2),
    Section(name="wording", type=Wording, build=wording_of),
    Section(name="headlines", type=Headlines, build=check_headlines, version=3),
    Section(name="quotations", type=Utterances, build=find_utterances),
    Section(name="sources", type=Sourcing, build=find_sources),
    Section(name="independence", type=Independence, build=find_independence),
    GLANCE,  # last: it counts what those before it have found
)


def version() -> str:
    """Of all that is found: with another one, stories are to be covered again."""
    names = ",".join(f"{section.name}:{section.version}" for section in SECTIONS)
    return f"{rules_version()} {hashlib.sha256(names.encode()).hexdigest()[:16]}"
