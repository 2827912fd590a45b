"""Sentences cut into clauses: a newspaper's long sentence tells several facts, and each is one of them."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from articles.analysis.pairs.similarity import REMEMBERED
from articles.analysis.reading import Reading
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.text.cues import Role, entries_of
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import phrases, rows
from articles.analysis.text.tokens import Token

_SHORTEST = 3  # words of a clause; less is part of its neighbour
_SHORTEST_CUE = 2  # words that say who is heard: «قال العمدة»
_SPEECH = 4  # words of a quotation that is a clause of its own
_CONJUNCTIONS = ("و", "ف")
_COMMAS = frozenset(",،")
_BREAKS = frozenset(";؛:—–")
_LONGEST_OPENING = 4
_LEADS_ON = 2
_PARTICIPLES_LEAD_TO = frozenset(
    ["الي", "علي", "عن", "من", "the", "a", "it", "he", "she", "they", "his", "her"]
)
_CUES_BACK = 8  # words within which «إن» follows its verb of speech


@lru_cache(maxsize=REMEMBERED)
def sentence_clauses(reading: Reading) -> tuple[tuple[Span, ...], ...]:
    """The clauses of each sentence in order; together they hold all its words."""
    inside = frozenset(_inside(reading))
    speech = [quote.span for quote in reading.quotes if quote.kind in (QuoteKind.DIRECT, QuoteKind.PARTIAL)]
    return tuple(tuple(_clauses(reading, sentence, speech, inside)) for sentence in reading.sentences)


def _inside(reading: Reading) -> Iterator[int]:
    """Where no clause begins: inside names and figures, and in short quotations."""
    whole = (one.span for found in (reading.mentions, reading.figures) for one in found)
    for span in whole:
        yield from range(span.start + 1, span.end)
    for quote in reading.quotes:
        if len(within(reading.tokens, quote.span)) < _SPEECH:
            yield from range(quote.span.start, quote.span.end)


def _clauses(
    reading: Reading, sentence: Span, speech: Sequence[Span], inside: frozenset[int]
) -> Iterator[Span]:
    words = [token for token in within(reading.tokens, sentence) if sentence.covers(token.span)]
    if not words:
        return
    edges = _quotation_edges(words, speech)
    cuts = [0]
    for place in range(1, len(words)):
        if words[place].span.start in inside or place - cuts[-1] < _SHORTEST_CUE:
            continue
        opens = place - cuts[-1] >= _SHORTEST and (place in edges or _opens(reading.text, words, place))
        if opens or _is_reported(words, place):
            cuts.append(place)
    if len(cuts) > 1 and len(words) - cuts[-1] < _SHORTEST:
        cuts.pop()
    yield from (Span(words[a].span.start, words[b - 1].span.end) for a, b in pairwise([*cuts, len(words)]))


def _quotation_edges(words: Sequence[Token], speech: Sequence[Span]) -> frozenset[int]:
    """The words with which a quotation of some length begins, and those after one."""
    edges: set[int] = set()
    for quote in speech:
        quoted = [n for n, word in enumerate(words) if quote.overlap(word.span)]
        if len(quoted) >= _SPEECH:
            edges |= {quoted[0], quoted[-1] + 1}
    return frozenset(edges)


def _opens(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether a clause begins at a word: by a sign before it, by itself, or by both together."""
    gap = text[words[place - 1].span.end : words[place].span.start]
    if not _BREAKS.isdisjoint(gap) and " " in gap:
        return True
    comma = not _COMMAS.isdisjoint(gap)
    roles = _roles(words, place)
    return (
        "always" in roles or (comma and ("comma" in roles or _joined(words[place]))) or _reports(words, place)
    )


def _roles(words: Sequence[Token], place: int) -> frozenset[str]:
    """How the words from here on open a clause, with an «and» before them or without."""
    forms = tuple(word.form for word in words[place : place + _LONGEST_OPENING])
    first = forms[0]
    bare = (first[1:], *forms[1:]) if first[:1] in _CONJUNCTIONS else forms
    known = _openings()
    found = (known.get(run[:length]) for run in (forms, bare) for length in range(1, len(forms) + 1))
    return frozenset(role for role in found if role)


def _joined(word: Token) -> bool:
    """Whether an «and» is written on to a word of Arabic letters."""
    return word.form[:1] == "و" and len(word.form) > 2


def _reports(words: Sequence[Token], place: int) -> bool:
    """Whether speech goes on: «مشيرا إلى …», «وأضاف …», adding."""
    form = words[place].form
    roles = {entry.role for entry in entries_of(form)}
    if Role.VERB in roles and form[:1] == "و":
        return True
    return Role.PARTICIPLE in roles and any(
        _leads_on(word.form) for word in words[place + 1 : place + 1 + _LEADS_ON]
    )


def _is_reported(words: Sequence[Token], place: int) -> bool:
    """Whether what was said begins: «قال العمدة | إن …», said | that …"""
    if not any(entry.role is Role.COMPLEMENT for entry in entries_of(words[place].form)):
        return False
    before = words[max(0, place - _CUES_BACK) : place]
    return any(entry.speech != "-" for word in before for entry in entries_of(word.form))


def _leads_on(form: str) -> bool:
    """«مضيفا أن», «مشيرا إلى»; a participle without either is an adjective or a noun."""
    return form in _PARTICIPLES_LEAD_TO or any(entry.role is Role.COMPLEMENT for entry in entries_of(form))


@cache
def _openings() -> dict[tuple[str, ...], str]:
    listed = [row for name in ("clauses_ar.tsv", "clauses_en.tsv") for row in rows(name)]
    return {phrase: role for role, forms in listed for phrase in phrases(forms)}
