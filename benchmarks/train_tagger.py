"""Trains the tagger of Arabic names, or measures it by cross-validation, on tokens with B-, I- and O labels.

    python -m benchmarks.train_tagger ../shared/data/ner/anercorp-train.tsv             # train
    python -m benchmarks.train_tagger ../shared/data/ner/anercorp-train.tsv --measure   # five folds

Writes articles/analysis/words/tagger/names_ar.crfsuite, learnt from ANERcorp (Benajiba, Rosso and Benedí Ruiz
2007, CC BY-SA 4.0). ANERcorp leaves the type out of names («مدينة» before a city) and does not mark armies,
ministries or facilities; for training its labels are given our extents, for measuring our names are given
its extents and what it does not mark is left out. Folds are five stretches of the corpus in its order, so
that no story is on both sides.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from articles.analysis.names import entities, repetition, tagger, voices
from articles.analysis.names.composition import heads
from articles.analysis.names.found import Found, Scene
from articles.analysis.text.chain import Chain
from articles.analysis.text.clitics import splits
from articles.analysis.text.gazetteer import Kind

FOLDS = 5
BLOCK = 400  # tokens read as one text, up to the next full stop
SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 110, "feature.minfreq": 2}
FIRM = ("gazetteer", "type_word", "composed", "institution", "ministry", "actor_of_country")
NOT_MARKED = ("actor_of_country", "ministry", "institution")
LABELS = tagger.LABELS | {Kind.FACILITY: "LOC"}

Name = tuple[int, int, str]


@dataclass(frozen=True, kw_only=True)
class Text:
    """A block of the corpus with what the rules find in it, and the label of each word."""

    scene: Scene
    found: list[Found]
    labels: list[str]


def read(path: Path) -> Iterator[Text]:
    rows = [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8")]
    tokens: list[tuple[str, str]] = []
    for token, label in (row for row in rows if len(row) == 2):
        tokens.append((token, "O" if label.endswith("MISC") else label))
        if len(tokens) >= BLOCK and token == ".":
            yield read_block(tokens)
            tokens = []
    if tokens:
        yield read_block(tokens)


def read_block(tokens: Sequence[tuple[str, str]]) -> Text:
    scene = entities.read_scene(" ".join(token for token, _ in tokens), language="ar")
    ends = [len(tokens[0][0])]
    for token, _ in tokens[1:]:
        ends.append(ends[-1] + 1 + len(token))
    labels: list[str] = []
    place, before = 0, -1
    for word in scene.words:
        while ends[place] <= scene.written.folded.at[word.at]:
            place += 1
        labels.append(continued(tokens[place][1], labels[-1:], within=place == before))
        before = place
    return Text(scene=scene, found=entities.find_by_rules(scene), labels=labels)


def continued(label: str, before: Sequence[str], *, within: bool) -> str:
    """The label of a word: I- within a token or after its own kind, B- where a name starts."""
    if label == tagger.OUTSIDE:
        return label
    inside = (within or label.startswith("I")) and before and before[0][2:] == label[2:]
    return f"{'I' if inside else 'B'}-{label[2:]}"


def our_extents(text: Text) -> list[str]:
    """The labels with the words that our rules count as part of a name: «مدينة», «المكرمة»."""
    names = [_with_type(text.scene, name) for name in tagger.stretches(text.labels)]
    for found in text.found:
        label = LABELS.get(found.entity.kind)
        over = [name for name in names if name[0] < found.last and found.first < name[1]]
        covered = all(found.first <= first and last <= found.last for first, last, _ in over)
        if found.rule.startswith(FIRM) and covered and label in {name[2] for name in over}:
            names = [name for name in names if name not in over] + [(found.first, found.last, str(label))]
    labels = [tagger.OUTSIDE] * len(text.labels)
    for first, last, label in sorted(names):
        labels[first:last] = [f"B-{label}"] + [f"I-{label}"] * (last - first - 1)
    return labels


def _with_type(scene: Scene, name: Name) -> Name:
    first, last, label = name
    for length in (2, 1):
        start = first - length
        if start >= 0 and scene.joined(first):
            rest = [word.form for word in scene.words[start + 1 : first]]
            phrases = (" ".join([form, *rest]) for _, form in splits(scene.words[start].form))
            kinds = {heads()[phrase].kind for phrase in phrases if phrase in heads()}
            if label in {LABELS.get(kind) for kind in kinds} and label != "PERS":
                return start, last, label
    return name


def train(texts: Sequence[Text], path: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for text in texts:
        labels, marks = our_extents(text), tagger.rule_marks(text.scene, text.found)
        for first, last in tagger.sentences(text.scene):
            trainer.append(tagger.features(text.scene, marks, first, last), labels[first:last])
    trainer.train(str(path))


def names_of(text: Text, found: Sequence[Found]) -> set[Name]:
    """What was found, in the corpus's own terms: without types, and without what it does not mark."""
    return {
        (_past_type(text.scene, name), name.last, tagger.LABELS[name.entity.kind])
        for name in found
        if name.entity.kind in tagger.LABELS and not name.rule.startswith(NOT_MARKED)
    }


def _past_type(scene: Scene, name: Found) -> int:
    first = name.first
    while name.entity.kind is not Kind.PERSON and name.last - first > 1 and _is_type(scene, first):
        first += 1
    return first


def _is_type(scene: Scene, index: int) -> bool:
    typed = any(form in heads() for _, form in splits(scene.words[index].form))
    return typed and scene.words[index + 1].form != "الله"


def spoken(text: Text, model: Chain) -> dict[str, set[Name]]:
    """What each voice finds in a text: the rules, the tagger, and both together."""
    tags = tagger.tag(text.scene, text.found, model)
    alone = [voices.as_found(text.scene, name) for name in tags.names]
    return {
        "rules": names_of(text, text.found),
        "tagger": names_of(text, alone),
        "together": names_of(
            text, repetition.settle(text.scene, entities.hear_both(text.scene, text.found, tags))
        ),
    }


def measure(texts: Sequence[Text]) -> None:
    right: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    wanted: Counter[str] = Counter()
    for fold in range(FOLDS):
        low, high = fold * len(texts) // FOLDS, (fold + 1) * len(texts) // FOLDS
        with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
            train([*texts[:low], *texts[high:]], Path(file.name))
            model = tagger.load(Path(file.name))
            for text in texts[low:high]:
                gold = set(tagger.stretches(text.labels))
                wanted.update(label for _, _, label in gold)
                for voice, names in spoken(text, model).items():
                    found.update((voice, label) for _, _, label in names)
                    right.update((voice, label) for _, _, label in names & gold)
    for voice in ("rules", "tagger", "together"):
        report(voice, right, found, wanted)


def report(
    voice: str, right: Counter[tuple[str, str]], found: Counter[tuple[str, str]], wanted: Counter[str]
) -> None:
    for label, labels in (*((k, [k]) for k in tagger.KINDS), ("all", list(tagger.KINDS))):
        r, f, w = (
            sum(c) for c in zip(*((right[voice, k], found[voice, k], wanted[k]) for k in labels), strict=True)
        )
        print(f"{voice:9} {label:5} precision {r / f:.3f} recall {r / w:.3f} F1 {2 * r / (f + w):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--measure", action="store_true", help="cross-validate and write nothing")
    options = parser.parse_args()
    texts = list(read(options.corpus))
    if options.measure:
        measure(texts)
    else:
        train(texts, tagger.MODEL)


if __name__ == "__main__":
    main()
