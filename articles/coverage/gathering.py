"""A story's articles brought together as its outlets' tellings."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from articles.analysis.stories.tellings import Telling, Tellings
from articles.comparison.linking import reading_of
from articles.coverage.pairs import pairs_among
from articles.models import Article, LinkCorrection, Story
from articles.pipeline import recall, vectors_of

# Of a story with more, the newest so many are compared, each with every other.
MOST_ARTICLES = 60
# What is longer is a book or a list, and would be compared with everything for minutes.
MOST_SENTENCES = 600


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The articles to be compared, in order of publication, undated ones last; `left_out` are not."""

    articles: tuple[Article, ...]
    left_out: int
    corrections: tuple[LinkCorrection, ...]

    @cached_property
    def compared(self) -> tuple[dict[str, str], str]:
        """Digests of what is compared: of each article, by its number, and of what people decided."""
        decided = [
            (one.first_id, one.second_id, one.first_hash, one.second_hash, one.verdict)
            for one in self.corrections
        ]
        return {str(article.pk): _digest(article) for article in self.articles}, _sha256(decided)


def gather(story: Story) -> Gathered:
    """Three queries, whatever the story's size; the articles have their bodies and outlets."""
    newest = story.articles.with_bodies().newest()[:MOST_ARTICLES]
    articles = sorted((a for a in newest if 0 < len(a.sentences) <= MOST_SENTENCES), key=_order)
    return Gathered(
        articles=tuple(articles),
        left_out=story.articles.count() - len(articles),
        corrections=tuple(LinkCorrection.objects.among(articles)),
    )


def tellings_of(gathered: Gathered) -> Tellings:
    """Every article read and every pair linked; this takes a while where much of it is new."""
    tellings = tuple(_telling(article) for article in gathered.articles)
    return Tellings(tellings=tellings, pairs=pairs_among(gathered.articles, gathered.corrections))


def _telling(article: Article) -> Telling:
    """The article read; the encoder then knows its sentences' vectors."""
    recall(article)
    return Telling(
        article=article.pk,
        outlet=article.outlet.slug if article.outlet else "",
        headline=article.headline,
        published=article.published,
        agencies=tuple(article.agencies),
        reading=reading_of(article),
        vectors=vectors_of(article),
    )


def _order(article: Article) -> tuple[bool, float, int]:
    published = article.published
    return published is None, published.timestamp() if published else 0.0, article.pk


def _digest(article: Article) -> str:
    """Of all that findings rest on, and that sets their order."""
    compared = (
        article.body,
        article.language,
        article.headings,
        article.headline,
        article.outlet_id,
        article.published and article.published.isoformat(),
        article.agencies,
    )
    return _sha256(compared)[:32]


def _sha256(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
