"""The utterances of a story as a page shows them: each wording once, with what others have in its place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.analysis.stories.interlinear import CellKind
from articles.analysis.stories.sayings import Manner
from articles.analysis.stories.utterances import Line, Rendering, Table, Utterance, Utterances
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span
from articles.coverage.computing import Coverage
from articles.coverage.passages import part
from articles.models import Article, Entity


class MannerLabel(TextChoices):
    DIRECT = "direct", _("Quoted")
    PARTIAL = "partial", _("Quoted in part")
    INDIRECT = "indirect", _("Reported indirectly")


class Show(TextChoices):
    """Which utterances are shown."""

    SHARED = "", _("By several outlets")
    DIFFERING = "differing", _("Worded differently")
    DISPUTED = "disputed", _("Of different speakers")
    ONE = "one", _("Only one outlet")


@dataclass(frozen=True, kw_only=True)
class Bit:
    """A stretch of a wording: other or added words, a gap, or neither; `words` stand there elsewhere."""

    text: str
    kind: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What one article, or several word for word, made of an utterance.

    articles: each with where its sentence starts; the first is the one shown
    goes_on: what follows in the same quotation; `cut` where this one ends and that of another goes on
    """

    articles: tuple[tuple[Article, int], ...]
    manner: MannerLabel
    speaker: str
    cue: str
    bits: tuple[Bit, ...]
    goes_on: str = ""
    cut: "Cut | None" = None

    @property
    def article(self) -> Article:
        return self.articles[0][0]


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Where a quotation ends though another article goes on; `words` are those that follow there."""

    article: Article
    words: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Wordings of one language in columns; each row is an article with its cells."""

    language: str
    rows: tuple[tuple[Article, tuple[Bit, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`speaker` is known by lists or names, `said_by` how the first text puts him."""

    utterance: Utterance
    speaker: Entity | None
    said_by: str
    said_language: str
    wordings: tuple[Wording, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, kw_only=True)
class SpeakerChoice:
    speaker: Entity
    count: int


class Renderings:
    """The utterances of a story's coverage."""

    def __init__(self, coverage: Coverage, found: Utterances) -> None:
        self.coverage = coverage
        self.utterances = found.utterances

    @cached_property
    def _known(self) -> Mapping[str, Entity]:
        """The speakers by key, those that are one by the same row."""
        return Entity.objects.standing_for(one.speaker.key for one in self.utterances if one.speaker)

    def speaker_of(self, utterance: Utterance) -> Entity | None:
        return self._known.get(utterance.speaker.key) if utterance.speaker else None

    def of(self, show: Show, speaker: int | None = None) -> list[Utterance]:
        """Those of one kind, and of one speaker where one is given, by number."""
        return [
            one
            for one in self.utterances
            if _is_shown(one, show) and (speaker is None or self._is_of(one, speaker))
        ]

    def _is_of(self, utterance: Utterance, speaker: int) -> bool:
        known = self.speaker_of(utterance)
        return known is not None and known.pk == speaker

    def counts(self, speaker: int | None = None) -> dict[Show, int]:
        return {show: len(self.of(show, speaker)) for show in Show}

    def speakers(self) -> list[SpeakerChoice]:
        """All that are known, those of most utterances first."""
        counted = Counter(known for one in self.utterances if (known := self.speaker_of(one)))
        return [SpeakerChoice(speaker=speaker, count=count) for speaker, count in counted.most_common()]

    def shown(self, utterance: Utterance) -> Shown:
        first = next((one for one in utterance.renderings if one.speaker), utterance.renderings[0])
        return Shown(
            utterance=utterance,
            speaker=self.speaker_of(utterance),
            said_by=self._words(first, first.speaker),
            said_language=first.language,
            wordings=tuple(self._wordings(utterance)),
            grids=tuple(self._grid(utterance, table) for table in utterance.tables if _is_worth(table)),
        )

    def _wordings(self, utterance: Utterance) -> Iterator[Wording]:
        """Each wording once, in the order of its first article."""
        lines = {line.rendering: (line, table) for table in utterance.tables for line in table.lines}
        longer = next((one for one in utterance.renderings if one.goes_on), None)
        cut = Cut(article=self._article(longer), words=self._following(longer)) if longer else None
        alike: dict[object, list[Rendering]] = {}
        bits: dict[object, tuple[Bit, ...]] = {}
        for number, one in enumerate(utterance.renderings):
            text = " ".join(self._words(one, place.span) for place in one.places)
            key = (fold_key(text), one.manner, one.language, bool(one.goes_on))
            alike.setdefault(key, []).append(one)
            bits.setdefault(key, tuple(self._bits(utterance, one, *lines.get(number, (None, None)))))
        for wording, same in alike.items():
            first = same[0]
            yield Wording(
                articles=tuple(self._start(one) for one in same),
                manner=MannerLabel(first.manner.value),
                speaker=self._words(first, first.speaker),
                cue=self._words(first, first.cue),
                bits=bits[wording],
                goes_on=self._following(first),
                cut=cut if self._is_cut(first, longer) else None,
            )

    @cached_property
    def _by_id(self) -> Mapping[str, Utterance]:
        return {one.id: one for one in self.utterances}

    def _following(self, rendering: Rendering) -> str:
        """The words with which its quotation goes on."""
        follows = self._by_id.get(rendering.goes_on)
        after = [
            place
            for one in (follows.renderings if follows else ())
            for place in one.places
            if place.article == rendering.article and place.span.start >= rendering.places[-1].span.end
        ]
        return self._words(rendering, min(after).span) if after else ""

    def _is_cut(self, rendering: Rendering, longer: Rendering | None) -> bool:
        """Whether a quotation ends where a longer one goes on with words that its article has nowhere."""
        if longer is None or rendering.goes_on or rendering.manner is not Manner.DIRECT:
            return False
        follows = self._by_id.get(longer.goes_on)
        return follows is not None and all(one.article != rendering.article for one in follows.renderings)

    def _article(self, rendering: Rendering) -> Article:
        return self.coverage.by_number[rendering.article]

    def _start(self, rendering: Rendering) -> tuple[Article, int]:
        shown = part(self.coverage, rendering.places[0])
        return shown.article, shown.start

    def _words(self, rendering: Rendering, place: Span | None) -> str:
        return place.of(self._article(rendering).body) if place else ""

    def _bits(
        self, utterance: Utterance, rendering: Rendering, line: Line | None, table: Table | None
    ) -> Iterator[Bit]:
        """A rendering as it stands, with gaps where the longest has words that this one lacks."""
        body = self._article(rendering).body
        marks = self._marks(utterance, line, table) if line and table else []
        for number, place in enumerate(rendering.places):
            if number:
                yield Bit(text=" … ")
            at = place.span.start
            last = number == len(rendering.places) - 1
            for span, bit in marks:
                if not at <= span.start <= place.span.end or (span.start == place.span.end and not last):
                    continue
                if span.start > at:
                    yield Bit(text=body[at : span.start])
                yield bit
                at = max(at, span.end)
            if at < place.span.end:
                yield Bit(text=body[at : place.span.end])

    def _marks(self, utterance: Utterance, line: Line, table: Table) -> list[tuple[Span, Bit]]:
        """What differs from the longest, in order; words missing side by side are one gap."""
        whole = table.lines[table.longest]
        found: list[tuple[Span, Bit]] = []
        for cell, there in zip(line.cells, whole.cells, strict=True):
            words = self._words(utterance.renderings[whole.rendering], there.span)
            if cell.kind is CellKind.MISSING:
                gap = found[-1] if found and found[-1][1].kind == "gap" else None
                if gap and gap[0] == cell.span and words:
                    found[-1] = (cell.span, Bit(text="", kind="gap", words=f"{gap[1].words} {words}"))
                elif words:
                    found.append((cell.span, Bit(text="", kind="gap", words=words)))
            elif cell.kind is not CellKind.SAME:
                text = self._words(utterance.renderings[line.rendering], cell.span)
                found.append((cell.span, Bit(text=text, kind=cell.kind.value, words=words)))
        return found

    def _grid(self, utterance: Utterance, table: Table) -> Grid:
        rows: dict[tuple[Bit, ...], Article] = {}
        for line in table.lines:
            rendering = utterance.renderings[line.rendering]
            cells = (Bit(text=self._words(rendering, cell.span), kind=cell.kind.value) for cell in line.cells)
            rows.setdefault(tuple(cells), self._article(rendering))
        return Grid(language=table.language, rows=tuple((article, cells) for cells, article in rows.items()))


def _is_shown(utterance: Utterance, show: Show) -> bool:
    several = len(utterance.outlets) > 1
    tests = {
        Show.SHARED: several,
        Show.DIFFERING: several and utterance.differs,
        Show.DISPUTED: utterance.disputed,
        Show.ONE: not several,
    }
    return tests[show]


def _is_worth(table: Table) -> bool:
    """Whether a table shows anything that differs."""
    return any(cell.kind is not CellKind.SAME for line in table.lines for cell in line.cells)
