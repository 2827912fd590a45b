"""Quotations of two articles, each beside the other's rendering of the same words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Indel

from articles.analysis import meaning
from articles.analysis.differences import told_apart
from articles.analysis.normalise import fold_key
from articles.analysis.pieces import Mark, Piece, cut
from articles.analysis.quotes import Kind, Quote
from articles.analysis.reading import Reading
from articles.analysis.spans import Span
from articles.comparison import Comparison
from articles.linking import reading_of
from articles.models import Article

# Share of words in the same order that is enough without any other sign.
_SURE = 0.6
# Nearness of words or meaning (cosine) that is enough in linked sentences, and in any; single words need
# both. Chosen on the sample's articles: at these every pair found was right, and one in three was missed.
_LINKED = 0.45
_ANYWHERE = 0.55
_SPEECH = (Kind.DIRECT, Kind.PARTIAL)


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


@dataclass(frozen=True, kw_only=True, eq=False)
class _Part:
    """The part of a quotation that stands in one sentence, by the sentence's index."""

    quote: Quote
    sentence: int
    span: Span


def quotation_rows(comparison: Comparison) -> tuple[QuotationRow, ...]:
    """All that is quoted as speech, in the order of the first; what only the second quotes comes last."""
    reading_a, reading_b = reading_of(comparison.a), reading_of(comparison.b)
    parts_a, parts_b = _parts(reading_a), _parts(reading_b)
    partners = _partners(comparison, parts_a, parts_b)
    taken = set(partners.values())
    rows = [
        _row(comparison, one, parts_b[partners[n]] if n in partners else None)
        for n, one in enumerate(parts_a)
    ]
    rows += [_row(comparison, None, other) for m, other in enumerate(parts_b) if m not in taken]
    return tuple(rows)


def _parts(reading: Reading) -> list[_Part]:
    return [
        _Part(quote=quote, sentence=n, span=Span(max(quote.span.start, s.start), min(quote.span.end, s.end)))
        for quote in reading.quotes
        if quote.kind in _SPEECH and not quote.depth
        for n, s in enumerate(reading.sentences)
        if quote.span.overlap(s)
    ]


def _partners(comparison: Comparison, a: Sequence[_Part], b: Sequence[_Part]) -> dict[int, int]:
    """Index in a to index in b, the surest first, each once."""
    partners: dict[int, int] = {}
    for _likeness, n, m in sorted(_candidates(comparison, a, b), key=lambda found: (-found[0], found[1:])):
        if n not in partners and m not in partners.values():
            partners[n] = m
    return partners


def _candidates(
    comparison: Comparison, a: Sequence[_Part], b: Sequence[_Part]
) -> Iterator[tuple[float, int, int]]:
    if not a or not b:
        return
    linked = {(pair.a - 1, pair.b - 1) for pair in comparison.pairs}
    texts_a = [part.span.of(comparison.a.body) for part in a]
    texts_b = [part.span.of(comparison.b.body) for part in b]
    near = meaning.encode(texts_a) @ meaning.encode(texts_b).T
    words_a, words_b = list(map(_words, texts_a)), list(map(_words, texts_b))
    for (n, one), (m, other) in product(enumerate(words_a), enumerate(words_b)):
        alike = Indel.normalized_similarity(one, other)
        together = (a[n].sentence, b[m].sentence) in linked
        several = min(len(one), len(other)) > 1
        if alike >= _SURE:
            yield 1 + alike, n, m
        elif (together or several) and not _others(a[n], b[m]):
            likeness = max(alike, float(near[n, m]))
            if likeness >= (_LINKED if together and several else _ANYWHERE):
                yield likeness, n, m


def _words(text: str) -> list[str]:
    return fold_key(text).split()


def _others(one: _Part, other: _Part) -> bool:
    """Whether the two are known to be of different people: by what lists know them as, else by their names.

    Names that no list has can't be held against each other in two scripts.
    """
    first, second = one.quote.entity, other.quote.entity
    if first is None or second is None or first.key == second.key:
        return False
    if first.wikidata and second.wikidata:
        return True
    names = [{fold_key(word) for name in e.names for word in name.text.split()} for e in (first, second)]
    languages = [{name.language for name in entity.names} for entity in (first, second)]
    return bool(languages[0] & languages[1]) and not names[0] & names[1]


def _row(comparison: Comparison, one: _Part | None, other: _Part | None) -> QuotationRow:
    a = _said(comparison.a, one, _marks(comparison, one, other)[0]) if one else None
    b = _said(comparison.b, other, _marks(comparison, one, other)[1]) if other else None
    return QuotationRow(
        id=f"qa{one.span.start}" if one else f"qb{other.span.start}" if other else "",
        link=_link(comparison, one, other),
        agreement=_agreement(comparison, one, other),
        a=a,
        b=b,
        other_speaker=bool(one and other and _others(one, other)),
    )


def _link(comparison: Comparison, one: _Part | None, other: _Part | None) -> str:
    ends = (one.sentence + 1, other.sentence + 1) if one and other else None
    return next((pair.id for pair in comparison.pairs if (pair.a, pair.b) == ends), "")


def _agreement(comparison: Comparison, one: _Part | None, other: _Part | None) -> Agreement:
    if one is None or other is None:
        return Agreement.ONLY_B if one is None else Agreement.ONLY_A
    same = _words(one.span.of(comparison.a.body)) == _words(other.span.of(comparison.b.body))
    return Agreement.EXACT if same else Agreement.OTHERWISE


def _marks(comparison: Comparison, one: _Part | None, other: _Part | None) -> tuple[list[Mark], list[Mark]]:
    """What the two say otherwise, on either side."""
    if one is None or other is None:
        return [], []
    a, b = reading_of(comparison.a), reading_of(comparison.b)
    told = told_apart(a, one.span, b, other.span)
    return (
        [Mark(span=each.a, kind=f"differs-{each.kind}", title=each.b.of(b.text)) for each in told if each.a],
        [Mark(span=each.b, kind=f"differs-{each.kind}", title=each.a.of(a.text)) for each in told if each.b],
    )


def _said(article: Article, part: _Part, marks: Sequence[Mark]) -> Said:
    quote, body = part.quote, article.body
    return Said(
        article=article,
        number=part.sentence + 1,
        span=part.span,
        pieces=cut(body, marks, within=part.span),
        speaker=_name(quote, body),
        cue=quote.cue.of(body) if quote.cue else "",
    )


def _name(quote: Quote, body: str) -> str:
    if quote.entity:
        return quote.entity.name(get_language() or "en")
    return quote.speaker.of(body) if quote.speaker else ""
