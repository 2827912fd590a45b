"""Which sentence words a fact best: short, clear by itself, without what leans on the text around it."""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from articles.analysis.pairs.clauses import sentence_clauses
from articles.analysis.reading import Reading
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.text.clitics import CONJUNCTIONS
from articles.analysis.text.lemmas import is_stop, lemma
from articles.analysis.text.marks import pair_marks
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import phrases, rows
from articles.analysis.text.tokens import Token
from articles.analysis.text.weights import weight

_SHORT, _LONG = 12, 45  # words: so few are none too many, so many are a fault by themselves
_LEAST, _MIDDLING = 5, 20  # words of a label, and of one that is taken whole
_BEGINNING = 6  # words in which it should name somebody
_LONGEST_OPENING = 5
_REMEMBERED = 4096
_QUESTIONS, _UNFINISHED = ("?", "؟"), (":", "،", ",", ";", "؛")
_SPOKEN = (QuoteKind.DIRECT, QuoteKind.PARTIAL)


@lru_cache(maxsize=_REMEMBERED)
def fault(reading: Reading, sentence: int) -> float:
    """How ill a sentence would stand by itself, 0 to 1."""
    span = label_span(reading, sentence)
    words = within(reading.tokens, span)
    if len(words) < _LEAST:
        return 1.0
    beginning = Span(span.start, words[min(_BEGINNING, len(words)) - 1].span.end)
    text = span.of(reading.text).rstrip()
    faults = (
        0.6 * bool(_opening(words, "leans")),
        0.3 * (not within(reading.mentions, beginning)),
        0.5 * _is_torn(reading, span),
        0.3 * text.endswith(_QUESTIONS),
        0.6 * text.endswith(_UNFINISHED),
        0.8 * max(0.0, (len(words) - _SHORT) / (_LONG - _SHORT)),
    )
    return min(1.0, sum(faults))


def label_span(reading: Reading, sentence: int, *, around: Span | None = None) -> Span:
    """The sentence without connecting words at its beginning: «but», «كما», an «and» written on.

    Nor does it open with a quotation mark that is closed elsewhere. With a place, of a long sentence only the
    clause `around` it.
    """
    span = _stretch(reading, sentence, around)
    words = within(reading.tokens, span)
    place = 0
    while place < len(words) - _LEAST and (length := _opening(words[place:], "taken")):
        place += length
    if not words:
        return span
    bare = place or _opens_torn(reading.text, span, words[0].span.start)
    start = words[place].span.start if bare else span.start
    if _has_and(words[place], reading.language):
        start = _after_letter(reading.text, words[place].span.start)
    return Span(start, span.end)


def _stretch(reading: Reading, sentence: int, around: Span | None) -> Span:
    whole = reading.sentences[sentence]
    if around is None or len(within(reading.tokens, whole)) <= _MIDDLING:
        return whole
    clauses = [clause for clause in sentence_clauses(reading)[sentence] if clause.overlap(around)]
    part = Span(clauses[0].start, clauses[-1].end) if clauses else whole
    return part if len(within(reading.tokens, part)) >= _LEAST else whole


def _opening(words: Sequence[Token], kind: str) -> int:
    """How many words at the beginning stand in the list, with an «and» before them or without; 0 for none."""
    forms = tuple(word.form for word in words[:_LONGEST_OPENING])
    bare = (forms[0][1:], *forms[1:]) if forms and forms[0][:1] in CONJUNCTIONS else forms
    known = _listed(kind)
    lengths = range(len(forms), 0, -1)
    return next((length for length in lengths if {forms[:length], bare[:length]} & known), 0)


@cache
def _listed(kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(phrase for of, cell in rows("openings.tsv") if of == kind for phrase in phrases(cell))


def _has_and(word: Token, language: str) -> bool:
    """Whether an «and» is written on: «وقال», not «وزير», whose rest is a rarer word."""
    if language != "ar" or word.form[:1] != "و" or len(word.form) < 4:
        return False
    rest = word.form[1:]
    if is_stop(rest, language=language) or word.lemma[:1] != "و":
        return True
    return weight(lemma(rest, language=language), language=language) < weight(word.lemma, language=language)


def _after_letter(text: str, place: int) -> int:
    """Behind a letter with its marks."""
    place += 1
    while unicodedata.category(text[place]) == "Mn":
        place += 1
    return place


def _opens_torn(text: str, span: Span, first: int) -> bool:
    """Whether a quotation mark before the `first` word has no fellow in the span."""
    if not text[span.start : first].strip():
        return False
    opened = (mark for mark in pair_marks(text) if span.start <= mark.open < first)
    return any(mark.close is None or mark.close >= span.end for mark in opened)


def _is_torn(reading: Reading, span: Span) -> bool:
    """Whether a quotation begins before it or goes on behind it."""
    return any(
        quote.kind in _SPOKEN and 0 < quote.span.overlap(span) < len(quote.span) for quote in reading.quotes
    )
