"""Lists that labels open: links to other articles, keywords, parts of a comment form."""

from articles.ingest.lines import Line
from articles.ingest.marks import Mark
from articles.ingest.page import LONGEST_LINK, Page
from articles.ingest.records import BlockKind

# A longer run of short lines amid an article is its own, whatever stands above it.
_MOST_LINKS = 12
# What such a label names stands on one line.
_OPENS_ONE = (BlockKind.CREDIT, BlockKind.BYLINE)
_ITEM_RULES = {
    BlockKind.RELATED: "related_item",
    BlockKind.KEYWORDS: "keyword",
    BlockKind.CREDIT: "source_name",
    BlockKind.BYLINE: "byline_name",
    BlockKind.COMMENTS: "comment_form_part",
}


def follow_labels(page: Page) -> None:
    for place, found in enumerate(page.marks):
        if found and found.opens and not page.is_open(place):
            before = page.first is None or place < page.first
            only_bullets = before and found.kind not in _OPENS_ONE
            for item in _items(page, place, found, only_bullets=only_bullets):
                page.decide(item, found.kind, _ITEM_RULES[found.kind])


def _items(page: Page, place: int, found: Mark, *, only_bullets: bool) -> list[int]:
    items: list[int] = []
    for at in range(place + 1, len(page.lines)):
        other = page.marks[at]
        if other and not page.is_open(at):
            if other.opens or found.kind in _OPENS_ONE:
                break
            continue
        line = page.lines[at]
        if not _is_item(line, found.kind) or (only_bullets and not line.is_bullet):
            break
        items.append(at)
        if found.kind in _OPENS_ONE:
            break
    goes_on = bool(items) and page.last is not None and items[-1] < page.last
    if found.kind is BlockKind.RELATED and goes_on:
        return _related_amid_text(page, items)
    return items


def _is_item(line: Line, kind: BlockKind) -> bool:
    if kind is BlockKind.RELATED:
        return line.length <= LONGEST_LINK and (line.is_bullet or not line.is_stopped)
    if kind is BlockKind.KEYWORDS:
        return line.length <= 6 and not line.end_sign
    return line.length <= 12 and not (line.is_stopped and line.length > 8)


def _related_amid_text(page: Page, items: list[int]) -> list[int]:
    """Where the article goes on after a list of links, its next subheading is no link."""
    lines = [page.lines[item] for item in items]
    bullets = [place for place, line in enumerate(lines) if line.is_bullet]
    if bullets:
        return items[: bullets[-1] + 1]
    if len(items) > _MOST_LINKS:
        return []
    if len(items) == 1:
        return items if lines[0].length > 4 else []
    others = sum(line.length for line in lines[:-1]) / (len(lines) - 1)
    is_set_off = lines[-1].after_blank and not lines[-2].after_blank and len(lines) > 2
    if is_set_off or (lines[-1].length <= 6 and others >= 1.6 * lines[-1].length):
        return items[:-1]
    return items
