"""Names taken for spellings of one, and names kept apart."""

import pytest

from articles.analysis.names.joins import Guard, Join, Reach, Rule, guard, join_entities, join_keys, joined
from articles.analysis.text.gazetteer import Entity, Kind, Name, make_entity

PERSON, PLACE, ORGANISATION = Kind.PERSON, Kind.PLACE, Kind.ORGANISATION
EVERYWHERE = [
    ("هندرا ويجايا", "هندرا ويجايا", PERSON, {Rule.SAME}),
    ("أوستاب كورنيتش", "اوستاب كورنيتش", PERSON, {Rule.MARKS}),
    ("أوستاب كورنيتش", "أوستاب كورنيـتش", PERSON, {Rule.MARKS}),
    ("فلاديمير زابورسكوي", "فِلاديمير زابورسكوي", PERSON, {Rule.MARKS}),
    ("Orla Penhale", "ORLA PENHALE", PERSON, {Rule.MARKS}),
    ("José Quintanilla", "Jose Quintanilla", PERSON, {Rule.MARKS}),
    ("عبد الله الدوسري", "عبدالله الدوسري", PERSON, {Rule.SPACING}),
    ("بيونغ يانغ", "بيونغيانغ", PLACE, {Rule.SPACING}),
    ("سوك-يول", "سوكيول", PLACE, {Rule.SPACING}),
    ("بيونغ يانغ", "بيونجيانج", PLACE, {Rule.SPACING, Rule.FOREIGN_G}),
    ("فلاديمير زابورسكوي", "ولاديمير زابورسكي", PERSON, {Rule.FOREIGN_V, Rule.VOWELS}),
    ("رامي الصاوي", "رامي صاوي", PERSON, {Rule.ARTICLE}),
    ("Rami al-Sawi", "Rami el-Sawi", PERSON, {Rule.ARTICLE}),
    ("Rami al-Sawi", "Rami Sawi", PERSON, {Rule.ARTICLE}),
    ("يون سوك يول", "سوك يول يون", PERSON, {Rule.ORDER}),
    ("Penhale, Orla", "Orla Penhale", PERSON, {Rule.ORDER}),
    ("سيرغي زابورسكوي", "سيرجي زابورسكوي", PERSON, {Rule.LISTED}),
]
IN_A_STORY = [
    ("أندريه كورنيتش", "أندريه ميخايلوفيتش كورنيتش", PERSON, {Rule.MIDDLE_NAMES}),
    ("فيصل بن سلطان", "فيصل بن سلطان بن عبد العزيز آل مجد", PERSON, {Rule.MIDDLE_NAMES}),
    ("O. Penhale", "Orla Penhale", PERSON, {Rule.INITIAL}),
    ("Mohammed Bazoum", "Muhammad Bazum", PERSON, {Rule.LATIN_VOWELS}),
    ("أورلا بينهيل", "Orla Penhale", PERSON, {Rule.TRANSLITERATION}),
    ("سيرغي زابورسكوي", "Sergei Zaborskoy", PERSON, {Rule.TRANSLITERATION}),
    ("ماندارا", "Mandara", PLACE, {Rule.TRANSLITERATION}),
    ("وكالة بوليغراف", "بوليغراف", ORGANISATION, {Rule.TYPE_WORD}),
    ("Poligraf News Agency", "Poligraf", ORGANISATION, {Rule.TYPE_WORD}),
]
IN_A_TEXT = [
    ("كورنيتش", "أوستاب كورنيتش", PERSON, {Rule.FAMILY_NAME}),
    ("كرنيتش", "أوستاب كورنيتش", PERSON, {Rule.FAMILY_NAME, Rule.VOWELS}),
    ("كيم", "كيم سوك يول", PERSON, {Rule.FAMILY_NAME}),
]
APART = [
    ("حسن الدوسري", "حسين الدوسري", PERSON, Guard.GIVEN_NAME),
    ("كيم سوك يول", "كيم سوك جونغ", PERSON, Guard.GIVEN_NAME),
    ("Peter Zaborskoy", "سيرغي زابورسكوي", PERSON, Guard.GIVEN_NAME),
    ("Peter Zaborskoy", "Sergei Zaborskoy", PERSON, Guard.GIVEN_NAME),
    ("أحمد بن علي الدوسري", "محمد بن علي الدوسري", PERSON, Guard.GIVEN_NAME),
    ("علي سالم الدوسري", "أحمد علي سالم الدوسري", PERSON, Guard.FATHER),
    ("سلطان", "فيصل بن سلطان", PERSON, Guard.FATHER),
    ("مازن", "أبو مازن", PERSON, Guard.FATHER),
    ("عبد الله الأول", "عبد الله الثاني", PERSON, Guard.GENERATION),
    ("جورج هارغريف الأب", "جورج هارغريف الابن", PERSON, Guard.GENERATION),
    ("John Hargreave Jr.", "John Hargreave", PERSON, Guard.GENERATION),
    ("مجموعة 7", "مجموعة 20", ORGANISATION, Guard.NUMBER),
    ("سو-34", "سو-35", Kind.PRODUCT, Guard.NUMBER),
    ("عمان", "عمّان", PLACE, Guard.MARKS),
    ("عُمان", "عَمّان", PLACE, Guard.MARKS),
    ("دَرس", "دُرس", PLACE, Guard.MARKS),
]


@pytest.mark.parametrize(
    ("a", "b", "kind", "rules", "reach"),
    [
        *((*row, Reach.ANYWHERE) for row in EVERYWHERE),
        *((*row, Reach.STORY) for row in IN_A_STORY),
        *((*row, Reach.TEXT) for row in IN_A_TEXT),
    ],
)
def test_it_says_which_rules_join_and_how_far(
    a: str, b: str, kind: Kind, rules: set[Rule], reach: Reach
) -> None:
    for join in (joined(a, b, kind=kind), joined(b, a, kind=kind)):
        assert join
        assert ({*join.rules}, join.reach) == (rules, reach)


@pytest.mark.parametrize(("a", "b", "kind", "what"), APART)
def test_it_says_what_keeps_names_apart(a: str, b: str, kind: Kind, what: Guard) -> None:
    assert guard(a, b, kind=kind) == guard(b, a, kind=kind) == what
    assert joined(a, b, kind=kind) is joined(b, a, kind=kind) is None


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("أوستاب كورنيتش", "أوستاب بولتافسكي", PERSON),
        ("محمد العامري", "محمد العمري", PERSON),
        ("كوريا الشمالية", "كوريا الجنوبية", PLACE),
        ("محافظة ماندارا", "ماندارا", PLACE),
        ("وكالة بوليغراف", "جامعة بوليغراف", ORGANISATION),
        ("Orla Penhale", "Orla Penrose", PERSON),
        ("فيصل بن سلطان", "سلطان بن عبد العزيز", PERSON),
        ("باك سان", "باك سون هي", PERSON),
        ("", "كورنيتش", PERSON),
        ("؟!", "\u200f", PERSON),
    ],
)
def test_it_joins_nothing_without_a_rule(a: str, b: str, kind: Kind) -> None:
    assert joined(a, b, kind=kind) is joined(b, a, kind=kind) is None


def test_it_shows_the_words_that_differ() -> None:
    join = joined("أوستاب كورنيتش", "أوستاب كرنيتش", kind=PERSON)
    assert join and join.differing == (("كورنيتش", "كرنيتش"),)


@pytest.mark.parametrize(("a", "b", "kind", "rules"), EVERYWHERE + IN_A_STORY)
def test_names_that_rules_join_share_a_key(a: str, b: str, kind: Kind, rules: set[Rule]) -> None:
    if Rule.INITIAL not in rules:  # found by trigrams
        assert {*join_keys(a)} & {*join_keys(b)}


def test_it_joins_names_of_any_length() -> None:
    long = "أوستاب " * 3000
    assert joined(long, long + "كورنيتش", kind=PERSON) is None
    assert len(join_keys(long)) < 8


def _entity(kind: Kind, *texts: str, wikidata: str | None = None) -> Entity:
    names = tuple(Name(text=text, language="en" if text.isascii() else "ar") for text in texts)
    return make_entity(kind, names, wikidata=wikidata)


def test_entities_are_joined_by_their_best_names() -> None:
    join = join_entities(
        _entity(PERSON, "أوستاب كورنيتش", "Ostap Kornich"), _entity(PERSON, "Ostap Kornich", "كورنيتش")
    )
    assert isinstance(join, Join)
    assert (join.rules, join.reach) == ((Rule.SAME,), Reach.ANYWHERE)


@pytest.mark.parametrize(
    ("a", "b", "what"),
    [
        (_entity(PERSON, "كورنيتش"), _entity(PLACE, "كورنيتش"), Guard.KIND),
        (
            _entity(PERSON, "بول كين", wikidata="Q1"),
            _entity(PERSON, "بول كين", wikidata="Q2"),
            Guard.IDENTITY,
        ),
        (_entity(PERSON, "كيم سوك يول", "كيم"), _entity(PERSON, "كيم سوك جونغ", "كيم"), Guard.GIVEN_NAME),
        (_entity(PERSON, "أوستاب كورنيتش"), _entity(PERSON, "هندرا ويجايا"), None),
        (
            _entity(ORGANISATION, "Ministry of Health of Chile", "Ministry of Health", "وزارة الصحة"),
            _entity(ORGANISATION, "Ministry of Health of Kenya", "Ministry of Health", "وزارة الصحة"),
            None,
        ),
        (_entity(PLACE, "Marib Governorate", "مأرب"), _entity(PLACE, "Marib", "مأرب"), None),
    ],
)
def test_entities_are_kept_apart_though_some_names_are_the_same(
    a: Entity, b: Entity, what: Guard | None
) -> None:
    assert join_entities(a, b) == join_entities(b, a) == what
