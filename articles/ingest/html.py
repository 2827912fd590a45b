"""HTML pages read into article records: all of their text as blocks, the article found by trafilatura."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.ingest.articles import make_article
from articles.ingest.blocks import find_blocks
from articles.ingest.decode import MAX_BYTES, decode_markup
from articles.ingest.embedded import find_embedded
from articles.ingest.extraction import find_article
from articles.ingest.gaps import fill_gaps
from articles.ingest.layout import PrintedLine, Region, lay_out
from articles.ingest.lines import Line
from articles.ingest.marks import mark
from articles.ingest.markup import read_markup
from articles.ingest.phrases import forms
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import ArticleRecord, Block, BlockKind, IngestError, Stated
from articles.ingest.seconds import find_seconds, join_seconds
from articles.ingest.settling import not_headline, settle_headline
from articles.ingest.titles import with_printed_headline

MAX_HTML_BYTES = 10_000_000
MARKUP = re.compile(r"</(?:p|div|span|a|li|h[1-6]|article|section)\s*>|<br\s*/?>", re.IGNORECASE)
# Pages have thousands; memory and time grow with their number whatever the page's length.
MOST_ELEMENTS = 100_000
# What libxml2 can be told to read; tags of old pages that are never closed make hundreds.
DEEPEST = 2048

# Dates, names and credits tell of this article only this near to it: elsewhere they stand under teasers.
_BESIDE = 4
_OF_HEAD = frozenset({"base", "link", "meta", "noscript", "object", "script", "style", "template", "title"})
# A line so much of which is a link, and so many words long, leads to another article.
_LINKED, _LINK_WORDS = 0.5, range(4, 30)
# A page that prints fewer words is a stub, for which its scripts may hold so many times its text.
_STUB, _MUCH_LONGER = 80, 2
# A page that asks for a password, names no date and prints fewer words only lets readers in.
_BRIEFEST = 40
# Words of a line that names the author, beside the names: "par", "и".
_BESIDE_NAMES = 2
_LONGEST_NAMES = 200
# One class for all elements, chosen without a call into Python for each that is touched.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
_KINDS = {
    Region.CAPTION: BlockKind.CAPTION,
    Region.COMMENTS: BlockKind.COMMENTS,
    Region.RELATED: BlockKind.RELATED,
}


def read_html(
    raw: bytes,
    *,
    source: str,
    source_file: str,
    stated: Stated | None = None,
    charset: str = "",
    address: str = "",
) -> ArticleRecord:
    """Read a page; IngestError if it is too long, not text, or holds no article.

    `charset` and `address` are what the page was sent with and fetched from; `stated` comes before markup.
    """
    if len(raw) > MAX_HTML_BYTES:
        raise IngestError(
            _("too long for a page: {size:,.1f} MB, the limit is {limit:,.0f} MB"),
            size=len(raw) / 1e6,
            limit=MAX_HTML_BYTES / 1e6,
        )
    decoded = decode_markup(raw, charset=charset)
    root = parse(decoded.text)
    stated = (stated or Stated()).or_else(read_markup(root, address=address))
    asks_to_sign_in = root.find(".//input[@type='password']") is not None and not stated.published.value
    text, lines = lay_out(root)
    if len(text) > MAX_BYTES:
        raise IngestError(
            _("too long: {length:,} characters of text, the limit is {limit:,}"),
            length=len(text),
            limit=MAX_BYTES,
        )
    stated = with_printed_headline(stated, {line.key for line in lines})
    blocks = find_page_blocks(text, lines, find_article(root, lines), headline=stated.headline.value)
    if _words(text, blocks) < _STUB:
        text, blocks, told = _with_embedded(text, blocks, parse(decoded.text))
        stated = stated.or_else(told)
        titles = (text[block.start : block.end] for block in blocks if block.kind is BlockKind.HEADLINE)
        stated = with_printed_headline(stated, {"".join(title.split()) for title in titles})
    if not text:
        raise IngestError(_("a page without any text"))
    if asks_to_sign_in and _words(text, blocks) < _BRIEFEST:
        raise IngestError(_("a page to sign in on, without an article"))
    return make_article(
        text,
        _with_author_line(text, blocks, author=stated.author.value),
        source=source,
        source_file=source_file,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=decoded.encoding,
        stated=stated,
    )


def _words(text: str, blocks: tuple[Block, ...]) -> int:
    return sum(len(text[block.start : block.end].split()) for block in blocks if block.kept)


def _with_embedded(
    text: str, blocks: tuple[Block, ...], root: HtmlElement
) -> tuple[str, tuple[Block, ...], Stated]:
    """What a page prints and, where its scripts hold an article that is much longer, that one below it.

    With what the scripts state of that article.
    """
    found = find_embedded(root)
    if found is None or len(found.text) < _MUCH_LONGER * len(text) or len(found.text) > MAX_BYTES:
        return text, blocks, Stated()
    if MARKUP.search(found.text):
        article, own = find_fragment_blocks(found.text, headline=found.headline)
    else:
        article = f"{found.headline}\n\n{found.text}"
        own = settle_headline(article, find_blocks(article), headline=found.headline)
    shift = len(text) + 2 if text else 0
    shell = tuple(replace(block, kind=BlockKind.FURNITURE, rule=Region.BODY.value) for block in blocks)
    moved = (replace(block, start=block.start + shift, end=block.end + shift) for block in own)
    return f"{text}\n\n{article}" if text else article, (*shell, *moved), found.stated


def find_fragment_blocks(fragment: str, *, headline: str) -> tuple[str, tuple[Block, ...]]:
    """The text of a piece of HTML that is an article's body, under its headline, and its blocks."""
    title = f"<h1>{escape(headline)}</h1>" if headline else ""
    text, lines = lay_out(parse(f"<body>{title}{fragment}</body>"))
    if not text:
        raise IngestError(_("no text, only markup"))
    return text, find_page_blocks(text, lines, range(len(lines)), headline=headline)


def parse(text: str) -> HtmlElement:
    """A page's tree, however broken the page; IngestError for none, and for one too large or too deep."""
    if text.count("<") > 2 * MOST_ELEMENTS:
        raise IngestError(_("too many elements for a page: the limit is {limit:,}"), limit=MOST_ELEMENTS)
    parser = HTMLParser(
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        root: HtmlElement = document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise IngestError(_("not HTML that can be read: {error}"), error=str(error)) from error
    # libxml2 ends there and hands over what it had, which may be half an article.
    if any(fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for fault in parser.error_log):
        raise IngestError(_("elements nested too deeply for a page: the limit is {limit:,}"), limit=DEEPEST)
    _drop_code(root)
    _empty_head(root)
    return root


def _drop_code(root: HtmlElement) -> None:
    """Take out style sheets, drawings and scripts that hold no JSON: nobody reads them, and all walk past."""
    for script in list(root.iter("script")):
        if "json" not in (script.get("type") or "").lower():
            script.drop_tree()
    etree.strip_elements(root, "style", "svg", with_tail=False)


def _empty_head(root: HtmlElement) -> None:
    """Move to the body what no head can hold: libxml2 leaves there the elements newer than itself."""
    head, body = root.find("head"), root.find("body")
    first = next((child for child in head if child.tag not in _OF_HEAD), None) if head is not None else None
    if head is None or first is None:
        return
    if body is None:
        body = etree.SubElement(root, "body")
    moved = [first, *first.itersiblings()]
    moved[-1].tail = (moved[-1].tail or "") + (body.text or "")
    body.text = None
    for place, element in enumerate(moved):
        body.insert(place, element)


def find_page_blocks(
    text: str, lines: Sequence[PrintedLine], places: Iterable[int], *, headline: str | None
) -> tuple[Block, ...]:
    """The blocks of a laid-out page; `places` are the article's lines, of which our own rules judge each.

    Where no line is the article's, the rules for plain text judge the whole page.
    """
    chosen = sorted(places)
    if not chosen:
        return find_blocks(text)
    title = _headline_place(lines, chosen, headline)
    if title is not None:
        chosen = [title, *(place for place in chosen if place > title)]
    chosen = fill_gaps(lines, chosen, title=title)
    own = [lines[place] for place in chosen]
    judged = _judge(own, title=None if title is None else lines[title])
    near = range(chosen[0] - _BESIDE, chosen[-1] + _BESIDE + 1)
    seconds = list(find_seconds(lines, chosen))
    outside = set(range(len(lines))).difference(chosen, *seconds)
    rest = (_outside(lines[place], is_near=place in near) for place in sorted(outside))
    found = (_second(lines[places[0]], lines[places[-1]]) for places in seconds)
    blocks = sorted([*judged, *rest, *found], key=lambda block: block.start)
    return tuple(join_seconds(blocks))


def _second(first: PrintedLine, last: PrintedLine) -> Block:
    kind = BlockKind.SECOND_ARTICLE
    return Block(start=first.span.start, end=last.span.end, kind=kind, rule="second_element")


def _with_author_line(text: str, blocks: Iterable[Block], *, author: str | None) -> tuple[Block, ...]:
    """The blocks, a line that holds nothing but the names that the markup gives as a by-line."""
    names = set(forms(author or ""))
    return tuple(
        replace(block, kind=BlockKind.BYLINE, rule="author_name")
        if names and block.kind.kept and _is_of_names(text[block.start : block.end], names)
        else block
        for block in blocks
    )


def _is_of_names(line: str, names: set[str]) -> bool:
    if len(line) > _LONGEST_NAMES:
        return False
    words = forms(line)
    return names.issubset(words) and len(words) <= len(names) + _BESIDE_NAMES


def _headline_place(lines: Sequence[PrintedLine], chosen: Sequence[int], headline: str | None) -> int | None:
    """The line that prints the headline, a heading before another line; most of the article follows it."""
    key = "".join((headline or "").split())
    places = [place for place in range(chosen[-1]) if lines[place].key == key] if key else []
    words = sum(lines[place].text.count(" ") for place in chosen)
    late = [place for place in places if _words_after(lines, chosen, place) * 2 > words]
    headings = [place for place in late if lines[place].heading]
    return next(iter([*reversed(headings), *reversed(late)]), None)


def _words_after(lines: Sequence[PrintedLine], chosen: Sequence[int], place: int) -> int:
    return sum(lines[other].text.count(" ") for other in chosen if other > place)


def _judge(lines: Sequence[PrintedLine], *, title: PrintedLine | None) -> Iterator[Block]:
    """The blocks of the article's lines by our own rules; only the line that is the title is the headline."""
    text = "\n\n".join(line.text for line in lines)
    starts = list(accumulate((len(line.text) + 2 for line in lines[:-1]), initial=0))
    at = 0
    for block in find_blocks(text):
        start = block.start
        while start < block.end:
            while at + 1 < len(starts) and starts[at + 1] <= start:
                at += 1
            end = min(block.end, starts[at] + len(lines[at].text))
            shift = lines[at].span.start - starts[at]
            yield _settled(block, start + shift, end + shift, lines[at], title)
            start = starts[at + 1] if end < block.end else block.end


def _settled(block: Block, start: int, end: int, line: PrintedLine, title: PrintedLine | None) -> Block:
    if line is title:
        return Block(start=start, end=end, kind=BlockKind.HEADLINE, rule="headline")
    if line.region is Region.CAPTION:
        return Block(start=start, end=end, kind=BlockKind.CAPTION, rule=Region.CAPTION.value)
    if block.kind is BlockKind.HEADLINE and title is not None:
        is_repeated = line.key == title.key
        return replace(not_headline(block, is_repeated=is_repeated), start=start, end=end)
    if block.kind.kept and line.heading:
        return Block(start=start, end=end, kind=BlockKind.HEADING, rule=f"h{line.heading}")
    if block.kind.kept and _is_link(line):
        return Block(start=start, end=end, kind=BlockKind.RELATED, rule="link_alone")
    return Block(start=start, end=end, kind=block.kind, rule=block.rule)


def _is_link(line: PrintedLine) -> bool:
    """Whether a line is a link to another article, perhaps behind a label; sentences end as such."""
    if line.linked < _LINKED or len(line.text.split()) not in _LINK_WORDS:
        return False
    return not Line(span=line.span, text=line.text).is_stopped


def _outside(line: PrintedLine, *, is_near: bool) -> Block:
    """A line that is not the article's, with the reason that its words give, or its place on the page."""
    kind = _KINDS.get(line.region, BlockKind.FURNITURE)
    found = mark(Line(span=line.span, text=line.text)) if is_near else None
    if found and kind is BlockKind.FURNITURE:
        return Block(start=line.span.start, end=line.span.end, kind=found.kind, rule=found.rule)
    return Block(start=line.span.start, end=line.span.end, kind=kind, rule=line.region.value)
