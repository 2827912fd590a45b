"""Two articles each in its own order, every sentence with the links that lead over to the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.analysis.pieces import Mark, Piece, cut
from articles.analysis.spans import Span
from articles.comparison import Comparison, LinkedPair, reader_marks
from articles.linking import reading_of
from articles.models import Article


@dataclass(frozen=True, kw_only=True)
class Counterpart:
    """A link as one side sees it: `id` is that of the other side's sentence, `number` counts it."""

    id: str
    number: int
    link: LinkedPair


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence, or where `id` is empty what stands between sentences, such as a heading."""

    id: str
    number: int
    pieces: tuple[Piece, ...]
    counterparts: tuple[Counterpart, ...]

    @property
    def relation(self) -> str:
        """That of its best link, conflicts first."""
        links = [counterpart.link for counterpart in self.counterparts]
        best = max(links, key=lambda link: (link.is_conflict, link.score), default=None)
        return best.relation.value if best else "only"

    @property
    def differs(self) -> bool:
        return self.relation in ("conflict", "partial", "only")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    is_heading: bool
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True)
class Pane:
    """One article in its own order; `side` is a or b."""

    side: str
    article: Article
    paragraphs: tuple[Paragraph, ...]


def panes(comparison: Comparison) -> tuple[Pane, Pane]:
    over_to_b: defaultdict[int, list[Counterpart]] = defaultdict(list)
    over_to_a: defaultdict[int, list[Counterpart]] = defaultdict(list)
    for link in comparison.pairs:
        over_to_b[link.a].append(Counterpart(id=f"b{link.b}", number=link.b, link=link))
        over_to_a[link.b].append(Counterpart(id=f"a{link.a}", number=link.a, link=link))
    return _pane("a", comparison.a, over_to_b), _pane("b", comparison.b, over_to_a)


def _pane(side: str, article: Article, counterparts: dict[int, list[Counterpart]]) -> Pane:
    numbered = list(enumerate(reading_of(article).sentences, start=1))
    headings = frozenset(article.heading_spans())
    return Pane(
        side=side,
        article=article,
        paragraphs=tuple(
            Paragraph(
                is_heading=paragraph in headings,
                sentences=tuple(_sentences(side, article, paragraph, numbered, counterparts)),
            )
            for paragraph in article.paragraph_spans()
        ),
    )


def _sentences(
    side: str,
    article: Article,
    paragraph: Span,
    numbered: Iterable[tuple[int, Span]],
    counterparts: dict[int, list[Counterpart]],
) -> Iterator[Sentence]:
    """The paragraph's sentences, one that runs over its end cut there; a heading is none."""
    inside = [(number, span) for number, span in numbered if span.overlap(paragraph)]
    if not inside:
        yield Sentence(id="", number=0, pieces=cut(article.body, within=paragraph), counterparts=())
    for number, span in inside:
        begins_here = paragraph.start <= span.start
        yield Sentence(
            id=f"{side}{number}" if begins_here else "",
            number=number,
            pieces=_pieces(article, Span(max(span.start, paragraph.start), min(span.end, paragraph.end))),
            counterparts=tuple(counterparts.get(number, ())) if begins_here else (),
        )


def _pieces(article: Article, place: Span) -> tuple[Piece, ...]:
    reading = reading_of(article)
    marks: list[Mark] = list(reader_marks(reading, place))
    return cut(reading.text, marks, within=place)
