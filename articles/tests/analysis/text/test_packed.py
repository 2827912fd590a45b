"""Dictionaries that are only looked up."""

import sys

import pytest

from articles.analysis.text.packed import PackedMap, PackedSet

WORDS = {"كتب": "كتاب", "مكاتب": "مكتب", "books": "book", "و": "", "كُتُب": "كتاب", "📚": "كتاب"}


def test_it_answers_as_a_dict_does() -> None:
    packed = PackedMap(WORDS)
    assert dict(packed) == WORDS
    assert len(packed) == len(WORDS)
    assert packed.get("كتب") == "كتاب"
    assert "كتب" in packed


@pytest.mark.parametrize("word", ["", "كتبت", "كت", "book", "\u202bكتب"])
def test_it_does_not_know_what_it_was_not_given(word: str) -> None:
    packed = PackedMap(WORDS)
    assert packed.get(word) is None
    assert word not in packed
    assert word not in PackedSet(list(WORDS))
    with pytest.raises(KeyError):
        packed[word]


def test_it_may_be_empty() -> None:
    assert not PackedMap({})
    assert list(PackedMap({})) == []
    assert "كتب" not in PackedSet([])


def test_its_words_are_all_found_among_many() -> None:
    many = {f"كلمة{number}": f"جذر{number // 7}" for number in range(5000)}
    packed, words = PackedMap(many), PackedSet(list(many))
    assert all(packed[word] == meant and word in words for word, meant in many.items())
    assert len(words) == len(many)


def test_it_takes_less_memory_than_a_dict() -> None:
    many = {f"كلمة{number}": f"جذر{number // 7}" for number in range(5000)}
    held = sum(map(sys.getsizeof, vars(PackedMap(many)).values()))
    assert held * 5 < sys.getsizeof(many) + sum(sys.getsizeof(word) + 60 for word in many)
