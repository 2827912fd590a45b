"""The words of a text by what they may be read as."""

from articles.analysis.text.written import read_words


def test_it_finds_words_by_all_their_readings() -> None:
    written = read_words("وصل وزير الدفاع، ووزير النفط، إلى دمشق 😀 وبدمشق للوزير X ـــ")
    assert [word.form for word in written.words][:3] == ["وصل", "وزير", "الدفاع"]
    assert written.places(["وزير"]) == [1, 3]
    assert written.places(["دمشق", "الوزير", "وزير"]) == [1, 3, 6, 7, 8]
    assert written.readings["x"] == [9]
    assert "😀" not in written.readings


def test_a_text_without_words_has_no_readings() -> None:
    assert read_words("؟! 😀 \u200f").readings == {}
