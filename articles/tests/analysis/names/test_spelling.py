"""Words that are spelled in more than one way, rule by rule."""

import pytest

from articles.analysis.names.spelling import Rule, consonants, word_rules
from articles.analysis.text.normalise import fold_key

PAIRS = [
    ("أنطاليا", "أنطالية", (Rule.FINAL_A,)),
    ("غورباتشوف", "جورباتشوف", (Rule.FOREIGN_G,)),
    ("غرينلاند", "كرينلاند", (Rule.FOREIGN_G,)),
    ("بروكوبنكو", "بروقوبنكو", (Rule.FOREIGN_G,)),
    ("تشيركاسوف", "شيركاسوف", (Rule.FOREIGN_CH,)),
    ("دجوكوفيتش", "جوكوفيتش", (Rule.FOREIGN_CH,)),
    ("ويتكوف", "فيتكوف", (Rule.FOREIGN_V,)),
    ("طوروبين", "توروبين", (Rule.EMPHATIC,)),
    ("صوفرونوف", "سوفرونوف", (Rule.EMPHATIC,)),
    ("كيللر", "كيلر", (Rule.DOUBLED,)),
    ("زابورسكي", "زابورسكوي", (Rule.VOWELS,)),
    ("ميرونيتش", "مرونيتش", (Rule.VOWELS,)),
    ("تشاندرا", "شاندرا", (Rule.FOREIGN_CH,)),
    ("سيرغي", "سيرجي", (Rule.LISTED,)),
    ("جورغينسون", "غورجينسن", (Rule.FOREIGN_G, Rule.VOWELS)),
    ("Romanoff", "Romanov", (Rule.LATIN_CONSONANTS,)),
    ("Shevtchenko", "Shevchenko", (Rule.LATIN_CONSONANTS,)),
    ("Tariq", "Tarik", (Rule.LATIN_CONSONANTS,)),
    ("Sissi", "Sisi", (Rule.DOUBLED,)),
    ("Bazoum", "Bazum", (Rule.LATIN_VOWELS,)),
    ("Kerimov", "Karimov", (Rule.LATIN_VOWELS,)),
]


@pytest.mark.parametrize(("a", "b", "rules"), PAIRS)
def test_it_names_the_rules_that_join_two_spellings(a: str, b: str, rules: tuple[Rule, ...]) -> None:
    assert word_rules(fold_key(a), fold_key(b)) == rules
    assert word_rules(fold_key(b), fold_key(a)) == rules


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("حسن", "حسين"),
        ("سالم", "سليم"),
        ("سلمان", "سليمان"),
        ("محمد", "محمود"),
        ("كامل", "كمال"),
        ("العامري", "العمري"),
        ("مولر", "ميلر"),
        ("روس", "روسي"),
        ("سمير", "سميرة"),
        ("تل", "تال"),
        ("Muller", "Miller"),
        ("Kim", "Kam"),
        ("سو34", "سو35"),
        ("بوتين", "Putin"),
    ],
)
def test_it_keeps_different_words_apart(a: str, b: str) -> None:
    assert word_rules(fold_key(a), fold_key(b)) == ()


@pytest.mark.parametrize(("a", "b", "_"), PAIRS)
def test_joined_spellings_have_the_same_consonants(a: str, b: str, _: tuple[Rule, ...]) -> None:
    assert consonants(fold_key(a)) == consonants(fold_key(b))


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("زابورسكوي", "Zaborskoy"),
        ("بينهيل", "Penhale"),
        ("الخطيب", "Khatib"),
        ("ويلسون", "Wilson"),
        ("34", "34"),
    ],
)
def test_consonants_are_alike_in_both_scripts(arabic: str, latin: str) -> None:
    assert consonants(fold_key(arabic)) == consonants(fold_key(latin))
