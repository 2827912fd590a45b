"""Quotations of two articles, each beside the other's rendering of the same words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.analysis.pairs.differences import told_apart
from articles.analysis.stories.resemblance import SAME, Voiced, are_others, resemblance
from articles.analysis.stories.sayings import Saying, quoted_sayings
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.pieces import Mark, Piece, cut
from articles.analysis.text.spans import Span
from articles.comparison.articles import Comparison
from articles.comparison.linking import reading_of
from articles.models import Article


class Agreement(TextChoices):
    EXACT = "exact", _("Word for word")
    OTHERWISE = "otherwise", _("In other words")
    ONLY_A = "only_a", _("Quoted by the first only")
    ONLY_B = "only_b", _("Quoted by the second only")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one article quotes in one sentence; `number` counts its sentences from 1.

    `speaker` is the known name in the reader's language, else the article's words for him, or empty. `cue`
    is the article's own word.
    """

    article: Article
    number: int
    span: Span
    pieces: tuple[Piece, ...]
    speaker: str
    cue: str


@dataclass(frozen=True, kw_only=True)
class QuotationRow:
    """`other_speaker` where both name one, and not the same; `link` is that of the sentences, or empty."""

    id: str
    link: str
    agreement: Agreement
    a: Said | None
    b: Said | None
    other_speaker: bool

    @property
    def tone(self) -> str:
        """The relation whose sign fits."""
        known = {Agreement.EXACT: "same", Agreement.OTHERWISE: "partial"}
        return known.get(self.agreement, self.agreement.value)

    @property
    def differs(self) -> bool:
        return self.agreement is not Agreement.EXACT or self.other_speaker


def quotation_rows(comparison: Comparison) -> tuple[QuotationRow, ...]:
    """All that is quoted as speech, in the order of the first; what only the second quotes comes last."""
    reading_a, reading_b = reading_of(comparison.a), reading_of(comparison.b)
    parts_a, parts_b = quoted_sayings(reading_a), quoted_sayings(reading_b)
    partners = _partners(comparison, parts_a, parts_b)
    taken = set(partners.values())
    rows = [
        _row(comparison, one, parts_b[partners[n]] if n in partners else None)
        for n, one in enumerate(parts_a)
    ]
    rows += [_row(comparison, None, other) for m, other in enumerate(parts_b) if m not in taken]
    return tuple(rows)


def _partners(comparison: Comparison, a: Sequence[Saying], b: Sequence[Saying]) -> dict[int, int]:
    """Index in a to index in b, the surest first, each once."""
    partners: dict[int, int] = {}
    for _likeness, n, m in sorted(_candidates(comparison, a, b), key=lambda found: (-found[0], found[1:])):
        if n not in partners and m not in partners.values():
            partners[n] = m
    return partners


def _candidates(
    comparison: Comparison, a: Sequence[Saying], b: Sequence[Saying]
) -> Iterator[tuple[float, int, int]]:
    if not a or not b:
        return
    readings = reading_of(comparison.a), reading_of(comparison.b)
    said = [
        Voiced(article=side, reading=readings[side], saying=saying)
        for side, sayings in enumerate((a, b))
        for saying in sayings
    ]
    linked = {(0, pair.a - 1, 1, pair.b - 1): pair.score for pair in comparison.pairs}
    alike = resemblance(said, linked)[: len(a), len(a) :]
    for n, m in np.argwhere(alike >= SAME):
        yield float(alike[n, m]), int(n), int(m)


def _words(text: str) -> list[str]:
    return fold_key(text).split()


def _row(comparison: Comparison, one: Saying | None, other: Saying | None) -> QuotationRow:
    a = _said(comparison.a, one, _marks(comparison, one, other)[0]) if one else None
    b = _said(comparison.b, other, _marks(comparison, one, other)[1]) if other else None
    return QuotationRow(
        id=f"qa{one.span.start}" if one else f"qb{other.span.start}" if other else "",
        link=_link(comparison, one, other),
        agreement=_agreement(comparison, one, other),
        a=a,
        b=b,
        other_speaker=bool(one and other and are_others(one.entity, other.entity)),
    )


def _link(comparison: Comparison, one: Saying | None, other: Saying | None) -> str:
    ends = (one.sentence + 1, other.sentence + 1) if one and other else None
    return next((pair.id for pair in comparison.pairs if (pair.a, pair.b) == ends), "")


def _agreement(comparison: Comparison, one: Saying | None, other: Saying | None) -> Agreement:
    if one is None or other is None:
        return Agreement.ONLY_B if one is None else Agreement.ONLY_A
    same = _words(one.span.of(comparison.a.body)) == _words(other.span.of(comparison.b.body))
    return Agreement.EXACT if same else Agreement.OTHERWISE


def _marks(comparison: Comparison, one: Saying | None, other: Saying | None) -> tuple[list[Mark], list[Mark]]:
    """What the two say otherwise, on either side."""
    if one is None or other is None:
        return [], []
    a, b = reading_of(comparison.a), reading_of(comparison.b)
    told = told_apart(a, one.span, b, other.span)
    return (
        [Mark(span=each.a, kind=f"differs-{each.kind}", title=each.b.of(b.text)) for each in told if each.a],
        [Mark(span=each.b, kind=f"differs-{each.kind}", title=each.a.of(a.text)) for each in told if each.b],
    )


def _said(article: Article, part: Saying, marks: Sequence[Mark]) -> Said:
    body = article.body
    return Said(
        article=article,
        number=part.sentence + 1,
        span=part.span,
        pieces=cut(body, marks, within=part.span),
        speaker=_name(part, body),
        cue=part.cue.of(body) if part.cue else "",
    )


def _name(part: Saying, body: str) -> str:
    if part.entity:
        return part.entity.name(get_language() or "en")
    return part.speaker.of(body) if part.speaker else ""
