"""What one place of a text tells of a name, held for all its places."""

import pytest

from articles.analysis.names import composition, persons, repetition
from articles.analysis.names.entities import Kind, Mention, find_mentions, read_scene


def found(text: str) -> list[Mention]:
    return list(find_mentions(text, language="ar"))


def names(text: str) -> list[str]:
    return [mention.span.of(text) for mention in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "توقف تطبيق زيلوغرام أمس. وقال كثيرون إن زيلوغرام بطيء، ثم عاد زيلوغرام للعمل.",
            ["تطبيق زيلوغرام", "زيلوغرام", "زيلوغرام"],
        ),
        ("التقى روبرت مولر الصحافة. وسجل توماس مولر هدفين.", ["روبرت مولر", "توماس مولر"]),
        ("سجل المهاجم المخضرم إيغور سلافنكوف هدفا.", ["إيغور سلافنكوف"]),
        ("وصل كريستيانو رونالدو أمس. وابتسم كريستيانو للجميع.", ["كريستيانو رونالدو", "كريستيانو"]),
        ("قال البروفيسور روينبرغ ذلك. وأضاف روينبرغ شيئا.", ["روينبرغ", "روينبرغ"]),
        ("حدد التطبيق السعر، وفتح تطبيق التراسل للجميع.", []),
    ],
)
def test_a_name_told_once_is_found_at_its_other_places(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_what_is_found_again_is_no_given_name_of_what_follows() -> None:
    scene = read_scene("غاب النائب بولدوفال. ثم جاء زيركان بولدوفال. ورحل زيركان", language="ar")
    person = persons.make_person(scene, 2, 3, 0, "title", weight=2)
    club = composition.make_named(scene, 8, 9, 0, (), Kind.ORGANISATION, "tagger")
    settled = repetition.settle(scene, [person, club])
    assert [(name.first, name.last) for name in settled] == [(2, 3), (5, 6), (6, 7), (8, 9)]


def test_another_given_name_makes_another_person() -> None:
    first, second = found("التقى روبرت مولر الصحافة. وسجل توماس مولر هدفين.")
    assert first.entity.key != second.entity.key


def test_a_given_name_alone_is_the_one_named_in_full() -> None:
    text = "وصل كريستيانو رونالدو أمس. وابتسم كريستيانو للجميع."
    first, second = found(text)
    assert (second.entity.key, second.join) == (first.entity.key, "short_form")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("افتتح مستشفى الملك فهد التخصصي أمس.", "مستشفى الملك فهد التخصصي"),
        ("سافر إلى مدينة الشيخ زايد بن سلطان قبل عام.", "مدينة الشيخ زايد بن سلطان"),
        ("رفع بنك السودان المركزي الفائدة.", "بنك السودان المركزي"),
        ("فازت ببطولة آسيا أمس.", "بطولة آسيا"),
        ("قرر مجلس الأمن القومي ذلك.", "مجلس الأمن القومي"),
        ("أعلنت بلدية بيروت ذلك.", "بلدية بيروت"),
    ],
)
def test_type_honour_and_adjective_are_part_of_the_name(text: str, expected: str) -> None:
    assert names(text) == [expected]


def test_a_municipality_acts() -> None:
    assert found("أعلنت بلدية بيروت ذلك.")[0].entity.kind is Kind.ORGANISATION


def test_no_tag_is_shown_in_a_name() -> None:
    mention = found("قال #ياسر_الكناني ذلك.")[0]
    assert mention.entity.name("ar") == "ياسر الكناني"


def test_the_servant_of_is_written_together_or_apart() -> None:
    apart, together = found("قال عبد المنعم الزاهري ذلك.\nقال عبدالمنعم الزاهري ذلك.")
    assert apart.entity.key == together.entity.key
