"""What grouping needs of an article: words and names by how much they tell, and where it is found."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from articles.analysis.names.entities import Mention
from articles.analysis.text.spans import Span
from articles.analysis.text.tokens import Token
from articles.analysis.text.weights import weight

Found = TypeVar("Found", Token, Mention)
Rarity = Callable[[str], float]

_WORDS_KEPT = 200
_NAMES_KEPT = 60
_INDEXED_WORDS = 24
_INDEXED_NAMES = 8
_INDEXED_FIGURES = 4
_COMMON = 0.91  # what even the commonest word lacks, so that no word tells nothing


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What grouping needs of one article; weights are of unit length, `meaning` a mean sentence vector."""

    language: str
    words: Mapping[str, float]
    names: Mapping[str, float]
    meaning: tuple[float, ...] | None = None
    published: date | None = None


def rarity(language: str) -> Rarity:
    """How much a lemma tells, 0 to 1, by how many newspaper articles at large hold it.

    What the collection at hand writes about does not count: on the ECB+ topics that made grouping worse.
    """
    return lambda lemma: 1 - _COMMON * (1 - weight(lemma, language=language))


def profile(
    *,
    language: str,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    rarity: Rarity,
    headline: Span | None = None,
    meaning: Sequence[float] | None = None,
    published: date | None = None,
) -> Profile:
    """The profile of an article; `meaning` is the mean vector of its first sentences.

    Where the text opens with a headline, `headline` is its place: what only it has does not count, so that no
    article joins a story by its headline alone.
    """
    if headline:
        tokens = _borne_out(tokens, headline, key=lambda token: token.lemma)
        mentions = _borne_out(mentions, headline, key=lambda mention: mention.entity.key)
    # A name counts once, as a name: «الولايات المتحدة» in two texts is not two rare words more in common.
    named = {place for mention in mentions for place in range(mention.span.start, mention.span.end)}
    words = Counter(
        [lemma for (start, _), _, lemma, stop in tokens if not stop and len(lemma) > 1 and start not in named]
    )
    names = Counter(mention.entity.key for mention in mentions)
    rarest = _rarest_words(tokens, mentions, rarity)
    return Profile(
        language=language,
        words=_weighed(words, rarity, keep=_WORDS_KEPT),
        names=_weighed(names, rarest.__getitem__, keep=_NAMES_KEPT),
        meaning=None if meaning is None else unit(meaning),
        published=published,
    )


def index_terms(article: Profile) -> tuple[str, ...]:
    """The terms under which an article is found: its weightiest words, marked by language, names, numbers."""
    figures = figures_of(article)
    words = [word for word in strongest(article.words, _INDEXED_WORDS) if word not in figures]
    names = strongest(article.names, _INDEXED_NAMES)
    numbers = strongest(figures, _INDEXED_FIGURES)
    return (*(f"{article.language}:{word}" for word in words), *names, *numbers)


def figures_of(article: Profile) -> dict[str, float]:
    """Its words that are numbers in digits: the same in every language."""
    return {word: weight for word, weight in article.words.items() if word[0].isdecimal()}


def strongest(weights: Mapping[str, float], count: int) -> tuple[str, ...]:
    """The terms of most weight; of equals the first by letters."""
    return tuple(sorted(sorted(weights), key=weights.__getitem__, reverse=True)[:count])


def _weighed(counts: Mapping[str, int], rarity: Rarity, *, keep: int) -> dict[str, float]:
    factors = {count: 1 + math.log(count) / 2 for count in set(counts.values())}
    weights = {term: factors[count] * rarity(term) for term, count in counts.items()}
    kept = strongest(weights, keep)
    length = math.hypot(*(weights[term] for term in kept)) or 1.0
    return {term: weights[term] / length for term in kept}


def _borne_out(found: Sequence[Found], headline: Span, *, key: Callable[[Found], str]) -> list[Found]:
    body = {key(each) for each in found if not headline.overlap(each.span)}
    return [each for each in found if key(each) in body]


def _rarest_words(tokens: Sequence[Token], mentions: Sequence[Mention], rarity: Rarity) -> dict[str, float]:
    """How much each entity tells: as much as the rarest word of its names in this text."""
    starts = [token.span.start for token in tokens]
    ends = [token.span.end for token in tokens]
    found: dict[str, float] = {}
    for mention in mentions:
        inside = tokens[bisect_right(ends, mention.span.start) : bisect_left(starts, mention.span.end)]
        rarest = max((rarity(token.lemma) for token in inside), default=0.0)
        found[mention.entity.key] = max(found.get(mention.entity.key, 0.0), rarest)
    return found


def unit(vector: Sequence[float]) -> tuple[float, ...]:
    """The same direction, of length one."""
    length = math.hypot(*vector) or 1.0
    return tuple(float(value) / length for value in vector)
