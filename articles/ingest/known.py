"""What is known about an article besides its text: each value with how it is known and by which words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from articles.analysis.figures.dates import find_dates
from articles.ingest.agencies import credited_agencies
from articles.ingest.bylines import find_author, find_photo_credit, names_person
from articles.ingest.datelines import Dateline, read_dateline, read_dateline_line
from articles.ingest.dates import date_in_address, parse_date, parse_hijri_date, published_by_text
from articles.ingest.given import is_address
from articles.ingest.outlets import recognise
from articles.ingest.phrases import book, forms
from articles.ingest.records import (
    UNKNOWN,
    Block,
    BlockKind,
    How,
    Known,
    OutletRef,
    Precision,
    Stated,
)

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]+")
_LONGEST_EVIDENCE = 200
_DATELINES = frozenset({"dateline", "dated_dateline", "place", "place_and_name"})
# Lines beside the headline that may hold a date among other words.
_OF_HEAD = frozenset({BlockKind.FURNITURE, BlockKind.BYLINE, BlockKind.CREDIT})
_LONGEST_HEAD_LINE = 20
# The day of writing is looked for in as much of a text.
_OPENING = 3_000


def find_known(original: str, blocks: Sequence[Block], *, language: str, stated: Stated) -> Mapping[str, Any]:
    """The values of an article record's fields, by name: those stated, and what the text tells beside."""
    found = _Text(original, blocks, language)
    url = stated.url if stated.url.value else found.url()
    published, precision = stated.published, stated.precision
    if published.value is None:
        published, precision = found.published(url)
    outlet = stated.outlet if stated.outlet.value else found.outlet()
    return {
        "headline": stated.headline if stated.headline.value else found.headline(),
        "outlet": outlet,
        "author": stated.author if stated.author.value else found.author(),
        "dateline": found.place(),
        "published": published,
        "published_precision": precision,
        "agencies": found.agencies(outlet.value),
        "url": url,
        "photo_credit": found.photo_credit(),
    }


class _Text:
    """A page's text with its blocks, asked for one value after the other."""

    def __init__(self, original: str, blocks: Sequence[Block], language: str) -> None:
        self._original, self._blocks, self._language = original, blocks, language

    def _texts(self, *kinds: BlockKind) -> Iterator[tuple[Block, str]]:
        for block in self._blocks:
            if block.kind in kinds:
                yield block, self._original[block.start : block.end]

    def headline(self) -> Known[str | None]:
        for block, text in self._texts(BlockKind.HEADLINE):
            return Known(value=" ".join(text.split()), how=How.TEXT, evidence=block.rule)
        return UNKNOWN

    def outlet(self) -> Known[OutletRef | None]:
        found = recognise(self._original, self._blocks)
        return Known(value=found.value, how=found.how, evidence=found.evidence[:_LONGEST_EVIDENCE])

    def author(self) -> Known[str | None]:
        return find_author(self._original, self._blocks, language=self._language)

    def photo_credit(self) -> Known[str | None]:
        return find_photo_credit(self._original, self._blocks)

    def agencies(self, outlet: OutletRef | None) -> Known[tuple[str, ...]]:
        return credited_agencies(self._original, self._blocks, language=self._language, outlet=outlet)

    def place(self) -> Known[str | None]:
        """Where the article is dated from: the place that opens its text or a by-line."""
        for dateline in self._datelines():
            if dateline.place and not names_person(dateline.place):
                return Known(value=dateline.place, how=How.TEXT, evidence=dateline.text)
        return UNKNOWN

    def _datelines(self) -> Iterator[Dateline]:
        opening = next(self._texts(BlockKind.PARAGRAPH), None)
        if opening and (found := read_dateline(opening[1], language=self._language)):
            yield found
        for block, text in self._texts(BlockKind.BYLINE, BlockKind.DATE):
            if block.rule in _DATELINES and (found := read_dateline_line(text, language=self._language)):
                yield found

    def url(self) -> Known[str | None]:
        """The address that the page prints as its own."""
        for _, text in self._texts(BlockKind.FURNITURE):
            address = _ADDRESS.search(text)
            if address and is_address(address[0]) and book("address.labels").opening(forms(text)):
                return Known(value=address[0], how=How.TEXT, evidence=text[:_LONGEST_EVIDENCE])
        return UNKNOWN

    def published(self, url: Known[str | None]) -> tuple[Known[datetime | None], Precision | None]:
        """The first date printed, one of publication before one of a change; else the day that is implied."""
        lines = [text for _, text in self._texts(BlockKind.DATE)]
        lines.sort(key=lambda line: book("date.changed").opening(forms(line)) > 0)
        for line in lines:
            found = parse_date(line, day_first=self._language != "en" or None)
            if found:
                return Known(value=found[0], how=How.TEXT, evidence=line[:_LONGEST_EVIDENCE]), found[1]
        if not lines:
            for line in self._head_lines():
                if found := parse_date(line, day_first=self._language != "en" or None):
                    return Known(value=found[0], how=How.TEXT, evidence=line[:_LONGEST_EVIDENCE]), found[1]
        for line in lines:
            found = parse_hijri_date(line)
            if found:
                return Known(value=found[0], how=How.INFERRED, evidence=line[:_LONGEST_EVIDENCE]), found[1]
        day, evidence = self._implied_day(url.value or "")
        return (
            (Known(value=day, how=How.INFERRED, evidence=evidence), Precision.DAY) if day else (UNKNOWN, None)
        )

    def _head_lines(self) -> Iterator[str]:
        """Short lines that stand between the headline and the text, then those right above the headline."""
        kinds = [block.kind for block in self._blocks]
        if BlockKind.HEADLINE not in kinds or BlockKind.PARAGRAPH not in kinds:
            return
        title, first = kinds.index(BlockKind.HEADLINE), kinds.index(BlockKind.PARAGRAPH)
        for block in (*self._blocks[title + 1 : first], *self._blocks[max(0, title - 2) : title]):
            text = self._original[block.start : block.end]
            if block.kind in _OF_HEAD and len(text.split()) <= _LONGEST_HEAD_LINE:
                yield text

    def _implied_day(self, url: str) -> tuple[datetime | None, str]:
        """The day that the address, the dateline, or the text's own «today» or «yesterday» gives away."""
        if day := date_in_address(url):
            return day, url[:_LONGEST_EVIDENCE]
        for dateline in self._datelines():
            for found in find_dates(dateline.text, language=self._language):
                if len(found.value) == 10 and found.value[0] != "-":
                    return datetime.fromisoformat(found.value).replace(tzinfo=UTC), dateline.text
        kept = "\n".join(text for _, text in self._texts(BlockKind.PARAGRAPH))[:_OPENING]
        return published_by_text(kept, language=self._language) or (None, "")
