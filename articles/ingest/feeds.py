"""Feeds: RSS and Atom of every version read as news sites write them, and the feeds a page names.

Feeds are often no XML: parts of names that nobody declared, HTML's names for signs, a wrong encoding. What
can be read is read; what a feed declares of its own (entities) is refused, since only attacks do.
"""

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.entities import html5
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from articles.ingest.dates import parse_date
from articles.ingest.decode import decode
from articles.ingest.given import is_address
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError, Precision

MOST_ENTRIES = 1000

_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_WIDE = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_ELEMENT = re.compile(r"<[A-Za-z]")
_OWN_ENTITIES = re.compile(r"<!ENTITY", re.IGNORECASE)
_SIGN = re.compile(r"&(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};|(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{,31};)?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACES = {
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_HTML_TYPES = ("", "text/html", "application/xhtml+xml")
_LONGEST_DATE = 100
# Of a page only this much is searched for the feeds it names: they stand in its head.
_HEAD_LENGTH = 500_000


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One article as a feed announces it: `key` tells it from the feed's others, `content` is HTML.

    `content` holds all that the feed gives of the text, `is_summary` says that it calls it no more than a
    summary; both dates are in UTC. What a feed doesn't say is empty.
    """

    key: str
    url: str
    title: str
    content: str
    is_summary: bool
    author: str
    published: datetime | None
    precision: Precision | None
    updated: datetime | None


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A feed as read: `site` is the address of the pages it announces, `language` as the feed states it."""

    title: str
    site: str
    language: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str


def read_feed(raw: bytes, *, url: str = "", charset: str = "", most: int | None = MOST_ENTRIES) -> Channel:
    """Read a feed that came from `url` in the encoding `charset`; IngestError if it is none.

    Of a feed on the network the first entries do; `most` is None for a file, of which nothing may be lost.
    """
    root = _parse(_text(raw, charset))
    if root is None or _name(root) not in ("rss", "feed", "rdf:RDF"):
        raise IngestError(_("no feed"), source=url)
    head = next((node for node in root.iterchildren() if _name(node) == "channel"), root)
    base = _base(head, _base(root, url))
    items = (node for node in root.iter(etree.Element) if _name(node) in ("item", "entry"))
    site = _link(head, base)
    return Channel(
        title=_plain(_first(head, "title")),
        site=site,
        language=_text_of(_first(head, "language", "dc:language")) or _attribute(root, "xml:lang"),
        entries=tuple(_distinct(_entry(item, base) for item in islice(items, most))),
    )


def is_feed(raw: bytes) -> bool:
    """Whether bytes begin as a feed does; it may still turn out to be none."""
    start = raw[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    opening = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", b"", start, flags=re.DOTALL)
    return re.match(rb"\s*<(?:\w+:)?(?:rss|feed|RDF)[\s>]", opening) is not None


def find_feeds(raw: bytes, *, url: str, charset: str = "") -> tuple[FeedLink, ...]:
    """The feeds that an HTML page names in its head, in its order, each once."""
    text = _NOT_XML.sub("", _text(raw[:_HEAD_LENGTH], charset))
    root = etree.fromstring(f"<!doctype html>{text}", etree.HTMLParser(no_network=True, huge_tree=False))
    base = url
    found: dict[str, FeedLink] = {}
    for node in () if root is None else root.iter("base", "link"):
        if node.tag == "base":
            base = _joined(base, _attribute(node, "href")) or base
        elif link := _named_feed(node, base):
            found.setdefault(link.url, link)
    return tuple(found.values())


def _named_feed(link: etree._Element, base: str) -> FeedLink | None:
    kind = _attribute(link, "type").partition(";")[0].strip().lower()
    url = _joined(base, _attribute(link, "href"))
    if not url or kind not in _FEED_TYPES or "alternate" not in _attribute(link, "rel").lower().split():
        return None
    return FeedLink(url=url, title=" ".join(_attribute(link, "title").split())[:300])


def _text(raw: bytes, charset: str) -> str:
    """A document's text: by its own mark or declaration, then as the server says, then as it looks."""
    declared = _DECLARED.match(raw[:300])
    named = _WIDE.get(raw[:2]) or (declared[1].decode("ascii") if declared else charset)
    if not raw.startswith(_MARKS):
        try:
            return raw.decode(named or "utf-8")
        except (LookupError, UnicodeError):
            pass  # it is not what it is called
    try:
        return decode(raw).text
    except IngestError:
        return raw.decode("utf-8", errors="replace")


def _parse(text: str) -> etree._Element | None:
    """The document's element; anything before it is dropped, as servers print warnings there."""
    text = _NOT_XML.sub("", text)
    start = _ELEMENT.search(text)
    if start is None:
        return None
    if _OWN_ENTITIES.search(text, 0, start.start()):
        raise IngestError(_("a feed that declares entities of its own is not read"))
    text = _with_xml_signs(text[start.start() :])
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _with_xml_signs(text: str) -> str:
    """Signs that HTML has a name for and XML hasn't by their number, and a bare & as it should be."""
    first, *others = text.split("<![CDATA[")
    parts = [_SIGN.sub(_as_number, first)]
    for other in others:
        literal, end, rest = other.partition("]]>")
        parts += "<![CDATA[", literal, end, _SIGN.sub(_as_number, rest)
    return "".join(parts)


def _as_number(match: re.Match[str]) -> str:
    sign = html5.get(match[1] or "")
    return "".join(f"&#{ord(character)};" for character in sign) if sign else f"&amp;{match[1] or ''}"


def _entry(item: etree._Element, base: str) -> Entry:
    base = _base(item, base)
    link = _link(item, base)
    whole = _first(item, "content:encoded", "content")
    text = whole if whole is not None else _first(item, "description", "summary")
    published = _date(_first(item, "pubDate", "published", "issued", "dc:date", "dcterms:issued", "date"))
    updated = _date(_first(item, "updated", "modified", "dcterms:modified"))
    moment = published or updated
    title, content = _plain(_first(item, "title")), _html(text)
    named = _text_of(_first(item, "guid", "id")) or _attribute(item, "rdf:about") or link
    return Entry(
        key=named or _key_of(title, content),
        url=link,
        title=title,
        content=content,
        is_summary=whole is None,
        author=_author(item),
        published=moment[0] if moment else None,
        precision=moment[1] if moment else None,
        updated=updated[0] if updated else None,
    )


def _key_of(title: str, content: str) -> str:
    """What tells an entry from others that has neither address nor name, only a text."""
    return f"{title} {hashlib.sha256(content.encode()).hexdigest()[:12]}".strip() if content else ""


def _distinct(entries: Iterator[Entry]) -> Iterator[Entry]:
    """The entries that can be told apart, each once."""
    seen: set[str] = set()
    for entry in entries:
        if entry.key and entry.key not in seen:
            seen.add(entry.key)
            yield entry


def _link(node: etree._Element, base: str) -> str:
    """The address of the page: as feed services keep it, as Atom writes it, as RSS does."""
    original = _text_of(_first(node, "feedburner:origLink"))
    links = [child for child in node.iterchildren() if _name(child) == "link"]
    alternates = [
        _attribute(link, "href")
        for link in sorted(links, key=lambda link: _attribute(link, "type") not in _HTML_TYPES)
        if _attribute(link, "rel") in ("", "alternate")
    ]
    written = [_text_of(link) for link in links]
    guid = _first(node, "guid")
    is_page = guid is not None and _attribute(guid, "isPermaLink").lower() != "false"
    for text in (original, *written, *alternates):
        if found := _joined(base, text):
            return found
    page = _text_of(guid) if is_page else ""
    return page if is_address(page) else ""


def _joined(base: str, text: str) -> str:
    """An address made whole, or nothing if it is none."""
    try:
        address = urljoin(base, text.strip())
    except ValueError:
        return ""
    return address if text and is_address(address) else ""


def _base(node: etree._Element, base: str) -> str:
    return _joined(base, _attribute(node, "xml:base")) or base


def _author(item: etree._Element) -> str:
    """The author's name: Atom gives it a place of its own, RSS may put it in brackets after an address."""
    node = _first(item, "dc:creator", "author")
    if node is None:
        return ""
    name = next((child for child in node.iterchildren() if _name(child) == "name"), node)
    text = _plain(name)
    in_brackets = re.fullmatch(r"\S+@\S+\s*\((.+)\)", text)
    return in_brackets[1].strip() if in_brackets else text


def _html(node: etree._Element | None) -> str:
    """What an element says, as HTML whatever way it was written."""
    if node is None:
        return ""
    kind = _attribute(node, "type").lower()
    if kind == "xhtml" or len(node):
        inner = "".join(
            etree.tostring(child, encoding="unicode", method="html") for child in node.iterchildren()
        )
        return html.escape(node.text or "") + inner
    text = _text_of(node)
    return html.escape(text) if kind in ("text", "text/plain") else text


def _plain(node: etree._Element | None) -> str:
    """What an element says in one line, without tags; RSS often writes the names of signs twice."""
    text = _TAG.sub(" ", html.unescape(_text_of(node)))
    return " ".join(html.unescape(text).split())


def _date(node: etree._Element | None) -> tuple[datetime, Precision] | None:
    text = _text_of(node)
    moment = _moment(text) if text else None
    if moment is None:
        return parse_date(text[:_LONGEST_DATE], day_first=True) if text else None
    if moment.year not in range(1900, 2101):
        return None
    precision = Precision.DAY if len(text) <= 10 else Precision.MINUTE
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), precision


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, IndexError, TypeError):
            continue
    return None


def _first(node: etree._Element, *names: str) -> etree._Element | None:
    """The first child of the first of these names that there is with something in it."""
    children: Mapping[str, etree._Element] = {
        _name(child): child for child in reversed(node) if child.text or len(child)
    }
    return next((children[name] for name in names if name in children), None)


def _text_of(node: etree._Element | None) -> str:
    return "" if node is None else "".join(node.itertext()).strip()


def _attribute(node: etree._Element, name: str) -> str:
    given = {_short(str(key)): str(value) for key, value in node.attrib.items()}
    return given.get(name, "").strip()


def _name(node: etree._Element) -> str:
    return _short(node.tag) if isinstance(node.tag, str) else ""


def _short(name: str) -> str:
    """A name with the usual prefix of its namespace, none for those of feeds; undeclared ones stay."""
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    prefix = _SPACES.get(space, space)
    return f"{prefix}:{local}" if prefix else local
