"""A story's coverage at a glance: what was counted, and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from articles.analysis.stories.facts import Fact, Facts, State
from articles.analysis.stories.headlines import Headlines
from articles.analysis.stories.independence import Independence
from articles.analysis.stories.tallies import Tallies
from articles.analysis.stories.tellings import Tellings
from articles.analysis.stories.utterances import Utterances


@dataclass(frozen=True, kw_only=True)
class FactCounts:
    """How many facts any outlet has, all have, several have, only one has, and outlets contradict."""

    all: int
    everywhere: int
    several: int
    alone: int
    conflicts: int


@dataclass(frozen=True, kw_only=True)
class FigureCounts:
    """Of how many things several articles give a figure or date, and how many of these contradict."""

    all: int
    conflicts: int


@dataclass(frozen=True, kw_only=True)
class UtteranceCounts:
    """How many utterances several outlets render, and how many of these not in the same words."""

    several: int
    differing: int


@dataclass(frozen=True, kw_only=True)
class VoiceCounts:
    """How many independent voices there are, at the fewest and at the most."""

    fewest: int
    most: int


@dataclass(frozen=True, kw_only=True)
class Glance:
    """Each count is None where its finding was not made.

    outlets: those known, and each article of an outlet that nobody knows
    first, last: the days of publication, None where no article is dated
    languages: codes, the one with most articles first
    headlines: how many say what their own text does not support
    unattributed: how many headlines say themselves what their text has from somebody
    """

    articles: int
    outlets: int
    languages: tuple[str, ...]
    first: date | None
    last: date | None
    voices: VoiceCounts | None = None
    facts: FactCounts | None = None
    figures: FigureCounts | None = None
    utterances: UtteranceCounts | None = None
    headlines: int | None = None
    unattributed: int | None = None

    @property
    def count(self) -> int:
        return self.articles


def look_over(tellings: Tellings, found: Mapping[type, object]) -> Glance:
    """From the findings by their type, as far as they were made."""
    days = sorted(telling.published.date() for telling in tellings if telling.published)
    languages = [telling.reading.language for telling in tellings]
    facts, tallies, voices = found.get(Facts), found.get(Tallies), found.get(Independence)
    utterances, headlines = found.get(Utterances), found.get(Headlines)
    return Glance(
        articles=len(tellings),
        outlets=len(_tellers(tellings, [telling.article for telling in tellings])),
        languages=tuple(sorted(set(languages), key=lambda language: (-languages.count(language), language))),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        voices=VoiceCounts(fewest=voices.fewest, most=voices.count)
        if isinstance(voices, Independence)
        else None,
        facts=_facts(tellings, facts) if isinstance(facts, Facts) else None,
        figures=FigureCounts(all=tallies.count, conflicts=tallies.conflicts)
        if isinstance(tallies, Tallies)
        else None,
        utterances=_utterances(utterances) if isinstance(utterances, Utterances) else None,
        headlines=headlines.count if isinstance(headlines, Headlines) else None,
        unattributed=headlines.unattributed if isinstance(headlines, Headlines) else None,
    )


def _tellers(tellings: Tellings, articles: Sequence[int]) -> set[str]:
    return {tellings[article].teller for article in articles}


def _facts(tellings: Tellings, facts: Facts) -> FactCounts:
    everybody = len(_tellers(tellings, [telling.article for telling in tellings]))

    def counted(wanted: Callable[[int], bool]) -> int:
        return sum(wanted(len(_tellers(tellings, _reporters(fact)))) for fact in facts.facts)

    return FactCounts(
        all=facts.count,
        everywhere=counted(lambda tellers: tellers == everybody > 1),
        several=counted(lambda tellers: tellers > 1),
        alone=counted(lambda tellers: tellers == 1),
        conflicts=sum(any(report.state is State.CONFLICT for report in fact.reports) for fact in facts.facts),
    )


def _reporters(fact: Fact) -> list[int]:
    return [report.place.article for report in fact.reports]


def _utterances(utterances: Utterances) -> UtteranceCounts:
    shared = utterances.shared
    return UtteranceCounts(several=len(shared), differing=sum(utterance.differs for utterance in shared))
