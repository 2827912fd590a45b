"""The trained tagger by itself."""

from concurrent.futures import ThreadPoolExecutor

import pycrfsuite
import pytest

from articles.analysis.names import tagger
from articles.analysis.names.entities import find_by_rules, read_scene
from articles.analysis.text.gazetteer import Kind


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ("", []),
        ("O O", []),
        ("B-PERS I-PERS O", [(0, 2, "PERS")]),
        ("B-LOC B-LOC", [(0, 1, "LOC"), (1, 2, "LOC")]),
        ("B-LOC I-ORG", [(0, 1, "LOC"), (1, 2, "ORG")]),
        ("O I-PERS I-PERS", [(1, 3, "PERS")]),
    ],
)
def test_it_reads_names_from_labels(labels: str, names: list[tuple[int, int, str]]) -> None:
    assert list(tagger.stretches(labels.split())) == names


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("", []),
        ("كلمة", [1]),
        ("جملة أولى. جملة ثانية؟ ثالثة", [2, 2, 1]),
        ("سطر أول\nسطر ثان", [2, 2]),
        ("كلمة " * 300, [120, 120, 60]),
    ],
)
def test_it_reads_sentence_by_sentence(text: str, lengths: list[int]) -> None:
    scene = read_scene(text, language="ar")
    assert [last - first for first, last in tagger.sentences(scene)] == lengths


def test_it_marks_what_the_rules_found() -> None:
    scene = read_scene("زار بوتين مدينة كورسك أمس", language="ar")
    marks = tagger.rule_marks(scene, find_by_rules(scene))
    assert marks == ["", "B:person:gazetteer", "B:place:type_word", "I:place:type_word", ""]


def test_it_sees_every_word_of_a_sentence() -> None:
    scene = read_scene("وصل، أمس، إلى القاهرة", language="ar")
    rows = tagger.features(scene, ["", "", "", "B:place:gazetteer"], 0, 4)
    assert len(rows) == 4
    assert {"w=امس", "g0=،", "-1b=وصل", "r2=B:place:gazetteer"} <= set(rows[1])
    assert {"edge-1", "edge-2"} <= set(rows[0])


def test_it_gives_probabilities() -> None:
    scene = read_scene("وقال أوستاب كورنيتشوك للصحفيين في كييف إنه متفائل.", language="ar")
    tags = tagger.tag(scene, find_by_rules(scene), tagger.load())
    assert Kind.PERSON in {name.kind for name in tags.names}
    assert all(0 <= name.probability <= 1 for name in tags.names)
    assert all(0 <= outside <= 1 for outside in tags.outside.values())


def test_it_says_the_same_in_several_threads() -> None:
    texts = [
        f"وقال أوستاب كورنيتشوك {word} في كييف إنه متفائل." for word in ("أمس", "للصحفيين", "غاضبا")
    ] * 20
    scenes = [read_scene(text, language="ar") for text in texts]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda scene: tagger.tag(scene, [], tagger.load()), scenes))
    assert together == [tagger.tag(scene, [], tagger.load()) for scene in scenes]


@pytest.mark.parametrize("text", ["", "؟!", "\u200f\u202b", "😀", "abc 123", "ـــ"])
def test_it_bears_texts_without_names(text: str) -> None:
    scene = read_scene(text, language="ar")
    assert tagger.tag(scene, [], tagger.load()).names == ()


def test_it_says_what_crfsuite_says() -> None:
    text = (
        "وقال أوستاب كورنيتشوك للصحفيين في كييف إنه متفائل. زار محمد العامري، وزير الري، بلدة «الخضراء»"
        " يوم 3 مايو!\nعاد ـــ الوفد إلى شركة نورتك العالمية 😀 وقَالَ Anna Berg إن مَطَارَ بيشكور مغلق\u200f، لا"
    )
    scene = read_scene(f"{text} {'في مدينة ترانو ' * 50}. لا", language="ar")
    found = find_by_rules(scene)
    marks, crfsuite = tagger.rule_marks(scene, found), pycrfsuite.Tagger()
    crfsuite.open(str(tagger.MODEL))
    names: list[tuple[int, int, Kind]] = []
    sure: list[float] = []
    outside: dict[int, float] = {}
    for first, last in tagger.sentences(scene):
        crfsuite.set(tagger.features(scene, marks, first, last))
        labels = crfsuite.tag()  # before any marginal: Viterbi spoils what those are computed from
        outside |= {i: crfsuite.marginal("O", i - first) for i in range(first, last) if marks[i]}
        for a, b, label in tagger.stretches(labels):
            sure.append(min(crfsuite.marginal(labels[i], i) for i in range(a, b)))
            names.append((first + a, first + b, tagger.KINDS[label]))
    tags = tagger.tag(scene, found, tagger.load())
    assert len(names) > 3
    assert [(name.first, name.last, name.kind) for name in tags.names] == names
    assert [name.probability for name in tags.names] == pytest.approx(sure)
    assert tags.outside == pytest.approx(outside)
