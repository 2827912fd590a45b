"""One text with what is stated about it, made into an article record."""

import hashlib

from articles.analysis.text.language import detect
from articles.ingest.blocks import find_blocks
from articles.ingest.decode import decode
from articles.ingest.given import Given
from articles.ingest.known import find_known
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import ArticleRecord, Block, IngestError, Stated


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
        raise IngestError(_("no article in it, only what pages print around one"))
    language = detect(kept)
    return ArticleRecord(
        source=source,
        source_file=source_file,
        sha256=sha256,
        encoding=encoding,
        original=original,
        blocks=blocks,
        language=language,
        **find_known(original, blocks, language=language, stated=stated),
    )
