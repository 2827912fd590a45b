"""Two versions of one text compared word by word, as a proof-reader would mark the later one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

# Comparing takes time and memory for every pair of words: longer stretches are told as replaced whole.
_MOST_PAIRS = 25_000_000
_WORD = re.compile(r"\S+\s*")


class ChangeKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Words in a row that both versions have, or only one of them."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph as it became; `changed` tells whether anything but its place stayed."""

    stretches: tuple[Stretch, ...]

    @property
    def changed(self) -> bool:
        return any(stretch.kind is not ChangeKind.SAME for stretch in self.stretches)


def compare_versions(before: str, after: str, *, paragraph_break: str) -> tuple[Paragraph, ...]:
    """All paragraphs in order, those taken out at their old place. White space alone makes no difference."""
    old, new = (_paragraphs(text, paragraph_break) for text in (before, after))
    return tuple(_compared(old, new))


def _paragraphs(text: str, paragraph_break: str) -> list[str]:
    parts = (" ".join(part.split()) for part in text.split(paragraph_break))
    return [part for part in parts if part]


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    for kind, olds, news in _stretches(old, new):
        if kind is ChangeKind.SAME:
            yield from (_whole(ChangeKind.SAME, text) for text in news)
            continue
        # Where as many paragraphs left as came, each is taken for the other version of one.
        if len(olds) == len(news):
            yield from (Paragraph(stretches=_words(a, b)) for a, b in zip(olds, news, strict=True))
            continue
        yield from (_whole(ChangeKind.REMOVED, text) for text in olds)
        yield from (_whole(ChangeKind.ADDED, text) for text in news)


def _whole(kind: ChangeKind, text: str) -> Paragraph:
    return Paragraph(stretches=(Stretch(kind=kind, text=text),))


def _words(before: str, after: str) -> tuple[Stretch, ...]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Stretch] = []
    for kind, olds, news in _stretches(old, new):
        if kind is ChangeKind.SAME:
            found.append(Stretch(kind=kind, text="".join(news)))
            continue
        sides = ((ChangeKind.REMOVED, olds), (ChangeKind.ADDED, news))
        found += [Stretch(kind=side, text="".join(words)) for side, words in sides if words]
    return tuple(found)


def _stretches(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[ChangeKind, Sequence[str], Sequence[str]]]:
    """What stayed and what became of the rest: (kind, of the old, of the new), ADDED for any change."""
    olds, news = ([part.strip() for part in side] for side in (old, new))
    start = _common(olds, news)
    end = _common(olds[start:][::-1], news[start:][::-1])
    if start:
        yield ChangeKind.SAME, old[:start], new[:start]
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    if len(inner_old) * len(inner_new) > _MOST_PAIRS:
        yield ChangeKind.ADDED, inner_old, inner_new
    else:
        yield from _inner(inner_old, inner_new)
    if end:
        yield ChangeKind.SAME, old[len(old) - end :], new[len(new) - end :]


def _inner(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[ChangeKind, Sequence[str], Sequence[str]]]:
    gone: list[str] = []
    come: list[str] = []
    for block in Indel.opcodes([part.strip() for part in old], [part.strip() for part in new]):
        if block.tag == "equal":
            if gone or come:
                yield ChangeKind.ADDED, tuple(gone), tuple(come)
                gone, come = [], []
            yield (
                ChangeKind.SAME,
                old[block.src_start : block.src_end],
                new[block.dest_start : block.dest_end],
            )
        else:
            gone += old[block.src_start : block.src_end]
            come += new[block.dest_start : block.dest_end]
    if gone or come:
        yield ChangeKind.ADDED, tuple(gone), tuple(come)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many are the same from the beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
