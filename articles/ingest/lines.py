"""A page's text cut into the lines that rules look at: one printed line each, code cut out alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from articles.analysis.text.normalise import Folded, fold
from articles.analysis.text.spans import Span
from articles.ingest.remnants import find_code

# Longer lines are paragraphs; of them rules read only the beginning.
_LONGEST_WHOLE = 240
_BEGINNING = 160
# A text whose widest line is of this width may have been broken by a program, not by its author.
_WRAP_WIDTHS = range(50, 111)

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BULLET = re.compile(r"\s*(?:[•●▪■◾◼○◦·*–—\-]|[0-9٠-٩]{1,2}[.)\-])\s+\S")
_PAUSE = re.compile(r"[.,;:،؛] \S")
_CLOSING = "\"'»”’)]›\u200e\u200f\u202c\u2069 \xa0"
_ENDS = re.compile(r"(\.{2,}|[.!?؟…۔。！？]|[:،,؛;\-–—])$")


@dataclass(frozen=True)
class Word:
    """A folded word without its apostrophes, and where it stands in the line."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line without the space around it, its place in the text, and what its shape tells."""

    span: Span
    text: str
    is_code: bool = False
    is_site_name: bool = False
    after_blank: bool = False

    @classmethod
    def of(cls, text: str) -> "Line":
        """A line of its own, outside any text."""
        words = text.strip()
        return cls(span=Span(0, len(words)), text=words)

    @cached_property
    def folded(self) -> Folded:
        """The line, or a long one's beginning, folded."""
        return fold(self.text if self.is_whole else self.text[:_BEGINNING])

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the line, or of a long one's beginning."""
        folded = self.folded
        return tuple(
            Word(match[0].replace("'", ""), folded.at[match.start()], folded.at[match.end() - 1] + 1)
            for match in _WORD.finditer(folded.text)
        )

    @cached_property
    def forms(self) -> tuple[str, ...]:
        return tuple(form.replace("'", "") for form in _WORD.findall(self.folded.text))

    @cached_property
    def length(self) -> int:
        """How many words; of a long line about how many."""
        return len(self.forms) if self.is_whole else self.text.count(" ") + 1

    @property
    def is_whole(self) -> bool:
        """Whether `words` are all the words of the line."""
        return len(self.text) <= _LONGEST_WHOLE

    @cached_property
    def end_sign(self) -> str:
        """The sign the line ends with, inside closing quotation marks or brackets if need be."""
        match = _ENDS.search(self.text[-12:].rstrip(_CLOSING))
        return match[1] if match else ""

    @property
    def is_stopped(self) -> bool:
        """Whether it ends as a statement does; an ellipsis or a question mark ends headlines too."""
        return self.end_sign in (".", "۔", "。")

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(self.end_sign) and self.end_sign[0] in ".!?؟…۔。！？"

    @property
    def is_bullet(self) -> bool:
        return bool(_BULLET.match(self.text))


def cut_lines(text: str) -> list[Line]:
    """The lines of a text in order; they cover all of it but white space."""
    lines = list(_printed_lines(text))
    return _unwrapped(text, lines)


def _printed_lines(text: str) -> Iterator[Line]:
    code = iter(find_code(text))
    cut = next(code, None)
    end = 0
    for match in _LINE.finditer(text):
        start = match.start()
        after_blank = text.count("\n", end, start) > 1
        end = match.end()
        while cut and cut.start < end:
            yield from _line(text, start, max(start, cut.start), after_blank=after_blank)
            stop = min(cut.end, end)
            yield from _line(text, max(start, cut.start), stop, is_code=True, after_blank=after_blank)
            start = stop
            if cut.end > end:
                break
            cut = next(code, None)
        yield from _line(text, start, end, after_blank=after_blank)


def _line(text: str, start: int, end: int, *, after_blank: bool, is_code: bool = False) -> Iterator[Line]:
    part = text[start:end]
    words = part.strip()
    if words:
        start += len(part) - len(part.lstrip())
        span = Span(start, start + len(words))
        yield Line(span=span, text=words, is_code=is_code, after_blank=after_blank)


def _unwrapped(text: str, lines: list[Line]) -> list[Line]:
    """Paragraphs put together again where a program broke them into lines of one width."""
    width = max((len(line.text) for line in lines), default=0)
    breaks = [(one, two) for one, two in pairwise(lines) if not two.after_blank]
    if width not in _WRAP_WIDTHS or len(breaks) < 4:
        return lines
    full = sum(_breaks_at(width, one, two) for one, two in breaks)
    amid_sentence = sum(bool(_PAUSE.search(line.text)) for line in lines)
    if full < 0.9 * len(breaks) or amid_sentence < 0.25 * len(lines):  # verses end where lines do
        return lines
    joined = lines[:1]
    for line in lines[1:]:
        last = joined[-1]
        if line.after_blank or line.is_code or last.is_code or line.is_bullet:
            joined.append(line)
        else:
            span = Span(last.span.start, line.span.end)
            joined[-1] = Line(span=span, text=span.of(text), after_blank=last.after_blank)
    return joined


def _breaks_at(width: int, one: Line, two: Line) -> bool:
    """Whether the second line's first word had no room in the first, as where a program breaks lines."""
    first_word = two.text.split(maxsplit=1)[0]
    return len(one.text) + 1 + len(first_word) > width
