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
)

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]+")
_EVIDENCE_LENGTH = 200


def read_article(raw: bytes, *, source: str, source_file: str, given: Given | None = None) -> ArticleRecord:
    """Read the bytes of one article; IngestError if they are no text or hold no article."""
    decoded = decode(raw)
    original = decoded.text
    blocks = find_blocks(original)
    kept = "\n\n".join(original[block.start : block.end] for block in blocks if block.kept)
    if not kept:
        raise IngestError("no article in it, only what pages print around one")
    language = detect(kept)
    published, precision = _published(original, blocks, language=language, given=given)
    return ArticleRecord(
        source=source,
        source_file=source_file,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=decoded.encoding,
        original=original,
        blocks=blocks,
        headline=_headline(original, blocks),
        outlet=_outlet(original, blocks, given=given),
        url=_url(original, blocks, given=given),
        published=published,
        published_precision=precision,
        language=language,
    )


def _headline(original: str, blocks: Sequence[Block]) -> Known[str | None]:
    for block in blocks:
        if block.kind is BlockKind.HEADLINE:
            text = " ".join(original[block.start : block.end].split())
            return Known(value=text, how=How.TEXT, evidence=block.rule)
    return Known(value=None, how=How.UNKNOWN)


def _outlet(original: str, blocks: Sequence[Block], *, given: Given | None) -> Known[OutletRef | None]:
    if given and given.outlet:
        return Known(value=given.outlet, how=How.GIVEN, evidence=given.evidence)
    found = recognise(original, blocks)
    return Known(value=found.value, how=found.how, evidence=found.evidence[:_EVIDENCE_LENGTH])


def _url(original: str, blocks: Sequence[Block], *, given: Given | None) -> Known[str | None]:
    """The address given, else the one that the page prints as its own."""
    if given and given.url:
        return Known(value=given.url, how=How.GIVEN, evidence=given.evidence)
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            text = original[block.start : block.end]
            address = _ADDRESS.search(text)
            if address and is_address(address[0]) and book("address.labels").opening(forms(text)):
                return Known(value=address[0], how=How.TEXT, evidence=text[:_EVIDENCE_LENGTH])
    return Known(value=None, how=How.UNKNOWN)


def _published(
    original: str, blocks: Sequence[Block], *, language: str, given: Given | None
) -> tuple[Known[datetime | None], Precision | None]:
    """The date given, else the first that the page prints; one of publication before one of a change."""
    if given and given.published:
        return Known(value=given.published, how=How.GIVEN, evidence=given.evidence), given.precision
    lines = [original[block.start : block.end] for block in blocks if block.kind is BlockKind.DATE]
    lines.sort(key=lambda line: book("date.changed").opening(forms(line)) > 0)
    for line in lines:
        found = parse_date(line, day_first=language != "en")
        if found:
            return Known(value=found[0], how=How.TEXT, evidence=line[:_EVIDENCE_LENGTH]), found[1]
    return Known(value=None, how=How.UNKNOWN), None
