"""What two linked sentences say differently."""

import pytest

from articles.analysis.pairs.differences import DifferenceKind, differences
from articles.analysis.reading import read
from articles.analysis.text.spans import Span

NAME, FIGURE, QUOTATION, WORDING, ADDITION = DifferenceKind


def told(one: str, other: str) -> list[tuple[DifferenceKind, str, str]]:
    """The differences of two sentences, in words."""
    a, b = read(one), read(other)
    return [(d.kind, d.a.of(one), d.b.of(other)) for d in differences(a, 0, b, 0)]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (
            "أعلنت البلدية إغلاق الجسر القديم أمام الشاحنات.",
            "أعلنت البلدية إغلاق الجسر القديم أمام الحافلات.",
            [(WORDING, "الشاحنات", "الحافلات")],
        ),
        (
            "زار الوزير بغداد والتقى رؤساء النقابات.",
            "زار الوزير القاهرة والتقى رؤساء النقابات.",
            [(NAME, "بغداد", "القاهرة")],
        ),
        (
            "أصيب 12 جندياً في انهيار المبنى.",
            "أصيب 30 جندياً في انهيار المبنى.",
            [(FIGURE, "12", "30")],
        ),
        (
            "وصلت السفينة إلى الميناء الثلاثاء محملة بالقمح.",
            "وصلت السفينة إلى الميناء الخميس محملة بالقمح.",
            [(FIGURE, "الثلاثاء", "الخميس")],
        ),
        (
            "وقع الحريق في 3 مايو 2021 في مستودع للأخشاب.",
            "وقع الحريق في 5 مايو 2021 في مستودع للأخشاب.",
            [(FIGURE, "3 مايو 2021", "5 مايو 2021")],
        ),
        (
            "قال المدرب: «سنلعب بقوة أمام الضيوف حتى النهاية».",
            "قال المدرب: «سنلعب بشجاعة أمام الضيوف حتى النهاية».",
            [(QUOTATION, "بقوة", "بشجاعة")],
        ),
        (
            "قال المدرب: «سنلعب بقوة أمام الضيوف حتى النهاية».",
            "قال المدرب: «سنلعب أمام الضيوف حتى النهاية».",
            [(QUOTATION, "بقوة", "")],
        ),
        (
            "فتحت المدارس أبوابها للعائلات.",
            "فتحت المدارس الحكومية أبوابها للعائلات.",
            [(ADDITION, "", "الحكومية")],
        ),
        (
            "The union said the strike would continue.",
            "The union claimed the strike would continue.",
            [(WORDING, "said", "claimed")],
        ),
        (
            "The port will reopen on Monday after repairs.",
            "The port will not reopen on Monday after repairs.",
            [(ADDITION, "", "not")],
        ),
    ],
)
def test_it_finds_the_smallest_places_by_kind(
    one: str, other: str, wanted: list[tuple[DifferenceKind, str, str]]
) -> None:
    assert told(one, other) == wanted
    assert sorted((kind, b, a) for kind, a, b in told(other, one)) == sorted(wanted)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أعلنت الحكومة الحداد ثلاثة أيام.", "أعلنت الحُكومـة الحداد 3 أيام."),
        ("ضرب زلزال قوي المدينة القديمة.", "زلزال قوي ضرب المدينة القديمة."),
        ("وأغلق الجيش الطريق الساحلي.", "أغلق الجيش الطريق الساحلي."),
        ("استقبل الوزير الصيني الوفد.", "استقبل وزير الصين الوفد."),
        ("وقع الحريق في 3 مايو 2021 في المستودع.", "وقع الحريق في 3 مايو في المستودع."),
        ("انقطعت الكهرباء عن الأحياء الشمالية.", "انقطعت الكهرباء عن أحياء الشمال."),
        ("The mayor opened two new schools.", "The mayor has opened 2 new schools."),
        ("", ""),
    ],
)
def test_it_takes_spelling_particles_inflection_and_order_for_no_difference(one: str, other: str) -> None:
    a, b = read(one), read(other)
    assert not [d for i in range(len(a.sentences)) for d in differences(a, i, b, 0)]


def test_it_holds_no_wording_against_each_other_that_stands_in_other_places() -> None:
    kinds = {
        kind
        for kind, *_ in told(
            "بعد أسابيع من الجفاف هطلت أمطار غزيرة على السهل وأنقذت موسم القمح.",
            "أكد مزارعون أن موسم القمح في خطر ما لم تتحرك وزارة الري.",
        )
    }
    assert kinds == {ADDITION}


def test_it_shows_where_an_addition_would_stand() -> None:
    one, other = "فتحت المدارس أبوابها للعائلات.", "فتحت المدارس الحكومية أبوابها للعائلات."
    (found,) = differences(read(one), 0, read(other), 0)
    after_schools = one.index("المدارس") + len("المدارس")
    assert found.a == Span(after_schools, after_schools)


def test_it_ends_a_difference_where_a_quotation_begins() -> None:
    found = told(
        "أضاف المدير أن العمال تعبوا كثيراً «ويستريحون غداً» في بيوتهم.", "أضاف المدير أن العمال في بيوتهم."
    )
    assert found == [(ADDITION, "تعبوا كثيراً", ""), (ADDITION, "ويستريحون غداً", "")]


def test_it_holds_only_names_and_figures_against_each_other_across_languages() -> None:
    found = told(
        "أعلنت الحكومة في بغداد الحداد لمدة ثلاثة أيام بعد سقوط الجسر.",
        "The government in Baghdad declared five days of mourning.",
    )
    assert found == [(FIGURE, "ثلاثة أيام", "five days")]


@pytest.mark.parametrize(
    "hostile",
    [
        "🚀 🚀 \u202eقال\u202c",
        "«" * 500 + " كلمة",
        "كلمة " * 3000,
        " ".join(f"كلمة{n} مشترك" for n in range(1500)),
        "12 13 14 " * 400,
    ],
)
def test_it_stays_inside_the_sentences_of_hostile_text(hostile: str) -> None:
    plain = "أعلنت الحكومة مشترك الحداد 12 يوماً."
    a, b = read(hostile), read(plain)
    for i, sentence in enumerate(a.sentences[:3]):
        for difference in differences(a, i, b, 0):
            assert sentence.covers(difference.a) and b.sentences[0].covers(difference.b)
