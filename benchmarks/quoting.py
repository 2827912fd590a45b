"""How well the renderings of one utterance find each other, on stories labelled by hand.

    python -m benchmarks.quoting [--shown]

The stories and their labels are in benchmarks/utterances/. Counted are pairs of stretches of two articles, or
of two places of one: a pair is right if both are labelled as one utterance. `spans` says how many labelled
stretches are found as anybody's words at all. `one quotation each` joins nothing but the same words.
"""

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rapidfuzz.distance import Indel

from articles.analysis.pairs import meaning
from articles.analysis.pairs.align import align
from articles.analysis.pairs.reuse import reuse
from articles.analysis.reading import read
from articles.analysis.stories.sayings import sayings
from articles.analysis.stories.tellings import Pair, Place, Telling, Tellings
from articles.analysis.stories.utterances import find_utterances
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span

HERE = Path(__file__).parent / "utterances"
LOOKED_AT = 6  # stories, the first in order, that the rules were written with
MARK = re.compile(r"\{(\w+)\||\}")
Grouped = Callable[[Tellings], Iterator[Sequence[Place]]]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A story; `labels` are the utterances by their labels, as article and stretch."""

    name: str
    tellings: Tellings
    labels: tuple[tuple[str, int, Span], ...]


def stories() -> Iterator[Labelled]:
    for path in sorted(HERE.glob("*.txt")):
        parts = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        marked = [part.split("\n", 1) for part in parts]
        texts = [_unmarked(text) for _, text in marked]
        told = [
            _telling(n, outlet, text)
            for n, ((outlet, _), (text, _)) in enumerate(zip(marked, texts, strict=True))
        ]
        pairs = (
            Pair(
                a=a.article, b=b.article, links=align(a.reading, b.reading), reuse=reuse(a.reading, b.reading)
            )
            for a, b in combinations(told, 2)
        )
        yield Labelled(
            name=path.stem,
            tellings=Tellings(tellings=tuple(told), pairs=tuple(pairs)),
            labels=tuple((label, n, span) for n, (_, own) in enumerate(texts) for label, span in own),
        )


def _unmarked(marked: str) -> tuple[str, list[tuple[str, Span]]]:
    text, place, labels = "", 0, []
    open_: list[tuple[str, int]] = []
    for mark in MARK.finditer(marked):
        text += marked[place : mark.start()]
        place = mark.end()
        if mark[1]:
            open_.append((mark[1], len(text)))
        else:
            label, start = open_.pop()
            labels.append((label, Span(start, len(text))))
    return text + marked[place:], labels


def _telling(number: int, outlet: str, text: str) -> Telling:
    reading = read(text)
    return Telling(
        article=number,
        outlet=outlet.strip(),
        headline="",
        published=None,
        agencies=(),
        reading=reading,
        vectors=meaning.encode([sentence.of(text) for sentence in reading.sentences]),
    )


def found(tellings: Tellings) -> Iterator[Sequence[Place]]:
    """Places of one utterance; those of one rendering count as one, by the first."""
    for utterance in find_utterances(tellings).utterances:
        yield [place for one in utterance.renderings for place in one.places]


def same_words(tellings: Tellings) -> Iterator[Sequence[Place]]:
    """The baseline: quotations of which nine in ten words stand in the same order."""
    groups: list[list[tuple[Place, list[str]]]] = []
    for telling in tellings:
        for saying in sayings(telling.reading):
            place = Place(telling.article, saying.sentence, saying.span)
            words = fold_key(saying.span.of(telling.reading.text)).split()
            home = next((g for g in groups if Indel.normalized_similarity(g[0][1], words) >= 0.9), None)
            if home is None:
                home = []
                groups.append(home)
            home.append((place, words))
    return ([place for place, _ in group] for group in groups)


def label_of(story: Labelled, place: Place) -> int | None:
    """The labelled stretch that a place has most of, if that is half of either."""
    best = max(
        range(len(story.labels)),
        key=lambda n: story.labels[n][2].overlap(place.span) if story.labels[n][1] == place.article else 0,
    )
    _, article, span = story.labels[best]
    least = min(len(span), len(place.span)) / 2
    return best if article == place.article and span.overlap(place.span) >= max(1, least) else None


def pairs_of(story: Labelled, groups: Iterator[Sequence[Place]]) -> tuple[set[tuple[int, int]], int]:
    """Pairs of labelled stretches that were put together, and how many pairs had a stretch without label."""
    together: set[tuple[int, int]] = set()
    stray = 0
    for group in groups:
        places = [label_of(story, place) for place in group]
        known = sorted({n for n in places if n is not None})
        together |= set(combinations(known, 2))
        stray += places.count(None) * len(known)
    return together, stray


def score(chosen: Sequence[Labelled], grouped: Grouped) -> tuple[float, float]:
    right = said = wanted = 0
    for story in chosen:
        gold = {
            (a, b)
            for a, b in combinations(range(len(story.labels)), 2)
            if story.labels[a][0] == story.labels[b][0]
        }
        got, stray = pairs_of(story, grouped(story.tellings))
        right, said, wanted = right + len(got & gold), said + len(got) + stray, wanted + len(gold)
    return right / max(1, said), right / max(1, wanted)


def spans(chosen: Sequence[Labelled]) -> float:
    hits = total = 0
    for story in chosen:
        places = [
            Place(t.article, saying.sentence, saying.span)
            for t in story.tellings
            for saying in sayings(t.reading)
        ]
        seen = {label_of(story, place) for place in places}
        hits, total = hits + len(seen - {None}), total + len(story.labels)
    return hits / total


def show(story: Labelled) -> None:
    for group in found(story.tellings):
        labels = [label_of(story, place) for place in group]
        print("  ", [story.labels[n][0] if n is not None else "-" for n in labels])
        for place in group:
            print("      ", place.article, place.span.of(story.tellings[place.article].reading.text))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--shown", action="store_true", help="print what was put together")
    shown = arguments.parse_args().shown
    every = list(stories())
    for name, chosen in (("looked at", every[:LOOKED_AT]), ("only measured", every[LOOKED_AT:])):
        if shown:
            for story in chosen:
                print(story.name)
                show(story)
        print(f"{name}: {len(chosen)} stories, spans {spans(chosen):.3f}")
        for method, grouped in (("utterances", found), ("same words", same_words)):
            precision, recall = score(chosen, grouped)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            print(f"  {method}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
