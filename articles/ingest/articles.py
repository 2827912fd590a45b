"""One text with what is given about it, made into an article record."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime

from articles.analysis.language import detect
from articles.ingest.blocks import find_blocks
from articles.ingest.dates import parse_date
from articles.ingest.decode import decode
from articles.ingest.given import Given, is_address
from articles.ingest.outlets import recognise
from articles.ingest.phrases import book, forms
from articles.ingest.records import (
    ArticleRecord,
    Block,
    BlockKind,
    How,
    IngestError,
    Known,
    OutletRef,
    Precision,
    Stated,
)

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]+")
_EVIDENCE_LENGTH = 200


def read_article(raw: bytes, *, source: str, source_file: str, given: Given | None = None) -> ArticleRecord:
    """Read the bytes of one article; IngestError if they are no text or hold no article."""
    decoded = decode(raw)
    return make_article(
        decoded.text,
        find_blocks(decoded.text),
        source=source,
        source_file=source_file,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=decoded.encoding,
        stated=given.stated if given else Stated(),
    )


def make_article(
    original: str,
    blocks: tuple[Block, ...],
    *,
    source: str,
    source_file: str,
    sha256: str,
    encoding: str,
    stated: Stated,
) -> ArticleRecord:
    """The record of a text that was cut into blocks; IngestError if it holds no article."""
    kept = "\n\n".join(original[block.start : block.end] for block in blocks if block.kept)
    if not kept:
        raise IngestError("no article in it, only what pages print around one")
    language = detect(kept)
    published, precision = _published(original, blocks, language=language, stated=stated)
    return ArticleRecord(
        source=source,
        source_file=source_file,
        sha256=sha256,
        encoding=encoding,
        original=original,
        blocks=blocks,
        headline=_headline(original, blocks, stated=stated),
        outlet=_outlet(original, blocks, stated=stated),
        author=stated.author,
        url=_url(original, blocks, stated=stated),
        published=published,
        published_precision=precision,
        language=language,
    )


def _headline(original: str, blocks: Sequence[Block], *, stated: Stated) -> Known[str | None]:
    if stated.headline.value:
        return stated.headline
    for block in blocks:
        if block.kind is BlockKind.HEADLINE:
            text = " ".join(original[block.start : block.end].split())
            return Known(value=text, how=How.TEXT, evidence=block.rule)
    return Known(value=None, how=How.UNKNOWN)


def _outlet(original: str, blocks: Sequence[Block], *, stated: Stated) -> Known[OutletRef | None]:
    if stated.outlet.value:
        return stated.outlet
    found = recognise(original, blocks)
    return Known(value=found.value, how=found.how, evidence=found.evidence[:_EVIDENCE_LENGTH])


def _url(original: str, blocks: Sequence[Block], *, stated: Stated) -> Known[str | None]:
    """The address given, else the one that the page prints as its own."""
    if stated.url.value:
        return stated.url
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            text = original[block.start : block.end]
            address = _ADDRESS.search(text)
            if address and is_address(address[0]) and book("address.labels").opening(forms(text)):
                return Known(value=address[0], how=How.TEXT, evidence=text[:_EVIDENCE_LENGTH])
    return Known(value=None, how=How.UNKNOWN)


def _published(
    original: str, blocks: Sequence[Block], *, language: str, stated: Stated
) -> tuple[Known[datetime | None], Precision | None]:
    """The date given, else the first that the page prints; one of publication before one of a change."""
    if stated.published.value:
        return stated.published, stated.precision
    lines = [original[block.start : block.end] for block in blocks if block.kind is BlockKind.DATE]
    lines.sort(key=lambda line: book("date.changed").opening(forms(line)) > 0)
    for line in lines:
        found = parse_date(line, day_first=language != "en")
        if found:
            return Known(value=found[0], how=How.TEXT, evidence=line[:_EVIDENCE_LENGTH]), found[1]
    return Known(value=None, how=How.UNKNOWN), None
