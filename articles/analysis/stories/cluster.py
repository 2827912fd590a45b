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
from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul
from statistics import fmean, median
from typing import Generic, TypeVar

from articles.analysis.stories.profiles import Profile, figures_of, index_terms, strongest, unit

Key = TypeVar("Key", bound=Hashable)
Member = TypeVar("Member", bound=Hashable)

THRESHOLD = 0.5  # score against a story's centre from which an article joins
TERMS_IN_COMMON = 2  # index terms that an article must share with a member, for its story to be a candidate
_SHARED_SHOWN = 8
# Log-odds of one story: what two articles start with that share nothing, and what full likeness adds.
_START_WITHIN, _WITHIN = -4.8, 20.0
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
_AGEING = 1.5  # log-odds lost with each doubling of the days between; else wars and seasons are one story
_DAYS_OF_ONE_STORY = 1  # dates no farther apart than this tell nothing against one story
# Farther apart than this two articles are never of one story, however like they are (see _remoteness).
REACH_DAYS = math.ceil(_DAYS_OF_ONE_STORY * 2 ** (_MOST / _AGEING))


class Ground(StrEnum):
    WORDS = "words"
    NAMES = "names"
    FIGURES = "figures"
    MEANING = "meaning"
    TIME = "time"


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


def similarity(a: Profile, b: Profile) -> Similarity:
    """How likely two articles report the same event; dates count only where both are known."""
    alike, remoteness = _alike(a, b), _remoteness(a.published, b.published)
    return Similarity(score=alike.score(remoteness), reasons=_ranked((*alike.reasons(), _time(remoteness))))


@dataclass(frozen=True, kw_only=True)
class _Alike:
    """What two profiles have in common: log-odds to start with, and by grounds their worth and products."""

    start: float
    grounds: tuple[tuple[Ground, float, Mapping[str, float]], ...]
    meaning: float = 0.0

    def score(self, remoteness: float) -> float:
        if sum(len(products) for _kind, _worth, products in self.grounds) < _FEWEST_SHARED:
            return 0.0
        likeness = sum(worth * sum(products.values()) for _kind, worth, products in self.grounds)
        return _logistic(min(_MOST, self.start + likeness + self.meaning) - remoteness)

    def reasons(self) -> tuple[Reason, ...]:
        found = (
            Reason(
                kind=kind, weight=worth * sum(products.values()), shared=strongest(products, _SHARED_SHOWN)
            )
            for kind, worth, products in self.grounds
        )
        return (*found, Reason(kind=Ground.MEANING, weight=self.meaning))


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


def rank(article: Profile, stories: Mapping[Key, Centre]) -> list[tuple[Key, float]]:
    """The score of each story for the article; those it may join first, of these rather the larger.

    Of a story in several languages each counts by its number of articles. Give only stories that share index
    terms with the article, each with its members or a sample of them; of equals the first given comes first.
    """
    scores = {story: _score(article, of) for story, of in stories.items()}

    def order(story: Key) -> tuple[bool, float]:
        joins = scores[story] >= THRESHOLD
        larger = _LARGER * math.log(len(stories[story].members)) if joins else 0.0
        return not joins, -_log_odds(scores[story]) - larger

    return [(story, scores[story]) for story in sorted(stories, key=order)]


def explain(article: Profile, story: Centre) -> Similarity:
    """The score of a story for the article with its reasons, the mean over the story's languages."""
    weights: defaultdict[Ground, float] = defaultdict(float)
    shared: defaultdict[Ground, list[str]] = defaultdict(list)
    for mean, days in story.means:
        part = len(days) / len(story.members)
        for reason in (*_alike(article, mean).reasons(), _time(_mean_remoteness(article, days))):
            weights[reason.kind] += reason.weight * part
            shared[reason.kind].extend(term for term in reason.shared if term not in shared[reason.kind])
    reasons = (
        Reason(kind=kind, weight=value, shared=tuple(shared[kind][:_SHARED_SHOWN]))
        for kind, value in weights.items()
    )
    return Similarity(score=_score(article, story), reasons=_ranked(reasons))


def assign(article: Profile, stories: Mapping[Key, Centre]) -> Assignment[Key]:
    """The story that the article is most like, if it is like enough; see `rank`."""
    for story, score in rank(article, stories):
        found = explain(article, stories[story])
        return Assignment(story=story if score >= THRESHOLD else None, similarity=found)
    return Assignment(story=None, similarity=Similarity(score=0.0, reasons=()))


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


def _alike(a: Profile, b: Profile) -> _Alike:
    return _within(a, b) if a.language == b.language else _across(a, b)


def _within(a: Profile, b: Profile) -> _Alike:
    """Words and names; where few names were found, as in languages without lists, the words stand in."""
    naming = _NAMES_SHARE * min(1.0, len(a.names) / _NAMES_ENOUGH, len(b.names) / _NAMES_ENOUGH)
    words = (Ground.WORDS, _WITHIN * (1 - naming), _products(a.words, b.words))
    names = (Ground.NAMES, _WITHIN * naming, _products(a.names, b.names))
    return _Alike(start=_START_WITHIN, grounds=(words, names))


def _across(a: Profile, b: Profile) -> _Alike:
    names = (Ground.NAMES, _NAMES_ACROSS, _products(a.names, b.names))
    figures = (Ground.FIGURES, _FIGURES_ACROSS, _products(figures_of(a), figures_of(b)))
    meaning = _MEANING_ACROSS * _nearness(a.meaning, b.meaning)
    return _Alike(start=_START_ACROSS, grounds=(names, figures), meaning=meaning)


def _products(a: Mapping[str, float], b: Mapping[str, float]) -> dict[str, float]:
    return {term: value * b[term] for term, value in a.items() if term in b}


def _time(remoteness: float) -> Reason:
    return Reason(kind=Ground.TIME, weight=-remoteness)


def _nearness(a: Sequence[float] | None, b: Sequence[float] | None) -> float:
    return max(0.0, sum(map(mul, a, b))) if a and b else 0.0


def _remoteness(a: date | None, b: date | None) -> float:
    """Log-odds against one story, growing with each doubling of the days beyond which a story is old."""
    if a is None or b is None:
        return 0.0
    return _AGEING * math.log2(max(1.0, abs((a - b).days) / _DAYS_OF_ONE_STORY))


def _mean(members: Sequence[Profile]) -> Profile:
    """The mean of members in one language, of unit length as they are."""
    if len(members) == 1:
        return members[0]
    known = [member.meaning for member in members if member.meaning]
    return Profile(
        language=members[0].language,
        words=_summed(member.words for member in members),
        names=_summed(member.names for member in members),
        meaning=unit([fmean(column) for column in zip(*known, strict=True)]) if known else None,
    )


def _summed(weights: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: defaultdict[str, float] = defaultdict(float)
    for each in weights:
        for term, value in each.items():
            total[term] += value
    length = math.hypot(*total.values()) or 1.0
    return {term: value / length for term, value in total.items()}


def _mean_remoteness(article: Profile, days: Sequence[date | None]) -> float:
    return fmean(_remoteness(article.published, day) for day in days)


def _score(article: Profile, story: Centre) -> float:
    """The mean over the story's languages, no more than half of its members allow."""
    score = sum(
        _alike(article, mean).score(_mean_remoteness(article, days)) * len(days) / len(story.members)
        for mean, days in story.means
    )
    if score < THRESHOLD or len(story.members) == 1:
        return score
    each = (_alike(article, m).score(_remoteness(article.published, m.published)) for m in story.members)
    return min(score, _logistic(_log_odds(median(each)) + _HALF_MAY_LACK))


def _ranked(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted((r for r in reasons if r.weight), key=lambda reason: -abs(reason.weight)))


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _log_odds(score: float) -> float:
    return math.log(score / (1 - score)) if score else -math.inf
