"""A trained tagger for Arabic names (conditional random field): a second voice beside lists and rules."""

import gzip
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from articles.analysis.names import composition, persons
from articles.analysis.names.found import Found, Scene
from articles.analysis.text import chain, gazetteer, remembered
from articles.analysis.text.chain import Chain, Scores
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.gathered import Gathered
from articles.analysis.text.gazetteer import Kind
from articles.analysis.text.lists import forms, sections

FOLDER = Path(__file__).parents[1] / "words" / "tagger"
MODEL = FOLDER / "names_ar.crfsuite"
OUTSIDE = "O"
LABELS = {Kind.PERSON: "PERS", Kind.PLACE: "LOC", Kind.ORGANISATION: "ORG"}
KINDS = {label: kind for kind, label in LABELS.items()}
_LONGEST_SENTENCE = 120
_ENDS = frozenset(".!?؟\n")
_FROM_AFAR = re.compile(r"(-?[12])?(.*)", re.DOTALL)  # a feature, and how far from the word it is seen
_BESIDE = (-2, -1, 1, 2)  # words on; as places in an array of five the first two count from its end
Key = TypeVar("Key", bound=Hashable)
_STEPS = (10, 100, 1000, 5000)  # of how many articles of the background corpus print a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """Words first..last-1 taken for a name of a kind; the least sure of its words gives the probability."""

    first: int
    last: int
    kind: Kind
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """`outside` has, for each word of what the rules found, the probability that it is part of no name."""

    names: tuple[Tagged, ...]
    outside: Mapping[int, float]


@lru_cache(maxsize=16)
def load(path: Path = MODEL) -> Chain:
    """The model, read once."""
    return chain.load(path)


def tag(scene: Scene, found: Sequence[Found], model: Chain) -> Tags:
    """What the model says of a text, given what lists and rules found in it."""
    if not scene.words:
        return Tags(names=(), outside={})
    marks = rule_marks(scene, found)
    places = list(sentences(scene))
    labelled = chain.label(model, _scores(scene, marks, places, model), places)
    outside = labelled.chances[:, model.labels.index(OUTSIDE)]
    return Tags(
        names=tuple(_names(labelled, places, model)),
        outside={index: float(outside[index]) for index, mark in enumerate(marks) if mark},
    )


def _names(labelled: chain.Labelled, places: Sequence[tuple[int, int]], model: Chain) -> Iterator[Tagged]:
    sure = labelled.chances[np.arange(len(labelled.labels)), labelled.labels]
    labels = [model.labels[number] for number in labelled.labels.tolist()]
    for start, end in places:
        for a, b, label in stretches(labels[start:end]):
            first, last = start + a, start + b
            probability = float(sure[first:last].min())
            yield Tagged(first=first, last=last, kind=KINDS[label], probability=probability)


def stretches(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The names in a sequence of B-, I- and O labels: (first, last, label)."""
    first = 0
    while first < len(labels):
        last = first + 1
        if labels[first] != OUTSIDE:
            label = labels[first][2:]
            while last < len(labels) and labels[last] == f"I-{label}":
                last += 1
            yield first, last, label
        first = last


def sentences(scene: Scene) -> Iterator[tuple[int, int]]:
    """Stretches of words without the end of a sentence in them, none very long."""
    words = scene.words
    first = 0
    for index in range(1, len(words) + 1):
        ends = index == len(words) or not _ENDS.isdisjoint(words[index].gap)
        if ends or index - first >= _LONGEST_SENTENCE:
            yield first, index
            first = index


def rule_marks(scene: Scene, found: Sequence[Found]) -> list[str]:
    """For each word, what lists and rules made of it: place in the name, kind, rule; "" for none."""
    marks = [""] * len(scene.words)
    for name in found:
        for index in range(name.first, name.last):
            marks[index] = f"{'B' if index == name.first else 'I'}:{name.entity.kind}:{name.rule}"
    return marks


def features(scene: Scene, marks: Sequence[str], first: int, last: int) -> list[list[str]]:
    """What the model sees of each of the words first..last-1, as strings."""
    words = [_seen(word.form, word.surface) for word in scene.words[first:last]]
    signs = _signs(scene)[first : last + 1]
    rows = [
        [*word.own, f"g0={before}", f"g1={after}"]
        for word, before, after in zip(words, signs, signs[1:], strict=False)
    ]
    for step in (-2, -1, 0, 1, 2):
        edge, mark = f"edge{step}", f"r{step}="
        for index, row in enumerate(rows, start=step):
            if 0 <= index < last - first:
                row.append(mark + marks[first + index])
                row += words[index].beside(step)
            else:
                row.append(edge)
    for index, row in enumerate(rows):
        row += _pairs(words, marks, first, index)
    return rows


def _pairs(words: Sequence["_Seen"], marks: Sequence[str], first: int, index: int) -> list[str]:
    """What a word and the one before it are together."""
    mark = marks[first + index]
    row = _mark_alone(mark)
    if index:
        row += _lists_together(words[index - 1].lists, words[index].lists)
        row += _marks_together(marks[first + index - 1], mark)
    return row


def _mark_alone(mark: str) -> list[str]:
    return [f"rk={mark.rpartition(':')[0]}"] if mark else []


def _lists_together(before: Sequence[str], here: Sequence[str]) -> list[str]:
    return [f"t-1|{a}|{b}" for a in before or ("-",) for b in here or ("-",)]


def _marks_together(before: str, here: str) -> list[str]:
    return [f"r-1|0={before}|{here}"]


def _scores(scene: Scene, marks: Sequence[str], places: Sequence[tuple[int, int]], model: Chain) -> Scores:
    """What all `features` of each word say together for each label, one row a word."""
    seen = _what_is_seen(model)
    signs = seen.signs.of(_signs(scene))
    around = seen.words.of([word[:2] for word in scene.words]) + seen.marks.of(marks)
    total: Scores = around[:, 0] + signs[:-1, 0] + signs[1:, 1]
    sentence = np.repeat(np.arange(len(places)), [last - first for first, last in places])
    for step in _BESIDE:
        total += _beside(around[:, step], sentence, step, model)
    if len(marks) > 1:
        lists = [_lists_in(word.form) for word in scene.words]
        pairs = seen.lists.of([*pairwise(lists)]) + seen.mark_pairs.of([*pairwise(marks)])
        total[1:] += np.where((sentence[1:] == sentence[:-1])[:, None], pairs, 0.0)
    return total


def _beside(seen: Scores, sentence: NDArray[np.intp], step: int, model: Chain) -> Scores:
    """For each word what is seen so many words on, if that is in its sentence."""
    beside = np.full_like(seen, model.weights[model.row(f"edge{step}")])
    here, there = slice(max(0, -step), -step if step > 0 else None), slice(max(0, step), min(0, step) or None)
    np.copyto(beside[here], seen[there], where=(sentence[here] == sentence[there])[:, None])
    return beside


@dataclass(frozen=True, kw_only=True)
class _WhatIsSeen:
    """By word and by mark what they say, by distance, for their neighbours, and at 0 for themselves; by sign
    what it says for the word after and the word before it; by pairs what they say together for the second."""

    words: Gathered[tuple[str, str]]
    signs: Gathered[str]
    marks: Gathered[str]
    lists: Gathered[tuple[tuple[str, ...], tuple[str, ...]]]
    mark_pairs: Gathered[tuple[str, str]]


@lru_cache(maxsize=16)
def _what_is_seen(model: Chain) -> _WhatIsSeen:
    return _WhatIsSeen(
        words=Gathered(lambda words: _word_scores(words, _seen_from(model)), most=remembered.WORDS),
        signs=_each(lambda sign: [model.scores((f"g{n}={sign}",)) for n in (0, 1)], most=1024),
        marks=_each(lambda mark: _mark_scores(mark, model), most=1024),
        lists=_each(lambda pair: model.scores(_lists_together(*pair)), most=4096),
        mark_pairs=_each(lambda pair: model.scores(_marks_together(*pair)), most=1024),
    )


def _each(make: Callable[[Key], ArrayLike], *, most: int) -> Gathered[Key]:
    return Gathered(lambda keys: np.array([make(key) for key in keys]), most=most)


def _word_scores(words: Sequence[tuple[str, str]], seen: "_SeenFrom") -> Scores:
    """All at once: what costs is how often numbers are added up, not how many."""
    said = [_seen(*word).own for word in words]
    rows = [seen.rows.get(feature, -1) for features in said for feature in features]
    starts = [0, *accumulate(map(len, said[:-1]))]
    total: Scores = np.add.reduceat(seen.scores.take(rows, axis=0), starts, axis=0)
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class _SeenFrom:
    """What features of a word say, by distance; the last row of `scores` is of zeros."""

    rows: Mapping[str, int]
    scores: Scores


@lru_cache(maxsize=16)
def _seen_from(model: Chain) -> _SeenFrom:
    features = {name: _FROM_AFAR.fullmatch(name) for name in model.attributes}
    rows = {name: row for row, name in enumerate(dict.fromkeys(m[2] for m in features.values() if m))}
    scores = np.zeros((len(rows) + 1, 5, len(model.labels)))
    for name, match in features.items():
        if match:
            scores[rows[match[2]], int(match[1] or 0)] = model.weights[model.row(name)]
    return _SeenFrom(rows=rows, scores=scores)


def _mark_scores(mark: str, model: Chain) -> Scores:
    seen = np.array([model.scores((f"r{step}={mark}",)) for step in (0, 1, 2, -2, -1)])
    seen[0] += model.scores(_mark_alone(mark))
    return seen


def _signs(scene: Scene) -> list[str]:
    """Before each word and after the last the first and last sign between it and the word before."""
    return [".", *(_edges(word.gap) for word in scene.words[1:]), "."]


@lru_cache(maxsize=1024)
def _edges(gap: str) -> str:
    gap = gap.strip(" ")
    return gap[:1] + gap[-1:] if len(gap) > 1 else gap


class _Seen(NamedTuple):
    """What can be said of a word itself; neighbours see the first `near` of that, or `nearest`."""

    own: tuple[str, ...]
    near: int
    nearest: int
    lists: tuple[str, ...]

    def beside(self, step: int) -> Iterator[str]:
        """What a word so far away sees of this one."""
        seen = (0, self.nearest, self.near)[abs(step)]
        return (f"{step}{feature}" for feature in self.own[:seen])


def _seen(form: str, surface: str) -> _Seen:
    strip, base = _base(form)
    lists = _lists_in(form)
    groups = _groups().get(form) or _groups().get(base, ())
    rare = bisect_right(_STEPS, persons.background_count(form))
    look = f"k={'k' if persons.known_word(surface) else 'u'}{rare}{_shape(form)}"
    near = (f"b={base}", look, *groups, *(f"l={name}" for name in lists))
    nearest = (*near, f"w={form}", f"s2={base[-2:]}", f"c={form[:strip]}")
    own = (*nearest, *_affixes(base), *_looks(surface, base, rare), f"ls={'+'.join(lists)}", "bias")
    own += tuple(f"{group}|{lists}" for group in groups[:1])
    return _Seen(own=own, near=len(near), nearest=len(nearest), lists=lists)


@lru_cache(maxsize=remembered.WORDS)
def _lists_in(form: str) -> tuple[str, ...]:
    """The lists that hold a word, with its particles or without."""
    listed = _listed()
    held = [listed[rest] for _, rest in splits(form) if rest in listed]
    return tuple(sorted(set().union(*held))) if held else ()


def _affixes(base: str) -> tuple[str, ...]:
    affixes = f"p1={base[:1]}", f"s1={base[-1:]}", f"p2={base[:2]}", f"p3={base[:3]}", f"s3={base[-3:]}"
    return affixes[: (0, 0, 2, 3, 5)[min(len(base), 4)]]


def _looks(surface: str, base: str, rare: int) -> tuple[str, ...]:
    end = surface[-1:] if surface[-1:] in "ةىاً" else "-"
    start = surface[:1] if surface[:1] in "أإآ" else "-"
    inflected = "i" if persons.inflected(surface) else "n"
    return f"len={min(len(base), 8)}", f"rare={rare}", f"ki={inflected}{rare}", f"letters={start}{end}"


def _shape(form: str) -> str:
    if form.isdigit():
        return "9"
    return "a" if form.isascii() else "ا" if form.startswith(ARTICLE) else "-"


def _base(form: str) -> tuple[int, str]:
    """The shortest reading that a list knows, or the corpus better than the whole word; and what goes off."""
    whole = persons.background_count(form)
    for strip, rest in reversed(splits(form)[1:]):
        if len(rest) > 2 and (lists_of(rest) or persons.background_count(rest) > whole):
            return strip, rest
    return 0, form


def lists_of(form: str) -> tuple[str, ...]:
    """The word lists that hold a folded form."""
    return _listed().get(form, ())


@lru_cache(maxsize=1)
def _listed() -> dict[str, tuple[str, ...]]:
    listed: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for name, words in _lists().items():
        for word in words:
            listed[word] += (name,)
    return dict(listed)


def _lists() -> dict[str, frozenset[str]]:
    surnames, syllables = persons.east_asian()
    return {
        "given": frozenset(persons.given_names()),
        "common": forms("common_given_ar.txt"),
        "family": frozenset(persons.family_names()) | forms("family_arab.txt"),
        "east": frozenset(surnames) | frozenset(syllables),
        "link": persons.LINKS,
        "speech": forms("speech_ar.txt"),
        "function": forms("function_words_ar.txt"),
        "complement": forms("title_complements_ar.txt"),
        "demonym": frozenset(gazetteer.load().demonyms),
        **{f"title_{strength}": words for strength, words in sections("titles_ar.txt").items()},
        **{f"institution_{part}": words for part, words in sections("institutions_ar.txt").items()},
        **{
            f"head_{kind}": frozenset(form for form, head in composition.heads().items() if head.kind is kind)
            for kind in Kind
        },
    }


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    """Words with the numbers of the coarse and the fine group of words that stand where they stand."""
    with gzip.open(FOLDER / "clusters_ar.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = (line.split() for line in lines if not line.startswith("#"))
        one: dict[tuple[str, str], tuple[str, str]] = {}  # many words have the same groups
        return {
            word: one.setdefault((coarse, fine), (f"g={coarse}", f"G={fine}")) for word, coarse, fine in rows
        }
