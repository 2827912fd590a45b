"""What was said once and stands in many wordings: every outlet's rendering of the same words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from articles.analysis.names.entities import Entity
from articles.analysis.pairs import meaning
from articles.analysis.pairs.similarity import Matrix
from articles.analysis.stories.interlinear import Cell, CellKind, Word, interlinear, words_of
from articles.analysis.stories.resemblance import SAME, Linked, Voiced, are_others, resemblance
from articles.analysis.stories.sayings import Manner, sayings
from articles.analysis.stories.tellings import Place, Tellings
from articles.analysis.text.spans import Span

# Resemblance that is enough for a sentence whose neighbour in the quotation belongs already.
_NEIGHBOUR = 0.3
# Share of a rendering's words that the longest quotation must have for the two to be set word under word.
_NEAR = 0.3


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """One article's wording, in one place or in neighbouring sentences; `outlet` as in its telling.

    quoted: what of it stands in quotation marks
    goes_on: the id of the utterance with which the same quotation goes on, or empty
    """

    article: int
    outlet: str
    language: str
    places: tuple[Place, ...]
    manner: Manner
    speaker: Span | None
    entity: Entity | None
    cue: Span | None
    quoted: tuple[Span, ...] = ()
    goes_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A rendering, by its index, in columns against the longest of its language."""

    rendering: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The renderings in one language, word under word, held against the line of the `longest` quotation."""

    language: str
    longest: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """`renderings` in order of publication; `tables` for each language in which there are several.

    `disputed` tells that the same words are given to different people.
    """

    id: str
    renderings: tuple[Rendering, ...]
    tables: tuple[Table, ...]
    disputed: bool

    @property
    def outlets(self) -> tuple[str, ...]:
        """Each once; an article of no known outlet counts by itself, as its number."""
        return tuple(dict.fromkeys(one.outlet or str(one.article) for one in self.renderings))

    @property
    def speaker(self) -> Entity | None:
        """Who says it in most renderings, where lists or names know him."""
        known = Counter(one.entity for one in self.renderings if one.entity)
        return known.most_common(1)[0][0] if known else None

    @property
    def differs(self) -> bool:
        """Whether any two outlets word it differently."""
        cells = (cell for table in self.tables for line in table.lines for cell in line.cells)
        return self.disputed or any(cell.kind is not CellKind.SAME for cell in cells)

    @property
    def is_quoted(self) -> bool:
        return any(one.manner is not Manner.INDIRECT for one in self.renderings)


@dataclass(frozen=True, kw_only=True)
class Utterances:
    """Those of most outlets first, then in the order in which they were first reported."""

    utterances: tuple[Utterance, ...]

    @property
    def count(self) -> int:
        return len(self.shared)

    @property
    def shared(self) -> tuple[Utterance, ...]:
        """Those that several outlets render."""
        return tuple(one for one in self.utterances if len(one.outlets) > 1)


def find_utterances(tellings: Tellings, *, encode: meaning.Encode = meaning.encode) -> Utterances:
    """All that anybody is made to say in a story, the renderings of one utterance together.

    Sayings join those that they resemble on average, so that no chain of weak likenesses ties strangers.
    """
    said = [
        Voiced(article=telling.article, reading=telling.reading, saying=saying)
        for telling in tellings
        for saying in sayings(telling.reading)
    ]
    if not said:
        return Utterances(utterances=())
    alike = resemblance(said, linked_sentences(tellings), encode=encode)
    groups = _with_neighbours(group_on_average(alike, SAME), said, alike)
    return Utterances(utterances=tuple(sorted(_utterances(tellings, said, groups), key=_by_outlets)))


def linked_sentences(tellings: Tellings) -> Linked:
    return {(pair.a, link.a, pair.b, link.b): link.score for pair in tellings.pairs for link in pair.links}


def group_on_average(alike: Matrix, least: float) -> list[list[int]]:
    """Groups of indices, the two most alike united first, as long as their mean likeness is enough.

    Average linkage (Sokal and Michener 1958).
    """
    mean = alike.copy()
    np.fill_diagonal(mean, -1)
    groups: dict[int, list[int]] = {n: [n] for n in range(len(alike))}
    while len(groups) > 1:
        one, other = sorted(divmod(int(mean.argmax()), len(mean)))
        if mean[one, other] < least:
            break
        sizes = len(groups[one]), len(groups[other])
        united = (sizes[0] * mean[one] + sizes[1] * mean[other]) / sum(sizes)
        united[mean[one] < 0] = -1
        united[other] = -1
        mean[one], mean[:, one] = united, united
        mean[other], mean[:, other] = -1, -1
        groups[one] = sorted(groups[one] + groups.pop(other))
    return list(groups.values())


def _with_neighbours(groups: Sequence[list[int]], said: Sequence[Voiced], alike: Matrix) -> list[list[int]]:
    """The same; a lone sentence is put with its neighbour in the quotation, where others say both."""
    place = {n: number for number, group in enumerate(groups) for n in group}
    found = [list(group) for group in groups]
    for n in sorted(group[0] for group in groups if len(group) == 1):
        for neighbour in (n - 1, n + 1):
            near = 0 <= neighbour < len(said) and said[n].saying.quote is not None
            if near and said[n].saying.quote is said[neighbour].saying.quote:
                rest = [m for m in groups[place[neighbour]] if said[m].article != said[n].article]
                if len(groups[place[neighbour]]) > 1 and any(alike[n, m] >= _NEIGHBOUR for m in rest):
                    found[place[neighbour]].append(n)
                    found[place[n]] = []
                    break
    return [sorted(group) for group in found if group]


def _utterances(
    tellings: Tellings, said: Sequence[Voiced], groups: Sequence[list[int]]
) -> Iterator[Utterance]:
    ids = {n: _id(said[group[0]]) for group in groups for n in group}
    for group in groups:
        parts = _parts(said, group)
        renderings = tuple(_rendering(tellings, said, own, ids) for own in parts)
        speakers = list({one.entity.key: one.entity for one in renderings if one.entity}.values())
        yield Utterance(
            id=ids[group[0]],
            renderings=renderings,
            tables=tuple(_tables(tellings, renderings)),
            disputed=any(are_others(one, other) for one in speakers for other in speakers),
        )


def _id(first: Voiced) -> str:
    return f"u{first.article}-{first.saying.span.start}"


def _parts(said: Sequence[Voiced], group: Sequence[int]) -> list[list[int]]:
    """The sayings of a group, those that follow each other in one quotation together."""
    parts: list[list[int]] = []
    for n in group:
        last = parts[-1][-1] if parts else None
        quote = said[n].saying.quote
        if last == n - 1 and quote is not None and said[last].saying.quote is quote:
            parts[-1].append(n)
        else:
            parts.append([n])
    return parts


def _rendering(
    tellings: Tellings, said: Sequence[Voiced], own: Sequence[int], ids: dict[int, str]
) -> Rendering:
    first, last = said[own[0]], own[-1] + 1
    says = [said[n].saying for n in own]
    follows = last < len(said) and says[-1].quote is not None and said[last].saying.quote is says[-1].quote
    return Rendering(
        article=first.article,
        outlet=tellings[first.article].outlet,
        language=first.reading.language,
        places=tuple(Place(first.article, one.sentence, one.span) for one in says),
        manner=says[0].manner,
        speaker=says[0].speaker,
        entity=says[0].entity,
        cue=says[0].cue,
        quoted=tuple(quoted for one in says for quoted in one.quoted),
        goes_on=ids[last] if follows else "",
    )


def _tables(tellings: Tellings, renderings: Sequence[Rendering]) -> Iterator[Table]:
    by_language: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(renderings):
        by_language[one.language].append(number)
    for language, numbers in by_language.items():
        if len(numbers) > 1:
            words = [_words(tellings, renderings[n]) for n in numbers]
            quoted = [renderings[n].manner is not Manner.INDIRECT for n in numbers]
            longest = max(range(len(words)), key=lambda n: (quoted[n], len(words[n]), -n))
            rows = interlinear(words, against=longest)
            kept = [n for n, row in enumerate(rows) if n == longest or _is_near(row, words[n])]
            if len(kept) > 1:
                near = interlinear([words[n] for n in kept], against=kept.index(longest))
                lines = (Line(rendering=numbers[n], cells=row) for n, row in zip(kept, near, strict=True))
                yield Table(language=language, longest=kept.index(longest), lines=tuple(lines))


def _is_near(row: Sequence[Cell], words: Sequence[Word]) -> bool:
    """Whether enough of a rendering's words are the longest's: else there is nothing to set under it."""
    same = [cell.span for cell in row if cell.kind is CellKind.SAME]
    shared = sum(any(span.covers(word.span) for span in same) for word in words)
    return shared >= _NEAR * len(words)


def _words(tellings: Tellings, rendering: Rendering) -> tuple[Word, ...]:
    return words_of(tellings[rendering.article].reading, [place.span for place in rendering.places])


def _by_outlets(utterance: Utterance) -> int:
    return -len(utterance.outlets)
