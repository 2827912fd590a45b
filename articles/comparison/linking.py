"""Links between the sentences of two articles: those the rules find, and what people decided about them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from articles.analysis.pairs import meaning
from articles.analysis.pairs.align import Link, Relation, align
from articles.analysis.pairs.differences import Difference, differences
from articles.analysis.pairs.reuse import Reuse, reuse
from articles.analysis.pairs.stance import Stance, stance
from articles.analysis.reading import Reading, read
from articles.analysis.text.spans import Span
from articles.models import Article, LinkCorrection
from articles.models.corrections import LinkVerdict
from articles.name_model import name_model
from articles.pipeline import recall


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A link with the correction that made or changed it, if any; `rejected` ones are shown as such only."""

    link: Link
    correction: LinkCorrection | None = None

    @property
    def rejected(self) -> bool:
        return self.correction is not None and self.correction.verdict == LinkVerdict.NONE


def sentence_hash(text: str) -> str:
    """By which a sentence is known again, wherever it stands; white space makes no difference."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def links_between(a: Article, b: Article, corrections: Iterable[LinkCorrection]) -> tuple[Decided, ...]:
    """All links of two articles, sorted by sentence, with those that people rejected."""
    verdicts = verdicts_between(a, b, corrections)
    for article in (a, b):
        _recalled(article, reading_of(article))
    return decide(_aligned(reading_of(a), reading_of(b), added(verdicts)), verdicts)


def added(verdicts: Mapping[tuple[int, int], LinkCorrection]) -> frozenset[tuple[int, int]]:
    """The sentences that are linked whatever their score."""
    return frozenset(places for places, each in verdicts.items() if each.verdict != LinkVerdict.NONE)


def decide(found: Iterable[Link], verdicts: Mapping[tuple[int, int], LinkCorrection]) -> tuple[Decided, ...]:
    """Links as the rules found them, as people decided about them."""
    return tuple(_decided(link, verdicts.get((link.a, link.b))) for link in found)


def _decided(link: Link, correction: LinkCorrection | None) -> Decided:
    if correction is None or correction.verdict == LinkVerdict.NONE:
        return Decided(link=link, correction=correction)
    return Decided(link=replace(link, relation=Relation(correction.verdict)), correction=correction)


def verdicts_between(
    a: Article, b: Article, corrections: Iterable[LinkCorrection]
) -> Mapping[tuple[int, int], LinkCorrection]:
    """The corrections of these two, by the indices of their sentences; one whose text is gone is left out."""
    ours = [each for each in corrections if {each.first_id, each.second_id} == {a.pk, b.pk}]
    if not ours:
        return {}
    places_a, places_b = _places(reading_of(a)), _places(reading_of(b))
    found = {}
    for each in ours:
        hashes = (each.first_hash, each.second_hash)
        hash_a, hash_b = hashes if each.first_id == a.pk else hashes[::-1]
        found.update(dict.fromkeys(product(places_a[hash_a], places_b[hash_b]), each))
    return found


@lru_cache(maxsize=128)
def _places(reading: Reading) -> defaultdict[str, list[int]]:
    places = defaultdict(list)
    for index, span in enumerate(reading.sentences):
        places[sentence_hash(span.of(reading.text))].append(index)
    return places


def find_sentence(article: Article, wanted: str) -> int | None:
    """The index of the first sentence with this hash."""
    return next(iter(_places(reading_of(article)).get(wanted, ())), None)


def reading_of(article: Article) -> Reading:
    """What is read in the article's body; kept in memory between pages."""
    return _read(article.body, article.language, article.heading_spans())


@lru_cache(maxsize=128)
def _read(body: str, language: str, headings: tuple[Span, ...]) -> Reading:
    return read(body, language=language, headings=headings, model=name_model())


@lru_cache(maxsize=128)
def _recalled(article: Article, reading: Reading) -> None:
    """Have the vectors that are stored with the article's sentences taken, once for each reading of it."""
    recall(article)


@lru_cache(maxsize=512)
def _aligned(a: Reading, b: Reading, also: frozenset[tuple[int, int]]) -> tuple[Link, ...]:
    return align(a, b, also=also)


def differences_of(a: Article, b: Article, links: Sequence[Link]) -> tuple[tuple[Difference, ...], ...]:
    """Those of each link, in the order of the links."""
    places = tuple((link.a, link.b) for link in links)
    return _differences(reading_of(a), reading_of(b), places)


@lru_cache(maxsize=512)
def _differences(
    a: Reading, b: Reading, places: tuple[tuple[int, int], ...]
) -> tuple[tuple[Difference, ...], ...]:
    return tuple(differences(a, i, b, j) for i, j in places)


def reuse_between(a: Article, b: Article) -> Reuse:
    return _reused(reading_of(a), reading_of(b))


@lru_cache(maxsize=512)
def _reused(a: Reading, b: Reading) -> Reuse:
    return reuse(a, b)


def stance_of_headlines(a: Article, b: Article) -> Stance | None:
    """Whether the headlines agree or contradict each other; None for any but two Arabic ones.

    It was learnt from Arabic headlines and says nothing about other sentences.
    """
    if not (a.headline and b.headline) or {a.language, b.language} != {"ar"}:
        return None
    return _stance(a.headline, b.headline)


@lru_cache(maxsize=512)
def _stance(one: str, other: str) -> Stance:
    a, b = read(one, language="ar"), read(other, language="ar")
    return stance(a, Span(0, len(one)), b, Span(0, len(other)), encode=meaning.encode)
