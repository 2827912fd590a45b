"""Lines of a page's article that extraction has left out between those it has found."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.ingest.layout import PrintedLine, Region
from articles.ingest.lines import Line
from articles.ingest.page import is_prose

# So many short lines, such as a name and a date, stand between a headline and its text.
_MOST_BETWEEN = 2
_LONGEST_BETWEEN = 14


def fill_gaps(lines: Sequence[PrintedLine], chosen: Sequence[int], *, title: int | None) -> list[int]:
    """The places chosen, with the headings over them and what stands before a first subheading."""
    found = set(chosen)
    for place, after in pairwise(chosen):
        gap = range(place + 1, after)
        if place == title and lines[after].heading > 1:  # no text begins with a subheading
            found.update(_paragraphs(lines, gap))
        found.update(_under_heading(lines, gap))
    return sorted(found)


def _paragraphs(lines: Sequence[PrintedLine], gap: range) -> Iterator[int]:
    for place in gap:
        line = Line(span=lines[place].span, text=lines[place].text)
        if lines[place].region is Region.BODY and is_prose(line) and line.is_stopped:
            yield place


def _under_heading(lines: Sequence[PrintedLine], gap: range) -> range:
    """The heading that a gap ends with; under one of the first order, a name and a date may follow."""
    for place in reversed(gap):
        line = lines[place]
        if line.region is not Region.BODY:
            break
        is_last = place == gap[-1]
        if line.heading == 1 or (line.heading and is_last):
            return range(place, gap.stop)
        if gap.stop - place > _MOST_BETWEEN or line.text.count(" ") >= _LONGEST_BETWEEN:
            break
    return range(0)
