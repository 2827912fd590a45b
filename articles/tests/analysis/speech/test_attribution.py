"""On whom each sentence rests."""

import pytest

from articles.analysis.reading import read
from articles.analysis.speech.attribution import Attribution, SourceKind


def attributions(text: str) -> list[tuple[str, str, bool]]:
    """Kind, words of the source and directness of each attribution."""
    found = read(text).attributions
    return [(each.kind.value, each.source.of(text) if each.source else "", each.direct) for each in found]


def of_last_sentence(text: str) -> list[Attribution]:
    reading = read(text)
    return [each for each in reading.attributions if each.sentence == reading.sentences[-1]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("غمرت المياه السوق القديمة.", [("outlet", "", False)]),
        ("وقال وزير الزراعة إن المحصول وفير.", [("official", "وزير الزراعة", False)]),
        ("وأعلنت وزارة الصحة أن اللقاح متوفر.", [("official", "وزارة الصحة", False)]),
        ("وذكرت وكالة رويترز أن الميناء أغلق.", [("agency", "وكالة رويترز", False)]),
        ("وقالت صحيفة الغارديان إن الميناء أغلق.", [("medium", "صحيفة الغارديان", False)]),
        ("وأفاد مصدر أمني بأن الطريق مقطوع.", [("unnamed", "مصدر أمني", False)]),
        ("وقال مسؤول إسرائيلي إن المعبر سيفتح.", [("unnamed", "مسؤول إسرائيلي", False)]),
        ("وبحسب شهود عيان، اصطدمت السفينة بالرصيف.", [("unnamed", "شهود عيان", False)]),
        ("وترددت أنباء عن إغلاق الميناء.", [("unnamed", "وترددت أنباء عن", False)]),
        (
            "وقال المتحدث باسم وزارة الدفاع إن السفينة غرقت.",
            [("official", "المتحدث باسم وزارة الدفاع", False)],
        ),
        ("وأكدت موسكو أنها سترد.", [("official", "موسكو", False)]),
        ("The water flooded the old market.", [("outlet", "", False)]),
        ("The police said the road was closed.", [("official", "The police", False)]),
        ("Officials said the road was closed.", [("unnamed", "Officials", False)]),
        ("The road was closed, Reuters reported.", [("agency", "Reuters", False)]),
        ("According to The Guardian, the port was closed.", [("medium", "The Guardian", False)]),
        ("Jane Fernsby, a baker, said the road was closed.", [("person", "Jane Fernsby", False)]),
        ("وأكدت العاصمتان أن الجسر سيفتح.", [("unnamed", "العاصمتان", False)]),
        ("وقال المتسلقون إن الطريق مقطوع.", [("unnamed", "المتسلقون", False)]),
        ("وقال الزرنقاوي إن الطريق مقطوع.", [("person", "الزرنقاوي", False)]),
        ("وقال النادي إن الملعب مغلق.", [("organisation", "النادي", False)]),
        ("A South Korean said the road was closed.", [("unnamed", "A South Korean", False)]),
        ("The Peruvian said the road was closed.", [("unnamed", "The Peruvian", False)]),
        ("Peruvian state media said the road was closed.", [("medium", "Peruvian state media", False)]),
        ("The company said the road was closed.", [("organisation", "The company", False)]),
        ("The choice of colour suggested that the baker was tired.", [("outlet", "", False)]),
        ("The delay suggested that the baker was tired.", [("outlet", "", False)]),
        ("The captain reportedly left the ship.", [("unnamed", "reportedly", False)]),
    ],
)
def test_it_tells_what_kind_of_source_a_sentence_rests_on(
    text: str, wanted: list[tuple[str, str, bool]]
) -> None:
    assert attributions(text) == wanted


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ("وقال وزير الزراعة: «المحصول وفير هذا العام في كل المناطق».", True),
        ("وقال وزير الزراعة إن المحصول وفير هذا العام.", False),
        ('"We shall open the bridge before summer," Jane Fernsby said.', True),
        ("Jane Fernsby said the bridge would open before summer.", False),
    ],
)
def test_it_tells_speech_in_marks_from_speech_retold(text: str, direct: bool) -> None:
    assert [each.direct for each in read(text).attributions] == [direct]


def test_it_points_to_the_words_that_say_so() -> None:
    text = "أُغلق الميناء. وقالــت وكالة رويترز 🚢 إن السفن عادت."
    (found,) = of_last_sentence(text)
    assert [word.of(text) for word in found.words] == ["وقالــت", "وكالة رويترز"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وأعلنت الحكومة الحداد ثلاثة أيام.", "الحكومة"),
        ("وأعلنت الحكومة المركزية الحداد ثلاثة أيام.", "الحكومة المركزية"),
        ("وأكدت النيابة العمومية توقيف مدير المصنع.", "النيابة العمومية"),
        ("وأعلنت اللجنة العليا إلغاء السباق.", "اللجنة العليا"),
    ],
)
def test_it_leaves_the_object_out_of_the_subject(text: str, source: str) -> None:
    (found,) = of_last_sentence(text)
    assert found.source and found.source.of(text) == source


def test_it_names_the_agency_beside_the_official_that_it_relays() -> None:
    text = "ونقلت وكالة رويترز عن وزير الدفاع الفرنسي قوله إن السفن ستعود."
    found = {each.kind for each in of_last_sentence(text)}
    assert found == {SourceKind.AGENCY, SourceKind.OFFICIAL}


def test_a_medium_that_is_told_something_is_named_too() -> None:
    found = {each.kind for each in of_last_sentence("Jane Fernsby told Reuters that the port was closed.")}
    assert found == {SourceKind.AGENCY, SourceKind.PERSON}


def test_a_medium_that_is_only_spoken_of_is_no_source() -> None:
    found = {each.kind for each in of_last_sentence("وقال وزير الدفاع الفرنسي إن وكالة رويترز أخطأت.")}
    assert found == {SourceKind.OFFICIAL}


def test_a_quotation_that_goes_on_stays_its_speakers() -> None:
    text = "وقال وزير الدفاع الفرنسي: «السفن ستعود غدا. لن ننتظر أحدا بعد اليوم»."
    (found,) = of_last_sentence(text)
    assert (found.kind, found.direct, found.words) == (SourceKind.OFFICIAL, True, ())
    assert found.source
    assert found.source.of(text) == "وزير الدفاع الفرنسي"


@pytest.mark.parametrize(
    "text",
    ["وقال وزير الدفاع الفرنسي إن السفن عادت. وتعتبر هذه الخطوة جريئة.", "", "«»: «؟", "\u202b🚢🚢\u202c."],
)
def test_what_nobody_says_is_the_outlets(text: str) -> None:
    assert all(each.kind is SourceKind.OUTLET for each in of_last_sentence(text) if text)


def test_every_sentence_has_a_source() -> None:
    text = "غمرت المياه السوق. وقال شهود إن التجار هربوا. \n\nThe market was closed. 🚢"
    reading = read(text)
    assert {each.sentence for each in reading.attributions} == set(reading.sentences)


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("« Le phare fermera », a annoncé le ministère des Ports.", "fr", SourceKind.OFFICIAL),
        ("« Le phare fermera », a annoncé la société.", "fr", SourceKind.ORGANISATION),
        ("«Маяк закроют», — сообщило министерство.", "ru", SourceKind.OFFICIAL),
        ("«Маяк закроют», — рассказали очевидцы.", "ru", SourceKind.UNNAMED),
    ],
)
def test_it_tells_kinds_of_sources_in_other_languages(text: str, language: str, kind: SourceKind) -> None:
    assert [each.kind for each in read(text, language=language).attributions] == [kind]
