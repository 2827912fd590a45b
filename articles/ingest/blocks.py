"""A page cut into blocks: what is the article, what the page put around it, by named rules."""

from collections.abc import Sequence

from articles.ingest.ending import clear_tail, find_end
from articles.ingest.headline import find_headline
from articles.ingest.labels import follow_labels
from articles.ingest.lines import Line
from articles.ingest.page import Page
from articles.ingest.records import Block, BlockKind
from articles.ingest.seconds import join_seconds
from articles.ingest.splits import split_lines

_LONGEST_HEADING = 12


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page in order; together they cover all of it but white space."""
    page = Page(split_lines(text))
    find_headline(page)
    follow_labels(page)
    find_end(page)
    clear_tail(page)
    _keep(page)
    return tuple(join_seconds(page.blocks()))


def _keep(page: Page) -> None:
    """What is left is the article: headings are short, open, and stand before a paragraph."""
    places = page.open_places(0, len(page.lines))
    for order, place in enumerate(places):
        following = page.lines[places[order + 1]] if order + 1 < len(places) else None
        run = _short_run(page, places, order)
        if _is_heading(page.lines[place], following) and run <= 2:
            page.decide(place, BlockKind.HEADING, "heading")
        else:
            page.decide(place, BlockKind.PARAGRAPH, "paragraph")


def _is_heading(line: Line, following: Line | None) -> bool:
    if following is None or line.is_bullet or line.length > _LONGEST_HEADING:
        return False
    if line.end_sign in ("?", "؟", "!"):
        return line.length <= 10 and not line.text.startswith(('"', "«", "“", "-", "–"))
    return not line.end_sign and len(line.forms) > 0


def _short_run(page: Page, places: Sequence[int], order: int) -> int:
    """How many short open lines in a row stand around this one: verses and lists are no headings."""

    def is_short(at: int) -> bool:
        line = page.lines[places[at]]
        return line.length <= _LONGEST_HEADING and not line.is_stopped

    start = order
    while start > 0 and is_short(start - 1) and order - start < 3:
        start -= 1
    end = order
    while end + 1 < len(places) and is_short(end + 1) and end - order < 3:
        end += 1
    return end - start + 1
