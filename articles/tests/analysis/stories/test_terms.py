"""Expressions of one thing are found in every inflection, the longest first, outside of names."""

from pathlib import Path

import pytest

from articles.analysis.reading import read
from articles.analysis.stories.terms import (
    LANGUAGES,
    Concept,
    Expression,
    TermRule,
    TermsError,
    Variant,
    check,
    find_terms,
    listed,
    read_concepts,
    with_rules,
)


def _found(text: str, language: str, concepts: tuple[Concept, ...] | None = None) -> list[tuple[str, str]]:
    terms = find_terms(read(text, language=language), listed() if concepts is None else concepts)
    return [(term.variant, term.span.of(text)) for term in terms]


def _concept(**called: str) -> Concept:
    return Concept(
        key="thing",
        labels=(("en", "A thing"),),
        variants=tuple(
            Variant(
                key=key,
                expressions=tuple(Expression(text=text, language="ar") for text in texts.split(", ")),
            )
            for key, texts in called.items()
        ),
    )


def test_there_are_sets_for_many_subjects_in_both_languages() -> None:
    concepts = listed()
    assert len(concepts) >= 40
    assert len({concept.key for concept in concepts}) == len(concepts)
    for language in LANGUAGES:
        texts = [e for c in concepts for v in c.variants for e in v.expressions if e.language == language]
        assert len(texts) >= 250
        assert all(dict(concept.labels).get(language) for concept in concepts)


@pytest.mark.parametrize(
    ("text", "variant", "words"),
    [
        ("عبرت القوات الحدود بعد غزوها البلاد في الربيع.", "invasion", "غزوها"),
        ("غَزَتِ القوات البلاد في الربيع.", "invasion", "غَزَتِ"),
        ("دمرت الحـــرب نصف الجسور.", "war", "الحـــرب"),
        ("وقد بدأت عمليتها العسكرية الثانية أمس.", "military_operation", "عمليتها العسكرية"),
        (
            "شارك الجنود في العملية العسكرية الروسية الخاصة.",
            "special_operation",
            "العملية العسكرية الروسية الخاصة",
        ),
        ("أفرجت السلطات عن ثلاث رهائن.", "hostages", "رهائن"),
        ("🚀 أقيمت المستوطنات على التلال.", "settlement", "المستوطنات"),
    ],
)
def test_it_finds_an_expression_as_texts_write_it(text: str, variant: str, words: str) -> None:
    assert (variant, words) in _found(text, "ar")


@pytest.mark.parametrize(
    ("text", "variant", "words"),
    [
        ("Months into its invasion of the islands the fleet left.", "invasion", "invasion"),
        ("Troops invaded the islands.", "invasion", "invaded"),
        ("They call it a special military operation.", "special_operation", "special military operation"),
        ("Two gunmen fled.", "gunmen", "gunmen"),
        ("She is a pro-life senator.", "pro_life", "pro-life"),
        ("They held the Persian Gulf route.", "persian", "Persian Gulf"),
    ],
)
def test_it_does_so_in_english(text: str, variant: str, words: str) -> None:
    assert (variant, words) in _found(text, "en")


def test_the_longest_expression_takes_its_words_from_all_others() -> None:
    assert "war" not in dict(_found("حقق القضاة في جرائم الحرب.", "ar"))
    assert dict(_found("حقق القضاة في جرائم الحرب.", "ar"))["war_crimes"] == "جرائم الحرب"


def test_expressions_that_mean_something_else_are_left_alone() -> None:
    assert not _found("The trade war over cheese goes on.", "en")


def test_no_word_of_a_name_is_an_expression() -> None:
    text = "قالت منظمة أطباء بلا حدود إن مستشفى الشهداء أغلق."
    reading = read(text, language="ar")
    named = {place for m in reading.mentions for place in range(m.span.start, m.span.end)}
    for term in find_terms(reading, listed()):
        assert named.isdisjoint(range(term.span.start, term.span.end)) or term.concept == "is_group"


def test_a_sign_ends_an_expression() -> None:
    assert not _found("انتهت العملية. عسكرية كانت الطائرة.", "ar", (_concept(operation="عملية عسكرية"),))


def test_an_exact_word_is_no_other_form() -> None:
    concepts = (_concept(gunmen="=مسلحون"),)
    assert _found("هاجم المسلحون القرية.", "ar", concepts)
    assert not _found("نزاع مسلح في القرية.", "ar", concepts)


def test_a_word_whose_lemma_is_another_word_is_known_by_its_forms() -> None:
    concepts = (_concept(normalisation="تطبيع"),)
    assert _found("رفض النواب تطبيعهم مع الجار.", "ar", concepts)
    assert not _found("طبعا سيحضر النواب إلى الجار.", "ar", concepts)


def _rule(text: str, *, variant: str = "war", off: bool = False, concept: str = "armed_action") -> TermRule:
    return TermRule(
        concept=concept, variant=variant, expression=Expression(text=text, language="ar"), off=off
    )


def test_people_add_and_switch_off_expressions() -> None:
    text = "اندلعت الحرب الضروس ثم هدأت الواغش."
    added = with_rules(listed(), [_rule("واغش")])
    assert ("war", "الواغش") in _found(text, "ar", added)
    without = with_rules(listed(), [_rule("حرب", off=True)])
    assert "war" not in dict(_found(text, "ar", without))


def test_people_begin_a_concept_of_their_own() -> None:
    concepts = with_rules(listed(), [_rule("واغش", variant="wagh", concept="own_thing")])
    assert concepts[-1].key == "own_thing"
    assert ("wagh", "الواغش") in _found("هدأت الواغش.", "ar", concepts)


def test_a_rule_that_switches_off_what_is_unknown_changes_nothing() -> None:
    assert with_rules(listed(), [_rule("واغش", off=True, concept="unknown")]) == listed()


@pytest.mark.parametrize(
    "expression",
    [
        Expression(text="", language="ar"),
        Expression(text="… =", language="ar"),
        Expression(text="!؟", language="en"),
        Expression(text="x" * 200, language="en"),
        Expression(text="guerre", language="fr"),
    ],
)
def test_an_expression_without_words_is_refused(expression: Expression) -> None:
    with pytest.raises(TermsError):
        check(expression)


@pytest.mark.parametrize("content", ["[a", "a = 3", "[a]\nlabel = 3", "[a]\nlabel={en='x'}", "\udcff"])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(TermsError, match=r"broken\.toml"):
        list(read_concepts(path))


def test_a_text_without_words_has_none() -> None:
    assert _found("", "ar") == []
    assert _found("\u200f\u202e 🙂 …", "ar") == []
