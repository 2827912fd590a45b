"""Articles grouped into stories: how like two articles are, on what grounds, and which story a new one joins.

Two articles of one language are compared by words and names, articles of two languages by names, numbers in
digits and meaning. Each ground is a cosine between 0 and 1; their weighted sum is read as log-odds of "one
story", so that a receipt can say what every ground added. Articles join the story whose centre they are like,
the mean of its members, which keeps a chain of weak likenesses from pulling strangers together. The weights
were chosen on ECB+ topics other than those they were measured on, and checked on Arabic news by eye;
`benchmarks/grouping.py` measures them.
"""

import itertools
import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul
from statistics import fmean, median
from typing import Generic, TypeVar

from articles.analysis.entities import Mention
from articles.analysis.spans import Span
from articles.analysis.tokens import Token
from articles.analysis.weights import weight

Key = TypeVar("Key", bound=Hashable)
Member = TypeVar("Member", bound=Hashable)
Found = TypeVar("Found", Token, Mention)
Rarity = Callable[[str], float]

THRESHOLD = 0.5  # score against a story's centre from which an article joins
TERMS_IN_COMMON = 2  # index terms that an article must share with a member, for its story to be a candidate
_WORDS_KEPT = 200
_NAMES_KEPT = 60
_SHARED_SHOWN = 8
_INDEXED_WORDS = 24
_INDEXED_NAMES = 8
_INDEXED_FIGURES = 4
# Log-odds of one story: what two articles start with that share nothing, and what full likeness adds.
_START_WITHIN, _WITHIN = -4.4, 20.0
_START_ACROSS, _NAMES_ACROSS, _FIGURES_ACROSS, _MEANING_ACROSS = -9.0, 8.0, 10.0, 9.0
_MOST = 4.0  # log-odds of the likest texts: time must be able to part what is told in the same words
_NAMES_SHARE = 0.15  # of the likeness within a language, once both articles have names enough
_NAMES_ENOUGH = 4
_FEWEST_SHARED = 2  # words and names; with fewer, two short texts could meet by their headlines alone
# What is like a story's centre must be like half of its members as well, less so by this in log-odds.
_HALF_MAY_LACK = 2.0
# Of the stories that an article may join, how much the larger counts: by this for each e-fold in size.
_LARGER = 0.4
_LOOKS = 4  # at every article; later ones move hardly any
_COMMON = 0.91  # what even the commonest word lacks, so that no word tells nothing
_DAYS_OF_ONE_STORY = 1  # dates no farther apart than this tell nothing against one story
# Farther apart than this two articles are never of one story, however like they are (see _remoteness).
REACH_DAYS = round(_DAYS_OF_ONE_STORY * 2**_MOST)


class Ground(StrEnum):
    WORDS = "words"
    NAMES = "names"
    FIGURES = "figures"
    MEANING = "meaning"
    TIME = "time"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What grouping needs of one article; weights are of unit length, `meaning` a mean sentence vector."""

    language: str
    words: Mapping[str, float]
    names: Mapping[str, float]
    meaning: tuple[float, ...] | None = None
    published: date | None = None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One ground for or against: `weight` is what it adds to the log-odds, `shared` lemmas or entity keys."""

    kind: Ground
    weight: float
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Similarity:
    """`score` runs from 0 to 1; the reasons come strongest first."""

    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Assignment(Generic[Key]):
    """The story an article joins, None where it opens one; similarity is to the nearest story either way."""

    story: Key | None
    similarity: Similarity


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
    words = Counter(t.lemma for t in tokens if not t.stop and len(t.lemma) > 1 and t.span.start not in named)
    names = Counter(mention.entity.key for mention in mentions)
    rarest = _rarest_words(tokens, mentions, rarity)
    return Profile(
        language=language,
        words=_weighed(words, rarity, keep=_WORDS_KEPT),
        names=_weighed(names, rarest.__getitem__, keep=_NAMES_KEPT),
        meaning=None if meaning is None else _unit(meaning),
        published=published,
    )


def similarity(a: Profile, b: Profile) -> Similarity:
    """How likely two articles report the same event; dates count only where both are known."""
    return _similarity(a, b, remoteness=_remoteness(a.published, b.published))


def _similarity(a: Profile, b: Profile, *, remoteness: float) -> Similarity:
    alike, start = _within(a, b) if a.language == b.language else _across(a, b)
    time = Reason(kind=Ground.TIME, weight=-remoteness)
    likeness = min(_MOST, start + sum(reason.weight for reason in alike))
    score = _logistic(likeness - remoteness)
    enough = sum(len(reason.shared) for reason in alike) >= _FEWEST_SHARED
    return Similarity(score=score if enough else 0.0, reasons=_ranked((*alike, time)))


@dataclass(frozen=True, kw_only=True)
class Centre:
    """What the members of a story have in common: their mean in each language, the largest first."""

    members: tuple[Profile, ...]
    means: tuple[tuple[Profile, tuple[date | None, ...]], ...]  # with the members' days


class Centres(Generic[Key, Member]):
    """The centres of stories, each made again when other articles are its members."""

    def __init__(self) -> None:
        self._made: dict[Key, tuple[tuple[Member, ...], Centre]] = {}

    def of(self, story: Key, members: Mapping[Member, Profile]) -> Centre:
        keys = tuple(members)
        if story not in self._made or self._made[story][0] != keys:
            self._made[story] = keys, centre([*members.values()])
        return self._made[story][1]


def centre(members: Sequence[Profile]) -> Centre:
    by_language: defaultdict[str, list[Profile]] = defaultdict(list)
    for member in members:
        by_language[member.language].append(member)
    largest_first = sorted(by_language.values(), key=len, reverse=True)
    means = tuple((_mean(of), tuple(m.published for m in of)) for of in largest_first)
    return Centre(members=tuple(members), means=means)


def rank(article: Profile, stories: Mapping[Key, Centre]) -> list[tuple[Key, Similarity]]:
    """How like each story the article is; those it may join first, of these rather the larger.

    Of a story in several languages each counts by its number of articles. Give only stories that share index
    terms with the article, each with its members or a sample of them; of equals the first given comes first.
    """
    found = [(story, of, _similarity_to(article, of)) for story, of in stories.items()]

    def order(ranked: tuple[Key, Centre, Similarity]) -> tuple[bool, float]:
        _story, of, similarity = ranked
        joins = similarity.score >= THRESHOLD
        larger = _LARGER * math.log(len(of.members)) if joins else 0.0
        return not joins, -_log_odds(similarity.score) - larger

    return [(story, similarity) for story, _of, similarity in sorted(found, key=order)]


def assign(article: Profile, stories: Mapping[Key, Centre]) -> Assignment[Key]:
    """The story that the article is most like, if it is like enough; see `rank`."""
    for story, found in rank(article, stories):
        return Assignment(story=story if found.score >= THRESHOLD else None, similarity=found)
    return Assignment(story=None, similarity=Similarity(score=0.0, reasons=()))


def index_terms(article: Profile) -> tuple[str, ...]:
    """The terms under which an article is found: its weightiest words, marked by language, names, numbers."""
    figures = _figures(article)
    words = [word for word in _strongest(article.words, _INDEXED_WORDS) if word not in figures]
    names = _strongest(article.names, _INDEXED_NAMES)
    numbers = _strongest(figures, _INDEXED_FIGURES)
    return (*(f"{article.language}:{word}" for word in words), *names, *numbers)


def group(
    articles: Mapping[Key, Profile],
    *,
    homes: Mapping[Key, int] | None = None,
    locked: Container[Key] = (),
) -> dict[Key, int]:
    """The story number of each article, joined in the order given, then looked at again until none moves.

    Looking again lets an article move to a story that was not there yet when it came. `homes` are stories
    from before, whose numbers stay; new stories are numbered after them. `locked` articles are never moved.
    """
    home = dict(homes or {})
    stories: defaultdict[int, dict[Key, Profile]] = defaultdict(dict)
    for key, story in home.items():
        stories[story][key] = articles[key]
    found_under = _index(articles)
    centres: Centres[int, Key] = Centres()
    unused = itertools.count(max(stories, default=-1) + 1)
    movable = [key for key in articles if key not in home or key not in locked]
    for _ in range(_LOOKS):
        before = dict(home)
        for key in movable:
            old = home.pop(key, None)
            if old is not None:
                del stories[old][key]
            near = sorted({home[k] for k in _candidates(articles[key], found_under) if k in home})
            new = assign(articles[key], {story: centres.of(story, stories[story]) for story in near}).story
            if new is None:
                new = next(unused) if old is None or stories[old] else old
            home[key] = new
            stories[new][key] = articles[key]
        if home == before:
            break
    return home


def _index(articles: Mapping[Key, Profile]) -> Mapping[str, Sequence[Key]]:
    found_under: defaultdict[str, list[Key]] = defaultdict(list)
    for key, article in articles.items():
        for term in index_terms(article):
            found_under[term].append(key)
    return found_under


def _candidates(article: Profile, found_under: Mapping[str, Sequence[Key]]) -> list[Key]:
    common = Counter(key for term in index_terms(article) for key in found_under.get(term, ()))
    return [key for key, count in common.items() if count >= TERMS_IN_COMMON]


def _within(a: Profile, b: Profile) -> tuple[tuple[Reason, ...], float]:
    """Words and names; where few names were found, as in languages without lists, the words stand in."""
    naming = _NAMES_SHARE * min(1.0, len(a.names) / _NAMES_ENOUGH, len(b.names) / _NAMES_ENOUGH)
    words = _reason(Ground.WORDS, _products(a.words, b.words), worth=_WITHIN * (1 - naming))
    names = _reason(Ground.NAMES, _products(a.names, b.names), worth=_WITHIN * naming)
    return (words, names), _START_WITHIN


def _across(a: Profile, b: Profile) -> tuple[tuple[Reason, ...], float]:
    names = _reason(Ground.NAMES, _products(a.names, b.names), worth=_NAMES_ACROSS)
    figures = _reason(Ground.FIGURES, _products(_figures(a), _figures(b)), worth=_FIGURES_ACROSS)
    meaning = Reason(kind=Ground.MEANING, weight=_MEANING_ACROSS * _nearness(a.meaning, b.meaning))
    return (names, figures, meaning), _START_ACROSS


def _figures(article: Profile) -> dict[str, float]:
    """Its words that are numbers in digits: the same in every language."""
    return {word: weight for word, weight in article.words.items() if word[0].isdecimal()}


def _weighed(counts: Mapping[str, int], rarity: Rarity, *, keep: int) -> dict[str, float]:
    weights = {term: (1 + math.log(count) / 2) * rarity(term) for term, count in counts.items()}
    kept = _strongest(weights, keep)
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


def _unit(vector: Sequence[float]) -> tuple[float, ...]:
    length = math.hypot(*vector) or 1.0
    return tuple(float(value) / length for value in vector)


def _products(a: Mapping[str, float], b: Mapping[str, float]) -> dict[str, float]:
    return {term: value * b[term] for term, value in a.items() if term in b}


def _reason(kind: Ground, products: Mapping[str, float], *, worth: float) -> Reason:
    return Reason(kind=kind, weight=worth * sum(products.values()), shared=_strongest(products))


def _strongest(weights: Mapping[str, float], count: int = _SHARED_SHOWN) -> tuple[str, ...]:
    return tuple(sorted(weights, key=lambda term: (-weights[term], term))[:count])


def _nearness(a: Sequence[float] | None, b: Sequence[float] | None) -> float:
    return max(0.0, sum(map(mul, a, b))) if a and b else 0.0


def _remoteness(a: date | None, b: date | None) -> float:
    """Log-odds against one story: one for each doubling of the days beyond which a story is old."""
    if a is None or b is None:
        return 0.0
    return math.log2(max(1.0, abs((a - b).days) / _DAYS_OF_ONE_STORY))


def _mean(members: Sequence[Profile]) -> Profile:
    """The mean of members in one language, of unit length as they are."""
    if len(members) == 1:
        return members[0]
    known = [member.meaning for member in members if member.meaning]
    return Profile(
        language=members[0].language,
        words=_summed(member.words for member in members),
        names=_summed(member.names for member in members),
        meaning=_unit([fmean(column) for column in zip(*known, strict=True)]) if known else None,
    )


def _summed(weights: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: defaultdict[str, float] = defaultdict(float)
    for each in weights:
        for term, value in each.items():
            total[term] += value
    length = math.hypot(*total.values()) or 1.0
    return {term: value / length for term, value in total.items()}


def _similarity_to(article: Profile, story: Centre) -> Similarity:
    """The mean over the story's languages, no more than half of its members allow."""
    weights: defaultdict[Ground, float] = defaultdict(float)
    shared: defaultdict[Ground, list[str]] = defaultdict(list)
    score = 0.0
    for mean, days in story.means:
        remoteness = fmean(_remoteness(article.published, day) for day in days)
        found, part = _similarity(article, mean, remoteness=remoteness), len(days) / len(story.members)
        score += found.score * part
        for reason in found.reasons:
            weights[reason.kind] += reason.weight * part
            shared[reason.kind].extend(term for term in reason.shared if term not in shared[reason.kind])
    reasons = (
        Reason(kind=kind, weight=value, shared=tuple(shared[kind][:_SHARED_SHOWN]))
        for kind, value in weights.items()
    )
    if score >= THRESHOLD and len(story.members) > 1:
        score = min(score, _score_by_half(article, story.members))
    return Similarity(score=score, reasons=_ranked(reasons))


def _score_by_half(article: Profile, members: Sequence[Profile]) -> float:
    """The highest score that half of the members allow."""
    half = median(similarity(article, member).score for member in members)
    return _logistic(_log_odds(half) + _HALF_MAY_LACK)


def _ranked(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted((r for r in reasons if r.weight), key=lambda reason: -abs(reason.weight)))


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _log_odds(score: float) -> float:
    return math.log(score / (1 - score)) if score else -math.inf
