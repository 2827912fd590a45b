"""The sentences of articles in which something stands, cut for display."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from articles.analysis.text.pieces import Mark, Piece, cut
from articles.analysis.text.spans import Span
from articles.analysis.text.tokens import word_spans, words_at
from articles.models import Article, Entity, Mention, SearchRow
from articles.models.search_rows import Standing
from articles.retrieval.article_query import ArticleQuery
from articles.search import GAP, LAST_POSITION, Sought

# Of an article found, no more sentences than this are shown.
MOST_TELLING = 3


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence with its marks; `start` is its place in the body, in code points."""

    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class ArticlePassages:
    """An article, its title with marks, and the passages that show why it was found."""

    article: Article
    title: tuple[Piece, ...]
    passages: tuple[Passage, ...]


def best_passages(query: ArticleQuery, articles: Iterable[Article]) -> list[ArticlePassages]:
    """Of each article the fewest sentences that show most of what was asked for, in the article's order.

    Where nothing of the query stands in the body, its opening is shown.
    """
    articles = list(articles)
    sought = [*query.terms.wanted, *(Sought(terms=query.adjectives(entity)) for entity in query.entities)]
    standing = SearchRow.objects.standing([article.pk for article in articles], sought)
    named = _named(query.entities, articles, first=len(query.terms.wanted))
    return [_shown(article, sought, standing[article.pk], named.get(article.pk, {})) for article in articles]


def _named(
    entities: Sequence[Entity], articles: Sequence[Article], *, first: int
) -> dict[int, dict[int, list[Span]]]:
    """Where each article names the entities, which are numbered from `first` on."""
    numbers = {entity.pk: n for n, entity in enumerate(entities, start=first)}
    found: dict[int, dict[int, list[Span]]] = {}
    if numbers:
        mentions = Mention.objects.filter(
            entity__in=numbers, article__in=[article.pk for article in articles]
        )
        for article, entity, start, end in mentions.values_list("article", "entity", "start", "end"):
            found.setdefault(article, {}).setdefault(numbers[entity], []).append(Span(start, end))
    return found


def _shown(
    article: Article, sought: Sequence[Sought], standing: Standing, named: Mapping[int, Sequence[Span]]
) -> ArticlePassages:
    """`named` are further places of what is sought, by its number."""
    places = [standing.places(one) for one in sought]
    title = dict(enumerate(word_spans(article.headline), start=1))
    body = _words(article.body, places, first=len(title) + GAP)
    in_title = [_spans(found, title) for found in places]
    in_body = [_spans(found, body) for found in places]
    for n, spans in named.items():
        in_body[n].extend(spans)
    return ArticlePassages(
        article=article,
        title=cut(article.display_title, _marks(in_title) if article.headline else ()),
        passages=_telling(article, in_body),
    )


def _words(text: str, places: Iterable[Iterable[tuple[int, int]]], *, first: int) -> dict[int, Span]:
    """Where the words stand that have these positions, of the text whose first word has the `first`."""
    ends = chain.from_iterable(chain.from_iterable(places))
    wanted = {at - first for at in ends if first <= at < LAST_POSITION}
    return {number + first: span for number, span in words_at(text, wanted).items()}


def _spans(places: Iterable[tuple[int, int]], words: Mapping[int, Span]) -> list[Span]:
    """Of these places, by position, those in the text that has these words."""
    return [
        Span(words[start].start, words[last].end)
        for start, last in places
        if start in words and last in words
    ]


def _marks(found: Iterable[Iterable[Span]]) -> list[Mark]:
    return [Mark(span=span, kind="hit") for span in dict.fromkeys(chain.from_iterable(found))]


def _telling(article: Article, found: Sequence[Sequence[Span]]) -> tuple[Passage, ...]:
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
    marks = _marks(found)
    passages = tuple(
        Passage(start=sentence.start, pieces=cut(article.body, marks, within=sentence))
        for sentence in sorted(chosen)
    )
    return passages or (_opening(article),)


def _opening(article: Article) -> Passage:
    start = article.sentences[0][0] if article.sentences else 0
    return Passage(start=start, pieces=cut(article.opening))
