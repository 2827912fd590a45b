"""What people decided about an article, applied to its record: blocks put back or cut, values set by hand.

Decisions name a block by its words and a value by its field, so that they hold when the source is read again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Protocol

from articles.ingest.agencies import agencies
from articles.ingest.given import is_address
from articles.ingest.records import (
    ArticleRecord,
    Block,
    How,
    Known,
    OutletRef,
    Precision,
)

Json = Any
FIELDS = (
    *("headline", "outlet", "author", "dateline", "published"),
    *("language", "agencies", "url", "photo_credit"),
)
_TEXTS = frozenset({"headline", "author", "dateline", "photo_credit"})
_LONGEST_TEXT = 1_000
_KEY_LENGTH = 16


class Placed(Protocol):
    """A block in whatever form: where it starts and ends in the original."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def block_keys(original: str, blocks: Iterable[Placed]) -> tuple[str, ...]:
    """A key for each block: a digest of its words, and which of the blocks with these words it is."""
    seen: Counter[str] = Counter()
    keys = []
    for block in blocks:
        words = " ".join(original[block.start : block.end].split())
        digest = hashlib.sha256(words.encode()).hexdigest()[:_KEY_LENGTH]
        seen[digest] += 1
        keys.append(f"{digest}:{seen[digest]}")
    return tuple(keys)


def decide_blocks(record: ArticleRecord, kept: Mapping[str, bool]) -> ArticleRecord:
    """The record with these blocks kept or cut, by key; all others as the rules have it.

    A decision that would leave no text at all is not followed.
    """
    blocks = _decided(record, kept)
    return replace(record, blocks=blocks) if any(block.kept for block in blocks) else record


def leaves_nothing(record: ArticleRecord, kept: Mapping[str, bool]) -> bool:
    """Whether such decisions would leave no text at all."""
    return not any(block.kept for block in _decided(record, kept))


def _decided(record: ArticleRecord, kept: Mapping[str, bool]) -> tuple[Block, ...]:
    keys = block_keys(record.original, record.blocks)
    return tuple(
        replace(block, decided=kept.get(key)) for key, block in zip(keys, record.blocks, strict=True)
    )


def decide_fields(record: ArticleRecord, decided: Mapping[str, Json]) -> ArticleRecord:
    """The record with these values, set by hand; what the rules say of them is kept beside.

    ValueError for a value that makes no sense.
    """
    values: dict[str, Any] = {}
    for name, stored in decided.items():
        value, precision = parse_value(name, stored)
        values[name] = Known(value=value, how=How.EDITOR)
        if name == "published":
            values["published_precision"] = precision
    if "language" in values:
        language = values.pop("language")
        values |= {
            "language": language.value,
            "language_how": language.how,
            "language_evidence": language.evidence,
        }
    overruled = {name: stored_value(record, name) for name in decided}
    return replace(record, **values, overruled=MappingProxyType(overruled))


def stored_value(record: ArticleRecord, name: str) -> Json:
    """A field as JSON: its value, how it is known, and the words it rests on."""
    known = record.known[name]
    return {"value": value_as_json(record, name), "how": known.how.value, "evidence": known.evidence}


def value_as_json(record: ArticleRecord, name: str) -> Json:
    value = record.known[name].value
    if isinstance(value, OutletRef):
        return {"slug": value.slug, "names": dict(value.names), "site": value.site}
    if isinstance(value, datetime):
        return {"moment": value.isoformat(), "precision": str(record.published_precision)}
    return list(value) if isinstance(value, tuple) else value or ""


def parse_value(name: str, value: Json) -> tuple[Any, Precision | None]:
    """The reverse of value_as_json, with a date's precision; None for "nothing". ValueError for nonsense."""
    if name not in FIELDS:
        raise ValueError(f"no such field: {name}")
    if not value:
        if name == "language":
            raise ValueError("an article has a language")
        return (() if name == "agencies" else None), None
    if name == "outlet":
        return OutletRef(slug=value["slug"], names=MappingProxyType(value["names"]), site=value["site"]), None
    if name == "published":
        moment = datetime.fromisoformat(value["moment"])
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC), Precision(value["precision"])
    if name == "agencies":
        if unknown := [key for key in value if key not in agencies()]:
            raise ValueError(f"no such agency: {unknown[0]}")
        return tuple(value), None
    return _text(name, value), None


def _text(name: str, value: Json) -> str:
    text = " ".join(str(value).replace("\0", "").split())
    if name == "url" and not is_address(text):
        raise ValueError("not a web address")
    if name == "language" and not (text.isascii() and text.isalpha() and 2 <= len(text) <= 3):
        raise ValueError("not the code of a language")
    if name in _TEXTS and len(text) > _LONGEST_TEXT:
        raise ValueError(f"longer than {_LONGEST_TEXT} characters")
    return text
