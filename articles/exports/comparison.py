"""Comparisons to take away: as JSON for programs, CSV for spreadsheets, Markdown for reports."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import get_language, get_language_bidi, gettext

from articles.analysis.pairs.align import Evidence
from articles.analysis.pairs.differences import Difference
from articles.analysis.text.spans import Span
from articles.comparison.articles import (
    Cell,
    Comparison,
    DifferenceLabel,
    LinkedPair,
    RelationLabel,
    RowKind,
)
from articles.comparison.evidence import decisions
from articles.comparison.quotations import QuotationRow, quotation_rows
from articles.exports.spreadsheets import BYTE_ORDER_MARK, no_formula
from articles.exports.writing import inline, quoted
from articles.models import Article, Change

_REPORTED_FIRST = (RelationLabel.CONFLICT, RelationLabel.PARTIAL, RelationLabel.SAME, RelationLabel.COPY)


@dataclass(frozen=True, kw_only=True)
class Format:
    name: str
    content_type: str
    write: Callable[[Comparison], str]


def as_json(comparison: Comparison) -> str:
    """All of it; positions are code points of the bodies, end exclusive."""
    a, b = comparison.a, comparison.b
    decided = decisions(comparison)
    told = {
        "rules_version": comparison.rules_version,
        "articles": [_article(a, comparison.copied_a), _article(b, comparison.copied_b)],
        "headlines": asdict(comparison.headlines) if comparison.headlines else None,
        "counts": {count.kind: count.count for count in comparison.counts},
        "rows": [
            {
                "id": row.id,
                "kind": row.kind.value,
                "relation": row.relation.value if row.relation else None,
                "score": row.score,
                "moved": row.moved,
                "elsewhere": row.elsewhere,
                "a": [_sentence(cell) for cell in row.left],
                "b": [_sentence(cell) for cell in row.right],
            }
            for row in comparison.rows
        ],
        "links": [_link(pair, a.body, b.body, decided.get(pair.id)) for pair in comparison.pairs],
        "rejected": [_link(pair, a.body, b.body, decided.get(pair.id)) for pair in comparison.rejected],
        "quotations": [_quotation(row) for row in quotation_rows(comparison)],
        "copied": [
            {"a": _place(run.a, a.body), "b": _place(run.b, b.body), "words": run.words}
            for run in comparison.runs
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _article(article: Article, copied: float) -> dict[str, Any]:
    return {
        "id": article.pk,
        "title": article.headline or None,
        "outlet": article.outlet_name,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url or None,
        "agencies": article.agencies,
        "body": article.body,
        "sha256": hashlib.sha256(article.body.encode()).hexdigest(),
        "copied": copied,
    }


def _sentence(cell: Cell) -> dict[str, int]:
    return {"number": cell.number, "start": cell.span.start, "end": cell.span.end}


def _quotation(row: QuotationRow) -> dict[str, Any]:
    return {"agreement": row.agreement.value, "other_speaker": row.other_speaker} | {
        side: {
            "sentence": said.number,
            "start": said.span.start,
            "end": said.span.end,
            "text": said.span.of(said.article.body),
            "speaker": said.speaker or None,
            "cue": said.cue or None,
        }
        if said
        else None
        for side, said in (("a", row.a), ("b", row.b))
    }


def _decision(change: Change | None) -> dict[str, Any] | None:
    return {"by": change.by_name, "at": change.at.isoformat(), "verdict": change.after} if change else None


def _link(pair: LinkedPair, body_a: str, body_b: str, change: Change | None) -> dict[str, Any]:
    return {
        "a": pair.a,
        "b": pair.b,
        "relation": pair.relation.value,
        "score": pair.score,
        "decided": _decision(change),
        "evidence": [_evidence(evidence, body_a, body_b) for evidence in pair.evidence],
        "differences": [
            {"kind": told.kind.value, "a": _place(told.a, body_a), "b": _place(told.b, body_b)}
            for told in pair.differences
        ],
    }


def _evidence(evidence: Evidence, body_a: str, body_b: str) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        "weight": evidence.weight,
        "ground": evidence.ground,
        "a": [_place(span, body_a) for span in evidence.a],
        "b": [_place(span, body_b) for span in evidence.b],
    }


def _place(span: Span, body: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(body)}


def as_csv(comparison: Comparison) -> str:
    """One row a link, with the mark that tells Excel that this is UTF-8."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(
        [
            *("sentence_a", "sentence_b", "relation", "score", "text_a", "text_b", "differences", "evidence"),
            *("decided_by", "decided_at"),
        ]
    )
    decided = decisions(comparison)
    for pair in comparison.pairs:
        a, b = comparison.a.body, comparison.b.body
        texts = (pair.a_span.of(a), pair.b_span.of(b), _in_words(pair.differences, a, b), _kinds(pair))
        change = decided.get(pair.id)
        by = (change.by_name, change.at.isoformat()) if change else ("", "")
        rows.writerow([pair.a, pair.b, pair.relation.value, pair.score, *map(no_formula, (*texts, *by))])
    return BYTE_ORDER_MARK + file.getvalue()


def _in_words(differences: Iterable[Difference], a: str, b: str) -> str:
    return "; ".join(f"{each.kind.value}: {each.a.of(a)} | {each.b.of(b)}" for each in differences)


def _kinds(pair: LinkedPair) -> str:
    return "; ".join(f"{evidence.kind} {evidence.weight:g}" for evidence in pair.evidence)


def as_markdown(comparison: Comparison) -> str:
    """A report in the reader's language, conflicts first; each text in a block of its own direction."""
    parts = [*_head(comparison), *_linked(comparison), *_alone(comparison)]
    direction = "rtl" if get_language_bidi() else "ltr"
    return "\n\n".join([f'<div dir="{direction}" lang="{get_language()}">', *parts, "</div>"]) + "\n"


def _head(comparison: Comparison) -> Iterator[str]:
    yield "# " + " / ".join(inline(share.article.outlet_name) for share in comparison.shares)
    for share in comparison.shares:
        article = share.article
        day = article.published.date().isoformat() if article.published else ""
        known = " · ".join(inline(part) for part in (article.display_title, day, article.url) if part)
        yield f"**{inline(article.outlet_name)}**: {known}"
        yield gettext("%(share)d%% of its own words stand in the other article too.") % {
            "share": share.copied
        }
    yield "\n".join(f"- {count.label}: {count.count}" for count in comparison.counts)
    yield gettext("Found by rules, version %(version)s.") % {"version": comparison.rules_version}


def _linked(comparison: Comparison) -> Iterator[str]:
    decided = decisions(comparison)
    for relation in _REPORTED_FIRST:
        pairs = [pair for pair in comparison.pairs if pair.relation.value == relation.value]
        if pairs:
            yield f"## {relation.label}"
        for pair in pairs:
            yield from _quoted(comparison.a, [pair.a_span])
            yield from _quoted(comparison.b, [pair.b_span])
            if change := decided.get(pair.id):
                told = gettext("Decided by %(name)s on %(day)s")
                yield told % {"name": inline(change.by_name), "day": change.at.date().isoformat()}
            if pair.differences:
                yield "\n".join(_told(each, comparison) for each in pair.differences)


def _alone(comparison: Comparison) -> Iterator[str]:
    for kind, article in ((RowKind.ONLY_A, comparison.a), (RowKind.ONLY_B, comparison.b)):
        rows = [row for row in comparison.rows if row.kind == kind]
        if rows:
            yield f"## {gettext('Only in %(outlet)s') % {'outlet': inline(article.outlet_name)}}"
        for row in rows:
            yield from _quoted(article, [cell.span for cell in (*row.left, *row.right)])


def _quoted(article: Article, sentences: Sequence[Span]) -> tuple[str, ...]:
    return quoted(article, " ".join(span.of(article.body) for span in sentences))


def _told(difference: Difference, comparison: Comparison) -> str:
    said = (difference.a.of(comparison.a.body), difference.b.of(comparison.b.body))
    label = DifferenceLabel(difference.kind.value).label
    return f"- {label}: " + " / ".join(inline(words) if words else "—" for words in said)


FORMATS = {
    "json": Format(name="JSON", content_type="application/json", write=as_json),
    "csv": Format(name="CSV", content_type="text/csv; charset=utf-8", write=as_csv),
    "md": Format(name="Markdown", content_type="text/markdown; charset=utf-8", write=as_markdown),
}
