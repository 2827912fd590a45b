"""The sentences that findings point at, cut for display."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.analysis.stories.tellings import Place
from articles.analysis.text.pieces import Mark, Piece, cut
from articles.analysis.text.spans import Span, start_before
from articles.coverage.computing import Coverage
from articles.models import Article


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A sentence, or a part of it, with the places found in it marked; `start` is where the sentence starts.

    Templates give `article` and `start` to _to_sentence.html, `pieces` to _pieces.html.
    """

    article: Article
    start: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def whole(coverage: Coverage, places: Iterable[Place], *, kind: str = "hit") -> tuple[Shown, ...]:
    """The sentences of these places, each once in the story's order, with the places marked as `kind`.

    A place that is its whole sentence is not marked.
    """
    of_sentence: dict[tuple[int, Span], list[Span]] = {}
    for place in places:
        article = coverage.by_number[place.article]
        of_sentence.setdefault((article.pk, _sentence_around(article, place)), []).append(place.span)
    order = {number: n for n, number in enumerate(coverage.by_number)}
    return tuple(
        _sentence(coverage.by_number[number], sentence, of_sentence[number, sentence], kind=kind)
        for number, sentence in sorted(of_sentence, key=lambda at: (order[at[0]], at[1]))
    )


def part(coverage: Coverage, place: Place, marks: Iterable[Mark] = ()) -> Shown:
    """No more than the place, with these marks inside it."""
    article = coverage.by_number[place.article]
    start = _sentence_around(article, place).start
    return Shown(article=article, start=start, pieces=cut(article.body, marks, within=place.span))


def _sentence_around(article: Article, place: Place) -> Span:
    """By position: the rows may be older than the rules that found the place."""
    start = start_before(article.sentence_starts(), place.span.start)
    end = next((end for begin, end in article.sentences if begin == start), place.span.end)
    return Span(start, max(end, place.span.end))


def _sentence(article: Article, within: Span, spans: Iterable[Span], *, kind: str) -> Shown:
    marks = [Mark(span=span, kind=kind) for span in spans if not span.covers(within)]
    return Shown(article=article, start=within.start, pieces=cut(article.body, marks, within=within))
