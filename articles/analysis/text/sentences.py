"""Sentences as exact places of the text, split inside quotations too, their closing marks kept with them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from yasbd import BoundaryDetector, get_supported_langs

from articles.analysis.text.cues import is_cue
from articles.analysis.text.marks import LINE_BREAK, pair_marks
from articles.analysis.text.normalise import TATWEEL, Letters
from articles.analysis.text.spans import Span

_FALLBACK = "en"
_QUOTATION_MARKS = frozenset('«»‹›“”„‟"＂‘‚‛')
_DASHES = frozenset("-–—*+•◦")
_CLOSING_BRACKETS = frozenset(")]}")
_TERMINATORS = frozenset(".!?؟۔…。！？")
_CONTINUES = re.compile(r"\s*[،,؛;:]")
_ASIDE = re.compile(r"\([^()\n]{1,400}\)|\[[^\[\]\n]{1,400}\]")
# Arabic newsrooms put two or three dots where others put a dash.
_ELLIPSIS = re.compile(r"[\u0600-\u06ff ][.…]{2,}$|…$")
_WORD = re.compile(r"\w[\w'’]*")
# Rows of leader dots and endless digits cost the detector quadratic time, and say nothing about sentences.
_LEADERS = re.compile(r"(?<=[.\s]{3})[.\s]{20,}(?=[.\s])")
_LONG_NUMBERS = re.compile(r"\d{40,}")
# No sign that could end a sentence before the last word: such a line need not be asked about.
_USUAL = r"[\w\s,،؛:/%#@$€£(]*+"
_ONE_SENTENCE = re.compile(rf"{_USUAL}\W*")
# The detector's Arabic abbreviations have three letters at most: one sign behind a longer word, or behind
# white space, ends a sentence for it, unless an ordinal's º follows. Nor need it be asked about such a line.
_LETTER = "[\u0621-\u063a\u0641-\u064a]"
_END = rf"(?:(?<={_LETTER}{{4}})|(?<={_LETTER}\s))[.!?؟](?!\s*[.!?؟…ºª])"
_ARABIC_END = re.compile(_END)
_PLAIN_ARABIC = re.compile(rf"{_USUAL}(?:(?:{_END}|(?<=\d)\.(?=\d)){_USUAL})*+\W*")
_WORDS_TO_CUE = 5


def find_sentences(text: str, *, language: str) -> tuple[Span, ...]:
    """Sentences in order, without white space around them; a line break always ends one.

    Stretches without any letter or digit are no sentences: they stay with the sentence before them
    on their line, or are left out.
    """
    closing = frozenset(m.close for m in pair_marks(text) if m.close is not None)
    plain = text.translate(_PLAIN)
    return tuple(
        sentence
        for line in _lines(text)
        for sentence in _sentences_of_line(text, line, _boundaries(line.of(plain), language), closing)
    )


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line_break in LINE_BREAK.finditer(text):
        yield Span(start, line_break.start())
        start = line_break.end()
    yield Span(start, len(text))


def _sentences_of_line(
    text: str, line: Span, boundaries: Sequence[int], closing: frozenset[int]
) -> Iterator[Span]:
    start = line.start
    for end in _ends(text, line, boundaries, closing):
        if end > start and _has_words(text, end, line.end) and _has_words(text, start, end):
            yield _trimmed(text, start, end)
            start = end
    if _has_words(text, start, line.end):
        yield _trimmed(text, start, line.end)


def _has_words(text: str, start: int, end: int) -> bool:
    return any(text[place].isalnum() for place in range(start, end))


def _boundaries(line: str, language: str) -> Sequence[int]:
    """Where sentences may end in a line as the detector should see it, its own end perhaps among them."""
    if _ONE_SENTENCE.fullmatch(line):
        return ()
    if language == "ar" and _PLAIN_ARABIC.fullmatch(line):
        return [match.end() for match in _ARABIC_END.finditer(line)]
    seen = _LONG_NUMBERS.sub(_blank, _LEADERS.sub(lambda match: "," * len(match[0]), line))
    found = _detector(language).detect(seen)
    return [end for end in found if not _ELLIPSIS.search(seen, max(0, end - 3), end)]


def _ends(text: str, line: Span, boundaries: Sequence[int], closing: frozenset[int]) -> Iterator[int]:
    within = _asides(line.of(text)) if boundaries else ()
    for offset in boundaries:
        if offset in within:
            continue
        end = _past_closing(text, line.start + offset, line.end, closing)
        quoted = end > line.start + offset and text[line.start + offset - 1] not in "."
        if not _CONTINUES.match(text, end) and not (quoted and _runs_on(text, end, line.end)):
            yield end


def _asides(line: str) -> frozenset[int]:
    """Places within brackets; the last one only where the bracket stands inside a sentence."""
    within: set[int] = set()
    for aside in _ASIDE.finditer(line):
        within.update(range(aside.start() + 1, aside.end() - 1))
        if line[max(0, aside.start() - 3) : aside.start()].rstrip()[-1:] not in _TERMINATORS | {""}:
            within.add(aside.end() - 1)
    return frozenset(within)


def _blank(match: re.Match[str]) -> str:
    return TATWEEL * len(match[0])


def _plain_character(character: str) -> str:
    """A character as the detector should see it.

    Quotation marks, closing brackets and invisible controls become spaces, so that sentences within
    them are found; dashes commas, since the detector takes them for the points of a list; harakat tatweels,
    since it takes the letter after one for a word, and so for an abbreviation.
    """
    if character in _DASHES:
        return ","
    if unicodedata.category(character) in ("Mn", "Me"):
        return TATWEEL
    return (
        " "
        if character in _QUOTATION_MARKS | _CLOSING_BRACKETS or unicodedata.category(character) == "Cf"
        else character
    )


_PLAIN = Letters(_plain_character)


@cache
def _detector(language: str) -> BoundaryDetector:
    known = language if language in get_supported_langs() and language != "auto" else _FALLBACK
    return BoundaryDetector(lang=known, preserve_quote_and_paren=False)


def _past_closing(text: str, end: int, limit: int, closing: frozenset[int]) -> int:
    place, closed = end, False
    while place < limit:
        if place in closing or text[place] in _CLOSING_BRACKETS:
            end, closed = place + 1, True
        elif closed and text[place] in _TERMINATORS:
            end = place + 1
        elif not text[place].isspace():
            break
        place += 1
    return end


def _runs_on(text: str, end: int, limit: int) -> bool:
    """Whether a sentence goes on after a question or cry in quotation marks: «هل فهمتم؟» سأل المدرب."""
    following = [m[0] for m in _WORD.finditer(text, end, min(limit, end + 80))][:_WORDS_TO_CUE]
    if not following:
        return False
    first = following[0]
    if first[0].isupper() or first[0].isdigit():
        return any(is_cue(word) for word in following)
    return not first.startswith("و")


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return Span(start, end)


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"
