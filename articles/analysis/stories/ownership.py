"""In whose words something is told: the outlet's own, quoted, at a distance, or told after a source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from articles.analysis.pairs.similarity import REMEMBERED
from articles.analysis.reading import Reading
from articles.analysis.speech.attribution import Attribution, SourceKind
from articles.analysis.speech.quotes import Cue, Quote
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.text.cues import Role, entries_of
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import phrases, rows
from articles.analysis.text.tokens import Token

_LONGEST = 3  # words of a phrase in the lists
_NEAR = 4  # words before an expression in which one may keep it at a distance
_OPENING = 3  # words before a source that still let it open its clause
_TITLE = 3  # words between a comma and a speaker's name: «, Prime Minister»
_BEFORE_SOURCE = frozenset(["حسبما", "وفقما", "مثلما", "كما", "ما", "as"])  # «حسبما قال», «على ما أعلن»
_ENDED = (",", "،", "»", "”", '"', "’")


class Voice(StrEnum):
    OWN = "own"  # the outlet says it itself
    ATTRIBUTED = "attributed"  # told after somebody, without quotation marks
    QUOTED = "quoted"  # in somebody's quoted words
    SCARE = "scare"  # in quotation marks that are nobody's words, or behind «so-called»


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """`who` is heard, as the text names him; empty for the outlet, and where the text doesn't say."""

    voice: Voice
    who: str = ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words told after a source."""

    span: Span
    who: str


def owner_of(reading: Reading, sentence: Span, place: Span) -> Owner | None:
    """Whose words stand at a place in a sentence; None inside a title, which is a name."""
    quotes = [quote for quote in reading.quotes if quote.span.overlap(place)]
    if any(quote.kind is QuoteKind.TITLE for quote in quotes):
        return None
    if quotes:
        return _quoted(reading, quotes[-1])
    held = _held_off(reading, sentence, place)
    told = next((one for one in told_stretches(reading, sentence) if one.span.covers(place)), None)
    if held is Voice.SCARE or told is None:
        return Owner(voice=held or Voice.OWN)
    return Owner(voice=Voice.ATTRIBUTED, who=told.who)


def _quoted(reading: Reading, quote: Quote) -> Owner:
    who = quote.speaker.of(reading.text) if quote.speaker else ""
    return Owner(voice=Voice.SCARE if quote.kind is QuoteKind.SCARE else Voice.QUOTED, who=who)


def _held_off(reading: Reading, sentence: Span, place: Span) -> Voice | None:
    """What words before the place say of it: «ما يسمى», so-called, «التي تسميها موسكو»."""
    before = within(reading.tokens, Span(sentence.start, place.start))[-_NEAR:]
    for first in range(len(before)):
        for length in range(1, _LONGEST + 1):
            if voice := _distances().get(tuple(token.form for token in before[first : first + length])):
                return voice
    return None


@lru_cache(maxsize=REMEMBERED)
def told_stretches(reading: Reading, sentence: Span) -> tuple[_Stretch, ...]:
    """The parts of a sentence that are told after a source."""
    parts = tuple(_parts(reading, sentence))
    cues = {cue.span: cue for cue in reading.speech.cues if sentence.covers(cue.span)}
    return tuple(
        stretch
        for attribution in reading.attributions
        if attribution.sentence == sentence and attribution.kind is not SourceKind.OUTLET
        for stretch in _told(reading, sentence, attribution, parts, cues)
    )


def _told(
    reading: Reading,
    sentence: Span,
    attribution: Attribution,
    parts: Sequence[Span],
    cues: dict[Span, Cue],
) -> Iterator[_Stretch]:
    who = attribution.source.of(reading.text) if attribution.source else ""
    hearsay = attribution.kind is SourceKind.UNNAMED and not any(word in cues for word in attribution.words)
    for word in attribution.words:
        cue = cues.get(word)
        if cue is None and not hearsay:
            continue
        part = next((part for part in parts if part.covers(word)), sentence)
        if cue is not None and _names_source(reading, sentence, cue):
            yield _Stretch(_sourced(reading, sentence, part, cue, cues, parts), who)
            continue
        yield _Stretch(Span(word.start, part.end), who)
        if cue is not None and _follows(reading, part, cue):
            yield _Stretch(Span(part.start, word.end), who)


def _names_source(reading: Reading, sentence: Span, cue: Cue) -> bool:
    """Whether a word only names the source of what stands beside it: «بحسب», «حسبما قال», according to."""
    if cue.role is Role.SOURCE:
        return True
    before = within(reading.tokens, Span(sentence.start, cue.span.start))[-1:]
    return any(token.form in _BEFORE_SOURCE for token in before)


def _sourced(
    reading: Reading,
    sentence: Span,
    part: Span,
    cue: Cue,
    cues: Iterable[Span],
    parts: Sequence[Span],
) -> Span:
    """What a source is named for: what follows where it opens, else all before it that no other has said."""
    if len(within(reading.tokens, Span(part.start, cue.span.start))) < _OPENING:
        return Span(cue.span.start, part.end)
    heard = [one.end for one in parts if one.end <= part.start and any(map(one.covers, cues))]
    return Span(max(heard, default=sentence.start), cue.span.start)


def _follows(reading: Reading, part: Span, cue: Cue) -> bool:
    """Whether what is said stands before the word of speech: «…, the minister said»."""
    start = cue.span.start
    if cue.speaker and part.start <= cue.speaker.start < start:
        start = cue.speaker.start
    said = max(reading.text.rfind(sign, part.start, start) for sign in _ENDED)
    return said > part.start and len(within(reading.tokens, Span(said, start))) <= _TITLE


def _parts(reading: Reading, sentence: Span) -> Iterator[Span]:
    """The sentence cut before each word that turns to something else, outside of quotations."""
    words = within(reading.tokens, sentence)
    outer = [quote for quote in reading.quotes if not quote.depth]
    cuts = [sentence.start]
    for place in range(1, len(words)):
        turns = any(
            tuple(token.form for token in words[place : place + length]) in _turns()
            for length in range(1, _LONGEST + 1)
        )
        if turns and not _goes_on(words, place) and not within(outer, words[place].span):
            cuts.append(words[place].span.start)
    yield from (Span(start, end) for start, end in pairwise([*cuts, sentence.end]))


def _goes_on(words: Sequence[Token], place: int) -> bool:
    """«but that …»: the same speaker is still heard."""
    return any(
        entry.role is Role.COMPLEMENT
        for token in words[place + 1 : place + 2]
        if token.form.isascii()
        for entry in entries_of(token.form)
    )


@cache
def _turns() -> frozenset[tuple[str, ...]]:
    return frozenset(phrase for _, forms in rows("turns.tsv") for phrase in phrases(forms))


@cache
def _distances() -> dict[tuple[str, ...], Voice]:
    return {phrase: Voice(voice) for voice, forms in rows("distance.tsv") for phrase in phrases(forms)}
