"""Names told by what stands beside them between commas."""

import pytest

from articles.analysis.names.entities import Kind, find_mentions


def found(text: str, language: str = "ar") -> list[tuple[str, Kind]]:
    return [(m.span.of(text), m.entity.kind) for m in find_mentions(text, language=language)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال المتحدث باسم هيئة إدارة الكوارث، هندرا ويجايا، إن الزلزال قوي.", "هندرا ويجايا"),
        ("وقال المتحدث باسم الهيئة, هندرا ويجايا إن الزلزال قوي.", "هندرا ويجايا"),
        ("وأوضحت رئيسة المعهد، دوي كورنياواتي، أن الهزات مستمرة.", "دوي كورنياواتي"),
        ("قال هندرا ويجايا، المتحدث باسم الهيئة، إن العشرات نجوا.", "هندرا ويجايا"),
        ("وأكد أن كوستاس بابادوبولوس، رئيس النقابة، استقال.", "كوستاس بابادوبولوس"),
        ("فر كثيرون. كوستاس بابادوبولوس (45 عاما) بقي في منزله.", "كوستاس بابادوبولوس"),
        ("وقال المتحدث باسم الهيئة، هَندرا ويجـايا، إن الزلزال قوي.", "هَندرا ويجـايا"),
    ],
)
def test_it_finds_an_arabic_name_beside_a_role_or_an_age(text: str, name: str) -> None:
    assert (name, Kind.PERSON) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "وكان رئيس البلدية، وهو مهندس سابق، قد قال ذلك.",
        "وقال رئيس الوزراء، خلال مؤتمر صحفي، إن الحكومة قوية.",
        "وقال مدير الشركة، بعد اجتماع طويل، إن الأرباح ارتفعت.",
        "شارك الطلاب والمعلمون، رئيس اللجنة حاضر.",
        "خسر الفريق المباراة (45 عاما) مرة أخرى.",
        "، ، المتحدث، ،",
        "(45 عاما)",
    ],
)
def test_it_finds_no_name_in_other_insertions(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("said Hendra Wijaya, spokesman for the disaster agency.", ["Hendra Wijaya"]),
        ("The spokesman Hendra Wijaya said so.", ["Hendra Wijaya"]),
        ("Hendra Wijaya, a spokesman for the agency, said it.", ["Hendra Wijaya"]),
        ("Hendra Wijaya, the agency's chief spokesman, said it.", ["Hendra Wijaya"]),
        ("Dwi Kurniawati, head of the institute, said so.", ["Dwi Kurniawati"]),
        ("Kostas Papadopoulos, 45, fled his home.", ["Kostas Papadopoulos"]),
        ('"We ran," said Rina Suharto.', ["Rina Suharto"]),
        ("The captain, Orla Penhale, said so.", ["Orla Penhale"]),
        ("In Banda Tenggara, a spokesman for the police spoke.", []),
        ("Banda Tenggara, the governor said, is safe.", []),
        ("On Monday, a spokesman declined.", []),
    ],
)
def test_it_finds_an_english_name_beside_a_role_or_an_age(text: str, names: list[str]) -> None:
    assert [name for name, kind in found(text, "en") if kind is Kind.PERSON] == names


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("hit the island of Mandara on Monday", "en", "Mandara"),
        ("hit Mandara island on Monday", "en", "Mandara island"),
        ("a quake in Mandara province", "en", "Mandara province"),
        ("ضرب زلزال جزيرة ماندارا أمس", "ar", "جزيرة ماندارا"),
        ("ضرب زلزال جزيرة سيرام الإندونيسية", "ar", "جزيرة سيرام"),
    ],
)
def test_it_finds_a_place_by_the_noun_beside_it(text: str, language: str, name: str) -> None:
    assert found(text, language) == [(name, Kind.PLACE)]


def test_it_gives_both_english_forms_of_a_place_one_entity() -> None:
    text = "It hit Mandara island. The island of Mandara is small."
    first, second = find_mentions(text, language="en")
    assert first.entity.key == second.entity.key
