"""Text that one article has from another, word for word or nearly; quoting the same man is no copying."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, takewhile
from typing import NamedTuple

from articles.analysis.pairs.similarity import REMEMBERED
from articles.analysis.reading import Reading
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.text.spans import Span

_SHINGLE = 3  # words in a row that begin a match
_GAP = 2  # words that either side may have changed inside a run
_LEAST = 8  # words of a run; a name counts as one, however long it is
_MOST_PLACES = 20  # of one shingle that are looked at; what stands oftener is a formula


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of each text; `words` are those that both have, in the same order."""

    a: Span
    b: Span
    words: int


@dataclass(frozen=True, kw_only=True)
class Reuse:
    """Runs in the order of a, and their share of each text's words outside quotations, 0 to 1."""

    runs: tuple[Run, ...]
    share_a: float
    share_b: float


class _Match(NamedTuple):
    """Words in a row that are the same on both sides."""

    a: int
    b: int
    length: int


def reuse(a: Reading, b: Reading) -> Reuse:
    """What the texts have word for word in common, with up to two other words at a time in between."""
    words_a, words_b = _words(a), _words(b)
    matches = _matches(words_a, words_b)
    runs = [run for run in _runs(matches) if sum(match.length for match in run) >= _LEAST]
    copied = list(chain.from_iterable(runs))
    return Reuse(
        runs=tuple(_run(words_a, words_b, run) for run in runs),
        share_a=_share({match.a + n for match in copied for n in range(match.length)}, words_a),
        share_b=_share({match.b + n for match in copied for n in range(match.length)}, words_b),
    )


def _run(a: Sequence["_Word"], b: Sequence["_Word"], matches: Sequence[_Match]) -> Run:
    first, last = matches[0], matches[-1]
    return Run(
        a=Span(a[first.a].span.start, a[last.a + last.length - 1].span.end),
        b=Span(b[first.b].span.start, b[last.b + last.length - 1].span.end),
        words=sum(match.length for match in matches),
    )


class _Word(NamedTuple):
    """A folded word, or a name by its entity; a quotation has no key. `written` counts its words."""

    key: str
    span: Span
    written: int


@lru_cache(maxsize=REMEMBERED)
def _words(reading: Reading) -> tuple[_Word, ...]:
    """The words in order, names and quotations as one each; those of quotations count for nothing."""
    quoted = _places(q.span for q in reading.quotes if q.kind in _SPEECH)
    named = {place: f"@{m.entity.key}" for m in reading.mentions for place in range(m.span.start, m.span.end)}
    words: list[_Word] = []
    for token in reading.tokens:
        last = token.span.end - 1  # a particle before a name is not of the name
        key = "" if last in quoted else named.get(last, token.form)
        if words and words[-1].key == key and (not key or key[0] == "@"):
            words[-1] = _Word(key, Span(words[-1].span.start, token.span.end), words[-1].written + bool(key))
        else:
            words.append(_Word(key, token.span, 1 if key else 0))
    return tuple(words)


_SPEECH = (QuoteKind.DIRECT, QuoteKind.PARTIAL)


def _places(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(span.start, span.end))


def _matches(a: Sequence[_Word], b: Sequence[_Word]) -> Iterator[_Match]:
    """From left to right in a; of places in b the one that follows the last match, else the longest."""
    places = _shingles(b)
    last, place = _Match(0, 0, 0), 0
    while place <= len(a) - _SHINGLE:
        found = [_match(a, b, place, other) for other in places.get(_shingle(a, place), ())]
        if found:
            last = max(found, key=lambda match: (_follows(last, match), match.length))
            yield last
        place += last.length if found else 1


def _shingles(words: Sequence[_Word]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(words) - _SHINGLE + 1):
        shingle = _shingle(words, place)
        if all(shingle) and len(known := places.setdefault(shingle, [])) < _MOST_PLACES:
            known.append(place)
    return places


def _shingle(words: Sequence[_Word], place: int) -> tuple[str, ...]:
    return tuple(word.key for word in words[place : place + _SHINGLE])


def _match(a: Sequence[_Word], b: Sequence[_Word], place: int, other: int) -> _Match:
    """How far two places go on in the same words."""
    pairs = zip(islice(a, place, None), islice(b, other, None), strict=False)
    same = takewhile(lambda pair: pair[0].key and pair[0].key == pair[1].key, pairs)
    return _Match(place, other, sum(1 for _ in same))


def _follows(one: _Match, other: _Match) -> bool:
    """Whether no more than a few words stand between two matches, on either side."""
    gaps = other.a - one.a - one.length, other.b - one.b - one.length
    return bool(one.length) and all(0 <= gap <= _GAP for gap in gaps)


def _runs(matches: Iterable[_Match]) -> Iterator[list[_Match]]:
    run: list[_Match] = []
    for match in matches:
        if run and not _follows(run[-1], match):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _share(copied: Collection[int], words: Sequence[_Word]) -> float:
    total = sum(word.written for word in words)
    return round(sum(words[place].written for place in copied) / total, 3) if total else 0.0
