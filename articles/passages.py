"""The sentences of articles in which something stands, cut for display."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.analysis.pieces import Mark, Piece, cut
from articles.analysis.spans import Span
from articles.models import Article, Entity
from articles.search import Query

SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence with its marks; `start` is its place in the body, in code points."""

    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class ArticlePassages:
    """An article's passages, the first few to show, the others to unfold."""

    article: Article
    passages: tuple[Passage, ...]

    @property
    def first(self) -> tuple[Passage, ...]:
        return self.passages[:SHOWN]

    @property
    def others(self) -> tuple[Passage, ...]:
        return self.passages[SHOWN:]


def passages_about(entity: Entity, articles: Iterable[Article]) -> list[ArticlePassages]:
    """Every sentence of these articles that mentions the entity; a heading counts as one."""
    articles = list(articles)
    places: dict[int, list[Span]] = {article.pk: [] for article in articles}
    mentions = entity.mentions.filter(article__in=places).order_by("article", "start")
    for article_id, start, end in mentions.values_list("article", "start", "end"):
        places[article_id].append(Span(start, end))
    return [
        ArticlePassages(article=article, passages=tuple(_passages(article, places[article.pk])))
        for article in articles
    ]


def best_passages(query: Query, articles: Iterable[Article]) -> list[ArticlePassages]:
    """Of each article the sentence in which most of the query's words stand, the first of equals."""
    return [
        ArticlePassages(article=article, passages=_best(query, article) if query else ())
        for article in articles
    ]


def _best(query: Query, article: Article) -> tuple[Passage, ...]:
    names = [Span(mention.start, mention.end) for mention in article.mentions.all()]
    places = query.places(article.body, language=article.language, names=names)
    passages = list(_passages(article, places))
    hits = [sum("hit" in piece.kinds for piece in passage.pieces) for passage in passages]
    return (passages[hits.index(max(hits))],) if passages else (_opening(article),)


def _opening(article: Article) -> Passage:
    return Passage(start=0, pieces=cut(article.opening))


def _passages(article: Article, places: Iterable[Span]) -> Iterator[Passage]:
    marks = [Mark(span=place, kind="hit") for place in places]
    for sentence in sorted(article.sentence_spans() + article.heading_spans()):
        if any(mark.span.overlap(sentence) for mark in marks):
            yield Passage(start=sentence.start, pieces=cut(article.body, marks, within=sentence))
