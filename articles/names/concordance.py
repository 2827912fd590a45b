"""Mentions in their context, line by line, gathered by outlet, story and article."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.analysis.text.kwic import Line, line
from articles.analysis.text.spans import Span
from articles.models import Article, Outlet, Story
from articles.names.dossier import Place


@dataclass(frozen=True, kw_only=True)
class ContextLine:
    """A mention in its context; `sentence` is where its sentence starts in the article."""

    line: Line
    sentence: int


@dataclass(frozen=True, kw_only=True)
class ArticleLines:
    """An article's lines; `story` only where another article's headline stands for it."""

    article: Article
    story: Story | None
    lines: tuple[ContextLine, ...]


@dataclass(frozen=True, kw_only=True)
class OutletLines:
    outlet: Outlet | None
    articles: tuple[ArticleLines, ...]


def arranged(places: Sequence[Place]) -> list[Place]:
    """By outlet, the one with most mentions first and unknown ones last; in it by story, newest first."""
    per_outlet = Counter(place.outlet for place in places)
    newest = {story: order for order, story in enumerate(dict.fromkeys(place.story for place in places))}
    return sorted(
        places,
        key=lambda p: (p.outlet is None, -per_outlet[p.outlet], p.outlet or 0, newest[p.story]),
    )


def concordance(places: Iterable[Place]) -> tuple[OutletLines, ...]:
    """The lines of these places, which must be in the order of `arranged`."""
    places = list(places)
    articles = Article.objects.with_bodies().in_bulk({place.article for place in places})
    stories = Story.objects.with_members().in_bulk({place.story for place in places if place.story})
    return tuple(
        OutletLines(
            outlet=articles[place.article].outlet,
            articles=tuple(_by_article([place, *others], articles, stories)),
        )
        for place, *others in (list(group) for _, group in groupby(places, key=lambda p: p.outlet))
    )


def _by_article(
    places: Iterable[Place], articles: dict[int, Article], stories: dict[int, Story]
) -> Iterator[ArticleLines]:
    for pk, group in groupby(places, key=lambda place: place.article):
        article = articles[pk]
        story = stories.get(article.story_id or 0)
        lines = (
            ContextLine(line=line(article.body, Span(p.start, p.end)), sentence=p.sentence) for p in group
        )
        yield ArticleLines(
            article=article,
            story=story if story and story.title_article.pk != pk else None,
            lines=tuple(lines),
        )
