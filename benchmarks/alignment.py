"""Fit and measure the alignment of articles by sentences linked by hand.

    python -m benchmarks.alignment fit   EVAL DATA     prints the models for articles/analysis/pairs/align.py
    python -m benchmarks.alignment score EVAL DATA     measures those models, baselines beside them

EVAL holds gold/clean.json and gold/links.json (see its README.md), DATA corpus/ant-*.jsonl.gz. Links of other
pairs, made for this project, are in benchmarks/links/. The fit is checked by leaving each pair out.
"""

import argparse
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

try:
    import collatex  # GPL: only measured against, where somebody has installed it
except ImportError:
    collatex = None

from articles.analysis.pairs import align, meaning
from articles.analysis.pairs.similarity import Likeness, Matrix, compare
from articles.analysis.reading import Reading, read
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span

HERE = Path(__file__).parent
MEASURES = tuple(field.name for field in fields(Likeness) if field.type is Matrix and field.name != "covered")
LONGEST = 3000  # letters of an unlinked article that are read
ENDS = '.!?؟»”"؛'
STRONG = ("copy", "same", "conflict")
BANDS = (0.3, 0.5, 0.65, 0.8, 0.9, 1.01)
UNLINKED_COUNT = 1.0  # of an example: readers compare articles of one story, and rarely others
RIDGE = 3.0  # strong, for few examples: about as much as three sentence pairs say against each measure


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """Two readings and the relation of each linked pair of sentences, by index."""

    group: str
    name: str
    a: Reading
    b: Reading
    links: dict[tuple[int, int], str]
    likeness: Likeness

    def truth(self) -> NDArray[np.float64]:
        wanted = np.zeros(self.likeness.words.shape)
        for place in self.links:
            wanted[place] = 1
        return wanted

    def measures(self) -> NDArray[np.float64]:
        """One row for each pair of sentences, one column for each measure."""
        return np.stack([getattr(self.likeness, name).ravel() for name in MEASURES], axis=1).astype(float)


def make_pair(group: str, name: str, a: Reading, b: Reading, links: dict[tuple[int, int], str]) -> Pair:
    return Pair(group=group, name=name, a=a, b=b, links=links, likeness=compare(a, b, encode=meaning.encode))


def gold_pairs(evaluation: Path) -> Iterator[Pair]:
    """The given pairs, in the gold's own sentences."""
    clean, links = (json.loads((evaluation / f"gold/{name}.json").read_text()) for name in ("clean", "links"))
    readings = {key: _read_units(article["units"]) for key, article in clean.items()}
    for name, wanted in links.items():
        a, b = name.split("-")
        (reading_a, ids_a), (reading_b, ids_b) = readings[a], readings[b]
        found = {(ids_a.index(link["a"]), ids_b.index(link["b"])): link["label"] for link in wanted}
        yield make_pair("gold", name, reading_a, reading_b, found)


def _read_units(units: list[dict[str, str]]) -> tuple[Reading, list[str]]:
    text, spans = "", {}
    for unit in units:
        spans[unit["id"]] = Span(len(text), len(text) + len(unit["text"]))
        text += unit["text"] + "\n\n"
    sentences = {unit["id"]: spans[unit["id"]] for unit in units if unit["kind"] == "sentence"}
    return replace(read(text), sentences=tuple(sentences.values())), list(sentences)


def ant_pairs(articles: dict[str, str]) -> Iterator[Pair]:
    for row in json.loads((HERE / "links/ant.json").read_text()):
        a, b = read(articles[row["a"]]), read(articles[row["b"]])
        links = {(_at(a, i), _at(b, j)): relation for i, j, relation in row["links"]}
        yield make_pair("ant", row["a"], a, b, links)


def unlinked_pairs(arabic: Sequence[str], english: Sequence[str]) -> Iterator[Pair]:
    """Articles on different matters, some of the same kind: whatever is linked in them is wrong."""
    readings = [read(text[:LONGEST]) for text in (*arabic, *english)]
    for a, b in pairwise(readings):
        group = "unlinked" if a.language == b.language else "unlinked across"
        yield make_pair(group, "", a, b, {})


def json_lines(data: Path, pattern: str) -> Iterator[dict[str, str]]:
    for path in sorted(data.glob(pattern)):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _at(reading: Reading, position: int) -> int:
    return next(n for n, sentence in enumerate(reading.sentences) if position < sentence.end)


def sample_pairs() -> Iterator[Pair]:
    """Arabic-English pairs of our sample, their headings and page furniture left out."""
    for row in json.loads((HERE / "links/sample.json").read_text()):
        a, b = (_read_sample(HERE.parent / "sample" / row[side]) for side in "ab")
        links = {(_at(a, a.text.index(i)), _at(b, b.text.index(j))): label for i, j, label in row["links"]}
        yield make_pair("sample", f"{row['a'][:2]}-{row['b'][:2]}", a, b, links)


def _read_sample(path: Path) -> Reading:
    reading = read(path.read_text(encoding="utf-8"))
    ended = tuple(s for s in reading.sentences if s.of(reading.text)[-1] in ENDS)
    return replace(reading, sentences=ended)


def fit(pairs: Sequence[Pair]) -> align.Model:
    """Ridge logistic regression by Newton's method, each measure scaled to unit deviation for the ridge."""
    rows = np.concatenate([pair.measures() for pair in pairs])
    truth = np.concatenate([pair.truth().ravel() for pair in pairs])
    counts = np.concatenate(
        [np.full(pair.truth().size, 1 if pair.links else UNLINKED_COUNT) for pair in pairs]
    )
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    deviation[deviation == 0] = np.inf  # letters across scripts: no evidence either way
    design = np.hstack([(rows - mean) / deviation, np.ones((len(rows), 1))])
    ridge = np.diag([RIDGE] * len(MEASURES) + [1e-6])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (counts * (chance - truth)) + ridge @ weights
        curve = (design * (counts * chance * (1 - chance))[:, None]).T @ design + ridge
        weights -= np.linalg.solve(curve, slope)
    scaled = weights[:-1] / deviation
    values = dict(zip(MEASURES, map(float, scaled), strict=True))
    present = align.model_for(pairs[0].a, pairs[0].b)
    return replace(present, constant=float(weights[-1] - scaled @ mean), **values)


def precision_recall_f1(found: int, wanted: int, right: int) -> tuple[float, float, float]:
    precision, recall = right / max(1, found), right / max(1, wanted)
    return precision, recall, 2 * right / max(1, found + wanted)


def measure(pairs: Sequence[Pair], scores: Sequence[Matrix], threshold: float) -> str:
    found = sum(int((score >= threshold).sum()) for score in scores)
    wanted = sum(len(pair.links) for pair in pairs)
    right = sum(
        int(score[place] >= threshold)
        for pair, score in zip(pairs, scores, strict=True)
        for place in pair.links
    )
    precision, recall, f1 = precision_recall_f1(found, wanted, right)
    return f"any f1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}, {found} for {wanted})"


def best_threshold(pairs: Sequence[Pair], scores: Sequence[Matrix]) -> str:
    """The best figure a threshold chosen afterwards can give: orientation, not a result."""
    levels = np.unique(np.concatenate([score.ravel() for score in scores]))[-400:]
    return max(measure(pairs, scores, float(level)) for level in levels)


def strong(pairs: Sequence[Pair]) -> str:
    """Whether a link said to be strong is a strong one."""
    found = wanted = right = 0
    for pair in pairs:
        said = {(link.a, link.b) for link in align.align(pair.a, pair.b) if link.relation in STRONG}
        meant = {place for place, relation in pair.links.items() if relation in STRONG}
        found, wanted, right = found + len(said), wanted + len(meant), right + len(said & meant)
    return "strong f1 {2:.3f} (precision {0:.3f}, recall {1:.3f})".format(
        *precision_recall_f1(found, wanted, right)
    )


def calibration(pairs: Sequence[Pair], scores: Sequence[Matrix]) -> str:
    """How many of the links at a score are right."""
    score = np.concatenate([matrix.ravel() for matrix in scores])
    truth = np.concatenate([pair.truth().ravel() for pair in pairs])
    chosen = [(low, high, (score >= low) & (score < high)) for low, high in pairwise(BANDS)]
    return ", ".join(
        f"{low}: {truth[band].mean():.2f} of {band.sum()} (said {score[band].mean():.2f})"
        for low, high, band in chosen
        if band.any()
    )


def recalibrated(pairs: Sequence[Pair], scores: Sequence[Matrix]) -> str:
    """Brier score of the links as scored, and after Platt's and isotonic calibration on the other pairs."""
    least = align.model_for(pairs[0].a, pairs[0].b).threshold
    linked = [(score >= least).ravel() for score in scores]
    said = [score.ravel()[chosen] for score, chosen in zip(scores, linked, strict=True)]
    truth = [pair.truth().ravel()[chosen] for pair, chosen in zip(pairs, linked, strict=True)]
    errors: dict[str, list[float]] = {"as scored": [], "Platt": [], "isotonic": []}
    for n, own in enumerate(said):
        others, right = (np.concatenate([*each[:n], *each[n + 1 :]]) for each in (said, truth))
        platt = LogisticRegression(C=10).fit(_odds(others), right)
        isotonic = IsotonicRegression(out_of_bounds="clip").fit(others, right)
        for name, chance in (
            ("as scored", own),
            ("Platt", platt.predict_proba(_odds(own))[:, 1]),
            ("isotonic", isotonic.predict(own)),
        ):
            errors[name] += list((chance - truth[n]) ** 2)
    return ", ".join(f"{name} {np.mean(found):.3f}" for name, found in errors.items())


def _odds(chance: NDArray[np.float32]) -> NDArray[np.float64]:
    """Logarithms of odds, one column."""
    sure = np.clip(chance.astype(float), 1e-6, 1 - 1e-6)
    return np.log(sure / (1 - sure)).reshape(-1, 1)


def by_group(pairs: Sequence[Pair]) -> dict[str, list[int]]:
    return {
        g: [n for n, p in enumerate(pairs) if p.group == g] for g in dict.fromkeys(p.group for p in pairs)
    }


def left_out(pairs: Sequence[Pair]) -> list[Matrix]:
    """Scores of each pair by a model fitted on all others."""
    models = [fit([other for other in pairs if other is not pair]) for pair in pairs]
    return [model.probability(pair.likeness) for model, pair in zip(models, pairs, strict=True)]


def by_difflib(pair: Pair) -> Matrix:
    """The ratio of the standard library's SequenceMatcher over folded words."""
    words_a, words_b = (
        [fold_key(sentence.of(reading.text)).split() for sentence in reading.sentences]
        for reading in (pair.a, pair.b)
    )
    ratios = [
        [SequenceMatcher(None, one, other, autojunk=False).ratio() for other in words_b] for one in words_a
    ]
    return np.array(ratios, dtype=np.float32)


def by_collatex(pair: Pair) -> Matrix:
    """The share of two sentences' words that CollateX puts in one place when it collates the articles."""
    witnesses = [
        {"id": name, "tokens": _collated(reading)} for name, reading in (("a", pair.a), ("b", pair.b))
    ]
    table = collatex.collate({"witnesses": witnesses}, output="table", segmentation=False)
    together = np.zeros(pair.likeness.words.shape, dtype=np.float32)
    for column in table.columns:
        tokens = column.tokens_per_witness
        if {"a", "b"} <= tokens.keys():
            one, other = (tokens[name][0].token_data for name in "ab")
            if one["n"] == other["n"]:
                together[one["sentence"], other["sentence"]] += 1
    sizes = [np.bincount([t["sentence"] for t in each["tokens"]], minlength=1) for each in witnesses]
    return 2 * together / np.maximum(1, sizes[0][:, None] + sizes[1][None, :])


def _collated(reading: Reading) -> list[dict[str, str | int]]:
    return [
        {"t": word + " ", "n": word, "sentence": number}
        for number, sentence in enumerate(reading.sentences)
        for word in fold_key(sentence.of(reading.text)).split()
    ]


BASELINES: dict[str, Callable[[Pair], Matrix]] = {
    "difflib": by_difflib,
    "letters alone": lambda pair: pair.likeness.letters,
    "words alone": lambda pair: pair.likeness.words,
    "encoder alone": lambda pair: pair.likeness.meaning,
} | ({"CollateX": by_collatex} if collatex else {})


def report(title: str, pairs: Sequence[Pair], scores: Sequence[Matrix]) -> None:
    told = measure(pairs, scores, align.model_for(pairs[0].a, pairs[0].b).threshold)
    print(f"{title}: {len(pairs)} pairs, {told}; best threshold {best_threshold(pairs, scores)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=("fit", "score"))
    parser.add_argument("evaluation", type=Path)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    articles = {row["id"]: row["text"] for row in json_lines(options.data, "corpus/ant-*.jsonl.gz")}
    stories = {row["story"]: row["text"] for row in json_lines(options.data, "clustering/ecbplus-*.jsonl.gz")}
    arabic, english = list(articles.values())[::1200], list(stories.values())[:20]
    across = [text for both in zip(arabic, english, strict=False) for text in both]
    within = [*gold_pairs(options.evaluation), *ant_pairs(articles), *unlinked_pairs(arabic, english)]
    between = [*sample_pairs(), *unlinked_pairs(across, [])]
    for name, pairs in (("SAME_LANGUAGE", within), ("ACROSS_LANGUAGES", between)):
        model = fit(pairs) if options.task == "fit" else getattr(align, name)
        scores = left_out(pairs) if options.task == "fit" else [model.probability(p.likeness) for p in pairs]
        print(f"\n{name}: {model}")
        for group, members in by_group(pairs).items():
            some = [pairs[n] for n in members]
            report(f"  {group}", some, [scores[n] for n in members])
            if not any(pair.links for pair in some):
                continue
            own = [scores[n] for n in members]
            print(f"    {strong(some)}; right at score: {calibration(some, own)}")
            if len(some) > 1:
                print(f"    Brier score of links: {recalibrated(some, own)}")
            for baseline, score in BASELINES.items():
                best = best_threshold(some, [score(pair) for pair in some])
                print(f"    {baseline}: best threshold {best}")


if __name__ == "__main__":
    main()
