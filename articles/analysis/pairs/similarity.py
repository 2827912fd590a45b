"""How alike the sentences of two readings are: seven measures, each explained by what was matched."""

import math
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from articles.analysis.pairs.meaning import Encode
from articles.analysis.reading import Reading
from articles.analysis.text.lemmas import lemma, spelled
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span
from articles.analysis.text.weights import weight

Matrix = NDArray[np.float32]

_NAME, _FIGURE = "@", "#"  # how keys of names and figures begin; no lemma does
_NAMES_TELL = 0.4  # of what their rarity would say: whom both articles are about says little about what
_NGRAMS = (3, 4)
_TEXT_BUCKETS, _WORD_BUCKETS = 16_384, 1024
# Words alike in meaning: cosine of their vectors, from strangers to synonyms, within a language and across;
# only words that are each other's nearest, or nearly, and worth less than the same word.
_WITHIN, _ACROSS = (0.6, 0.95), (0.5, 0.85)
_NEARLY, _SYNONYM_WORTH = 0.05, 0.8
# Words alike in letters, as تعزيز and عزز: share of common bigrams and trigrams, and what the like is worth.
_UNLIKE, _LIKE, _LIKE_WORTH = 0.4, 0.9, 0.9
_HALF = 2.0  # shared weight at which `amount` is one half
_ONE_STORY = {True: 0.15, False: 0.1}  # mean best match of articles of one story: in one language, in two
_KEYS = 32_768  # words whose letters are kept
REMEMBERED = 128  # readings whose terms and letters are kept: many are compared with several others
_LEAST_RIVAL = 0.4  # likeness that counts as a rival for a sentence even if its best is less


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What one sentence can share with another: a lemma, a name by its entity, a figure by its value."""

    key: str
    span: Span
    weight: float

    @property
    def kind(self) -> str:
        return {_NAME: "name", _FIGURE: "figure"}.get(self.key[0], "word")


@dataclass(frozen=True, kw_only=True, eq=False)
class Likeness:
    """Sentences of a by sentences of b: seven measures from 0 to 1 (`meaning` from -1), and their ground.

    words: share of both sentences' weighted terms that the other has too (soft Dice)
    covered: the same for the sentence that is covered less
    amount: how much weight is shared at all
    letters: cosine of character 3- and 4-gram TF-IDF; 0 across languages
    meaning: cosine of the encoder's vectors
    standing: how near each is to being the other's best
    setting: whether the articles as wholes can be of one story, the same for all sentences
    """

    terms_a: tuple[tuple[Term, ...], ...]
    terms_b: tuple[tuple[Term, ...], ...]
    match: "TermMatch"
    words: Matrix
    covered: Matrix
    amount: Matrix
    letters: Matrix
    meaning: Matrix
    standing: Matrix
    setting: Matrix


def compare(a: Reading, b: Reading, *, encode: Encode) -> Likeness:
    """Measure all sentences of a against all of b; both have at least one."""
    terms_a, terms_b = sentence_terms(a), sentence_terms(b)
    match = match_terms(
        terms_a, terms_b, synonyms=_WITHIN if a.language == b.language else _ACROSS, encode=encode
    )
    from_a, mass_a = match.coverage(terms_a, terms_b)
    from_b, mass_b = match.turned().coverage(terms_b, terms_a)
    shared = from_a + from_b.T
    words = _ratio(shared, mass_a[:, None] + mass_b[None, :])
    covered = np.minimum(_ratio(from_a, mass_a[:, None]), _ratio(from_b.T, mass_b[None, :]))
    texts_a, texts_b = ([s.of(r.text) for s in r.sentences] for r in (a, b))
    meaning = encode(texts_a) @ encode(texts_b).T
    # Letters across languages only tell of digits and loan words.
    letters = _letters(a, b) if a.language == b.language else np.zeros_like(words)
    return Likeness(
        terms_a=terms_a,
        terms_b=terms_b,
        match=match,
        words=words,
        covered=covered,
        amount=shared / (shared + 2 * _HALF),
        letters=letters,
        meaning=meaning,
        standing=_standing(words + (letters if a.language == b.language else np.maximum(meaning, 0))),
        setting=np.full_like(words, _setting(words, enough=_ONE_STORY[a.language == b.language])),
    )


@lru_cache(maxsize=REMEMBERED)
def sentence_terms(reading: Reading) -> tuple[tuple[Term, ...], ...]:
    """The terms of each sentence in order; function words, and words outside of sentences, left out."""
    found = _terms(reading)
    starts = [term.span.start for term in found]
    return tuple(
        tuple(found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)])
        for sentence in reading.sentences
    )


def _terms(reading: Reading) -> list[Term]:
    """Names stand for all the words they are written with, figures for number and unit of measure."""
    whole = _names_and_figures(reading)
    waiting = sorted(whole, reverse=True)
    found: list[Term] = []
    for token in reading.tokens:
        while waiting and waiting[-1].end <= token.span.start:
            waiting.pop()
        span = waiting[-1] if waiting and waiting[-1].overlap(token.span) else None
        key, counted = whole[span] if span else (token.lemma, None)
        if span is None or token.lemma == counted:
            if not token.stop:
                found.append(_term(token.lemma, token.span, token.lemma, reading.language))
            continue
        # A word of a name keeps its form as lemma, which the corpus does not count.
        term = _term(key, span, lemma(token.form, language=reading.language), reading.language)
        if found and found[-1].span == span:
            term = max(term, found.pop(), key=lambda one: one.weight)
        found.append(term)
    return found


def _term(key: str, span: Span, known: str, language: str) -> Term:
    """The root tempers rarity: the rarest word of a sentence is not all that it says."""
    told = math.sqrt(weight(known, language=language))
    return Term(key=key, span=span, weight=told * (_NAMES_TELL if key[0] == _NAME else 1))


def _names_and_figures(reading: Reading) -> dict[Span, tuple[str, str | None]]:
    """The key of each, and for a figure what it counts, which is a word of its own."""
    whole: dict[Span, tuple[str, str | None]] = {
        mention.span: (_NAME + mention.entity.key, None) for mention in reading.mentions
    }
    named = {place for span in whole for place in range(span.start, span.end)}
    for figure in reading.figures:
        if named.isdisjoint(range(figure.span.start, figure.span.end)):
            whole[figure.span] = (f"{_FIGURE}{figure.measure[0]:g}", figure.unit)
    return whole


@dataclass(frozen=True, kw_only=True, eq=False)
class TermMatch:
    """How far each key of one side is matched by each of the other, 0 to 1, and what each key weighs."""

    rows: dict[str, int]
    columns: dict[str, int]
    worth: Matrix
    weights: dict[str, float]

    def turned(self) -> "TermMatch":
        return TermMatch(rows=self.columns, columns=self.rows, worth=self.worth.T, weights=self.weights)

    def coverage(self, of: Sequence[Sequence[Term]], by: Sequence[Sequence[Term]]) -> tuple[Matrix, Matrix]:
        """The weight of each row sentence's keys that each column sentence matches, and the weight of all."""
        # Row by row of the turned matrix: numbers that are read together lie together.
        by_column = np.ascontiguousarray(self.worth.T)
        reached = np.zeros((len(by), len(self.rows)), dtype=np.float32)
        for row, terms in enumerate(by):
            if terms:
                reached[row] = by_column[[self.columns[term.key] for term in terms]].max(axis=0)
        held = np.zeros((len(of), len(self.rows)), dtype=np.float32)
        for row, terms in enumerate(of):
            for term in terms:
                held[row, self.rows[term.key]] = self.weights[term.key]
        return held @ reached.T, held.sum(axis=1)

    def between(self, a: Sequence[Term], b: Sequence[Term]) -> Matrix:
        """How far each term of one sentence is matched by each of the other."""
        return self.worth[np.ix_([self.rows[term.key] for term in a], [self.columns[term.key] for term in b])]


def match_terms(
    a: Sequence[Sequence[Term]], b: Sequence[Sequence[Term]], *, synonyms: tuple[float, float], encode: Encode
) -> TermMatch:
    """Match equal keys wholly; words alike in meaning or letters, which no equal key matches, in part."""
    keys_a, keys_b = _keys(a), _keys(b)
    cosine = encode([spelled(key) for key in keys_a]) @ encode([spelled(key) for key in keys_b]).T
    worth = np.maximum(_alike_in_meaning(cosine, *synonyms), _alike_in_letters(keys_a, keys_b))
    worth[[_is_fixed(key) for key in keys_a], :] = 0
    worth[:, [_is_fixed(key) for key in keys_b]] = 0
    columns = {key: column for column, key in enumerate(keys_b)}
    for row, key in enumerate(keys_a):
        if key in columns:
            worth[row, :] = 0
            worth[row, columns[key]] = 1
    rows = {key: row for row, key in enumerate(keys_a)}
    return TermMatch(rows=rows, columns=columns, worth=worth, weights=_weights([*a, *b]))


def _keys(sentences: Iterable[Iterable[Term]]) -> list[str]:
    return sorted({term.key for terms in sentences for term in terms})


def _is_fixed(key: str) -> bool:
    """Names, figures and numbers are the same or they are not."""
    return key[0] in (_NAME, _FIGURE) or key[0].isdigit()


def _weights(sentences: Sequence[Sequence[Term]]) -> dict[str, float]:
    """Rarity in newspapers, less for what many of these very sentences have."""
    frequency = Counter(key for terms in sentences for key in {term.key for term in terms})
    rarest = math.log1p(len(sentences) / 2)
    weights: dict[str, float] = {}
    for term in chain.from_iterable(sentences):
        here = math.log1p(len(sentences) / max(2, frequency[term.key])) / rarest
        weights[term.key] = max(weights.get(term.key, 0), term.weight * here)
    return weights


def _alike_in_meaning(cosine: Matrix, strangers: float, synonyms: float) -> Matrix:
    alike = np.clip((cosine - strangers) / (synonyms - strangers), 0, 1) * np.float32(_SYNONYM_WORTH)
    best_of_row = cosine.max(axis=1, keepdims=True, initial=-1)
    best_of_column = cosine.max(axis=0, keepdims=True, initial=-1)
    nearest = (cosine >= best_of_row - _NEARLY) & (cosine >= best_of_column - _NEARLY)
    return np.where(nearest, alike, np.float32(0))


def _alike_in_letters(keys_a: list[str], keys_b: list[str]) -> Matrix:
    a, b = _letter_sets(keys_a), _letter_sets(keys_b)
    share = _ratio(2 * (a @ b.T), a.sum(axis=1)[:, None] + b.sum(axis=1)[None, :])
    worth: Matrix = np.clip((share - _UNLIKE) / (_LIKE - _UNLIKE), 0, 1) * np.float32(_LIKE_WORTH)
    return worth


def _letter_sets(keys: list[str]) -> Matrix:
    sets = np.zeros((len(keys), _WORD_BUCKETS), dtype=np.float32)
    for row, key in enumerate(keys):
        sets[row, _letters_of(key)] = 1
    return sets


@lru_cache(maxsize=_KEYS)
def _letters_of(key: str) -> tuple[int, ...]:
    """The buckets of a word's bigrams and trigrams; every article of a story has most of its words."""
    return tuple(_buckets(_grams(key, (2, 3)), _WORD_BUCKETS))


def _grams(word: str, lengths: Sequence[int]) -> list[str]:
    """Runs of letters of a word with the spaces around it."""
    padded = f" {word} "
    return [padded[i : i + n] for n in lengths for i in range(len(padded) - n + 1)]


def _buckets(grams: Iterable[str], buckets: int) -> list[int]:
    """A checksum stands for each gram, so that no vocabulary is needed."""
    return [zlib.crc32(gram.encode()) % buckets for gram in grams]


def _letters(a: Reading, b: Reading) -> Matrix:
    counted = [*_gram_counts(a), *_gram_counts(b)]
    lengths = [len(buckets) for buckets, _ in counted]
    sentence = np.repeat(np.arange(len(counted)), lengths)
    present, gram = np.unique(np.concatenate([buckets for buckets, _ in counted]), return_inverse=True)
    counts = np.concatenate([counts for _, counts in counted])
    idf = (np.log((1 + len(counted)) / (1 + np.bincount(gram))) + 1) ** 1.5
    vectors = np.zeros((len(counted), len(present)), dtype=np.float32)
    vectors[sentence, gram] = np.log1p(counts) * idf[gram]
    vectors = _ratio(vectors, np.linalg.norm(vectors, axis=1, keepdims=True))
    return vectors[: len(a.sentences)] @ vectors[len(a.sentences) :].T


@lru_cache(maxsize=REMEMBERED)
def _gram_counts(reading: Reading) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]:
    """The buckets of each sentence's grams, and how often it has each."""
    keys = (fold_key(sentence.of(reading.text)).split() for sentence in reading.sentences)
    grams = (chain.from_iterable(_grams(word, _NGRAMS) for word in words) for words in keys)
    buckets = (np.array(_buckets(own, _TEXT_BUCKETS), dtype=np.int64) for own in grams)
    return tuple(np.unique(own, return_counts=True) for own in buckets)


def _standing(likeness: Matrix) -> Matrix:
    best_of_row = np.maximum(likeness.max(axis=1, keepdims=True), _LEAST_RIVAL)
    best_of_column = np.maximum(likeness.max(axis=0, keepdims=True), _LEAST_RIVAL)
    standing: Matrix = (likeness / best_of_row + likeness / best_of_column) / 2
    return standing


def _setting(words: Matrix, *, enough: float) -> float:
    """How well sentences are matched by their best in the other article, on average; 1 in a story."""
    return min(1.0, float(words.max(axis=1).mean() + words.max(axis=0).mean()) / 2 / enough)


def _ratio(part: Matrix, whole: Matrix) -> Matrix:
    """Part of whole, 0 where the whole is nothing."""
    return np.divide(part, whole, out=np.zeros(np.broadcast(part, whole).shape, np.float32), where=whole > 0)
