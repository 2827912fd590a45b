"""Articles compared: one frozen answer that pages, JSON and downloads all read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain, combinations, product
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.analysis.align import Evidence, Link, Relation, align
from articles.analysis.differences import Difference, DifferenceKind, differences
from articles.analysis.pieces import Mark, Piece, cut
from articles.analysis.reading import Reading, read
from articles.analysis.reuse import Reuse, reuse
from articles.analysis.rows import SentenceRow, side_by_side
from articles.analysis.spans import Span
from articles.models import Article

# Comparing takes memory for every pair of words; longer texts would take all that a web process has.
MOST_SENTENCES = 500
# A sentence that stands further than this share of the text from its counterpart's place has moved.
MOVED = 0.34
# Letters: where sentences have little in common, a word or two that one lacks say nothing.
LEAST_ADDITION = 15
_FACTS = frozenset({"differs-name", "differs-figure", "differs-quotation"})


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


class GroundLabel(TextChoices):
    """Why two sentences are in conflict."""

    FIGURE = "figure", _("Different figures for the same thing")
    DATE = "date", _("Different days or times for the same event")
    DENIAL = "denial", _("One asserts what the other denies")
    OPPOSITE = "opposite", _("They say the opposite of each other")
    OBJECT = "object", _("The same is said to concern somebody else")
    SPEAKER = "speaker", _("The same words are attributed to different speakers")


@dataclass(frozen=True, kw_only=True)
class Match:
    """A part of the left sentence and the part of a right one that tell the same; places in the bodies.

    kind: clause or quotation; `number` counts the row's matches from 1, so that both sides can bear it.
    """

    number: int
    kind: str
    left: Span
    right: Span


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why the sentences of a row are in conflict: the places in the bodies and their words."""

    ground: GroundLabel
    left: Span
    right: Span
    left_words: str
    right_words: str


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
    matches: tuple[Match, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def relation_label(self) -> str:
        return str((self.relation or self.kind).label)

    @property
    def differs(self) -> bool:
        """Whether this row shows anything but agreement; other words alone are no disagreement."""
        if self.relation not in (RelationLabel.COPY, RelationLabel.SAME):
            return True
        cells = (*self.left, *self.right)
        return any(_FACTS.intersection(piece.kinds) for cell in cells for piece in cell.pieces)


@dataclass(frozen=True, kw_only=True)
class Count:
    kind: str
    label: str
    count: int


class DifferenceLabel(TextChoices):
    NAME = "name", _("Another name")
    FIGURE = "figure", _("Another figure or date")
    QUOTATION = "quotation", _("Quoted otherwise")
    WORDING = "wording", _("Other words")
    ADDITION = "addition", _("Only in one")


@dataclass(frozen=True, kw_only=True)
class LinkedPair:
    """Two linked sentences, numbered from 1, with all that was found in them; spans are of the bodies."""

    a: int
    b: int
    a_span: Span
    b_span: Span
    relation: Relation
    score: float
    evidence: tuple[Evidence, ...]
    differences: tuple[Difference, ...]


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
    """Two articles in rows, in the order of the first; what only the second has stands where it stood.

    `pairs` are the links by their sentences; `copied_a` and `copied_b` the shares of the articles' own words,
    quotations left out, that stand in both word for word, 0 to 1.
    """

    a: Article
    b: Article
    rows: tuple[Row, ...]
    pairs: tuple[LinkedPair, ...]
    copied_a: float
    copied_b: float

    @property
    def copied(self) -> tuple[tuple[Article, int], ...]:
        """Each article with the percentage of its own words that the other has too."""
        return (self.a, round(100 * self.copied_a)), (self.b, round(100 * self.copied_b))

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
    reading_a, reading_b = reading_of(a), reading_of(b)
    linked = tuple(zip(_aligned(reading_a, reading_b), _differences(reading_a, reading_b), strict=True))
    side_a = _Side(a, ((link.a, _seen_from_a(link, told, b.body)) for link, told in linked))
    side_b = _Side(b, ((link.b, _seen_from_b(link, told, a.body)) for link, told in linked))
    placed = side_by_side((link for link, _ in linked), length_a=len(side_a), length_b=len(side_b))
    copied = _reused(reading_a, reading_b)
    return Comparison(
        a=a,
        b=b,
        rows=tuple(_row(side_a, side_b, row) for row in placed),
        pairs=tuple(_linked_pair(side_a, side_b, link, told) for link, told in linked),
        copied_a=copied.share_a,
        copied_b=copied.share_b,
    )


def _linked_pair(a: "_Side", b: "_Side", link: Link, told: tuple[Difference, ...]) -> LinkedPair:
    return LinkedPair(
        a=link.a + 1,
        b=link.b + 1,
        a_span=a.reading.sentences[link.a],
        b_span=b.reading.sentences[link.b],
        relation=link.relation,
        score=link.score,
        evidence=link.evidence,
        differences=told,
    )


def reading_of(article: Article) -> Reading:
    """What is read in the article's body; kept in memory between pages."""
    return _read(article.body, article.language, article.heading_spans())


@lru_cache(maxsize=128)
def _read(body: str, language: str, headings: tuple[Span, ...]) -> Reading:
    return read(body, language=language, headings=headings)


@lru_cache(maxsize=512)
def _aligned(a: Reading, b: Reading) -> tuple[Link, ...]:
    return align(a, b)


@lru_cache(maxsize=512)
def _differences(a: Reading, b: Reading) -> tuple[tuple[Difference, ...], ...]:
    """Those of each link, in the order of the links."""
    return tuple(differences(a, link.a, b, link.b) for link in _aligned(a, b))


@lru_cache(maxsize=512)
def _reused(a: Reading, b: Reading) -> Reuse:
    return reuse(a, b)


class _Seen(NamedTuple):
    """A difference as one side shows it: its place, and what the other side says there."""

    kind: DifferenceKind
    place: Span
    otherwise: str


def _seen_from_a(link: Link, told: Iterable[Difference], other: str) -> list[_Seen]:
    return _telling(link, [_Seen(each.kind, each.a, each.b.of(other)) for each in told])


def _seen_from_b(link: Link, told: Iterable[Difference], other: str) -> list[_Seen]:
    return _telling(link, [_Seen(each.kind, each.b, each.a.of(other)) for each in told])


def _telling(link: Link, seen: Iterable[_Seen]) -> list[_Seen]:
    """Those that are worth a mark on this side."""
    least = LEAST_ADDITION if link.relation is Relation.PARTIAL else 1
    return [
        each for each in seen if len(each.place) >= (least if each.kind is DifferenceKind.ADDITION else 1)
    ]


class _Side:
    """One article's sentences, as cells; `told` are the differences of each link, by its sentence."""

    def __init__(self, article: Article, told: Iterable[tuple[int, list[_Seen]]]) -> None:
        self.article = article
        self.reading = reading_of(article)
        self.seen: defaultdict[int, list[list[_Seen]]] = defaultdict(list)
        for sentence, seen in told:
            self.seen[sentence].append(seen)

    def __len__(self) -> int:
        return len(self.reading.sentences)

    def cell(self, index: int, evidence: Iterable[tuple[str, tuple[Span, ...]]] = ()) -> Cell:
        span = self.reading.sentences[index]
        marks = [*_difference_marks(self.seen[index])]
        marks += [Mark(span=place, kind=kind) for kind, places in evidence for place in places]
        return Cell(
            article=self.article,
            number=index + 1,
            span=span,
            pieces=cut(self.reading.text, marks, within=span),
        )

    def words(self, places: Iterable[Span]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place.of(self.reading.text) for place in places))


def _difference_marks(seen: Sequence[Sequence[_Seen]]) -> Iterator[Mark]:
    """What differs from any counterpart; as said here only, what none of the counterparts says."""
    for each in chain.from_iterable(seen):
        if each.kind is not DifferenceKind.ADDITION:
            yield Mark(span=each.place, kind=f"differs-{each.kind}", title=each.otherwise)
    additions = ([e.place for e in of_link if e.kind is DifferenceKind.ADDITION] for of_link in seen)
    for place in reduce(_common, additions) if seen else ():
        yield Mark(span=place, kind="addition")


def _common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The places that both cover."""
    return [Span(max(x.start, y.start), min(x.end, y.end)) for x, y in product(one, other) if x.overlap(y)]


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
        matches=tuple(_matches(links)),
        reasons=tuple(_reasons(links, a.reading.text, b.reading.text)),
    )


def _matches(links: Iterable[Link]) -> Iterator[Match]:
    told = (e for link in links for e in link.evidence if e.kind in ("clause", "quotation"))
    for number, each in enumerate(told, start=1):
        yield Match(number=number, kind=each.kind, left=each.a[0], right=each.b[0])


def _reasons(links: Iterable[Link], a: str, b: str) -> Iterator[Reason]:
    for each in chain.from_iterable(link.evidence for link in links):
        if each.ground:
            (left,), (right,) = each.a, each.b
            yield Reason(
                ground=GroundLabel(each.ground.value),
                left=left,
                right=right,
                left_words=left.of(a),
                right_words=right.of(b),
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
