"""Vectors of meaning."""

import numpy as np
import pytest

from articles.analysis.pairs import meaning
from articles.analysis.pairs.meaning import encode


def test_it_gives_one_unit_vector_a_text() -> None:
    vectors = encode(["صباح الخير", "", "Good evening", "🚀"])
    assert vectors.shape == (4, 512)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=0.01)


def test_it_gives_no_vectors_for_no_texts() -> None:
    assert encode([]).shape == (0, 512)


def test_it_finds_the_translation_nearest() -> None:
    arabic = ["ضرب زلزال قوي جنوب البلاد", "فاز الفريق بكأس البطولة", "ارتفع سعر الخبز مرتين"]
    english = ["The price of bread rose twice", "A strong earthquake hit the south", "The team won the cup"]
    assert (encode(arabic) @ encode(english).T).argmax(axis=1).tolist() == [1, 2, 0]


def test_it_answers_alike_when_asked_again_and_in_other_company() -> None:
    once = encode(["نشرة الأخبار"])
    assert encode(["شيء آخر", "نشرة الأخبار", "نشرة الأخبار"])[1:] == pytest.approx(np.vstack([once, once]))


def test_it_forgets_the_oldest_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_REMEMBERED", 2)
    monkeypatch.setattr(meaning, "_latest", {})
    encode(["one"]), encode(["two"]), encode(["three"])
    assert list(meaning._latest) == ["two", "three"]
    assert encode(["four", "five", "six"]).shape == (3, 512)


def test_it_reads_a_very_long_text() -> None:
    assert encode(["كلمة " * 20_000]).shape == (1, 512)
