"""What a text makes each speaker say, sentence by sentence: quoted, quoted in part, or reported."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from articles.analysis.names.entities import Entity
from articles.analysis.pairs.similarity import REMEMBERED
from articles.analysis.reading import Reading
from articles.analysis.speech.quotes import Cue, Kind, Quote
from articles.analysis.text.cues import Role, entries_of
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tokens import Token

_SPOKEN = (Kind.DIRECT, Kind.PARTIAL)
_COMPLEMENT_REACH = 9  # words between a word of speech and «أن»
_QUESTION = "ask"
_PHRASE = 8  # words between a speaker and the word of speech behind him
_BACK = frozenset(["حسبما", "كما", "مثلما", "ما", "لما", "as"])  # folded, before a word of speech
_CLOSING = frozenset('"”“»«')
_FEWEST = 2  # words, function words aside, of what is reported: less is the word of speech's object


class Manner(StrEnum):
    """How another's words are given."""

    DIRECT = "direct"
    PARTIAL = "partial"  # reported, some of it in quotation marks
    INDIRECT = "indirect"


@dataclass(frozen=True, kw_only=True, eq=False)
class Saying:
    """What one sentence, by its index, makes somebody say; `span` is that without speaker and word of speech.

    quoted: what of it stands in quotation marks
    quote: the quotation that this is, or is the part of; None where only words of it are quoted
    """

    sentence: int
    span: Span
    manner: Manner
    speaker: Span | None
    entity: Entity | None
    cue: Span | None
    quoted: tuple[Span, ...] = ()
    quote: Quote | None = None


def quoted_sayings(reading: Reading) -> tuple[Saying, ...]:
    """The quotations that are speech, each cut at the ends of sentences."""
    return tuple(
        _quoted(quote, n, Span(max(quote.span.start, s.start), min(quote.span.end, s.end)))
        for quote in reading.quotes
        if quote.kind in _SPOKEN and not quote.depth
        for n, s in enumerate(reading.sentences)
        if quote.span.overlap(s)
    )


def _quoted(quote: Quote, sentence: int, span: Span) -> Saying:
    return Saying(
        sentence=sentence,
        span=span,
        manner=Manner.DIRECT if quote.kind is Kind.DIRECT else Manner.PARTIAL,
        speaker=quote.speaker,
        entity=quote.entity,
        cue=quote.cue,
        quoted=(span,),
        quote=quote,
    )


@lru_cache(maxsize=REMEMBERED)
def sayings(reading: Reading) -> tuple[Saying, ...]:
    """All that anybody is made to say, in order; words of a reported clause that are quoted belong to it."""
    reported = [saying for n in range(len(reading.sentences)) for saying in _reported(reading, n)]
    alone = (
        saying
        for saying in quoted_sayings(reading)
        if not any(one.span.overlap(saying.span) for one in reported)
    )
    return tuple(sorted((*alone, *reported), key=lambda saying: saying.span))


def _reported(reading: Reading, sentence: int) -> Iterator[Saying]:
    """What stands in the reach of each word of speech, statements in quotation marks left out."""
    place = reading.sentences[sentence]
    tokens = [token for token in within(reading.tokens, place) if place.covers(token.span)]
    spoken = [q for q in reading.quotes if q.kind is not Kind.TITLE and not q.depth and q.span.overlap(place)]
    for cue, reach in _reaches(tokens, _stating(reading, place), spoken):
        words = _told(reach, cue, spoken, ends=bool(reach) and reach[-1] is tokens[-1])
        if _content(words) < _FEWEST:
            continue
        quoted = tuple(q.span for q in spoken if any(q.span.overlap(word.span) for word in words))
        span = _whole(reading.text, Span(words[0].span.start, words[-1].span.end), quoted)
        yield Saying(
            sentence=sentence,
            span=span,
            manner=Manner.PARTIAL if quoted else Manner.INDIRECT,
            speaker=cue.speaker,
            entity=cue.entity,
            cue=cue.span,
            quoted=quoted,
            quote=next((q for q in spoken if q.span == span), None),
        )


def _whole(text: str, span: Span, quoted: Sequence[Span]) -> Span:
    """A stretch with both marks of the quotations at its edges, or without where it is one quotation."""
    for quote in quoted:
        if quote.covers(span):
            return quote
        start = quote.start - (quote.start > 0)
        end = quote.end + (text[quote.end : quote.end + 1] in _CLOSING)
        span = Span(min(span.start, start), max(span.end, end))
    return span


def _stating(reading: Reading, place: Span) -> list[Cue]:
    """The words of speech of a sentence, in order, on which some of it rests; questions state nothing."""
    resting = {word for found in reading.attributions if found.sentence == place for word in found.words}
    resting |= {quote.cue for quote in reading.quotes if quote.cue and quote.kind in _SPOKEN}
    return [
        cue
        for cue in reading.speech.cues
        if place.covers(cue.span)
        and (cue.span in resting or (cue.passing and cue.speaker and not cue.carried))
        and not _asks(cue.span.of(reading.text))
    ]


def _asks(word: str) -> bool:
    return any(entry.speech == _QUESTION for entry in entries_of(fold_key(word)))


def _reaches(
    tokens: Sequence[Token], cues: Sequence[Cue], spoken: Sequence[Quote]
) -> Iterator[tuple[Cue, Sequence[Token]]]:
    """The words that each word of speech governs: mostly those behind it.

    «بحسب فلان», «كما قال فلان» and "he said" at the end of what was said govern what stands before, unless
    another word of speech does.
    """
    bounds = [0, *(_last(tokens, cue) for cue in cues)]
    edges = [(_first(tokens[bounds[n] :], cue) + bounds[n], bounds[n + 1]) for n, cue in enumerate(cues)]
    taken: set[int] = set()
    for number, cue in enumerate(cues):
        first, last = edges[number]
        stop = edges[number + 1][0] if number + 1 < len(cues) else len(tokens)
        before, after = tokens[bounds[number] : first], tokens[last:stop]
        quoted = any(q.kind is Kind.DIRECT and _overlaps(q.span, before) for q in spoken)
        leads = _complement(after) is not None or any(_overlaps(quote.span, after) for quote in spoken)
        ends = _content(before) >= _FEWEST and not leads and (cue.role is Role.SOURCE or _refers_back(before))
        if not ends and (leads or (not quoted and _content(after) >= _FEWEST)):
            taken.add(number + 1)
            yield cue, after
        elif not quoted and number not in taken:
            yield cue, before[:-1] if _refers_back(before) else before


def _refers_back(before: Sequence[Token]) -> bool:
    """Whether «حسبما», «كما» or "as" stands before a word of speech, and not at the sentence's beginning."""
    return len(before) > 1 and before[-1].form in _BACK


def _first(tokens: Sequence[Token], cue: Cue) -> int:
    """Where, among words that begin behind the last word of speech, the phrase of speaker and cue begins."""
    place = bisect_left(tokens, cue.span.start, key=_start)
    if not tokens or cue.speaker is None or not tokens[0].span.start <= cue.speaker.start < cue.span.start:
        return place
    speaker = bisect_left(tokens, cue.speaker.start, key=_start)
    return speaker if place - speaker <= _PHRASE else place


def _last(tokens: Sequence[Token], cue: Cue) -> int:
    """Where it ends: behind a speaker who follows closely."""
    place = bisect_left(tokens, cue.span.end, key=_start)
    if cue.speaker is None or cue.speaker.start < cue.span.end:
        return place
    speaker = bisect_left(tokens, cue.speaker.start, key=_start)
    return bisect_left(tokens, cue.speaker.end, key=_start) if speaker - place <= _PHRASE else place


def _start(token: Token) -> int:
    return token.span.start


def _told(reach: Sequence[Token], cue: Cue, spoken: Sequence[Quote], *, ends: bool) -> Sequence[Token]:
    """The words of a reach behind its first «أن», and before any statement in quotation marks.

    Unless the reach `ends` its sentence, the last words may lead over to the next speaker.
    """
    behind = bool(reach) and reach[0].span.start > cue.span.start
    opens = _complement(reach) if behind else None
    direct = next((q.span for q in spoken if q.kind is Kind.DIRECT and _overlaps(q.span, reach)), None)
    words = list(reach[opens or 0 :])
    if direct is not None:
        words = [word for word in words if word.span.end <= direct.start] if opens else []
    while words and words[-1].stop and not ends:
        words.pop()
    return words


def _complement(tokens: Sequence[Token]) -> int | None:
    """Where what is said begins behind «أن» or "that", as an index."""
    near = enumerate(tokens[:_COMPLEMENT_REACH], start=1)
    return next((n for n, token in near if _is_complement(token.form)), None)


def _is_complement(form: str) -> bool:
    return any(entry.role is Role.COMPLEMENT for entry in entries_of(form))


def _overlaps(span: Span, tokens: Sequence[Token]) -> bool:
    return any(span.overlap(token.span) for token in tokens)


def _content(tokens: Sequence[Token]) -> int:
    """How many words are no function words."""
    return sum(not token.stop for token in tokens)
