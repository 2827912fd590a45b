"""Comparisons to take away: as JSON for programs, CSV for spreadsheets, Markdown for reports."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, get_language_bidi, gettext

from articles.analysis.align import Evidence
from articles.analysis.differences import Difference
from articles.analysis.spans import Span
from articles.comparison import (
    Cell,
    Comparison,
    DifferenceLabel,
    LinkedPair,
    RelationLabel,
    RowKind,
)
from articles.models import Article

# Spreadsheets run a cell that begins with one of these (OWASP, CSV injection).
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
# What CommonMark reads as more than letters: anywhere, at the start of a line, or behind a number there.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~]|^[#+=-]|(?<=\d)[.)](?=\s)")
_ISOLATE, _POP = "\u2068", "\u2069"
_REPORTED_FIRST = (RelationLabel.CONFLICT, RelationLabel.PARTIAL, RelationLabel.SAME, RelationLabel.COPY)


@dataclass(frozen=True, kw_only=True)
class Format:
    name: str
    content_type: str
    write: Callable[[Comparison], str]


def as_json(comparison: Comparison) -> str:
    """All of it; positions are code points of the bodies, end exclusive."""
    a, b = comparison.a, comparison.b
    told = {
        "articles": [_article(a, comparison.copied_a), _article(b, comparison.copied_b)],
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
        "links": [_link(pair, a.body, b.body) for pair in comparison.pairs],
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
        "body": article.body,
        "copied": copied,
    }


def _sentence(cell: Cell) -> dict[str, int]:
    return {"number": cell.number, "start": cell.span.start, "end": cell.span.end}


def _link(pair: LinkedPair, body_a: str, body_b: str) -> dict[str, Any]:
    return {
        "a": pair.a,
        "b": pair.b,
        "relation": pair.relation.value,
        "score": pair.score,
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
        ["sentence_a", "sentence_b", "relation", "score", "text_a", "text_b", "differences", "evidence"]
    )
    for pair in comparison.pairs:
        a, b = comparison.a.body, comparison.b.body
        texts = (pair.a_span.of(a), pair.b_span.of(b), _in_words(pair.differences, a, b), _kinds(pair))
        rows.writerow([pair.a, pair.b, pair.relation.value, pair.score, *map(_no_formula, texts)])
    return "\ufeff" + file.getvalue()


def _in_words(differences: Iterable[Difference], a: str, b: str) -> str:
    return "; ".join(f"{each.kind.value}: {each.a.of(a)} | {each.b.of(b)}" for each in differences)


def _kinds(pair: LinkedPair) -> str:
    return "; ".join(f"{evidence.kind} {evidence.weight:g}" for evidence in pair.evidence)


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell[:1] in _FORMULA else cell


def as_markdown(comparison: Comparison) -> str:
    """A report in the reader's language, conflicts first; each text in a block of its own direction."""
    parts = [*_head(comparison), *_linked(comparison), *_alone(comparison)]
    direction = "rtl" if get_language_bidi() else "ltr"
    return "\n\n".join([f'<div dir="{direction}" lang="{get_language()}">', *parts, "</div>"]) + "\n"


def _head(comparison: Comparison) -> Iterator[str]:
    yield "# " + " / ".join(_inline(share.article.outlet_name) for share in comparison.shares)
    for share in comparison.shares:
        article = share.article
        day = article.published.date().isoformat() if article.published else ""
        known = " · ".join(_inline(part) for part in (article.display_title, day, article.url) if part)
        yield f"**{_inline(article.outlet_name)}**: {known}"
        yield gettext("%(share)d%% of its own words stand in the other article too.") % {
            "share": share.copied
        }
    yield "\n".join(f"- {count.label}: {count.count}" for count in comparison.counts)


def _linked(comparison: Comparison) -> Iterator[str]:
    for relation in _REPORTED_FIRST:
        pairs = [pair for pair in comparison.pairs if pair.relation.value == relation.value]
        if pairs:
            yield f"## {relation.label}"
        for pair in pairs:
            yield from _quoted(comparison.a, [pair.a_span])
            yield from _quoted(comparison.b, [pair.b_span])
            if pair.differences:
                yield "\n".join(_told(each, comparison) for each in pair.differences)


def _alone(comparison: Comparison) -> Iterator[str]:
    for kind, article in ((RowKind.ONLY_A, comparison.a), (RowKind.ONLY_B, comparison.b)):
        rows = [row for row in comparison.rows if row.kind == kind]
        if rows:
            yield f"## {gettext('Only in %(outlet)s') % {'outlet': _inline(article.outlet_name)}}"
        for row in rows:
            yield from _quoted(article, [cell.span for cell in (*row.left, *row.right)])


def _quoted(article: Article, sentences: Sequence[Span]) -> tuple[str, ...]:
    """Sentences in the direction of their own letters, with whose they are."""
    told = " ".join(_escaped(span.of(article.body)) for span in sentences)
    opening = f'<div dir="auto" lang="{article.language}">'
    return opening, f"> {told} ({_inline(article.outlet_name)})", "</div>"


def _told(difference: Difference, comparison: Comparison) -> str:
    said = (difference.a.of(comparison.a.body), difference.b.of(comparison.b.body))
    label = DifferenceLabel(difference.kind.value).label
    return f"- {label}: " + " / ".join(_inline(words) if words else "—" for words in said)


def _inline(text: str) -> str:
    """Words that keep their direction to themselves, whatever stands around them."""
    return _ISOLATE + _escaped(text) + _POP


def _escaped(text: str) -> str:
    """On one line, and read as letters only."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


FORMATS = {
    "json": Format(name="JSON", content_type="application/json", write=as_json),
    "csv": Format(name="CSV", content_type="text/csv; charset=utf-8", write=as_csv),
    "md": Format(name="Markdown", content_type="text/markdown; charset=utf-8", write=as_markdown),
}
