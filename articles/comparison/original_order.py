"""Two articles each in its own order, every sentence with the links that lead over to the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.analysis.text.pieces import Piece, cut
from articles.analysis.text.spans import Span
from articles.comparison.articles import Comparison, LinkedPair
from articles.comparison.linking import reading_of
from articles.comparison.marking import reader_marks
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
    runs = comparison.runs
    return (
        _Text("a", comparison.a, over_to_b, [run.a for run in runs]).pane(),
        _Text("b", comparison.b, over_to_a, [run.b for run in runs]).pane(),
    )


class _Text:
    """One article on its way into a pane; `counterparts` are by the number of the sentence."""

    def __init__(
        self,
        side: str,
        article: Article,
        counterparts: dict[int, list[Counterpart]],
        copied: Sequence[Span],
    ) -> None:
        self.side = side
        self.article = article
        self.reading = reading_of(article)
        self.counterparts = counterparts
        self.copied = copied

    def pane(self) -> Pane:
        headings = frozenset(self.article.heading_spans())
        return Pane(
            side=self.side,
            article=self.article,
            paragraphs=tuple(
                Paragraph(is_heading=place in headings, sentences=tuple(self._sentences(place)))
                for place in self.article.paragraph_spans()
            ),
        )

    def _sentences(self, paragraph: Span) -> Iterator[Sentence]:
        """The paragraph's sentences, one that runs over its end cut there; a heading is none."""
        inside = [
            (number, span)
            for number, span in enumerate(self.reading.sentences, start=1)
            if span.overlap(paragraph)
        ]
        if not inside:
            pieces = cut(self.article.body, within=paragraph)
            yield Sentence(id="", number=0, pieces=pieces, counterparts=())
        for number, span in inside:
            begins_here = paragraph.start <= span.start
            place = Span(max(span.start, paragraph.start), min(span.end, paragraph.end))
            marks = reader_marks(self.reading, place, self.copied)
            yield Sentence(
                id=f"{self.side}{number}" if begins_here else "",
                number=number,
                pieces=cut(self.reading.text, list(marks), within=place),
                counterparts=tuple(self.counterparts.get(number, ())) if begins_here else (),
            )
