"""A trained tagger for Arabic names (conditional random field): a second voice beside lists and rules."""

import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import get_ident

import pycrfsuite

from articles.analysis import composition, gazetteer, persons
from articles.analysis.clitics import ARTICLE, splits
from articles.analysis.found import Found, Scene
from articles.analysis.gazetteer import Kind
from articles.analysis.lists import forms, sections

FOLDER = Path(__file__).with_name("words") / "tagger"
MODEL = FOLDER / "names_ar.crfsuite"
OUTSIDE = "O"
LABELS = {Kind.PERSON: "PERS", Kind.PLACE: "LOC", Kind.ORGANISATION: "ORG"}
KINDS = {label: kind for kind, label in LABELS.items()}
_LONGEST_SENTENCE = 120
_ENDS = frozenset(".!?؟\n")
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


def load(path: Path = MODEL) -> pycrfsuite.Tagger:
    """The model, another one for each thread: it keeps the sentence that it was given last."""
    return _open(path, get_ident())


@lru_cache(maxsize=16)
def _open(path: Path, thread: int) -> pycrfsuite.Tagger:
    model = pycrfsuite.Tagger()
    model.open(str(path))
    return model


def tag(scene: Scene, found: Sequence[Found], model: pycrfsuite.Tagger) -> Tags:
    """What the model says of a text, given what lists and rules found in it."""
    names: list[Tagged] = []
    outside: dict[int, float] = {}
    marks = rule_marks(scene, found)
    for first, last in sentences(scene):
        model.set(features(scene, marks, first, last))
        labels = model.tag()  # before any marginal: Viterbi spoils what those are computed from
        outside |= {i: model.marginal(OUTSIDE, i - first) for i in range(first, last) if marks[i]}
        for a, b, label in stretches(labels):
            sure = min(model.marginal(labels[i], i) for i in range(a, b))
            names.append(Tagged(first=first + a, last=first + b, kind=KINDS[label], probability=sure))
    return Tags(names=tuple(names), outside=outside)


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
    first = 0
    for index in range(1, len(scene.words) + 1):
        ends = index == len(scene.words) or not _ENDS.isdisjoint(scene.written.gap(index))
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
    signs = [_sign(scene, index) for index in range(first, last + 1)]
    rows = [
        [*word.own, f"g0={before}", f"g1={after}"]
        for word, before, after in zip(words, signs, signs[1:], strict=False)
    ]
    for step in (-2, -1, 0, 1, 2):
        edge, mark = f"edge{step}", f"r{step}="
        for index, row in enumerate(rows, start=step):
            if 0 <= index < last - first:
                row.append(mark + marks[first + index])
                row += words[index].beside[step]
            else:
                row.append(edge)
    for index, row in enumerate(rows):
        row += _pairs(words, marks, first, index)
    return rows


def _pairs(words: Sequence["_Seen"], marks: Sequence[str], first: int, index: int) -> list[str]:
    """What a word and the one before it are together."""
    mark = marks[first + index]
    row = [f"rk={mark.rpartition(':')[0]}"] if mark else []
    if index:
        row += [f"t-1|{a}|{b}" for a in words[index - 1].lists for b in words[index].lists]
        row.append(f"r-1|0={marks[first + index - 1]}|{mark}")
    return row


def _sign(scene: Scene, index: int) -> str:
    """The first and last sign between a word and the one before it."""
    return _edges(scene.written.gap(index)) if 0 < index < len(scene.words) else "."


@lru_cache(maxsize=1024)
def _edges(gap: str) -> str:
    gap = gap.strip(" ")
    return gap[:1] + gap[-1:] if len(gap) > 1 else gap


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What can be said of a word itself; `beside` is what its neighbours see of it, by distance."""

    own: tuple[str, ...]
    beside: Mapping[int, tuple[str, ...]]
    lists: tuple[str, ...]


# Each takes some 5 KB.
@lru_cache(maxsize=8192)
def _seen(form: str, surface: str) -> _Seen:
    strip, base = _base(form)
    lists = tuple(sorted({name for _, rest in splits(form) for name in lists_of(rest)}))
    groups = _groups().get(form) or _groups().get(base, ())
    rare = sum(persons.background_count(form) >= step for step in _STEPS)
    look = f"k={'k' if persons.known_word(surface) else 'u'}{rare}{_shape(form)}"
    near = (f"b={base}", look, *groups, *(f"l={name}" for name in lists))
    nearest = (*near, f"w={form}", f"s2={base[-2:]}", f"c={form[:strip]}")
    own = (*nearest, *_affixes(base), *_looks(surface, base, rare), f"ls={'+'.join(lists)}", "bias")
    own += tuple(f"{group}|{lists}" for group in groups[:1])
    beside = {step: tuple(f"{step}{f}" for f in nearest) for step in (-1, 1)}
    beside |= {step: tuple(f"{step}{f}" for f in near) for step in (-2, 2)}
    return _Seen(own=own, beside={0: (), **beside}, lists=lists or ("-",))


def _affixes(base: str) -> tuple[str, ...]:
    sizes = [n for n in (1, 2, 3) if len(base) > n]
    return (*(f"p{n}={base[:n]}" for n in sizes), *(f"s{n}={base[-n:]}" for n in sizes if n != 2))


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
        return {word: (f"g={coarse}", f"G={fine}") for word, coarse, fine in rows}
