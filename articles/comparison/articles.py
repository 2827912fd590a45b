"""Articles compared: one frozen answer that pages, JSON and downloads all read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.analysis.pairs.align import Evidence, Relation
from articles.analysis.pairs.differences import Difference
from articles.analysis.pairs.reuse import Run
from articles.analysis.pairs.rows import SentenceRow, side_by_side
from articles.analysis.pairs.stance import Stance
from articles.analysis.reading import RULES_VERSION
from articles.analysis.text.pieces import Mark, Piece, cut
from articles.analysis.text.spans import Span
from articles.comparison.linking import (
    Decided,
    differences_of,
    links_between,
    reading_of,
    reuse_between,
    sentence_hash,
    stance_of_headlines,
)
from articles.comparison.marking import Seen, difference_marks, reader_marks, seen_from_a, seen_from_b
from articles.models import Article, LinkCorrection

# Comparing takes memory for every pair of words; longer texts would take all that a web process has.
MOST_SENTENCES = 500
# A sentence that stands further than this share of the text from its counterpart's place has moved.
MOVED = 0.34
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


# Conflicts first: they are what a reader looks for.
COUNTED = (
    RelationLabel.CONFLICT,
    RelationLabel.COPY,
    RelationLabel.SAME,
    RelationLabel.PARTIAL,
    RowKind.ONLY_A,
    RowKind.ONLY_B,
)


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

    @property
    def text(self) -> str:
        return self.span.of(self.article.body)

    @property
    def hash(self) -> str:
        return sentence_hash(self.text)


class GroundLabel(TextChoices):
    """Why two sentences are in conflict."""

    FIGURE = "figure", _("Different figures for the same thing")
    DATE = "date", _("Different days or times for the same event")
    DENIAL = "denial", _("One asserts what the other denies")
    OPPOSITE = "opposite", _("They say the opposite of each other")
    OBJECT = "object", _("The same is said to concern somebody else")
    SPEAKER = "speaker", _("The same words are attributed to different speakers")


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
    correction: LinkCorrection | None = None

    @property
    def id(self) -> str:
        """Its address: the numbers of its sentences."""
        return f"{self.a}-{self.b}"

    @property
    def row(self) -> str:
        """The id of the row in which the first article's sentence stands."""
        return f"s{self.a}"

    @property
    def label(self) -> str:
        return str(RelationLabel(self.relation.value).label)

    @property
    def is_conflict(self) -> bool:
        return self.relation is Relation.CONFLICT


@dataclass(frozen=True, kw_only=True)
class Row:
    """What stands side by side; `elsewhere` names the rows where the rest of the match is.

    `links` are all those of the first article's sentence, also to sentences that stand elsewhere.
    """

    id: str
    kind: RowKind
    left: tuple[Cell, ...] = ()
    right: tuple[Cell, ...] = ()
    relation: RelationLabel | None = None
    score: float | None = None
    moved: bool = False
    elsewhere: tuple[str, ...] = ()
    links: tuple[LinkedPair, ...] = ()

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

    @property
    def in_conflict(self) -> bool:
        return any(link.is_conflict for link in self.links)


@dataclass(frozen=True, kw_only=True)
class Count:
    kind: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Share:
    """How much of an article the other has too: sentences, and the part of its own words that is copied.

    `copied` is of 100, of the words outside quotations.
    """

    article: Article
    linked: int
    sentences: int
    copied: int


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

    `pairs` are the links by their sentences, `rejected` those that people found wrong. `runs` are what stands
    in both word for word or nearly, `copied_a` and `copied_b` its share of the articles' own words, 0 to 1,
    quotations left out.
    """

    a: Article
    b: Article
    rows: tuple[Row, ...]
    pairs: tuple[LinkedPair, ...]
    rejected: tuple[LinkedPair, ...]
    runs: tuple[Run, ...]
    copied_a: float
    copied_b: float

    @property
    def shares(self) -> tuple[Share, ...]:
        sides = (
            (self.a, len({pair.a for pair in self.pairs}), self.copied_a),
            (self.b, len({pair.b for pair in self.pairs}), self.copied_b),
        )
        return tuple(
            Share(
                article=article,
                linked=linked,
                sentences=len(reading_of(article).sentences),
                copied=round(100 * copied),
            )
            for article, linked, copied in sides
        )

    @property
    def headlines(self) -> Stance | None:
        """The chances that the headlines agree, contradict each other or are about different things."""
        return stance_of_headlines(self.a, self.b)

    @property
    def conflicts(self) -> tuple[LinkedPair, ...]:
        return tuple(pair for pair in self.pairs if pair.is_conflict)

    @property
    def counts(self) -> tuple[Count, ...]:
        """Linked rows by relation, and the sentences that only one article has."""
        found: Counter[str] = Counter()
        for row in self.rows:
            found[row.relation or row.kind] += 1 if row.relation else len(row.left) + len(row.right)
        return tuple(
            Count(kind=choice.value, label=str(choice.label), count=found[choice.value]) for choice in COUNTED
        )

    @property
    def rules_version(self) -> str:
        return RULES_VERSION


def links(articles: Sequence[Article]) -> Iterator[PairLink]:
    """All links of all pairs, pair by pair in the order given."""
    corrections = list(LinkCorrection.objects.among(articles))
    for a, b in combinations(articles, 2):
        sentences_a, sentences_b = reading_of(a).sentences, reading_of(b).sentences
        for decided in links_between(a, b, corrections):
            if not decided.rejected:
                link = decided.link
                yield PairLink(
                    a=a,
                    b=b,
                    a_span=sentences_a[link.a],
                    b_span=sentences_b[link.b],
                    relation=link.relation,
                    score=link.score,
                )


def compare(a: Article, b: Article) -> Comparison:
    """The two articles' sentences in rows: each beside the sentence it matches best."""
    decided = links_between(a, b, LinkCorrection.objects.among((a, b)))
    kept = [each for each in decided if not each.rejected]
    found = [each.link for each in kept]
    linked = tuple(zip(found, differences_of(a, b, found), strict=True))
    copied = reuse_between(a, b)
    told_a = ((link.a, seen_from_a(link, told, b.body)) for link, told in linked)
    told_b = ((link.b, seen_from_b(link, told, a.body)) for link, told in linked)
    side_a = _Side(a, told_a, [run.a for run in copied.runs])
    side_b = _Side(b, told_b, [run.b for run in copied.runs])
    placed = side_by_side(found, length_a=len(side_a), length_b=len(side_b))
    pairs = tuple(
        _linked_pair(side_a, side_b, each, told) for each, (_, told) in zip(kept, linked, strict=True)
    )
    by_a: defaultdict[int, list[LinkedPair]] = defaultdict(list)
    for pair in pairs:
        by_a[pair.a].append(pair)
    return Comparison(
        a=a,
        b=b,
        rows=tuple(_row(side_a, side_b, row, by_a) for row in placed),
        pairs=pairs,
        rejected=tuple(_linked_pair(side_a, side_b, each, ()) for each in decided if each.rejected),
        runs=copied.runs,
        copied_a=copied.share_a,
        copied_b=copied.share_b,
    )


def _linked_pair(a: "_Side", b: "_Side", decided: Decided, told: tuple[Difference, ...]) -> LinkedPair:
    link = decided.link
    return LinkedPair(
        a=link.a + 1,
        b=link.b + 1,
        a_span=a.reading.sentences[link.a],
        b_span=b.reading.sentences[link.b],
        relation=link.relation,
        score=link.score,
        evidence=link.evidence,
        differences=told,
        correction=decided.correction,
    )


class _Side:
    """One article's sentences, as cells; `told` are the differences of each link, by its sentence."""

    def __init__(
        self, article: Article, told: Iterable[tuple[int, list[Seen]]], copied: Sequence[Span]
    ) -> None:
        self.article = article
        self.copied = copied
        self.reading = reading_of(article)
        self.seen: defaultdict[int, list[list[Seen]]] = defaultdict(list)
        for sentence, seen in told:
            self.seen[sentence].append(seen)

    def __len__(self) -> int:
        return len(self.reading.sentences)

    def cell(self, index: int, disagreeing: Iterable[Span]) -> Cell:
        span = self.reading.sentences[index]
        marks = [*difference_marks(self.seen[index]), *reader_marks(self.reading, span, self.copied)]
        marks += [Mark(span=place, kind="disagreement") for place in disagreeing]
        return Cell(
            article=self.article,
            number=index + 1,
            span=span,
            pieces=cut(self.reading.text, marks, within=span),
        )


def _row(a: _Side, b: _Side, placed: SentenceRow, pairs: Mapping[int, list[LinkedPair]]) -> Row:
    links = placed.links
    best = max(links, key=lambda link: (link.relation is Relation.CONFLICT, link.score), default=None)
    apart = [found for link in links for found in link.evidence if found.kind == "disagreement"]
    disagreeing_a = [place for found in apart for place in found.a]
    disagreeing_b = [place for found in apart for place in found.b]
    return Row(
        id=_row_id(placed),
        kind=_kind(placed),
        left=tuple(a.cell(index, disagreeing_a) for index in placed.a),
        right=tuple(b.cell(index, disagreeing_b) for index in placed.b),
        relation=RelationLabel(best.relation.value) if best else None,
        score=best.score if best else None,
        moved=any(abs(link.a / len(a) - link.b / len(b)) > MOVED for link in links),
        elsewhere=tuple(f"s{index + 1}" for index in placed.elsewhere),
        links=tuple(pair for index in placed.a for pair in pairs.get(index + 1, ())),
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
