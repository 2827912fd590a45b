"""The search box reads what was meant, whatever was typed, and says what it could not read."""

from dataclasses import replace
from datetime import date

import pytest

from articles.search import LONGEST_TEXT, MOST_TERMS, Field, Kind, Query, Term, Trouble, parse, write


def _groups(query: Query) -> list[list[str]]:
    return [[term.text for term in group.alternatives] for group in query.groups]


def _codes(text: str) -> list[str]:
    return [problem.code.value for problem in parse(text).problems]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("ميناء جديد", [["ميناء"], ["جديد"]]),
        ("port AND harbour", [["port"], ["harbour"]]),
        ("+port & harbour", [["port"], ["harbour"]]),
        ("a OR b", [["a", "b"]]),
        ("a or b", [["a"], ["or"], ["b"]]),
        ("أرز أو قمح أو شعير سعر", [["أرز", "قمح", "شعير"], ["سعر"]]),
        ("قمح او شعير", [["قمح", "شعير"]]),
        ("a | b", [["a", "b"]]),
        ("«سد النهر» مصر", [["سد النهر"], ["مصر"]]),
        ("“one two” ”three four“", [["one two"], ["three four"]]),
        ('„one two“ "three four"', [["one two"], ["three four"]]),
        ("‹سد  النهر›", [["سد النهر"]]),
        ("«قال «نعم» ثم مضى» غدا", [["قال «نعم» ثم مضى"], ["غدا"]]),
        ('بـ"القاهرة"', [["بـ"], ["القاهرة"]]),
        ("كَتَبَ، ثم؛ قرأ.", [["كَتَبَ"], ["ثم"], ["قرأ"]]),
        ("1,000 و٢٬٥٠٠", [["1,000"], ["و٢٬٥٠٠"]]),
        ("F-16 الرابعة:", [["F-16"], ["الرابعة"]]),
        ("وزير: لن نستسلم", [["وزير"], ["لن"], ["نستسلم"]]),
        ("https://example.org/a", [["https://example.org/a"]]),
        ("ليس هذا", [["ليس"], ["هذا"]]),
    ],
)  # fmt: skip
def test_words_stand_together_and_or_binds_its_neighbours(text: str, groups: list[list[str]]) -> None:
    assert _groups(parse(text)) == groups
    assert not parse(text).problems


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("كرة -سلة", ["سلة"]),
        ("كرة −سلة", ["سلة"]),
        ("كرة \u200e-سلة", ["سلة"]),
        ("ball NOT basket", ["basket"]),
        ("كرة ليس سلة", ["سلة"]),
        ("كرة -«كرة سلة»", ["كرة سلة"]),
        ('-="Foot"', ["Foot"]),
        ("well-known", []),
    ],
)
def test_a_minus_or_not_excludes_what_follows(text: str, excluded: list[str]) -> None:
    assert [term.text for term in parse(text).excluded] == excluded


@pytest.mark.parametrize("text", ['="أنقرة"', "=أنقرة", "=«أنقرة»"])
def test_an_equals_sign_asks_for_these_very_letters(text: str) -> None:
    (term,) = parse(text).terms
    assert term == Term(text="أنقرة", kind=Kind.EXACT, start=0, end=len(text))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("outlet:bbc", Field.OUTLET, "bbc"),
        ("OUTLET: bbc", Field.OUTLET, "bbc"),
        ('outlet:"BBC News"', Field.OUTLET, "BBC News"),
        ("منبر:«بي بي سي»", Field.OUTLET, "بي بي سي"),
        ("اسم:أنقرة", Field.ENTITY, "أنقرة"),
        ("entity:#12", Field.ENTITY, "#12"),
        ("قصة:٧", Field.STORY, "٧"),
        ("قصه:7", Field.STORY, "7"),
        ("لغة：عربي", Field.LANGUAGE, "عربي"),
        ("وكالة:رويترز", Field.AGENCY, "رويترز"),
        ("من:2024-05-07", Field.FROM, "2024-05-07"),
        ("من: ٢٠٢٤/٥/٧", Field.FROM, "2024-05-07"),
        ("from:2024-05", Field.FROM, "2024-05-01"),
        ("to:2024-02", Field.TO, "2024-02-29"),
        ("الى:2024", Field.TO, "2024-12-31"),
        ("إلى:«7 أيار 2024»", Field.TO, "2024-05-07"),
        ('to:"7 May 2024"', Field.TO, "2024-05-07"),
        ("from:May 2024", Field.FROM, "2024-05-01"),
        ("إلى: ٧ أيار ٢٠٢٤", Field.TO, "2024-05-07"),
        ("to:May 7, 2024", Field.TO, "2024-05-07"),
        ("من:شباط 2024", Field.FROM, "2024-02-01"),
        ("حتى:2/2024", Field.TO, "2024-02-29"),
        ("from:7/5/2024", Field.FROM, "2024-05-07"),
    ],
)
def test_fields_have_arabic_and_english_names(text: str, field: Field, value: str) -> None:
    (condition,) = parse(text).conditions
    assert (condition.field, condition.value, condition.is_excluded) == (field, value, False)
    assert (condition.start, condition.end) == (0, len(text)) and not parse(text).problems


def test_a_field_can_be_excluded_but_a_day_can_not() -> None:
    assert parse("-outlet:bbc").values(Field.OUTLET, excluded=True) == ("bbc",)
    assert parse("ميناء ليس منبر:bbc").values(Field.OUTLET, excluded=True) == ("bbc",)
    assert parse("ليس منبر:bbc").values(Field.OUTLET, excluded=True) == ("bbc",)
    assert _codes("-from:2024") == [Trouble.NO_EXCLUSION]
    assert parse("-from:2024").since == date(2024, 1, 1)


def test_the_days_are_the_narrowest_ones() -> None:
    query = parse("from:2024-01 from:2024-03 to:2024-06 to:2025")
    assert (query.since, query.until) == (date(2024, 3, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("text", "codes", "groups"),
    [
        ('"one two', [Trouble.UNBALANCED_QUOTE], [["one"], ["two"]]),
        ("one« two", [Trouble.UNBALANCED_QUOTE], [["one"], ["two"]]),
        ("one» two", [Trouble.UNBALANCED_QUOTE], [["one"], ["two"]]),
        ('="one two', [Trouble.UNBALANCED_QUOTE], [["one"], ["two"]]),
        ("«»", [Trouble.EMPTY_VALUE], []),
        ("OR", [Trouble.LONE_OPERATOR], []),
        ("AND", [Trouble.NO_WORD], []),
        ("🙂 …", [Trouble.NO_WORD], []),
        ("من:شباط ميناء", [Trouble.BAD_DAY], [["ميناء"]]),
        ("from:13/13/2024", [Trouble.BAD_DAY], []),
        ("«قال «نعم", [Trouble.UNBALANCED_QUOTE] * 2, [["قال"], ["نعم"]]),
        ("a OR", [Trouble.LONE_OPERATOR], [["a"]]),
        ("a OR OR b", [Trouble.LONE_OPERATOR] * 2, [["a"], ["b"]]),
        ("a NOT", [Trouble.LONE_OPERATOR], [["a"]]),
        ("a - b", [Trouble.LONE_OPERATOR], [["a"], ["b"]]),
        ("a OR -b", [Trouble.MIXED_OR], [["a"]]),
        ("a OR outlet:b", [Trouble.MIXED_OR], [["a"]]),
        ("entity:a OR entity:b", [Trouble.MIXED_OR], []),
        ("outlet:a OR outlet:b", [], []),
        ("(a b)", [Trouble.PARENTHESES] * 2, [["a"], ["b"]]),
        ("outlet: ", [Trouble.EMPTY_VALUE], []),
        ("outlet: OR lang: from:2024", [Trouble.EMPTY_VALUE, Trouble.LONE_OPERATOR, Trouble.EMPTY_VALUE], []),
        ("from:yesterday", [Trouble.BAD_DAY], []),
        ("from:2023-02-30", [Trouble.BAD_DAY], []),
        ("to:0000", [Trouble.BAD_DAY], []),
        ("from:2024 to:2023", [Trouble.DAYS_REVERSED], []),
    ],
)
def test_what_cannot_be_read_as_meant_is_said(text: str, codes: list[str], groups: list[list[str]]) -> None:
    assert _codes(text) == codes
    assert _groups(parse(text)) == groups


def test_problems_and_terms_have_their_places_in_what_was_typed() -> None:
    text = '\u202bكَلِمة\u200f «عبارة\u202c ما» "x'
    query = parse(text)
    first, second, third = query.terms
    assert text[first.start : first.end] == "كَلِمة" == first.text
    assert text[second.start : second.end] == "«عبارة\u202c ما»" and second.text == "عبارة ما"
    (problem,) = query.problems
    assert text[problem.start : problem.end] == '"' and third.text == "x"


def test_what_goes_beyond_the_limits_is_left_out_and_said() -> None:
    assert _codes("x" * 10_000) == [Trouble.TOO_LONG]
    assert len(parse("x" * 10_000).terms[0].text) == LONGEST_TEXT
    assert len(parse("a " * 100).terms) == MOST_TERMS
    assert set(_codes("a " * 100)) == {Trouble.TOO_MANY}


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\x00", "\u202e\u2066\u2069", "\ud800", "' | ! & <-> :*", "\\", "%%", "🙂", "ـ", "\u064b"),
        *('"' * 999, "-" * 999, "«" * 500, "(" * 999, "a OR " * 300),
        *("=", "=-=", ":", "::::", "from:", "NOT NOT NOT", "OR أو |", "-=«", "+-+-a"),
    ],
)  # fmt: skip
def test_every_text_has_a_reading(text: str) -> None:
    query = parse(text)
    assert all(any(letter.isalnum() for letter in term.text) for term in (*query.terms, *query.excluded))
    assert parse(write(query, language="en")).problems == ()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "ميناء «سد النهر» أو ترعة -«كرة القدم» ليس سلة =\"أنقرة\"",
        'outlet:"BBC News" -lang:ar from:2024 entity:#12 اسم:«أحمد علي»',
        '"OR" "ليس" "outlet:x" "-x" "=y" F-16 1,000',
    ],
)  # fmt: skip
def test_a_query_written_out_is_the_same_query(text: str, language: str) -> None:
    def bare(query: Query) -> object:
        terms = [[replace(term, start=0, end=0) for term in group.alternatives] for group in query.groups]
        excluded = [replace(term, start=0, end=0) for term in query.excluded]
        return terms, excluded, [replace(condition, start=0, end=0) for condition in query.conditions]

    query = parse(text)
    assert not query.problems
    assert bare(parse(write(query, language=language))) == bare(query)
