"""Measures of how alike sentences are."""

import numpy as np
import pytest

from articles.analysis.pairs.meaning import encode
from articles.analysis.pairs.similarity import compare
from articles.analysis.reading import read

ONE = "أغلقت البلدية الجسر الحديدي أمام الشاحنات. وهطلت الأمطار غزيرة على السهل. ثم عاد الهدوء."
OTHER = "أعلنت البلدية إغلاق الجسر الحديدي. وهطلت الأمطار غزيرة على السهل."


def test_it_measures_every_sentence_of_one_against_every_one_of_the_other() -> None:
    likeness = compare(read(ONE), read(OTHER), encode=encode)
    for measure in (likeness.words, likeness.covered, likeness.amount, likeness.letters, likeness.standing):
        assert measure.shape == (3, 2)
        assert measure.min() >= 0 and measure.max() <= 1.0001


@pytest.mark.parametrize("name", ["words", "covered", "letters", "meaning"])
def test_it_gives_the_same_sentence_the_highest_measure(name: str) -> None:
    likeness = compare(read(ONE), read(OTHER), encode=encode)
    assert getattr(likeness, name)[1, 1] == pytest.approx(1, abs=0.01)
    assert getattr(likeness, name).argmax() == 3


def test_it_measures_the_same_both_ways() -> None:
    there = compare(read(ONE), read(OTHER), encode=encode)
    back = compare(read(OTHER), read(ONE), encode=encode)
    for name in ("words", "covered", "amount", "letters", "standing"):
        assert np.allclose(getattr(there, name), getattr(back, name).T, atol=1e-4), name


def test_it_matches_terms_as_their_keys_match() -> None:
    likeness = compare(read(ONE), read(OTHER), encode=encode)
    terms_a, terms_b = likeness.terms_a[1], likeness.terms_b[1]
    worth = likeness.match.between(terms_a, terms_b)
    assert np.allclose(np.diag(worth), 1)
