"""How many voices a story really has: whose text others have too, and where that text comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from articles.analysis.names.entities import Entity
from articles.analysis.pairs.reuse import Run
from articles.analysis.speech.attribution import SourceKind
from articles.analysis.stories.linkage import grouped
from articles.analysis.stories.reprints import LEAST_SHARE
from articles.analysis.stories.tellings import Pair, Place, Telling, Tellings
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span

# What two texts must share to be said to share any: a run of words that nobody writes twice by chance, and
# enough in all. Shorter runs are titles, places and set phrases.
_LONGEST, _WORDS = 12, 20
_ONE_GROUP = 0.5  # of the pairs of two groups that must be nearly one text
_MOST_RUNS = 12  # of a pair that are kept as evidence, the longest
_APART = timedelta(minutes=1)


class Ground(StrEnum):
    """What tells where shared text comes from, the surest first."""

    NAMED = "named"  # the one names the other as its source
    CREDITED = "credited"  # both credit one agency
    CREDITED_ONCE = "credited_once"  # one of them credits an agency
    CITED = "cited"  # one cites an agency or a medium in the very sentences that both have
    TIME = "time"  # one was published before the other
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Text of both, word for word or nearly; `words` are those that both have."""

    a: Place
    b: Place
    words: int


@dataclass(frozen=True, kw_only=True)
class Shared:
    """Text that two articles of different outlets have in common; a comes first in the story's order.

    share_a, share_b: of each text's words outside quotations, 0 to 1
    stretches: the longest first
    agencies: keys of those credited; `cited`: who is cited in the shared sentences, where nobody is credited
    taker: the article that likely took it from the other one, 0 where that isn't known
    """

    a: int
    b: int
    share_a: float
    share_b: float
    words: int
    stretches: tuple[Stretch, ...]
    ground: Ground
    agencies: tuple[str, ...] = ()
    cited: Entity | None = None
    taker: int = 0

    @property
    def share(self) -> float:
        """Of the text that has more of it."""
        return max(self.share_a, self.share_b)

    @property
    def is_reprint(self) -> bool:
        """Whether one of the two is mostly the other's text."""
        return self.share >= LEAST_SHARE


@dataclass(frozen=True, kw_only=True)
class Teller:
    """An outlet, or the number of an article whose outlet nobody knows; `agencies` are those credited."""

    outlet: str
    articles: tuple[int, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Independence:
    """`voices` are groups of tellers, by index, whose articles are mostly one text; most have one teller.

    `fewest` is how many voices remain if whoever shares any text, or credits the same agency, counts as one.
    """

    tellers: tuple[Teller, ...]
    shared: tuple[Shared, ...]
    voices: tuple[tuple[int, ...], ...]
    fewest: int

    @property
    def count(self) -> int:
        """How many voices there are at most."""
        return len(self.voices)

    @property
    def is_certain(self) -> bool:
        return self.fewest == len(self.voices)


def find_independence(tellings: Tellings) -> Independence:
    """The tellers of a story, what they have in common, and how many independent voices that leaves."""
    tellers = _tellers(tellings)
    place = {article: n for n, teller in enumerate(tellers) for article in teller.articles}
    pairs = (pair for pair in tellings.pairs if place[pair.a] != place[pair.b])
    shared = sorted(filter(None, (_shared(tellings, pair) for pair in pairs)), key=_weight)
    reprints = [(place[one.a], place[one.b]) for one in shared if one.is_reprint]
    voices = grouped(len(tellers), reprints, least=_ONE_GROUP)
    ties = [(place[one.a], place[one.b]) for one in shared]
    ties += _one_agency(tellers)
    ties += [(group[0], other) for group in voices for other in group]
    return Independence(
        tellers=tellers,
        shared=tuple(shared),
        voices=voices,
        fewest=len(grouped(len(tellers), ties, least=0)),
    )


def _tellers(tellings: Tellings) -> tuple[Teller, ...]:
    by_outlet: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_outlet.setdefault(telling.teller, []).append(telling)
    return tuple(
        Teller(
            outlet=outlet,
            articles=tuple(telling.article for telling in own),
            agencies=tuple(dict.fromkeys(key for telling in own for key in telling.agencies)),
        )
        for outlet, own in by_outlet.items()
    )


def _one_agency(tellers: Sequence[Teller]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for n, teller in enumerate(tellers):
        for agency in teller.agencies:
            yield first.setdefault(agency, n), n


def _weight(shared: Shared) -> tuple[float, int]:
    return -shared.share, -shared.words


def _shared(tellings: Tellings, pair: Pair) -> Shared | None:
    runs = sorted(pair.reuse.runs, key=lambda run: -run.words)
    words = sum(run.words for run in runs)
    if not runs or runs[0].words < _LONGEST or words < _WORDS:
        return None
    a, b = tellings[pair.a], tellings[pair.b]
    ground, taker, agencies, cited = _origin(a, b, runs)
    return Shared(
        a=pair.a,
        b=pair.b,
        share_a=pair.reuse.share_a,
        share_b=pair.reuse.share_b,
        words=words,
        stretches=tuple(
            Stretch(a=_place(a, run.a), b=_place(b, run.b), words=run.words) for run in runs[:_MOST_RUNS]
        ),
        ground=ground,
        agencies=agencies,
        cited=cited,
        taker=taker,
    )


def _place(telling: Telling, span: Span) -> Place:
    sentences = telling.reading.sentences
    number = next((n for n, sentence in enumerate(sentences) if sentence.overlap(span)), 0)
    return Place(telling.article, number, span)


def _origin(
    a: Telling, b: Telling, runs: Sequence[Run]
) -> tuple[Ground, int, tuple[str, ...], Entity | None]:
    """The surest sign of where shared text comes from, who took it, the agencies, and who is cited."""
    for taker, source in ((a, b), (b, a)):
        if _names(taker, source):
            return Ground.NAMED, taker.article, (), None
    both = tuple(key for key in a.agencies if key in b.agencies)
    if both:
        return Ground.CREDITED, 0, both, None
    if a.agencies or b.agencies:
        return Ground.CREDITED_ONCE, 0, a.agencies or b.agencies, None
    cited = _cited(a, [run.a for run in runs]) or _cited(b, [run.b for run in runs])
    if cited:
        return Ground.CITED, 0, (), cited
    later = _later(a, b)
    return (Ground.TIME, later, (), None) if later else (Ground.NONE, 0, (), None)


def _names(taker: Telling, source: Telling) -> bool:
    """Whether a text cites the other's outlet by name."""
    cited = (
        found.entity
        for found in taker.reading.attributions
        if found.entity and found.kind in (SourceKind.AGENCY, SourceKind.MEDIUM)
    )
    names = {"-".join(fold_key(name.text).split()) for entity in cited for name in entity.names}
    return bool(source.outlet) and source.outlet in names


def _cited(telling: Telling, places: Sequence[Span]) -> Entity | None:
    """The agency or medium on which a sentence of the shared text rests."""
    for found in telling.reading.attributions:
        medium = found.kind in (SourceKind.AGENCY, SourceKind.MEDIUM)
        if medium and found.entity and any(place.overlap(found.sentence) for place in places):
            return found.entity
    return None


def _later(a: Telling, b: Telling) -> int:
    """The article published after the other; days alone tell nothing within one day."""
    if a.published is None or b.published is None:
        return 0
    if _only_day(a.published) or _only_day(b.published):
        days = (b.published.date() - a.published.date()).days
        return (b.article if days > 0 else a.article) if days else 0
    if abs(b.published - a.published) < _APART:
        return 0
    return b.article if b.published > a.published else a.article


def _only_day(published: datetime) -> bool:
    """What is dated by the day stands at midnight."""
    return (published.hour, published.minute, published.second) == (0, 0, 0)
