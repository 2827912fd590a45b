"""Records as editors decided them: decisions from the log, cleaning rules of outlets from the tables."""

import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from articles.ingest.cuts import CutRule, apply_cuts, listed_cuts
from articles.ingest.decisions import (
    FIELDS,
    block_keys,
    decide_blocks,
    decide_fields,
    parse_value,
)
from articles.ingest.records import (
    ArticleRecord,
    Block,
    BlockKind,
    How,
    Known,
    Precision,
)
from articles.models import Article, Change, OutletRule

logger = logging.getLogger(__name__)

BLOCK, FIELD = "block", "field"


Json = Any
# Decisions about to be written to the log, by kind and subject; None leaves the matter to the rules.
Pending = Mapping[tuple[str, str], Json | None]


def as_decided(
    records: Mapping[int, ArticleRecord], *, pending: Pending = MappingProxyType({})
) -> dict[int, ArticleRecord]:
    """The records of stored articles, by primary key, as editors have decided them; two queries for all."""
    fields = _decisions(
        FIELD, {f"{pk}:{name}": (pk, name) for pk in records for name in FIELDS}, pending=pending
    )
    keys = {
        f"{pk}:{key}": (pk, key)
        for pk, record in records.items()
        for key in block_keys(record.original, record.blocks)
    }
    blocks = _decisions(BLOCK, keys, pending=pending)
    return {
        pk: decide_blocks(decide_fields(record, _sound(fields.get(pk, {}))), blocks.get(pk, {}))
        for pk, record in records.items()
    }


def _decisions(
    kind: str, subjects: Mapping[str, tuple[int, str]], *, pending: Pending
) -> dict[int, dict[str, Json]]:
    """The decisions in force about these subjects: {article: {field or block: value}}."""
    in_force = Change.objects.in_force(kind, subjects)
    in_force |= {subject: value for (of, subject), value in pending.items() if of == kind}
    found: dict[int, dict[str, Json]] = {}
    for subject, value in in_force.items():
        if value is not None and subject in subjects:
            pk, name = subjects[subject]
            found.setdefault(pk, {})[name] = value
    return found


def _sound(decided: Mapping[str, Json]) -> dict[str, Json]:
    """Without decisions that no longer mean anything, such as an agency that has left the list."""
    sound = {}
    for name, value in decided.items():
        try:
            parse_value(name, value)
        except (ValueError, TypeError, KeyError) as error:
            logger.warning("a decision about %s is not followed: %s", name, error)
        else:
            sound[name] = value
    return sound


class Cutting:
    """The outlets' cleaning rules, from the list and from the table, read once for a run."""

    def __init__(self) -> None:
        rows = OutletRule.objects.select_related("outlet").order_by("pk")
        self._rules: dict[str, list[CutRule]] = {}
        for rule in (*listed_cuts(), *(row.rule for row in rows)):
            self._rules.setdefault(rule.outlet, []).append(rule)

    def apply(self, record: ArticleRecord) -> ArticleRecord:
        outlet = record.outlet.value
        return apply_cuts(record, self._rules.get(outlet.slug, ()) if outlet else ())


def columns(record: ArticleRecord) -> dict[str, Any]:
    """What is known of an article besides its outlet, as its columns; with how, and what was overruled."""
    provenance = {name: _provenance(record, name) for name in FIELDS}
    return {
        "headline": record.headline.value or "",
        "author": record.author.value or "",
        "dateline": record.dateline.value or "",
        "published": record.published.value,
        "published_precision": record.published_precision or "",
        "language": record.language,
        "agencies": list(record.agencies.value),
        "url": record.url.value or "",
        "photo_credit": record.photo_credit.value or "",
        "provenance": provenance,
    }


def _provenance(record: ArticleRecord, name: str) -> dict[str, Any]:
    known = record.known[name]
    overruled = record.overruled.get(name)
    return {"how": known.how.value, "evidence": known.evidence} | ({"rules": overruled} if overruled else {})


def record_of(article: Article) -> ArticleRecord:
    """The record that a stored article came from, as the rules made it and without what editors decided."""
    known = {name: _known(article, name) for name in FIELDS}
    published, precision = known.pop("published")
    language = known.pop("language")[0]
    values: dict[str, Any] = {name: value for name, (value, _) in known.items()}
    return ArticleRecord(
        source=article.source,
        source_file=article.source_file,
        sha256=article.sha256,
        encoding=article.encoding,
        original=article.original,
        blocks=tuple(
            Block(
                start=block.start,
                end=block.end,
                kind=BlockKind(block.kind),
                rule=block.rule,
                found=(BlockKind(block.found_kind), block.found_rule) if block.found_kind else None,
            )
            for block in article.blocks.order_by("start")
        ),
        published=published,
        published_precision=precision,
        language=language.value,
        language_how=language.how,
        language_evidence=language.evidence,
        **values,
    )


def _known(article: Article, name: str) -> tuple[Known[Any], Precision | None]:
    """A field's value as the rules have it, with the precision of a date."""
    stored = article.provenance.get(name, {})
    if rules := stored.get("rules"):
        value, precision = parse_value(name, rules["value"])
        return Known(value=value, how=How(rules["how"]), evidence=rules["evidence"]), precision
    value, precision = _column(article, name)
    return Known(
        value=value, how=How(stored.get("how", "unknown")), evidence=stored.get("evidence", "")
    ), precision


def _column(article: Article, name: str) -> tuple[Any, Precision | None]:
    if name == "outlet":
        return article.outlet.ref if article.outlet else None, None
    if name == "published":
        precision = article.published_precision
        return article.published, Precision(precision) if precision else None
    if name == "agencies":
        return tuple(article.agencies), None
    return getattr(article, name) or None, None
