"""Paragraphs that an outlet repeats word for word whatever its articles are about: furniture, most likely."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import NamedTuple

from articles.ingest.topic import telling, told
from articles.models import Article, Outlet
from articles.models.articles import ArticleQuerySet

# The newest articles of an outlet are looked at: what it prints around them it prints around these too.
NEWEST = 3_000
# On so many days, and in so many stories: what is repeated about one event is not furniture.
LEAST = 4
# Background that reports of one matter repeat speaks of it: furniture shares no more with its articles.
_KNOWN = 0.2
_COMPARED = 12
_FEWEST_WORDS, LONGEST = 4, 600


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """A paragraph, the articles that it stands in, newest first, and on how many days they are from."""

    text: str
    language: str
    articles: tuple[int, ...]
    days: int


class _Place(NamedTuple):
    article: int
    day: date | None
    story: int


def find_repeats(outlet: Outlet, *, newest: int = NEWEST) -> list[Repeat]:
    """Those of an outlet that stand in most articles first, among so many of its newest articles."""
    places: dict[int, list[_Place]] = defaultdict(list)
    articles = Article.objects.from_outlet(outlet).newest()
    for article in _bare(articles[:newest]).iterator():
        day = article.published.date() if article.published else None
        place = _Place(article.pk, day, article.story_id or -article.pk)
        for text in _paragraphs(article):
            places[hash(text)].append(place)
    # The texts themselves would take as much memory as all these articles.
    repeated = {key: found for key, found in places.items() if _is_spread(found)}
    repeats = (_repeat(key, found) for key, found in repeated.items())
    return sorted(filter(None, repeats), key=lambda repeat: (-len(repeat.articles), repeat.text))


def _bare(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.only("body", "headings", "language", "published", "story")


def _paragraphs(article: Article) -> set[str]:
    """Those that may be furniture: subheadings and what leads to the next paragraph are none."""
    headings = {start for start, _end in article.headings}
    spans = (span for span in article.paragraph_spans() if span.start not in headings)
    return {text for span in spans if _may_be_furniture(text := span.of(article.body))}


def _may_be_furniture(text: str) -> bool:
    if len(text) > LONGEST or text.endswith((":", "：")):
        return False
    return len(text.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS


def _is_spread(places: Sequence[_Place]) -> bool:
    days = {place.day for place in places}
    return min(len(days), len({place.story for place in places})) >= LEAST


def _repeat(key: int, places: Sequence[_Place]) -> Repeat | None:
    """What stands in these places, unless their articles are about it."""
    articles = list(_bare(Article.objects.filter(pk__in=[place.article for place in places[:_COMPARED]])))
    texts = (text for article in articles for text in _paragraphs(article) if hash(text) == key)
    text = next(texts, "")
    if not text or median(_known(text, articles)) > _KNOWN:
        return None
    return Repeat(
        text=text,
        language=articles[0].language,
        articles=tuple(place.article for place in places),
        days=len({place.day for place in places}),
    )


def _known(text: str, articles: Sequence[Article]) -> Iterator[float]:
    """The share of what a paragraph tells that the rest of each article tells too."""
    for article in articles:
        rest = (span.of(article.body) for span in article.paragraph_spans())
        others = telling((other for other in rest if other != text), language=article.language)
        yield told(telling([text], language=article.language), others)
