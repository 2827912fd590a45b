"""What an HTML page's markup states of its article: JSON-LD, OpenGraph, meta tags, microdata."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from articles.ingest.bylines import without_label
from articles.ingest.given import is_address
from articles.ingest.moments import Moment, parse_moment
from articles.ingest.outlets import given_outlet, outlets
from articles.ingest.phrases import book, forms
from articles.ingest.records import UNKNOWN, How, Known, OutletRef, Stated
from articles.ingest.scripts import read_script
from articles.ingest.titles import site_beside

Claims = Mapping[str, tuple[str, ...]]  # what the page claims, by where it claims it, in the page's order

_LONGEST_NAME = 200
_LONGEST_HEADLINE = 500
_MOST_NAME_WORDS = 5
_EVIDENCE_LENGTH = 200
# Of JSON-LD as long as a book, the rest lists other articles.
_MOST_NODES = 2_000
_ARTICLE_TYPES = ("article", "posting", "report", "opinionnewsarticle", "newsarticle")
_PAGE_TYPES = ("webpage", "itempage")
_VIDEO_TYPES = ("videoobject",)
# JSON-LD names a film's headline and day otherwise.
_PROPERTIES = {
    "headline": "headline",
    "datePublished": "datePublished",
    "inLanguage": "inLanguage",
    "url": "url",
}
_FILM_PROPERTIES = {"name": "headline", "uploadDate": "datePublished", "inLanguage": "inLanguage"}

_HEADLINES = ("JSON-LD headline", "og:title", "twitter:title", "itemprop headline", "title")
# Publishers come later: that of a reprint is its agency.
_SITES = (
    "og:site_name", "JSON-LD publisher", "application-name", "dc.publisher", "publisher",
    "itemprop publisher",
)  # fmt: skip
_AUTHORS = (
    "JSON-LD author", "author", "article:author", "dc.creator", "parsely-author", "sailthru.author",
    "byl", "itemprop author", "rel author", "hCard author", "class author",
)  # fmt: skip
_DATES = (
    "JSON-LD datePublished", "article:published_time", "og:published_time", "og:article:published_time",
    "itemprop datePublished", "datepublished", "publishdate", "pubdate", "publish-date", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "article.published", "date", "time",
)  # fmt: skip
_ADDRESSES = ("canonical", "og:url", "JSON-LD url")
_LANGUAGES = ("JSON-LD inLanguage", "lang", "og:locale", "content-language")

# Under these, countries give domains away one level further down.
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "gov", "edu", "ac"})
_HOLDING = ("@graph", "mainEntity", "mainEntityOfPage")
_TAG = re.compile(r"<[^>]{0,500}>")
_SEPARATOR = re.compile(r"\s*(?:\s[-–—|]|[|»·•:])\s+")
_CUT_SHORT = re.compile(r"\s*(?:…|\.\.\.)$")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
# The name that sites give to what holds an author's name, and what may follow the name in it.
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\w-]*[_-])(?:authors?|byline)(?:[_-]{1,2}(?:name|names|link))?", re.IGNORECASE
)
_PERHAPS_AUTHOR = ("uthor", "yline")
_AFTER_AUTHOR = re.compile(r"\s*(?:[(|·•,،@\d]|\s[-–—]\s).*$", re.DOTALL)
_BY = re.compile(r"(?:by|بقلم|كتب|par)\s*:?\s+", re.IGNORECASE)


def read_markup(root: HtmlElement, *, address: str = "") -> Stated:
    """What the markup says; `address` is where the page was fetched from, if that is known."""
    claims = _claims(root)
    url = _address(claims, address)
    site = _first(claims, _SITES, _name)
    if site.value is None:
        site = _site_in_heading(root)
    if site.value is None:
        site = _site_in_title(claims, _printed_headings(root))
    outlet = _outlet(site, url)
    moment = _first(claims, _DATES, parse_moment)
    return Stated(
        headline=_headline(claims, root, site=site.value, outlet=outlet.value),
        outlet=outlet,
        author=_author(claims, site=site.value),
        url=url,
        published=_published(moment),
        precision=moment.value[1] if moment.value else None,
        language=_first(claims, _LANGUAGES, _language),
    )


def outlet_at(address: str) -> OutletRef | None:
    """The listed outlet whose site an address belongs to; the longest path that fits counts."""
    if not is_address(address):
        return None
    parts = urlsplit(address)
    labels = (parts.hostname or "").removeprefix("www.").split(".")
    for start in range(len(labels) - 1):
        for path, outlet in _sites().get(".".join(labels[start:]), ()):
            if f"{parts.path}/".startswith(f"{path}/"):
                return outlet
    return None


def are_of_one_house(one: OutletRef, other: OutletRef) -> bool:
    """Whether two outlets' sites are parts of one domain, such as arabic.example.com and example.com/en."""
    return bool(one.site) and _domain(one.site) == _domain(other.site)


def _domain(site: str) -> str:
    labels = (urlsplit(site).hostname or "").split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-size:])


@cache
def _sites() -> dict[str, list[tuple[str, OutletRef]]]:
    """By host the paths of listed outlets, longest first."""
    sites: dict[str, list[tuple[str, OutletRef]]] = {}
    for outlet in outlets():
        for site in map(urlsplit, outlet.sites):
            host = (site.hostname or "").removeprefix("www.")
            sites.setdefault(host, []).append((site.path.rstrip("/"), outlet.ref))
    for paths in sites.values():
        paths.sort(key=lambda pair: -len(pair[0]))
    return sites


def _first(claims: Claims, places: tuple[str, ...], read: Callable[[str], Any]) -> Known[Any]:
    """The first claim that can be read, in the order of the places."""
    for place in places:
        for text in claims.get(place, ()):
            value = read(text)
            if value:
                return Known(value=value, how=How.MARKUP, evidence=f"{place}: {text[:_EVIDENCE_LENGTH]}")
    return UNKNOWN


def _site_in_title(claims: Claims, printed: list[str]) -> Known[str | None]:
    """The site's name as the page's title has it beside the headline that the page prints."""
    for title in claims.get("title", ()):
        names = (site_beside(title, heading) for heading in printed)
        if name := next(filter(None, names), None):
            return Known(value=name, how=How.INFERRED, evidence=f"title: {title[:_EVIDENCE_LENGTH]}")
    return UNKNOWN


def _published(moment: Known[Moment | None]) -> Known[datetime | None]:
    if moment.value is None:
        return UNKNOWN
    return Known(value=moment.value[0], how=moment.how, evidence=moment.evidence)


def _name(text: str) -> str | None:
    """A name of people's length, in one line; addresses are none."""
    is_name = 0 < len(text) <= _LONGEST_NAME and any(map(str.isalpha, text)) and "://" not in text
    return text if is_name and not text.startswith(("www.", "@", "/")) else None


def _language(text: str) -> str | None:
    match = _LANGUAGE.match(text.lower())
    return match[0] if match else None


def _address(claims: Claims, address: str) -> Known[str | None]:
    """The canonical address; one of the site's front page is a slip of its templates."""

    def full(text: str) -> str | None:
        try:
            joined = urljoin(address, text)
            return joined if is_address(joined) and len(urlsplit(joined).path) > 1 else None
        except ValueError:
            return None

    found: Known[str | None] = _first(claims, _ADDRESSES, full)
    if found.value is None and is_address(address):
        return Known(value=address, how=How.GIVEN, evidence=address[:_EVIDENCE_LENGTH])
    return found


def _outlet(site: Known[str | None], url: Known[str | None]) -> Known[OutletRef | None]:
    listed = outlet_at(url.value) if url.value else None
    if listed:
        return Known(value=listed, how=How.MARKUP, evidence=url.evidence)
    if site.value:
        return Known(value=given_outlet(site.value), how=site.how, evidence=site.evidence)
    return UNKNOWN


def _author(claims: Claims, *, site: str | None) -> Known[str | None]:
    for place in _AUTHORS:
        texts = claims.get(place, ())
        names = [_BY.sub("", name, count=1) if _BY.match(name) else name for name in filter(_name, texts)]
        names = [name for name in dict.fromkeys(names) if not _is_nobody(name, site=site)]
        if names:
            joined = ", ".join(names)[:_LONGEST_NAME]
            return Known(value=joined, how=How.MARKUP, evidence=f"{place}: {joined}")
    return UNKNOWN


def _is_nobody(name: str, *, site: str | None) -> bool:
    """Whether a name given as the author's is the site's, or an account's such as "admin"."""
    words = forms(name)
    return name.casefold() == (site or "").casefold() or book("byline.alone").opening(words) == len(words)


def _headline(
    claims: Claims, root: HtmlElement, *, site: str | None, outlet: OutletRef | None
) -> Known[str | None]:
    """The headline as printed where the page prints it; else as claimed, without the site's name."""
    sites = {name.casefold() for name in (site, *(outlet.names.values() if outlet else ())) if name}
    printed = _printed_headings(root)
    for place in _HEADLINES:
        for text in claims.get(place, ()):
            value = _without_site(text, sites)
            if len(value) > _LONGEST_HEADLINE or len(value.split()) < 2 or value.casefold() in sites:
                continue
            evidence = f"{place}: {text[:_EVIDENCE_LENGTH]}"
            is_short = place == "title"  # search engines are told a part of what is printed
            same = (head for head in printed if _is_same(head, value) or (is_short and value in head))
            value = next(same, value)
            return Known(value=value, how=How.MARKUP, evidence=evidence)
    if len(printed) == 1 and len(printed[0].split()) > 2:
        return Known(value=printed[0], how=How.MARKUP, evidence="h1")
    return UNKNOWN


def _printed_headings(root: HtmlElement) -> list[str]:
    texts = [_line(heading) for heading in root.iter("h1") if not _leads_home(heading)]
    return [text for text in texts if 0 < len(text) <= _LONGEST_HEADLINE]


def _site_in_heading(root: HtmlElement) -> Known[str | None]:
    """The site's name where a heading holds it, as a link to the front page."""
    for heading in filter(_leads_home, root.iter("h1")):
        if name := _name(_line(heading)):
            return Known(value=name, how=How.MARKUP, evidence=f"h1: {name}")
    return UNKNOWN


def _leads_home(heading: HtmlElement) -> bool:
    """Whether all of a heading is a link to the site's front page."""
    link = heading.find(".//a")
    if link is None or _line(link) != _line(heading):
        return False
    try:
        parts = urlsplit(link.get("href") or "#")
    except ValueError:
        return False
    return parts.path in ("/", "./", "") and not parts.query and bool(parts.path or parts.netloc)


def _line(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _is_same(heading: str, claimed: str) -> bool:
    """Whether a heading is the headline claimed, which may be cut short or carry the site's name."""
    stem = _CUT_SHORT.sub("", claimed)
    if len(heading.split()) < 2:
        return False
    is_whole = claimed.startswith(heading) and _SEPARATOR.match(claimed[len(heading) :])
    return heading == claimed or bool(is_whole) or (stem != claimed and heading.startswith(stem))


def _without_site(text: str, sites: set[str]) -> str:
    """A page's title without the site's name and what follows it."""
    for match in _SEPARATOR.finditer(text):
        if _SEPARATOR.split(text[match.end() :])[0].casefold() in sites:
            return text[: match.start()]
        if text[: match.start()].casefold() in sites:
            return text[match.end() :]
    return text


def _claims(root: HtmlElement) -> Claims:
    found: dict[str, list[str]] = {}
    for place, text in (*_json_ld(root), *_tags(root)):
        words = " ".join(_TAG.sub("", html.unescape(text)).split())
        if words:
            found.setdefault(place, []).append(words.replace("\0", ""))
    return {place: tuple(texts) for place, texts in found.items()}


def _tags(root: HtmlElement) -> Iterator[tuple[str, str]]:
    language = root.get("lang") or root.get("xml:lang")
    if language:
        yield "lang", language
    if named := _named_author(root):
        yield "class author", named
    for element in root.iter("meta", "link", "title", "time", "a", "span", "div", "h1", "h2", "p"):
        tag, itemprop = element.tag, element.get("itemprop")
        if itemprop in ("headline", "datePublished", "author", "publisher"):
            yield f"itemprop {itemprop}", _content(element)
        elif tag in ("a", "span") and (place := _author_place(element)):
            yield place, str(element.text_content())[: 2 * _LONGEST_NAME]
        elif tag == "meta":
            name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
            yield name.strip().lower(), element.get("content", "")
        elif tag == "link" and (element.get("rel") or "").lower() == "canonical":
            yield "canonical", element.get("href", "")
        elif tag == "title":
            yield "title", element.text or ""
        elif tag == "time" and next(element.iterancestors("aside", "nav", "footer", "li"), None) is None:
            yield "time", element.get("datetime", "")


def _author_place(element: HtmlElement) -> str | None:
    """How the links and microformats of blogs mark the author's name."""
    if "author" in (element.get("rel") or "").lower().split():
        return "rel author"
    names = (element.get("class") or "").split()
    return "hCard author" if "author" in names and "vcard" in names else None


def _named_author(root: HtmlElement) -> str:
    """The first name after the headline in an element that its authors called "author" or the like."""
    is_below = False
    for element in root.iter():
        is_below = is_below or element.tag == "h1"
        names = element.get("class") or ""
        if not is_below or not any(part in names for part in _PERHAPS_AUTHOR):
            continue
        if not any(map(_AUTHOR_CLASS.fullmatch, names.split())):
            continue
        named = element.find('.//*[@class="fn"]')  # what a hCard calls the name itself
        text = without_label(_line(element if named is None else named)[: 2 * _LONGEST_NAME])
        name = _AFTER_AUTHOR.sub("", _BY.sub("", text, count=1) if _BY.match(text) else text)
        if 2 <= len(name.split()) <= _MOST_NAME_WORDS:
            return name
    return ""


def _content(element: HtmlElement) -> str:
    has_name = element.get("itemprop") in ("author", "publisher")
    named = element.find('.//*[@itemprop="name"]') if has_name else None
    element = element if named is None else named
    stated = element.get("content") or element.get("datetime")
    return stated or str(element.text_content())[: 2 * _LONGEST_HEADLINE]


def _json_ld(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """What the page's own article says of itself in JSON-LD; of a list of articles nothing is taken."""
    nodes = [node for script in root.iter("script") for node in _nodes(script)]
    kinds = (_ARTICLE_TYPES, _PAGE_TYPES, _VIDEO_TYPES)
    own = next(filter(None, ([node for node in nodes if _is_of(node, types)] for types in kinds)), None)
    if not own:
        return
    printed = {
        *_printed_headings(root),
        *(" ".join((title.text or "").split()) for title in root.iter("title")),
    }
    article = max(own, key=lambda node: _weight(node, printed))
    properties = _FILM_PROPERTIES if _is_of(article, _VIDEO_TYPES) else _PROPERTIES
    for name, meaning in properties.items():
        yield from ((f"JSON-LD {meaning}", text) for text in _texts(article.get(name)))
    for name in ("author", "publisher"):
        yield from ((f"JSON-LD {name}", text) for text in _names(article.get(name), nodes))
    yield from (("JSON-LD url", text) for text in _texts(article.get("mainEntityOfPage")))


def _weight(node: Mapping[str, Any], printed: set[str]) -> int:
    """How likely a page's article is meant: by its headline in the page's own, then by what is told of it."""
    headline = " ".join(html.unescape(next(iter(_texts(node.get("headline"))), "")).split())
    is_own = bool(headline) and any(headline in line for line in printed)
    return 4 * is_own + 2 * ("datePublished" in node) + ("headline" in node)


def _nodes(script: HtmlElement) -> list[dict[str, Any]]:
    """The objects of one script, those of lists of other articles left out."""
    waiting = read_script(script, kind="ld+json")
    found: list[dict[str, Any]] = []
    while waiting and len(found) < _MOST_NODES:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:_MOST_NODES])
        elif isinstance(node, dict):
            found.append(node)
            waiting.extend(node[name] for name in _HOLDING if name in node)
    return found


def _is_of(node: Mapping[str, Any], types: tuple[str, ...]) -> bool:
    return any(name.lower().endswith(types) for name in _texts(node.get("@type")))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    texts = [entry.get("@id") if isinstance(entry, dict) else entry for entry in values[:20]]
    return [text for text in texts if isinstance(text, str)]


def _names(value: Any, nodes: list[dict[str, Any]]) -> Iterator[str]:
    """The names of persons and organisations, which may stand in another object under their @id."""
    values = value if isinstance(value, list) else [value]
    for entry in values[:20]:
        if isinstance(entry, dict) and "name" not in entry and "@id" in entry:
            entry = next(
                (node for node in nodes if node.get("@id") == entry["@id"] and "name" in node), entry
            )
        yield from _texts(entry.get("name") if isinstance(entry, dict) else entry)
