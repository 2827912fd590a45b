"""An HTML page laid out as the lines that a reader sees, each with what the markup says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree
from lxml.html import HtmlElement

from articles.analysis.text.spans import Span


class Region(StrEnum):
    """The part of a page that a line stands in; the names are those of the rules that remove it."""

    BODY = "outside_the_article"
    HEADER = "page_header"
    NAVIGATION = "page_navigation"
    ASIDE = "page_aside"
    FOOTER = "page_footer"
    FORM = "page_form"
    CAPTION = "figure_caption"
    COMMENTS = "page_comments"
    RELATED = "page_related"


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedLine:
    """One line of a page and its place in the page's text; `heading` is 1 to 6, 0 for other lines.

    `linked` is the share of its characters that lead to another page, `article` tells the outermost elements
    for articles on a page apart, 0 for lines in none.
    """

    span: Span
    text: str
    heading: int
    region: Region
    linked: float = 0.0
    article: int = 0

    @property
    def key(self) -> str:
        """The line as it is compared: without white space."""
        return "".join(self.text.split())


_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre
    section summary table tbody td tfoot th thead tr ul br
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# What no reader sees, or sees only as a control.
_UNSEEN_NAMES = """
    script style template noscript head title iframe object embed applet svg math canvas audio video select
    textarea button datalist map area input
"""
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_REGIONS = {
    "header": Region.HEADER,
    "nav": Region.NAVIGATION,
    "menu": Region.NAVIGATION,
    "aside": Region.ASIDE,
    "footer": Region.FOOTER,
    "form": Region.FORM,
    "figcaption": Region.CAPTION,
}
_NAMED = ("div", "section", "ul", "ol")
_NAMES = {"comments": Region.COMMENTS, "disqus": Region.COMMENTS, "related": Region.RELATED}
_NAME = re.compile(r"\b(comments|disqus|related)", re.IGNORECASE)
_CELLS = ("td", "th")
_LONGEST_CELL = 80
_HEADINGS = {f"h{order}": order for order in range(1, 7)}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Space to HTML; the others that Unicode knows are the author's and stay.
_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")


def lay_out(root: HtmlElement) -> tuple[str, tuple[PrintedLine, ...]]:
    """The page's text, a blank line between paragraphs, and its lines in order."""
    layout = _Layout()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        layout.take(event, element)
        if layout.is_in_unseen:
            walk.skip_subtree()
    layout.end_line()
    text = "\n\n".join(text for text, *_ in layout.lines)
    return text, tuple(_placed(layout.lines))


def _placed(lines: list[tuple[str, int, Region, float, int]]) -> Iterator[PrintedLine]:
    start = 0
    for text, heading, region, linked, article in lines:
        span = Span(start, start + len(text))
        yield PrintedLine(
            span=span, text=text, heading=heading, region=region, linked=linked, article=article
        )
        start += len(text) + 2


class _Layout:
    """The walk through a page: the line being filled, and the elements that stand open around it."""

    def __init__(self) -> None:
        self.is_in_unseen = False
        self.lines: list[tuple[str, int, Region, float, int]] = []
        self._article: etree._Element | None = None
        self._articles = 0
        self._link: etree._Element | None = None
        self._linked = 0
        self._words: list[str] = []
        self._heading = 0
        self._printed_as_is = 0
        self._row: etree._Element | None = None
        self._regions: list[tuple[etree._Element | None, Region]] = [(None, Region.BODY)]

    def take(self, event: str, element: etree._Element) -> None:
        if event == "start":
            self._open(element)
        elif event == "end":
            self._close(element)
        else:
            self._add(element.tail)

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        if _is_unseen(element):
            self.is_in_unseen = True
            return
        if tag == "tr" and _is_row(element):
            self._row = element
        if tag in _CELLS and self._row is not None:
            self._words.append(" ")
        elif tag in _BLOCKS:
            self.end_line()
            self._heading = _HEADINGS.get(tag, self._heading)
            region = _region(element)
            if region:
                self._regions.append((element, region))
            self._printed_as_is += tag == "pre"
            if self._article is None and _is_article(element):
                self._article = element
                self._articles += 1
        elif tag == "time" or (tag == "a" and _follows_link(element)):
            self._words.append(" ")
        if tag == "a" and self._link is None and not (element.get("href") or "#").startswith("#"):
            self._link = element
        self._add(element.text)

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        if self.is_in_unseen:
            self.is_in_unseen = False
        elif tag in _BLOCKS and not (tag in _CELLS and self._row is not None):
            self.end_line()
            if element is self._row:
                self._row = None
            if tag in _HEADINGS:
                self._heading = 0
            if element is self._regions[-1][0]:
                self._regions.pop()
            self._printed_as_is -= tag == "pre"
            if element is self._article:
                self._article = None
        elif tag == "time":
            self._words.append(" ")
        if element is self._link:
            self._link = None
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        first, *others = text.split("\n") if self._printed_as_is else (text,)
        self._words.append(first)
        if self._link is not None:
            self._linked += len(first.strip())
        for other in others:
            self.end_line()
            self._words.append(other)

    def end_line(self) -> None:
        if not self._words:
            return
        text = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if text:
            linked = min(1.0, self._linked / len(text))
            article = 0 if self._article is None else self._articles
            self.lines.append((text, self._heading, self._regions[-1][1], linked, article))
        self._linked = 0


def _region(element: etree._Element) -> Region | None:
    """The region that an element opens, by its tag or by the name that its authors gave it."""
    found = _REGIONS.get(str(element.tag))
    if found or element.tag not in _NAMED:
        return found
    name = _NAME.search(f"{element.get('id', '')} {element.get('class', '')}")
    return _NAMES[name[1].lower()] if name else None


def _is_article(element: etree._Element) -> bool:
    return element.tag == "article" or str(element.get("itemtype", "")).endswith("Article")


def _follows_link(element: etree._Element) -> bool:
    """Whether a link to another place stands right before: style sheets set the two apart."""
    before = element.getprevious()
    is_link = before is not None and before.tag == "a" and not before.tail
    return is_link and before.get("href") != element.get("href")


def _is_row(element: etree._Element) -> bool:
    """Whether a row of a table holds figures or words, to be read as one line; others are layout."""
    cells = list(element)
    return len(cells) > 1 and all(
        cell.tag in _CELLS
        and not any(inner.tag in _BLOCKS for inner in cell.iterdescendants())
        and len("".join(cell.itertext())) <= _LONGEST_CELL
        for cell in cells
    )


def _is_unseen(element: etree._Element) -> bool:
    return (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or element.get("fallback") is not None  # AMP: shown only where loading fails
        or bool(_HIDING.search(element.get("style", "")))
    )
