"""Links to other articles amid a text, known by the headlines of those that are stored."""

from collections.abc import Collection, Sequence

from articles.ingest.linked import cut_headlines, find_candidates
from articles.ingest.records import ArticleRecord, Rejected
from articles.models import Article

Item = ArticleRecord | Rejected


def without_links(items: Sequence[Item]) -> list[Item]:
    """Items without what their texts have of links to articles of their outlets; one query, or none."""
    candidates = {
        item.source: lines
        for item in items
        if isinstance(item, ArticleRecord) and (lines := find_candidates(item))
    }
    if not candidates:
        return list(items)
    known = Article.objects.headed(frozenset().union(*candidates.values()))
    return [_cut(item, candidates.get(item.source, frozenset()), known) for item in items]


def _cut(item: Item, lines: frozenset[str], known: Collection[tuple[str, str]]) -> Item:
    if not lines or isinstance(item, Rejected) or item.outlet.value is None:
        return item
    others, slug = lines - {item.headline.value}, item.outlet.value.slug
    return cut_headlines(item, {line for line in others if (slug, line) in known})
