"""The sentences of articles in which something stands, cut for display."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from articles.analysis.pieces import Mark, Piece, cut
from articles.analysis.spans import Span
from articles.article_query import ArticleQuery
from articles.models import Article
from articles.search import places

# Of an article found, no more sentences than this are shown.
MOST_TELLING = 3


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence with its marks; `start` is its place in the body, in code points."""

    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class ArticlePassages:
    """An article with the passages that show why it was found."""

    article: Article
    passages: tuple[Passage, ...]


def best_passages(query: ArticleQuery, articles: Iterable[Article]) -> list[ArticlePassages]:
    """Of each article the fewest sentences that show most of what was asked for, in the article's order.

    The articles need their mentions. Where nothing of the query stands in the body, its opening is shown.
    """
    return [ArticlePassages(article=article, passages=_telling(query, article)) for article in articles]


def _telling(query: ArticleQuery, article: Article) -> tuple[Passage, ...]:
    found = _places(query, article)
    sentences = {
        sentence: {n for n, spans in enumerate(found) if any(map(sentence.overlap, spans))}
        for sentence in sorted(article.sentence_spans() + article.heading_spans())
    }
    chosen: list[Span] = []
    missing = {n for shown in sentences.values() for n in shown}
    while missing and len(chosen) < MOST_TELLING:
        best = max(sentences, key=lambda sentence: len(sentences[sentence] & missing))
        chosen.append(best)
        missing -= sentences[best]
    marks = [Mark(span=span, kind="hit") for span in dict.fromkeys(chain.from_iterable(found))]
    passages = tuple(
        Passage(start=sentence.start, pieces=cut(article.body, marks, within=sentence))
        for sentence in sorted(chosen)
    )
    return passages or (_opening(article),)


def marked_title(query: ArticleQuery, article: Article) -> tuple[Piece, ...]:
    """The article's title with the words asked for marked."""
    wanted = (*query.terms.wanted, *query.evidence.values())
    found = places(wanted, article.display_title, language=article.language)
    return cut(article.display_title, [Mark(span=span, kind="hit") for spans in found for span in spans])


def _places(query: ArticleQuery, article: Article) -> list[tuple[Span, ...]]:
    """Where each thing asked for stands: every word, and every entity by whatever name."""
    mentions = list(article.mentions.all())
    names = [Span(mention.start, mention.end) for mention in mentions]
    words = query.terms.wanted
    written = places((*words, *query.evidence.values()), article.body, language=article.language, names=names)
    named = [
        tuple(Span(mention.start, mention.end) for mention in mentions if mention.entity_id == entity.pk)
        for entity in query.entities
    ]
    own = written[: len(words)]
    return [*own, *(a + b for a, b in zip(named, written[len(words) :], strict=True))]


def _opening(article: Article) -> Passage:
    start = article.sentences[0][0] if article.sentences else 0
    return Passage(start=start, pieces=cut(article.opening))
