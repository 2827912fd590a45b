"""Second articles on a page: found by their element, and put together of their lines."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from articles.ingest.layout import PrintedLine, Region
from articles.ingest.lines import Line
from articles.ingest.page import is_prose
from articles.ingest.records import Block, BlockKind

# Cards that lead to other articles print a headline and a paragraph, seldom two.
_FEWEST_PARAGRAPHS, _FEWEST_WORDS = 3, 40
# A line so much of which is a link is none of an article's paragraphs; of lists one line is seen more often.
_LINKED = 0.5
_MOST_SAME = 2
# What stands between a headline and its text, or amid the text; so many in a row at most.
_BETWEEN = frozenset(
    {
        BlockKind.BYLINE,
        BlockKind.DATE,
        BlockKind.CREDIT,
        BlockKind.CAPTION,
        BlockKind.FURNITURE,
        BlockKind.RELATED,
    }
)
_MOST_BETWEEN = 3


def find_seconds(lines: Sequence[PrintedLine], chosen: Iterable[int]) -> Iterator[range]:
    """The places of other articles than the chosen one, from headline to last paragraph.

    Each has an element of its own as the chosen one has, a heading, and paragraphs that are not the chosen
    one's.
    """
    own = {lines[place].article for place in chosen} - {0}
    known = {lines[place].key for place in chosen}
    for places in _elements(lines).values():
        if not own or lines[places[0]].article in own or _is_list([lines[place].key for place in places]):
            continue
        prose = [place for place in places if _is_paragraph(lines[place])]
        words = sum(lines[place].text.count(" ") + 1 for place in prose)
        if len(prose) < _FEWEST_PARAGRAPHS or words < _FEWEST_WORDS:
            continue
        title = next((place for place in places if lines[place].heading), prose[-1])
        if title < prose[0] and not known & {lines[place].key for place in (title, *prose)}:
            yield range(title, prose[-1] + 1)


def _elements(lines: Sequence[PrintedLine]) -> dict[int, list[int]]:
    """The places of the lines in each element for an article."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.article:
            places[line.article].append(place)
    return places


def _is_list(keys: Sequence[str]) -> bool:
    """Whether one line, such as the buttons under each item, stands there again and again."""
    return max(Counter(keys).values()) > _MOST_SAME


def _is_paragraph(line: PrintedLine) -> bool:
    is_text = line.region is Region.BODY and not line.heading and line.linked < _LINKED
    return is_text and is_prose(Line(span=line.span, text=line.text))


def join_seconds(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in order, those of a second article as one, with what stands between its lines."""
    last: Block | None = None
    between: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.SECOND_ARTICLE:
            last = replace(last, end=block.end) if last else block
            between.clear()
        elif last and block.kind in _BETWEEN and len(between) < _MOST_BETWEEN:
            between.append(block)
        else:
            yield from (*([last] if last else ()), *between, block)
            last = None
            between.clear()
    yield from (*([last] if last else ()), *between)
