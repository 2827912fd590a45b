"""Datelines: the place, agency and day that open a report."""

import pytest

from articles.ingest.datelines import read_dateline, read_dateline_line


@pytest.mark.parametrize(
    ("paragraph", "language", "text", "place"),
    [
        ("بيروت (أ ف ب) - قال الوزير إن", "ar", "بيروت (أ ف ب)", "بيروت"),
        ("بيروت - رويترز: قال الوزير", "ar", "بيروت - رويترز", "بيروت"),
        ("بَيْروت ـ د ب أ ـ قال الوزير", "ar", "بَيْروت ـ د ب أ", "بَيْروت"),
        ("(رويترز) - قال الوزير", "ar", "(رويترز)", None),
        ("لندن: «قالت الشركة»", "ar", "لندن", "لندن"),
        ("غزة - «القدس العربي»: قال", "ar", "غزة - «القدس العربي»", "غزة"),
        ("القاهرة في 13 سبتمبر / أ ش أ / قال", "ar", "القاهرة في 13 سبتمبر / أ ش أ", "القاهرة"),
        ("موسكو 13 سبتمبر 2023 (شينخوا) -- عقد", "ar", "موسكو 13 سبتمبر 2023 (شينخوا)", "موسكو"),
        ("موسكو 13 سبتمبر 2023 (شينخوا) عقد", "ar", "موسكو 13 سبتمبر 2023 (شينخوا)", "موسكو"),
        ("الدوحة في 13 سبتمبر /قنا/ عقد", "ar", "الدوحة في 13 سبتمبر /قنا/", "الدوحة"),
        ("الرياض (واس) عقد", "ar", "الرياض (واس)", "الرياض"),
        ("موسكو - قال الرئيس: لا", "ar", "موسكو", "موسكو"),
        ("PARIS (AFP) — The minister said", "en", "PARIS (AFP)", "PARIS"),
        ("MOSCOW, Sept. 13 (Xinhua) -- The leader", "en", "MOSCOW, Sept. 13 (Xinhua)", "MOSCOW"),
        ("BAAR, Switzerland (AP) — A man", "en", "BAAR, Switzerland (AP)", "BAAR"),
        ("Paris, 13 septembre 2023 (AFP) - Le", "fr", "Paris, 13 septembre 2023 (AFP)", "Paris"),
        ("МОСКВА, 13 сен — РИА Новости. Глава", "ru", "МОСКВА, 13 сен — РИА Новости", "МОСКВА"),
    ],
)
def test_it_reads_a_dateline(paragraph: str, language: str, text: str, place: str | None) -> None:
    found = read_dateline(paragraph, language=language)
    assert found
    assert (found.text, found.place) == (text, place)


@pytest.mark.parametrize(
    ("paragraph", "language"),
    [
        ("وزير الخارجية: قال إننا", "ar"),
        ("عاجل: مقتل", "ar"),
        ("السودان: 12 قتيلا في العاصمة", "ar"),
        ("أعلن الجيش الروسي - في بيان - أن", "ar"),
        ("الرئيس الروسي (بوتين) - قال", "ar"),
        ("Washington - the capital of a country", "en"),
        ("NATO: we will not", "en"),
        ("The UN (AP) - said", "en"),
        ("قال الوزير (رويترز) إن", "ar"),
        ("وقال 3 وزراء (رويترز) إن", "ar"),
        ("بحث الرئيس (قنا) مع", "ar"),
        ("الدوحة في 13 سبتمبر (اجتماع) عقد", "ar"),
        ("", "ar"),
        ("- - - - " * 400, "ar"),
        (":" * 2000, "en"),
    ],
)
def test_it_takes_no_sentence_for_a_dateline(paragraph: str, language: str) -> None:
    assert read_dateline(paragraph, language=language) is None


def test_a_line_of_its_own_may_name_the_writer() -> None:
    found = read_dateline_line("أنقرة/ سمير عباس/ الأناضول", language="ar")
    assert found and found.parts == ("أنقرة", "سمير عباس", "الأناضول")
    assert read_dateline("أنقرة/ سمير عباس/ الأناضول - قال", language="ar") is None


def test_it_reads_a_dateline_with_a_day_in_both_calendars() -> None:
    found = read_dateline_line("الرياض 27 صفر 1445 هـ الموافق 12 سبتمبر 2023 م واس", language="ar")
    assert found and found.parts == ("الرياض", "واس")
