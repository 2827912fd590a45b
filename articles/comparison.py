"""Articles compared: one frozen answer that pages, JSON and downloads all read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.analysis.align import Evidence, Link, Relation, align
from articles.analysis.pieces import Mark, Piece, cut
from articles.analysis.reading import Reading, read
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
    return Comparison(a=a, b=b, rows=tuple(_Layout(side_a, side_b, found).rows()))


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


class _Layout:
    """Rows for two sides: every sentence has exactly one row in which it is shown whole."""

    def __init__(self, a: _Side, b: _Side, found: Sequence[Link]) -> None:
        self.a = a
        self.b = b
        self.by_a: dict[int, list[Link]] = defaultdict(list)
        self.by_b: dict[int, list[Link]] = defaultdict(list)
        for link in found:
            self.by_a[link.a].append(link)
            self.by_b[link.b].append(link)
        # A sentence of b stands beside the one of a that it matches best.
        self.home = {
            b: max(links, key=lambda link: (link.score, -link.a)).a for b, links in self.by_b.items()
        }

    def rows(self) -> Iterator[Row]:
        """The rows of a, in order; neighbours that only one side has are one row.

        What is only in b follows the row of the sentence before it in b; what stands before all that is
        linked comes just before the first linked row.
        """
        after: dict[int, list[int]] = defaultdict(list)
        last = -1
        for index in range(len(self.b)):
            last = self.home.get(index, last)
            if index not in self.home:
                after[last].append(index)
        first_linked = min(self.home.values(), default=len(self.a))
        alone: list[int] = []
        for index in range(len(self.a)):
            if index in self.by_a:
                yield from self._only_a(alone)
                alone = []
                if index == first_linked:
                    yield from self._only_b(after[-1])
                yield self._row(index)
                yield from self._only_b(after[index])
            else:
                alone.append(index)
        yield from self._only_a(alone)
        if first_linked == len(self.a):
            yield from self._only_b(after[-1])

    def _row(self, index: int) -> Row:
        here = [link for link in self.by_a[index] if self.home[link.b] == index]
        elsewhere = tuple(f"s{self.home[link.b] + 1}" for link in self.by_a[index] if link not in here)
        row_id = f"s{index + 1}"
        if not here:
            left = (self.a.cell(index),)
            return Row(id=row_id, kind=RowKind.ELSEWHERE, left=left, elsewhere=_once(elsewhere))
        best = max(here, key=lambda link: link.score)
        return Row(
            id=row_id,
            kind=RowKind.LINKED,
            left=(self.a.cell(index, ((e.kind, e.a) for link in here for e in link.evidence)),),
            right=tuple(self.b.cell(link.b, ((e.kind, e.b) for e in link.evidence)) for link in here),
            relation=RelationLabel(best.relation.value),
            score=best.score,
            moved=any(self._moved(link) for link in here),
            elsewhere=_once(elsewhere),
            evidence=tuple(self._shown(evidence) for evidence in best.evidence if evidence.a),
        )

    def _only_a(self, indexes: Sequence[int]) -> Iterator[Row]:
        if indexes:
            cells = tuple(map(self.a.cell, indexes))
            yield Row(id=f"s{indexes[0] + 1}", kind=RowKind.ONLY_A, left=cells)

    def _only_b(self, indexes: Sequence[int]) -> Iterator[Row]:
        if indexes:
            cells = tuple(map(self.b.cell, indexes))
            yield Row(id=f"o{indexes[0] + 1}", kind=RowKind.ONLY_B, right=cells)

    def _moved(self, link: Link) -> bool:
        return abs(link.a / len(self.a) - link.b / len(self.b)) > MOVED

    def _shown(self, evidence: Evidence) -> Shown:
        return Shown(label=evidence.kind, words=self.a.words(evidence.a))


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
