"""Attached particles."""

import pytest

from articles.analysis.clitics import splits


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        ("وبوتين", (1, "بوتين")),
        ("لبوتين", (1, "بوتين")),
        ("فموسكو", (1, "موسكو")),
        ("ولموسكو", (2, "موسكو")),
        ("كموسكو", (1, "موسكو")),
        ("بالصين", (1, "الصين")),
        ("للصين", (2, "الصين")),
        ("وللصين", (3, "الصين")),
    ],
)
def test_it_offers_the_rest_without_the_particle(form: str, reading: tuple[int, str]) -> None:
    assert reading in splits(form)


@pytest.mark.parametrize("form", ["بكين", "بوتين", "وارسو", "ليبيا", "كييف", "و", "", "لل"])
def test_it_reads_the_whole_word_first(form: str) -> None:
    assert splits(form)[:1] == (((0, form),) if len(form) > 1 else ())
