"""Whether two sentences agree, contradict each other, or speak of different things."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from articles.analysis.figures.compatibility import compatible
from articles.analysis.figures.figures import Figure
from articles.analysis.pairs.counterparts import counterparts
from articles.analysis.pairs.meaning import Encode
from articles.analysis.pairs.opposites import opposed, poles
from articles.analysis.pairs.statements import Item, ItemKind, items
from articles.analysis.reading import Reading
from articles.analysis.text import trees
from articles.analysis.text.cues import entries_of
from articles.analysis.text.lemmas import WORDS
from articles.analysis.text.negation import denies
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tokens import Token
from articles.analysis.text.weights import weight

TREES = WORDS / "stance.json.gz"
_NAME_WEIGHT = 0.8  # of a word never seen in the newspapers
_NO_WORD_LEFT = 1.0, 0.5  # nearness of other words where neither side has any, or one side only


@dataclass(frozen=True, kw_only=True)
class Stance:
    """Three chances that add up to 1."""

    agree: float
    disagree: float
    other: float


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What is counted in two sentences; the same whichever comes first.

    meaning: cosine of the encoder's vectors
    letters, order, words: likeness of letters, of words in order, of sets of words
    shared, covered, covered_more: share of the weight of both, of the sentence that is covered less, or more
    lacked, lacked_more: weight that the other lacks; said, said_more: things said; by the one, by the other
    names_*, figures_*: how many stand on both sides, on one side only, or in place of another
    negations_apart, negations: by how many they differ, and all
    opposites, leanings_shared, leanings_apart: of words that have an opposite
    denied_by_one: one side has a verb such as «denied»
    nearest, near, farthest: cosine of a word that only one side has to its nearest on the other
    """

    meaning: float
    letters: float
    order: float
    words: float
    shared: float
    covered: float
    covered_more: float
    lacked: float
    lacked_more: float
    said: float
    said_more: float
    names_shared: float
    names_lacked: float
    names_lacked_more: float
    names_exchanged: float
    figures_apart: float
    figures_more: float
    negations_apart: float
    negations: float
    opposites: float
    leanings_shared: float
    leanings_apart: float
    denied_by_one: float
    nearest: float
    near: float
    farthest: float


def stance(a: Reading, in_a: Span, b: Reading, in_b: Span, *, encode: Encode) -> Stance:
    """How a sentence of one reading stands to one of another, both in one language."""
    found = measure(a, in_a, b, in_b, encode=encode)
    return Stance(**_forest().probabilities([getattr(found, name) for name in _forest().measures]))


@cache
def _forest() -> trees.Forest:
    return trees.load(TREES)


def measure(a: Reading, in_a: Span, b: Reading, in_b: Span, *, encode: Encode) -> Measures:
    text_a, text_b = in_a.of(a.text), in_b.of(b.text)
    vectors = encode([text_a, text_b])
    form_a, form_b = fold_key(text_a), fold_key(text_b)
    said_a, said_b = items(a, in_a), items(b, in_b)
    same = counterparts(said_a, said_b)
    keys_a = {item.key for item in said_a}
    keys_b = {same.get(item.key, item.key) for item in said_b}
    only_a = [item for item in said_a if item.key not in keys_b]
    only_b = [item for item in said_b if same.get(item.key, item.key) not in keys_a]
    return Measures(
        meaning=float(vectors[0] @ vectors[1]),
        letters=Indel.normalized_similarity(form_a, form_b),
        order=Indel.normalized_similarity(form_a.split(), form_b.split()),
        words=fuzz.token_set_ratio(form_a, form_b),
        **_shares(a.language, said_a, said_b, only_a, only_b),
        **_names(said_a, only_a, only_b),
        **_figures(within(a.figures, in_a), within(b.figures, in_b)),
        **_leanings(within(a.tokens, in_a), within(b.tokens, in_b), a.language, b.language),
        **_nearness(_words(only_a), _words(only_b), encode),
    )


def _shares(
    language: str, a: Sequence[Item], b: Sequence[Item], only_a: Sequence[Item], only_b: Sequence[Item]
) -> dict[str, float]:
    all_a, all_b, lacked_a, lacked_b = (_weight(some, language) for some in (a, b, only_a, only_b))
    covered = sorted(1 - lacked / (whole or 1) for lacked, whole in ((lacked_a, all_a), (lacked_b, all_b)))
    lacked, said = sorted((lacked_a, lacked_b)), sorted((len(a), len(b)))
    return {
        "shared": 1 - (lacked_a + lacked_b) / (all_a + all_b or 1),
        "covered": covered[0],
        "covered_more": covered[1],
        "lacked": lacked[0],
        "lacked_more": lacked[1],
        "said": said[0],
        "said_more": said[1],
    }


def _weight(items: Sequence[Item], language: str) -> float:
    return sum(
        math.sqrt(weight(item.key, language=language)) if item.kind is ItemKind.WORD else _NAME_WEIGHT
        for item in items
    )


def _names(a: Sequence[Item], only_a: Sequence[Item], only_b: Sequence[Item]) -> dict[str, int]:
    lacked_a, lacked_b = ([item for item in side if item.kind is ItemKind.NAME] for side in (only_a, only_b))
    fewer, more = sorted((len(lacked_a), len(lacked_b)))
    sorts_a, sorts_b = ({item.sort for item in side} for side in (lacked_a, lacked_b))
    return {
        "names_shared": sum(item.kind is ItemKind.NAME for item in a) - len(lacked_a),
        "names_lacked": fewer,
        "names_lacked_more": more,
        "names_exchanged": len(sorts_a & sorts_b),
    }


def _figures(a: Sequence[Figure], b: Sequence[Figure]) -> dict[str, int]:
    apart = [x for x in a if not any(compatible(x, y) for y in b)]
    apart += [y for y in b if not any(compatible(x, y) for x in a)]
    return {"figures_apart": len(apart) if a and b else 0, "figures_more": abs(len(a) - len(b))}


def _leanings(a: Sequence[Token], b: Sequence[Token], language_a: str, language_b: str) -> dict[str, int]:
    denied_a, denied_b = (
        sum(denies(word, language) for word in words)
        for words, language in ((a, language_a), (b, language_b))
    )
    poles_a, poles_b = poles(a), poles(b)
    return {
        "negations_apart": abs(denied_a - denied_b),
        "negations": denied_a + denied_b,
        "opposites": min(len(opposed(a, b)), len(opposed(b, a))),
        "leanings_shared": len(poles_a & poles_b),
        "leanings_apart": len(poles_a ^ poles_b),
        "denied_by_one": int(_has_denial(a) != _has_denial(b)),
    }


def _has_denial(words: Sequence[Token]) -> bool:
    return any(entry.speech == "deny" for word in words for entry in entries_of(word.form))


def _words(items: Sequence[Item]) -> list[str]:
    return [item.key for item in items if item.kind is ItemKind.WORD]


def _nearness(a: Sequence[str], b: Sequence[str], encode: Encode) -> dict[str, float]:
    if not a or not b:
        near = _NO_WORD_LEFT[bool(a or b)]
        return {"nearest": near, "near": near, "farthest": near}
    cosine = encode(a) @ encode(b).T
    best = np.concatenate([cosine.max(axis=1), cosine.max(axis=0)])
    return {"nearest": float(best.max()), "near": float(best.mean()), "farthest": float(best.min())}
