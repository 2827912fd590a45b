"""Quotation marks paired: what stands between them, however an outlet opens, closes or forgets them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from articles.analysis.text.spans import Span

LINE_BREAK = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")

_MARK = re.compile(r"''|[«»‹›“”„‟\"＂‘’‚‛']")
_FAMILIES = {
    "guillemet": "«»",
    "curly": "“”„‟",
    "straight": '"＂',
    "doubled": "''",
    "single guillemet": "‹›",
    "single": "‘’‚‛",
    "apostrophe": "'",
}
_FAMILY = {c: family for family, marks in _FAMILIES.items() for c in marks} | {
    "''": "doubled",
    "'": "apostrophe",
}
# What typography says; newsrooms turn marks round often enough that the neighbours may overrule it.
_OPENING, _CLOSING = "«“„‟‹‘‚‛", "»”›’"
_APOSTROPHES = ("single", "apostrophe")
_OPENING_NEIGHBOURS = frozenset("([{<-–—:/،,|=\u0640")
_CLOSING_NEIGHBOURS = frozenset(")]}>.,،;؛:!?؟…-–—/|")
_PROCLITIC = re.compile(r"(?:^|[^\w\u0640])[وف]?(?:[بلك]?ال|[بلكسوف]|لل)\u0640*$")
# Deeper nesting than this is damage, not quotation; the bound also keeps hostile input linear.
_DEEPEST = 4
_PARAGRAPHS_AHEAD = 3
_INDENT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A stretch between quotation marks; `close` is None where the closing mark is missing."""

    span: Span
    open: int
    close: int | None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    leads: bool  # stands as an opening mark does: free before, tight after
    trails: bool  # stands as a closing mark does: tight before, free after
    nominal: str | None
    starts_line: bool


@dataclass(frozen=True, slots=True)
class _Parse:
    """One reading of a paragraph's marks: pairs, what is still open, and how much it had to forgive."""

    found: tuple[Marked, ...]
    open: tuple[_Mark, ...]
    faults: int


# Sentences and quotations both ask for those of the same text.
@lru_cache(maxsize=4)
def pair_marks(text: str) -> tuple[Marked, ...]:
    """Every quoted stretch, outer before inner; spans exclude the marks and surrounding white space.

    A quotation that is not closed runs to the end of its line, or, where a following line closes or
    reopens it, to the mark that does.
    """
    paragraphs = list(_paragraphs(text))
    marks = [tuple(_marks(text, paragraph)) for paragraph in paragraphs]
    found: list[Marked] = []
    still_open: tuple[_Mark, ...] = ()
    for number, paragraph in enumerate(paragraphs):
        parse = _parse(marks[number], still_open, text)
        found += parse.found
        ahead = [m for m in marks[number + 1 : number + 1 + _PARAGRAPHS_AHEAD] if m]
        carried = [m for m in parse.open if m.family not in _APOSTROPHES][:1]
        if carried and ahead and _continues(carried[0], ahead[0]):
            still_open = (carried[0],)
            if ahead[0][0].family == carried[0].family and not ahead[0][0].trails:
                marks[marks.index(ahead[0], number + 1)] = ahead[0][1:]
        else:
            carried, still_open = [], ()
        found += [
            _marked(m, paragraph.end, None, text)
            for m in parse.open
            if m not in carried and m.family not in _APOSTROPHES
        ]
    return _with_depth(m for m in found if len(m.span))


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for line_break in LINE_BREAK.finditer(text):
        if start < line_break.start():
            yield Span(start, line_break.start())
        start = line_break.end()
    if start < len(text):
        yield Span(start, len(text))


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        before = _neighbour(text, match.start() - 1, paragraph, step=-1)
        after = _neighbour(text, match.end(), paragraph, step=1)
        free_before = before in " " or before in _OPENING_NEIGHBOURS or before in _FAMILY
        free_after = after in " " or after in _CLOSING_NEIGHBOURS or after in _FAMILY
        if before.isalpha() and after.isalnum():
            free_before = bool(
                _PROCLITIC.search(text, max(paragraph.start, match.start() - 8), match.start())
            )
        family = _FAMILY[match[0]]
        leads, trails = free_before and after != " ", free_after and before != " "
        if leads and trails:  # such as the inner one of two marks in a row, or a dash on both sides
            leads, trails = after not in _CLOSING_NEIGHBOURS, before not in _OPENING_NEIGHBOURS
        if family in _APOSTROPHES and before.isalnum() and after.isalnum():
            continue
        indent = match.start() - paragraph.start
        first = indent < _INDENT and not text[paragraph.start : match.start()].strip()
        yield _Mark(match.start(), match.end(), family, leads, trails, _nominal(match[0]), first)


def _nominal(mark: str) -> str | None:
    if len(mark) > 1:
        return None
    return "open" if mark in _OPENING else "close" if mark in _CLOSING else None


def _neighbour(text: str, place: int, paragraph: Span, *, step: Literal[1, -1]) -> str:
    """The nearest visible character, a space for white space and for the paragraph's edges."""
    while paragraph.start <= place < paragraph.end:
        if unicodedata.category(text[place]) != "Cf":
            return " " if text[place].isspace() else text[place]
        place += step
    return " "


def _parse(marks: Sequence[_Mark], still_open: tuple[_Mark, ...], text: str) -> _Parse:
    """The reading by neighbours, unless plain alternation of open and close explains the marks better."""
    by_neighbours = _read(marks, still_open, text, alternate=False)
    if not by_neighbours.faults:
        return by_neighbours
    by_turns = _read(marks, still_open, text, alternate=True)
    return by_turns if by_turns.faults < by_neighbours.faults else by_neighbours


def _read(marks: Sequence[_Mark], still_open: tuple[_Mark, ...], text: str, *, alternate: bool) -> _Parse:
    stack, found, faults = list(still_open), list[Marked](), 0
    for place, mark in enumerate(marks):
        partner = next((m for m in reversed(stack) if m.family == mark.family), None)
        if partner is None and mark.trails and not mark.leads and mark.nominal != "open":
            partner = _other_family(mark, stack)
        if _closes(mark, partner, alternate=alternate):
            if partner is None:
                faults += mark.family not in _APOSTROPHES
            elif not _is_possessive(place, marks, text):
                while (top := stack.pop()) is not partner:
                    if top.family not in _APOSTROPHES:
                        faults += 1
                        found.append(_marked(top, mark.start, None, text))
                found.append(_marked(partner, mark.start, mark.start, text))
        elif _opens(mark) and len(stack) < _DEEPEST:
            stack.append(mark)
    faults += sum(m.family not in _APOSTROPHES for m in stack)
    return _Parse(tuple(found), tuple(stack), faults)


def _other_family(mark: _Mark, stack: Sequence[_Mark]) -> _Mark | None:
    """The open mark that this one closes by mistake: a double mark closes any other double mark."""
    if mark.family in _APOSTROPHES or not stack or stack[-1].family in _APOSTROPHES:
        return None
    return stack[-1]


def _closes(mark: _Mark, partner: _Mark | None, *, alternate: bool) -> bool:
    if mark.family in _APOSTROPHES:
        return partner is not None and mark.trails and mark.nominal != "open"
    if mark.nominal is None and alternate:
        return partner is not None
    if mark.leads != mark.trails and (mark.nominal is None or (partner is None) == mark.leads):
        return mark.trails
    return mark.nominal == "close" if mark.nominal else partner is not None


def _opens(mark: _Mark) -> bool:
    return mark.leads and not mark.trails if mark.family in _APOSTROPHES else True


def _is_possessive(place: int, marks: Sequence[_Mark], text: str) -> bool:
    """Whether an apostrophe ends a plural owner («players’ union») because the true close comes later."""
    mark = marks[place]
    if mark.family not in _APOSTROPHES or text[mark.start - 1] not in "sS":
        return False
    if not re.match(r"\s+[a-z]", text[mark.end : mark.end + 3]):
        return False
    following = next((m for m in marks[place + 1 :] if m.family == mark.family), None)
    return following is not None and following.trails and not following.leads


def _continues(opened: _Mark, following: Sequence[_Mark]) -> bool:
    """Whether the next marked line closes the quotation, or repeats its opening mark as its first sign."""
    first = following[0]
    if first.family == opened.family and first.trails and not first.leads:
        return True
    return first.family == opened.family and first.starts_line


def _marked(opened: _Mark, end: int, close: int | None, text: str) -> Marked:
    inside = text[opened.end : end]
    start = opened.end + len(inside) - len(inside.lstrip())
    return Marked(
        span=Span(start, max(start, opened.end + len(inside.rstrip()))), open=opened.start, close=close
    )


def _with_depth(found: Iterator[Marked]) -> tuple[Marked, ...]:
    ordered = sorted(found, key=lambda m: (m.open, -m.span.end))
    ends: list[int] = []
    deep: list[Marked] = []
    for marked in ordered:
        while ends and ends[-1] <= marked.open:
            ends.pop()
        deep.append(replace(marked, depth=len(ends)))
        ends.append(marked.span.end)
    return tuple(deep)
