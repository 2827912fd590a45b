"""The article of a page that prints none: what its scripts hold of it as JSON."""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from articles.ingest.moments import parse_moment
from articles.ingest.records import UNKNOWN, How, Known, Stated
from articles.ingest.scripts import read_script

# Under these names a script holds an article's text, whole or in pieces.
_TEXTS = (
    "articleBody",
    "body",
    "content",
    "text",
    "html",
    "bodyHtml",
    "value",
    "children",
    "paragraphs",
    "blocks",
)
_DATES = ("datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "published", "date")
_AUTHORS = ("author", "authors", "byline")
_LONGEST, _MOST_AUTHORS = 200, 10
_HEADLINES = ("headline", "title", "name")
# An application's state has some thousands of objects; more only hostile pages have.
_MOST_NODES = 50_000
_DEEPEST = 8
_FEWEST_WORDS = 40


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """An article's text, perhaps with markup in it, its headline, and what else is stated of it."""

    headline: str
    text: str
    stated: Stated = field(default_factory=Stated)


def find_embedded(root: HtmlElement) -> Embedded | None:
    """The longest text in the page's scripts, of those first whose headline is in its title."""
    title = " ".join(" ".join(element.text or "" for element in root.iter("title")).split())
    found = [node for script in root.iter("script") for node in _articles(script)]
    own = [article for article in found if article.headline and article.headline in title]
    return max(own or found, key=lambda article: len(article.text), default=None)


def _articles(script: HtmlElement) -> Iterator[Embedded]:
    waiting = read_script(script, kind="json")
    seen = 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting.extend(part for part in node if isinstance(part, list | dict))
        elif isinstance(node, dict):
            waiting.extend(part for part in node.values() if isinstance(part, list | dict))
            if article := _article(node):
                yield article


def _article(node: Mapping[str, Any]) -> Embedded | None:
    """An object's own text; the pieces of a text have no headline, so that they are no articles."""
    headline = next((node[name] for name in _HEADLINES if isinstance(node.get(name), str)), "")
    text = next((found for name in _TEXTS if (found := _text(node.get(name), 0))), "")
    if not headline.strip() or len(text.split()) < _FEWEST_WORDS:
        return None
    return Embedded(
        headline=" ".join(html.unescape(headline).split()), text=text.replace("\0", ""), stated=_stated(node)
    )


def _stated(node: Mapping[str, Any]) -> Stated:
    """Author and date of publication as the object itself has them."""
    dates = ((name, parse_moment(str(node[name])[:_LONGEST])) for name in _DATES if node.get(name))
    name, moment = next(((name, moment) for name, moment in dates if moment), ("", None))
    author = next(((name, found) for name in _AUTHORS if (found := _author(node.get(name)))), None)
    return Stated(
        author=Known(value=author[1], how=How.MARKUP, evidence=f"script {author[0]}") if author else UNKNOWN,
        published=Known(value=moment[0], how=How.MARKUP, evidence=f"script {name}") if moment else UNKNOWN,
        precision=moment[1] if moment else None,
    )


def _author(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, dict) else one for one in values[:_MOST_AUTHORS]]
    joined = ", ".join(
        " ".join(name.split()) for name in names if isinstance(name, str) and "://" not in name
    )
    return joined if len(joined) <= _LONGEST and any(map(str.isalpha, joined)) else ""


def _text(value: Any, depth: int) -> str:
    """A text whole, or put together from a list of paragraphs or of objects that hold them."""
    if isinstance(value, str):
        return value.strip()
    if depth > _DEEPEST:
        return ""
    if isinstance(value, dict):
        return next((found for name in _TEXTS if (found := _text(value.get(name), depth + 1))), "")
    if isinstance(value, list):
        return "\n\n".join(filter(None, (_text(part, depth + 1) for part in value[:_MOST_NODES])))
    return ""
