"""Lines of dialogue: what stands behind the dash that opens a line, up to the words that say who spoke."""

import re
from collections.abc import Iterator

from articles.analysis.text.cues import is_cue
from articles.analysis.text.marks import LINE_BREAK, Marked
from articles.analysis.text.spans import Span

_OPENING = re.compile(r"\s*[—–]\s+")
_BACK = re.compile(r"[.,]\s*[—–]\s+")  # «— Поздно, — сказал он. — Завтра поедем»
_HANDED_OVER = re.compile(r"([,!?…])[  ]*[—–][  ]*")
_WITHOUT_DASH = re.compile(r"([,!?…])[  ]*(?:[—–][  ]*)?")
_WORDS = re.compile(r"\w+(?:['’-]\w+)*")
_NEAR = 2  # words within which the verb stands: «a répondu», «a-t-il dit»


def find_dialogue(text: str, *, language: str) -> Iterator[Marked]:
    """What is said in lines that a dash opens; those without a word of speech are left alone, as lists.

    French may do without the dash before that word. The opening mark of what is said is its dash, the closing
    one the sign behind it.
    """
    if "—" not in text and "–" not in text:
        return
    handed_over = _WITHOUT_DASH if language == "fr" else _HANDED_OVER
    start = 0
    for line_break in (*LINE_BREAK.finditer(text), None):
        end = line_break.start() if line_break else len(text)
        opening = _OPENING.match(text, start, end)
        if opening:
            yield from _said(text, Span(opening.end(), end), handed_over, language)
        start = line_break.end() if line_break else end


def _said(text: str, line: Span, handed_over: re.Pattern[str], language: str) -> Iterator[Marked]:
    start = line.start
    while aside := _aside(text, start, line.end, handed_over, language):
        end = aside.start() + (aside[1] != ",")
        yield Marked(span=Span(start, end), open=start - 1, close=end)
        back = _BACK.search(text, aside.end(), line.end)
        if not back:
            return
        start = back.end()
    if start > line.start:
        yield Marked(span=Span(start, line.end), open=start - 1, close=None)


def _aside(
    text: str, start: int, end: int, handed_over: re.Pattern[str], language: str
) -> re.Match[str] | None:
    """The sign behind which somebody is said to speak."""
    for sign in handed_over.finditer(text, start, end):
        words = [m[0] for m in _WORDS.finditer(text, sign.end(), min(end, sign.end() + 40))][:_NEAR]
        if any(is_cue(part, language) for word in words for part in re.split("['’-]", word)):
            return sign
    return None
