"""Whom a story's outlets cite: people, bodies, agencies, other media, and sources without a name."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from articles.analysis.names.entities import Entity
from articles.analysis.reading import Reading
from articles.analysis.speech.attribution import Attribution, SourceKind
from articles.analysis.stories.tellings import Place, Tellings
from articles.analysis.text.spans import Span, within


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A sentence that rests on a source; `words` are those of it that say so."""

    outlet: str
    place: Place
    words: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Somebody cited; `words` is how the first text puts it, `language` that text's.

    Citations stand in the story's order; where nobody knows the outlet, it is the article's number.
    """

    kind: SourceKind
    entity: Entity | None
    words: str
    language: str
    citations: tuple[Citation, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(citation.outlet for citation in self.citations))

    def cited_by(self, outlet: str) -> tuple[Citation, ...]:
        return tuple(citation for citation in self.citations if citation.outlet == outlet)


@dataclass(frozen=True, kw_only=True)
class Sourcing:
    """Those cited by most outlets first, then those cited oftenest; `outlets` are all that tell the story."""

    outlets: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def count(self) -> int:
        return len(self.sources)

    def kinds(self, outlet: str) -> Counter[SourceKind]:
        """How many sentences of an outlet rest on sources of each kind."""
        return Counter(source.kind for source in self.sources for _ in source.cited_by(outlet))


def find_sources(tellings: Tellings) -> Sourcing:
    """All sources, each with the sentences that rest on it; what an outlet says itself rests on nobody."""
    cited: dict[Hashable, list[tuple[Attribution, Citation, Reading]]] = {}
    for telling in tellings:
        for number, found in _attributed(telling.reading):
            place = telling.place(number)
            citation = Citation(outlet=telling.teller, place=place, words=found.words)
            cited.setdefault(_key(found, telling.reading), []).append((found, citation, telling.reading))
    sources = (_source(*zip(*each, strict=True)) for each in cited.values())
    return Sourcing(
        outlets=tuple(dict.fromkeys(telling.teller for telling in tellings)),
        sources=tuple(sorted(sources, key=lambda one: (-len(one.outlets), -len(one.citations)))),
    )


def _attributed(reading: Reading) -> Iterator[tuple[int, Attribution]]:
    numbers = {sentence: number for number, sentence in enumerate(reading.sentences)}
    for found in reading.attributions:
        if found.kind is not SourceKind.OUTLET and found.source is not None:
            yield numbers[found.sentence], found


def _key(found: Attribution, reading: Reading) -> Hashable:
    """Who is known, else the words, whatever their inflection."""
    if found.entity:
        return found.entity.key
    words = within(reading.tokens, found.source) if found.source else ()
    return (found.kind, *(token.lemma for token in words if not token.stop))


def _source(
    found: tuple[Attribution, ...], citations: tuple[Citation, ...], readings: tuple[Reading, ...]
) -> Source:
    first = found[0]
    return Source(
        kind=Counter(each.kind for each in found).most_common(1)[0][0],
        entity=first.entity,
        words=first.source.of(readings[0].text) if first.source else "",
        language=readings[0].language,
        citations=citations,
    )
