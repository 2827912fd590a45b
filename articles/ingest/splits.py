"""Labels and names of sites cut off the lines that they are glued to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from articles.analysis.text.spans import Span
from articles.ingest.lines import Line, cut_lines
from articles.ingest.marks import mark
from articles.ingest.outlets import site_name_start
from articles.ingest.page import LONGEST_HEADLINE, is_prose
from articles.ingest.phrases import forms, page_list
from articles.ingest.records import BlockKind

# Labels within a line are looked for in this much of its end.
_TAIL = 1_200
_SHORTEST_WITH_TAIL = 60
_LONGEST_LABEL = 45
_COLON = re.compile("[:：]")
_SENTENCE_END = re.compile(r"[.!?؟][»”\"')]*\s*$")


def split_lines(text: str) -> list[Line]:
    lines = [part for line in cut_lines(text) for part in _split_tail(line)]
    for place, line in enumerate(lines):
        found = mark(line)
        if found and found.kind not in (BlockKind.CAPTION, BlockKind.BYLINE):
            continue
        start = site_name_start(line.text) if line.length <= LONGEST_HEADLINE + 6 else None
        if start and not is_prose(line):
            title, name = _cut(line, [start])
            lines[place : place + 1] = [title, replace(name, is_site_name=True)]
        break
    return lines


def _split_tail(line: Line) -> list[Line]:
    """Labels cut off that stand after the last sentence of a long line."""
    if len(line.text) < _SHORTEST_WITH_TAIL or line.is_code:
        return [line]
    starts = list(_labels(line.text, max(0, len(line.text) - _TAIL)))
    while starts and not _SENTENCE_END.search(line.text[: starts[0]][-20:]):
        del starts[0]
    for place in range(len(starts)):
        parts = _cut(line, starts[place:])
        if all(mark(part) for part in parts[1:]):
            return parts
    return [line]


def _labels(text: str, start: int) -> Iterator[int]:
    """Where, from a place on, labels begin that a colon follows."""
    for colon in _COLON.finditer(text, start):
        before = max(start, colon.start() - _LONGEST_LABEL)
        head = text[before : colon.start()]
        words = Line.of(head).words
        sizes = range(min(len(words), 5), 0, -1)
        found = (size for size in sizes if tuple(word.form for word in words[-size:]) in _tail_labels())
        size = next(found, 0)
        if size:
            yield before + len(head) - len(head.lstrip()) + words[-size].start


def _cut(line: Line, places: Sequence[int]) -> list[Line]:
    bounds = [0, *places, len(line.text)]
    parts = []
    for start, end in pairwise(bounds):
        text = line.text[start:end]
        words = text.strip()
        first = line.span.start + start + len(text) - len(text.lstrip())
        span = Span(first, first + len(words))
        parts.append(Line(span=span, text=words, after_blank=line.after_blank and not start))
    return [part for part in parts if part.text]


@cache
def _tail_labels() -> frozenset[tuple[str, ...]]:
    names = ("keywords.labels", "credit.labels", "related.openings", "related.labels")
    return frozenset(forms(phrase) for name in names for phrase in page_list(name))
