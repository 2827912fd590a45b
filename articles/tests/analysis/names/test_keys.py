"""Names across spellings and scripts."""

from pathlib import Path

import pytest
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from articles.analysis.names.keys import name_keys, name_similarity, skeleton

EVALUATION = Path(__file__).parents[5] / "shared" / "data" / "names" / "ar2en-eval.txt"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("كيم جونغ أون", "Kim Jong Un"),
        ("كيم جونغ-أون", "Kim Jong-un"),
        ("بوتين", "Putin"),
        ("بوتين", "Poutine"),
        ("شويغو", "شويجو"),
        ("شويغو", "Shoigu"),
        ("غاغارين", "جاجارين"),
        ("ماكرون", "Macron"),
    ],
)
def test_it_gives_spellings_of_one_name_the_same_skeleton(a: str, b: str) -> None:
    assert skeleton(a) == skeleton(b)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("بكين", "Peking", "Kin"),
        ("بوتين", "Putin", "Biden"),
        ("كيم جونغ أون", "Kim Jong Un", "Kim Jong Il"),
        ("Poutine", "Putin", "Biden"),
        ("شويجو", "شويغو", "شولتس"),
        ("موسكو", "Moscow", "Musk"),
    ],
)
def test_it_finds_the_right_name_more_alike(name: str, right: str, wrong: str) -> None:
    assert name_similarity(name, right) > name_similarity(name, wrong)


@pytest.mark.parametrize(
    ("a", "b"), [("كيم جونغ-أون", "كيم جونغ اون"), ("Kim Jong-un", "kim jong un"), ("بُوتيـن", "بوتين")]
)
def test_it_takes_folded_spellings_for_equal(a: str, b: str) -> None:
    assert name_keys(a) & name_keys(b)
    assert name_similarity(a, b) == 1.0


@pytest.mark.parametrize("odd", ["", " ", "؟", "\u200f", "🙂", "ء" * 500])
def test_it_survives_what_is_no_name(odd: str) -> None:
    assert 0.0 <= name_similarity(odd, "Putin") <= 1.0
    assert isinstance(skeleton(odd), str)


def test_it_ranks_the_english_form_of_an_arabic_name_first() -> None:
    if not EVALUATION.is_file():
        pytest.skip("the pairs of names are not beside this checkout")
    rows = EVALUATION.read_text(encoding="utf-8").splitlines()
    pairs = [(row.split("\t")[0], row.split("\t")[1]) for row in rows]
    candidates = sorted({english for _, english in pairs})
    skeletons = [skeleton(candidate) for candidate in candidates]
    sample = pairs[::12]
    right = sum(_first(arabic, candidates, skeletons) == english for arabic, english in sample)
    assert right / len(sample) >= 0.9


def _first(arabic: str, candidates: list[str], skeletons: list[str]) -> str:
    near = process.extract(skeleton(arabic), skeletons, scorer=Levenshtein.normalized_similarity, limit=40)
    return max((candidates[i] for *_, i in near), key=lambda english: name_similarity(arabic, english))
