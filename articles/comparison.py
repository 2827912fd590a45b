"""Articles compared: one frozen answer that pages, JSON and downloads all read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.analysis.align import Link, Relation, align
from articles.analysis.pieces import Mark, Piece, cut
from articles.analysis.reading import Reading, read
from articles.analysis.rows import SentenceRow, side_by_side
from articles.analysis.spans import Span
from articles.models import Article

# A sentence that stands further than this share of the text from its counterpart's place has moved.
MOVED = 0.34


class RowKind(TextChoices):
    LINKED = "linked", _("In both")
    ONLY_A = "only_a", _("Only in the first")
    ONLY_B = "only_b", _("Only in the second")
    ELSEWHERE = "elsewhere", _("Beside another sentence")


class RelationLabel(TextChoices):
    COPY = "copy", _("Same text")
    SAME = "same", _("Same statement")
    PARTIAL = "partial", _("In part the same")
    CONFLICT = "conflict", _("In conflict")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One sentence of one article; `number` counts its sentences from 1."""

    article: Article
    number: int
    span: Span
    pieces: tuple[Piece, ...]

    @property
    def language(self) -> str:
        return self.article.language


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One kind of evidence in words: what both sentences share."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """What stands side by side; `elsewhere` names the rows where the rest of the match is."""

    id: str
    kind: RowKind
    left: tuple[Cell, ...] = ()
    right: tuple[Cell, ...] = ()
    relation: RelationLabel | None = None
    score: float | None = None
    moved: bool = False
    elsewhere: tuple[str, ...] = ()
    evidence: tuple[Shown, ...] = ()

    @property
    def relation_label(self) -> str:
        return str((self.relation or self.kind).label)

    @property
    def differs(self) -> bool:
        """Whether this row shows anything but agreement."""
        return self.relation not in (RelationLabel.COPY, RelationLabel.SAME)


@dataclass(frozen=True, kw_only=True)
class Count:
    kind: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class PairLink:
    """A link between sentences of two articles, by their places in the bodies."""

    a: Article
    b: Article
    a_span: Span
    b_span: Span
    relation: Relation
    score: float


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two articles in rows, in the order of the first; what only the second has stands where it stood."""

    a: Article
    b: Article
    rows: tuple[Row, ...]

    @property
    def counts(self) -> tuple[Count, ...]:
        """Linked rows by relation, and the sentences that only one article has."""
        found: Counter[str] = Counter()
        for row in self.rows:
            found[row.relation or row.kind] += 1 if row.relation else len(row.left) + len(row.right)
        shown = (*RelationLabel, RowKind.ONLY_A, RowKind.ONLY_B)
        return tuple(
            Count(kind=choice.value, label=str(choice.label), count=found[choice.value]) for choice in shown
        )


def links(articles: Sequence[Article]) -> Iterator[PairLink]:
    """All links of all pairs, pair by pair in the order given."""
    for a, b in combinations(articles, 2):
        reading_a, reading_b = reading_of(a), reading_of(b)
        for link in _aligned(reading_a, reading_b):
            yield PairLink(
                a=a,
                b=b,
                a_span=reading_a.sentences[link.a],
                b_span=reading_b.sentences[link.b],
                relation=link.relation,
                score=link.score,
            )


def compare(a: Article, b: Article) -> Comparison:
    """The two articles' sentences in rows: each beside the sentence it matches best."""
    side_a, side_b = _Side(a), _Side(b)
    found = _aligned(side_a.reading, side_b.reading)
    placed = side_by_side(found, length_a=len(side_a), length_b=len(side_b))
    return Comparison(a=a, b=b, rows=tuple(_row(side_a, side_b, row) for row in placed))


def reading_of(article: Article) -> Reading:
    """What is read in the article's body; kept in memory between pages."""
    return _read(article.body, article.language, article.heading_spans())


@lru_cache(maxsize=128)
def _read(body: str, language: str, headings: tuple[Span, ...]) -> Reading:
    return read(body, language=language, headings=headings)


@lru_cache(maxsize=512)
def _aligned(a: Reading, b: Reading) -> tuple[Link, ...]:
    return align(a, b)


class _Side:
    """One article's sentences, as cells."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.reading = reading_of(article)

    def __len__(self) -> int:
        return len(self.reading.sentences)

    def cell(self, index: int, evidence: Iterable[tuple[str, tuple[Span, ...]]] = ()) -> Cell:
        span = self.reading.sentences[index]
        marks = [Mark(span=place, kind=kind) for kind, places in evidence for place in places]
        return Cell(
            article=self.article,
            number=index + 1,
            span=span,
            pieces=cut(self.reading.text, marks, within=span),
        )

    def words(self, places: Iterable[Span]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place.of(self.reading.text) for place in places))


def _row(a: _Side, b: _Side, placed: SentenceRow) -> Row:
    links = placed.links
    best = max(links, key=lambda link: link.score) if links else None
    marks_a = [(e.kind, e.a) for link in links for e in link.evidence]
    marks_b = {link.b: [(e.kind, e.b) for e in link.evidence] for link in links}
    return Row(
        id=_row_id(placed),
        kind=_kind(placed),
        left=tuple(a.cell(index, marks_a) for index in placed.a),
        right=tuple(b.cell(index, marks_b.get(index, ())) for index in placed.b),
        relation=RelationLabel(best.relation.value) if best else None,
        score=best.score if best else None,
        moved=any(abs(link.a / len(a) - link.b / len(b)) > MOVED for link in links),
        elsewhere=tuple(f"s{index + 1}" for index in placed.elsewhere),
        evidence=tuple(Shown(label=e.kind, words=a.words(e.a)) for e in best.evidence) if best else (),
    )


def _kind(placed: SentenceRow) -> RowKind:
    if placed.links:
        return RowKind.LINKED
    if placed.elsewhere:
        return RowKind.ELSEWHERE
    return RowKind.ONLY_A if placed.a else RowKind.ONLY_B


def _row_id(placed: SentenceRow) -> str:
    """An address that stays when other rows change: that of the row's first sentence."""
    return f"s{placed.a[0] + 1}" if placed.a else f"o{placed.b[0] + 1}"
