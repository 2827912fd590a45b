"""Which lines of an HTML page are its article: what trafilatura takes out, found again on the page."""

import logging
from collections.abc import Sequence

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from rapidfuzz.distance import LCSseq

from articles.ingest.layout import PrintedLine

# trafilatura logs each page that it finds nothing in; the reader answers for that.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# What trafilatura calls paragraphs and their like; cells of a row are one line, as in the page's text.
_PIECE_NAMES = """
    body p head list item quote lb code table row div section article ab h1 h2 h3 h4 h5 h6 ul ol li br pre
    blockquote
"""
# The alignment keeps a bit for each pair of a line and a piece; more pairs only hostile pages have.
_MOST_PAIRS = 200_000_000
_PIECES = frozenset(_PIECE_NAMES.split())


def find_article(root: HtmlElement, lines: Sequence[PrintedLine]) -> frozenset[int]:
    """The places of the article's lines; empty where none is found."""
    keys = [line.key for line in lines]
    pieces = _extract(root)
    return frozenset(_aligned(keys, pieces))


def _extract(root: HtmlElement) -> list[str]:
    """The article as trafilatura sees it, paragraph by paragraph, without white space."""
    found = trafilatura.bare_extraction(root, fast=True, include_comments=False)
    body = getattr(found, "body", None)
    return [] if body is None else _pieces(body)


def _pieces(body: etree._Element) -> list[str]:
    pieces = [""]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _PIECES:
            pieces.append("")
        text = element.text if event == "start" else element.tail
        if text:
            pieces[-1] += "".join(text.split())
    return [piece for piece in pieces if piece]


def _aligned(lines: Sequence[str], pieces: Sequence[str]) -> set[int]:
    """The lines that are pieces, in the order of both; between two of them also parts of pieces."""
    if len(lines) * len(pieces) > _MOST_PAIRS:
        return set(_overlapping(lines, range(len(lines)), "".join(pieces)))
    found: set[int] = set()
    line_start = piece_start = 0
    pairs = [
        (line, piece)
        for block in LCSseq.editops(lines, pieces).as_matching_blocks()
        for line, piece in zip(
            range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True
        )
    ]
    for line, piece in [*pairs, (len(lines), len(pieces))]:
        found.update(_overlapping(lines, range(line_start, line), "".join(pieces[piece_start:piece])))
        if line < len(lines):
            found.add(line)
        line_start, piece_start = line + 1, piece + 1
    return found


def _overlapping(lines: Sequence[str], places: range, text: str) -> list[int]:
    """The lines that stand in a text, one after the other."""
    found = []
    reached = 0
    for place in places if text else ():
        at = text.find(lines[place], reached)
        if at >= 0:
            found.append(place)
            reached = at + len(lines[place])
    return found
