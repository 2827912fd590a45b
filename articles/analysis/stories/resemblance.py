"""How likely two sayings, in any two articles and languages, are the same words of the same speaker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from articles.analysis.names.entities import Entity
from articles.analysis.names.keys import name_similarity
from articles.analysis.pairs import meaning
from articles.analysis.pairs.similarity import Matrix
from articles.analysis.reading import Reading
from articles.analysis.stories.sayings import Saying
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import within
from articles.analysis.text.weights import weight

Mask = NDArray[np.bool_]
# Two sentences of two articles, as article, sentence, article, sentence, and how sure their link is.
Linked = Mapping[tuple[int, int, int, int], float]

# Chosen on the first six stories of benchmarks/utterances; docs/accuracy.md has how the others fare.
SAME = 0.4
_SURE = 0.6  # share of words in the same order, from which other speakers are a finding and no objection
_LINK_TELLS, _LINK_TELLS_ACROSS = 0.3, 0.4  # of the resemblance, what is lost where sentences are not linked
_ONE_TEXT = 0.5  # for the link that sentences of one article can't have
_ONE_SPEAKER = 0.06  # more, if lists or names know both to be of one
_ONE_WORD = 0.75  # what remains where only a single word could be alike
_ENOUGH = 1.5  # weight of words, of two or three: what is shared by shorter sayings may be so by chance
_SOUND_ALIKE = 0.6


@dataclass(frozen=True, kw_only=True, eq=False)
class Voiced:
    """A saying in the article, by its number, whose text makes somebody say it."""

    article: int
    reading: Reading
    saying: Saying

    @property
    def text(self) -> str:
        return self.saying.span.of(self.reading.text)

    @cached_property
    def words(self) -> list[str]:
        return fold_key(self.text).split()

    @cached_property
    def terms(self) -> Mapping[str, float]:
        """What its words tell, by lemma; names count as their words."""
        span, language = self.saying.span, self.reading.language
        inside = (token for token in within(self.reading.tokens, span) if span.covers(token.span))
        return {token.lemma: weight(token.lemma, language=language) for token in inside if not token.stop}


def resemblance(said: Sequence[Voiced], linked: Linked, *, encode: meaning.Encode = meaning.encode) -> Matrix:
    """One row and one column for each saying, 0 to 1; from SAME on two are one utterance.

    Half is the words, in order or by weight, half the meaning; where words hardly tell anything, and across
    languages, all is meaning. Sentences that are not linked tell less, one known speaker tells more. What
    known others say is never the same but in the same words.
    """
    vectors = encode([one.text for one in said])
    near = np.clip(vectors @ vectors.T, 0, 1)
    ordered = np.asarray(cdist(*[[one.words for one in said]] * 2, scorer=Indel.normalized_similarity))
    telling = _telling(said) / 2
    within_language = telling * np.maximum(ordered, _shared(said)) + (1 - telling) * near
    own = _equal([one.reading.language for one in said])
    sure = _linked(said, linked)
    alike: Matrix = np.where(
        own,
        within_language * (1 - _LINK_TELLS + _LINK_TELLS * sure),
        near * (1 - _LINK_TELLS_ACROSS + _LINK_TELLS_ACROSS * sure),
    )
    of_one, of_others = _of_one_and_of_others(said)
    alike = np.where(of_one, alike + _ONE_SPEAKER, alike)
    short = np.array([len(one.words) < 2 for one in said])
    alike = np.where((short[:, None] | short[None, :]) & (ordered < 1), alike * _ONE_WORD, alike)
    apart = _parts_of_one(said) | (of_others & (ordered < _SURE))
    return np.where(apart, 0, np.clip(alike, 0, 1)).astype(np.float32)


def _shared(said: Sequence[Voiced]) -> Matrix:
    """The weight of words in common: the mean of its shares in the shorter and in both."""
    column = {lemma: n for n, lemma in enumerate(dict.fromkeys(lemma for one in said for lemma in one.terms))}
    weights = np.zeros((len(said), len(column)), dtype=np.float32)
    for row, one in enumerate(said):
        for lemma, told in one.terms.items():
            weights[row, column[lemma]] = told
    common = weights @ (weights > 0).T.astype(np.float32)
    common = np.minimum(common, common.T)  # a lemma of both languages may tell more in one
    whole = weights.sum(axis=1)
    least = np.maximum(np.minimum(whole[:, None], whole[None, :]), _ENOUGH)
    both = np.maximum(whole[:, None] + whole[None, :], _ENOUGH)
    mean: Matrix = (common / least + 2 * common / both) / 2
    return mean


def _telling(said: Sequence[Voiced]) -> Matrix:
    """How much the words of the one that has fewer can tell, 0 to 1."""
    whole = np.array([sum(one.terms.values()) for one in said], dtype=np.float32)
    least: Matrix = np.minimum(np.minimum(whole[:, None], whole[None, :]) / _ENOUGH, 1)
    return least


def _linked(said: Sequence[Voiced], linked: Linked) -> Matrix:
    places = [(one.article, one.saying.sentence) for one in said]
    sure = np.zeros((len(said), len(said)), dtype=np.float32)
    sure[_equal([one.article for one in said])] = _ONE_TEXT
    found: dict[tuple[int, int], list[int]] = {}
    for n, place in enumerate(places):
        found.setdefault(place, []).append(n)
    for (a, i, b, j), score in linked.items():
        rows, columns = found.get((a, i), []), found.get((b, j), [])
        if rows and columns:
            sure[np.ix_(rows, columns)] = score
            sure[np.ix_(columns, rows)] = score
    return sure


def _equal(values: Sequence[object]) -> Mask:
    numbers = {value: n for n, value in enumerate(dict.fromkeys(values))}
    row = np.array([numbers[value] for value in values])
    equal: Mask = row[:, None] == row[None, :]
    return equal


def _parts_of_one(said: Sequence[Voiced]) -> Mask:
    """What stands in one quotation is said once; a saying is not held against itself."""
    return _equal([id(one.saying.quote) if one.saying.quote else -n - 1 for n, one in enumerate(said)])


def _of_one_and_of_others(said: Sequence[Voiced]) -> tuple[Mask, Mask]:
    """Which are known to be of one speaker, and which of two."""
    speakers = [one.saying.entity for one in said]
    keys = [speaker.key if speaker else "" for speaker in speakers]
    known = {key: speaker for key, speaker in zip(keys, speakers, strict=True) if speaker}
    others = {(a, b) for a, one in known.items() for b, other in known.items() if are_others(one, other)}
    apart = np.array([[(a, b) in others for b in keys] for a in keys], dtype=bool)
    named = np.array([bool(key) for key in keys])
    return named[:, None] & named[None, :] & ~apart, apart


def are_others(one: Entity | None, other: Entity | None) -> bool:
    """Whether the two are known to be different people: by what lists know them as, else by their names."""
    if one is None or other is None or one.key == other.key:
        return False
    if one.wikidata and other.wikidata:
        return True
    return not any(_name_one(a.text, b.text) for a in one.names for b in other.names)


def _name_one(one: str, other: str) -> bool:
    return (
        bool({*fold_key(one).split()} & {*fold_key(other).split()})
        or name_similarity(one, other) >= _SOUND_ALIKE
    )
