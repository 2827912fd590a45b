"""Keyword in context: a name with the words on either side of it, in lines to stand under each other."""

import re
import unicodedata
from dataclasses import dataclass

from articles.analysis.text.spans import Span

# Code points on either side: what half of a wide page holds.
WIDTH = 80
_SPACE = re.compile(r"\s+")
_WORD_BEFORE = re.compile(r"\S*$")
_WORD_AFTER = re.compile(r"^\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`lead` and `trail` are written together with the name: particles, brackets, punctuation."""

    before: str
    lead: str
    name: str
    trail: str
    after: str


def line(text: str, place: Span, *, width: int = WIDTH) -> Line:
    """The line of a place; context ends with its paragraph, and with whole words unless they are too long."""
    paragraph = _paragraph(text, place)
    lead = _WORD_BEFORE.findall(text[max(paragraph.start, place.start - width) : place.start])[0]
    trail = _WORD_AFTER.findall(text[place.end : min(paragraph.end, place.end + width)])[0]
    start, end = place.start - len(lead), place.end + len(trail)
    return Line(
        before=_last_words(text[paragraph.start : start], width),
        lead=lead,
        name=_SPACE.sub(" ", place.of(text)),
        trail=trail,
        after=_first_words(text[end : paragraph.end], width),
    )


def _paragraph(text: str, place: Span) -> Span:
    start = text.rfind("\n\n", 0, place.start)
    end = text.find("\n\n", place.end)
    return Span(0 if start < 0 else start + 2, len(text) if end < 0 else end)


def _first_words(text: str, width: int) -> str:
    plain = _SPACE.sub(" ", text[: 2 * width]).strip()
    if len(plain) <= width:
        return plain
    end = plain.rfind(" ", 0, width + 1)
    if end <= 0:
        end = width
        while end and _clings(plain[end]):
            end -= 1
    return plain[:end] + "…"


def _last_words(text: str, width: int) -> str:
    plain = _SPACE.sub(" ", text[-2 * width :]).strip()
    if len(plain) <= width:
        return plain
    start = plain.find(" ", len(plain) - width - 1) + 1
    if not start:
        start = len(plain) - width
        while start < len(plain) and _clings(plain[start]):
            start += 1
    return "…" + plain[start:]


def _clings(character: str) -> bool:
    """Whether it belongs to the letter before it."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")
