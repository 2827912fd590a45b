"""Terms become queries that Postgres understands, and what they match has places."""

import pytest

from articles.search import parse, phrases, words_of


def test_words_of_a_group_are_alternatives_and_phrases_keep_their_order() -> None:
    words = words_of(parse("port OR «deep tunnel» -boat"))
    (wanted,), (excluded,) = words.wanted, words.excluded
    assert wanted.terms.tsquery == "(('deep') <-> ('tunnel')) | (('port'))"
    assert wanted.terms.loose == "(('deep') & ('tunnel')) | (('port'))"
    assert not wanted.is_loose and excluded.is_loose


@pytest.mark.parametrize(
    ("typed", "as_one"), [("peace-making", "peacemak"), ("F-35", "f35"), ("U.N.", "un"), ("U.N.", "u.n")]
)
def test_a_compound_is_also_looked_for_as_one_word(typed: str, as_one: str) -> None:
    (wanted,) = words_of(parse(typed)).wanted
    assert as_one in wanted.terms.lexemes


def test_initials_are_never_looked_for_as_a_function_word() -> None:
    (wanted,) = words_of(parse("U.S.")).wanted
    assert "us" not in wanted.terms.lexemes and "u.s" in wanted.terms.lexemes


def test_function_words_count_only_where_nothing_else_was_typed() -> None:
    assert len(words_of(parse("من في الميناء")).wanted) == 1
    assert len(words_of(parse("من في")).wanted) == 2
    assert len(words_of(parse("«من» الميناء")).wanted) == 2
    assert not words_of(parse("-الميناء")).wanted


def test_letters_are_looked_for_apart() -> None:
    (wanted,) = words_of(parse('="أنقرة الآن"')).wanted
    assert not wanted.terms and wanted.forms.tsquery == "(('أنقرة') <-> ('الآن'))"


def test_a_phrase_stands_where_its_words_follow_each_other() -> None:
    found = phrases(["deep tunnel"])
    assert list(found.places({"deep": [1, 5, 9], "tunnel": [3, 6, 10]})) == [(5, 6), (9, 10)]
    assert not list(found.places({"deep": [1]}))


def test_a_text_of_function_words_is_no_phrase() -> None:
    assert not phrases(["من", "ك", ""])
