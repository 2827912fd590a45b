"""Items of two sentences that are the same thing under two keys: another spelling, script or exactness."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from articles.analysis.names.keys import name_similarity
from articles.analysis.pairs.statements import Item, ItemKind
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.normalise import fold_key

# Letters in common of two words that begin alike: شمال and شمالي, approval and approved.
_ONE_WORD = 0.88
# How alike two names sound in one script, and in two.
_ONE_NAME, _ONE_NAME_ACROSS = 0.92, 0.6
_STEM = 3  # least letters that a country and its adjective share: الصين and صيني
_ADJECTIVE = 3  # most letters that an adjective adds
_MOST_NAMES = 40  # of a sentence that are compared by sound


def counterparts(a: Sequence[Item], b: Sequence[Item]) -> dict[str, str]:
    """For keys that only b has, the key of a that stands for the same thing."""
    same = dict(_less_exact(a, b))
    only_a = _besides(a, {*(item.key for item in b), *same.values()})
    only_b = _besides(b, {*(item.key for item in a), *same})
    for one, other in (*_alike_in_sound(only_a, only_b), *_alike_in_letters(only_a, only_b)):
        same.setdefault(other, one)
    return same


def is_named(item: Item, text: str) -> bool:
    """Whether a folded text holds any name, in any language, of what the item names."""
    names = item.mention.entity.names if item.mention else ()
    return any(f" {fold_key(name.text)} " in f" {text} " for name in names)


def _less_exact(a: Iterable[Item], b: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """The same day with and without its year."""
    exact = {item.key: item.key for item in a}
    shorter = {key: item.key for item in a for key in item.broader}
    for item in b:
        found = (shorter.get(item.key), *map(exact.get, item.broader))
        if item.key not in exact and (same := next(filter(None, found), None)):
            yield item.key, same


def _besides(items: Iterable[Item], keys: Collection[str]) -> list[Item]:
    """Items of other keys, one of each."""
    return list({item.key: item for item in items if item.key not in keys}.values())


def _alike_in_sound(a: Sequence[Item], b: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Names of one kind of entity that sound alike: one that no list knows has a key for each spelling."""
    for one, other in product(_names(a), _names(b)):
        if one.sort == other.sort and _sound_alike(one.written, other.written):
            yield one.key, other.key


def _sound_alike(one: str, other: str) -> bool:
    least = _ONE_NAME if one.isascii() == other.isascii() else _ONE_NAME_ACROSS
    return name_similarity(one, other) >= least


def _alike_in_letters(a: Sequence[Item], b: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Words of one stem or under a particle that was not known for one; a country and its adjective."""
    words_a, words_b = ([item.key for item in side if item.kind is ItemKind.WORD] for side in (a, b))
    held_a, held_b = set(words_a), set(words_b)
    yield from ((rest, word) for word in words_b for _, rest in splits(word) if rest in held_a)
    yield from ((word, rest) for word in words_a for _, rest in splits(word) if rest in held_b)
    alike = cdist(words_a, words_b, scorer=Indel.normalized_similarity, score_cutoff=_ONE_WORD)
    for n, m in np.argwhere(alike):
        if words_a[n][0] == words_b[m][0]:
            yield words_a[n], words_b[m]
    for name, word in product(_names(a), words_b):
        if _is_adjective(word, of=name.written):
            yield name.key, word
    for word, name in product(words_a, _names(b)):
        if _is_adjective(word, of=name.written):
            yield word, name.key


def _is_adjective(word: str, *, of: str) -> bool:
    """Whether a lemma can be a name's adjective: صيني of الصين, russian of Russia."""
    name = of.removeprefix(ARTICLE)
    stem = name[: max(_STEM, len(name) - 1)]
    return len(name) >= _STEM and word.startswith(stem) and len(word) - len(stem) <= _ADJECTIVE


def _names(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.mention][:_MOST_NAMES]
