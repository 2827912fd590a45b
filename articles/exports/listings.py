"""Articles found, to take away: one row or one JSON object an article, however many there are."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from articles.exports.spreadsheets import BYTE_ORDER_MARK, no_formula
from articles.models import Article
from articles.retrieval.article_query import ArticleQuery
from articles.retrieval.results import walk

COLUMNS = (
    *("id", "title", "outlet", "outlet_slug", "language", "published", "published_precision", "author"),
    *("dateline", "agencies", "url", "story", "words", "opening"),
)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A format; `write` gives it piece by piece, so that memory doesn't grow with what was found."""

    content_type: str
    write: Callable[[Iterable[dict[str, Any]]], Iterator[str]]


def listed(query: ArticleQuery) -> Iterator[dict[str, Any]]:
    """All articles that fit, newest first."""
    for ids in walk(query):
        found = Article.objects.for_lists().in_bulk(ids)
        yield from (_row(found[pk]) for pk in ids if pk in found)


def _row(article: Article) -> dict[str, Any]:
    return {
        **described(article),
        "outlet_slug": article.outlet.slug if article.outlet else None,
        "words": article.word_count,
        "opening": article.opening,
    }


def described(article: Article) -> dict[str, Any]:
    """What is known about an article, for programs; the same wherever one is named."""
    return {
        "id": article.pk,
        "title": article.headline or None,
        "outlet": article.outlet.name if article.outlet else None,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "published_precision": article.published_precision or None,
        "author": article.author or None,
        "dateline": article.dateline or None,
        "agencies": article.agencies,
        "url": article.url or None,
        "story": article.story_id,
    }


def as_csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """With a row of names; several agencies stand in one cell, parted by spaces."""
    writer = csv.writer(_Passed())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    for row in rows:
        cells = row | {"agencies": " ".join(row["agencies"])}
        yield writer.writerow([_cell(cells[name]) for name in COLUMNS])


class _Passed:
    """A file that hands on what is written to it."""

    def write(self, line: str) -> str:
        return line


def _cell(value: object) -> object:
    return no_formula(value) if isinstance(value, str) else value


def as_json_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    ordered = ({name: row[name] for name in COLUMNS} for row in rows)
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in ordered)


LISTINGS = {
    "csv": Listing(content_type="text/csv; charset=utf-8", write=as_csv),
    "jsonl": Listing(content_type="application/x-ndjson; charset=utf-8", write=as_json_lines),
}
