"""Words are found under what they mean, whatever letters, particles and signs they are written with."""

import re

import pytest

from articles.analysis.text.spans import Span
from articles.analysis.text.tokens import tokenise, word_spans
from articles.search.letters import GAP, LAST_POSITION, MOST_BYTES, asked_forms, asked_lexemes, index, letters


def _finds(query: str, text: str, language: str = "ar") -> bool:
    indexed = index("", text, language=language)
    words = set(re.findall(r"'([^']+)':", indexed.terms))
    return all(not asked.isdisjoint(words) for asked in asked_lexemes(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("مقاتلة", "حلقت المقاتلات فوق البحر"),
        ("المقاتلات", "سقطت مقاتلة في البحر"),
        ("ميناء", "وبالميناء سفن"),
        ("ميناء", "فللميناء حرس"),
        ("إعلان", "صدر اعلان جديد"),
        ("اعلان", "صدر إعلان جديد"),
        ("مسؤول", "صرح مسئول كبير"),
        ("حكومة", "أعلنت الحكومه القرار"),
        ("مستشفى", "نقل إلى المستشفي"),
        ("مُعَلِّم", "وصل المعلم"),
        ("معلم", "وصل المُعَلِّمُ"),
        ("السلام", "عملية الســـلام"),
        ("الســلام", "عملية السلام"),
        ("إيران", "حدود ایران"),
        ("کتاب", "صدر كتاب"),
        ("٢٠٢٤", "في عام 2024"),
        ("2024", "في عام ٢٠٢٤"),
        ("۱۹۶۷", "منذ 1967"),
        ("7.5", "بقوة ٧٫٥ درجات"),
        ("صاروخ", "أطلقت صواريخ"),
        ("صواريخ", "أطلقت صاروخا"),
        ("قتيل", "سقط القتلى"),
        ("أسرى", "عاد الأسير"),
        ("دول", "زار الدولة"),
        ("أميركا", "قالت أمريكا"),
        ("أمريكا", "قالت أميركا"),
        ("غوغل", "أعلنت جوجل"),
        ("أردوغان", "وصل اردوجان"),
        ("عاصمة", "إلى عاصمتها"),
        ("لافروف", "لقاء للافروف"),
        ("كورنيتش", "خطاب لكورنيتش"),
        ("سنوار", "خطاب بالسنوار"),
        ("تيخونوف", "رسالة لتيخونوف"),
        ("مرسوم", "صدرت مراسيم"),
        ("تعهد", "يتعهدون بالعودة"),
        ("زار", "سيزورها غدا"),
        ("اعترف", "تعترف بالخطأ"),
        ("اختار", "اختاروه رئيسا"),
        ("عداءة", "فازت العداءات"),
        ("مبادئ", "تلك مباديء"),
        ("كتاب", "عاد إلى كتابها"),
        ("نظام", "كان نظامًا"),
        ("٩٬٥٠٠", "من 9500 طن"),
        ("9,500", "من ٩٬٥٠٠ طن"),
        ("دارتانيان", "كان درتانيان"),
        ("غرونوبل", "زار جرونوبل"),
        ("ژوزيف", "زار جوزيف"),
        ("🙂 سلام", "رسالة سلام 🙂"),
        ("\u202bسلام\u202c", "رسالة سلام"),
    ],
)
def test_it_finds_the_word_however_it_is_written(query: str, text: str) -> None:
    assert _finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("بكين", "وصل كين إلى لندن"),
        ("كيم", "في يم هائج"),
        ("غرب", "عدوى الجرب"),
        ("باريس", "فاز بوريس"),
        ("سوريا", "وفد سوري"),
        ("2024", "في 2023"),
        ("6.9", "من 69 دولة"),
        ("ماكرون", "رجل ماكر"),
        ("كوبا", "شرب كوب ماء"),
        ("ناسا", "قال الناس"),
        ("بحر", "رجل حر"),
        ("وقع", "هذا متوقع"),
        ("سليم", "وصل سالم"),
        ("حسن", "قال حسين"),
    ],
)
def test_it_finds_no_other_word(query: str, text: str) -> None:
    assert not _finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("port", "Two ports closed"),
        ("elections", "the election"),
        ("women", "a woman"),
        ("nation", "national"),
        ("CAFÉ", "a cafe"),
        ("travelling", "he traveled"),
        ("favour", "in favor of"),
        ("summarize", "they summarised"),
        ("metre", "two meters"),
        ("peacemaking", "of peace-making"),
        ("shi'ite", "a Shiite town"),
        ("Shiite", "a Shi’ite town"),
        ("UAE", "the U.A.E. said"),
        ("Gaddafi", "Qaddafi was"),
    ],
)
def test_english_is_found_by_stems(query: str, text: str) -> None:
    assert _finds(query, text, "en")


def test_initials_are_no_other_word() -> None:
    assert _finds("US", "the U.S. said", "en") and not _finds("U.S.", "they told us", "en")


def test_every_word_of_a_compound_stands_for_the_whole() -> None:
    assert "'ceasefir':10B,11B" in index("", "Cease-fire holds", language="en").terms


def test_a_latin_word_in_an_arabic_text_and_the_other_way_round() -> None:
    assert _finds("drones", "طائرات drone مسيرة") and _finds("طائرة", "They said طائرات twice", "en")


def test_other_languages_are_found_by_their_own_letters_and_lemmas() -> None:
    assert _finds("négociations", "Les négociations continuent", "fr")
    assert _finds("переговоры", "Начались переговоры", "ru")


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("أَنْقَرة", "أنقرة"),
        ("أنــقرة", "أنقرة"),
        ("\u202bأنقرة\u200f", "أنقرة"),
        ("ﺃﻧﻘﺮﺓ", "أنقرة"),
        ("NATO", "nato"),
        ("cafe\u0301", "café"),
    ],
)
def test_letters_are_the_same_without_signs(written: str, same: str) -> None:
    assert letters(written) == same


@pytest.mark.parametrize("other", ["انقرة", "أنقره", "وأنقرة", "انقره"])
def test_letters_are_not_folded(other: str) -> None:
    assert letters(other) not in asked_forms("أنقرة")[0]


def test_lexemes_stand_at_the_numbers_of_their_words() -> None:
    headline, body = "ميناء جديد", "افتتح الميناء «الجديد» 🙂 أمس"
    indexed = index(headline, body, language="ar")
    places = dict(re.findall(r"'([^']+)':(\S+)", indexed.forms))
    first = len(word_spans(headline)) + GAP
    for number, span in enumerate(word_spans(body)):
        assert f"{first + number}B" in places[letters(span.of(body))].split(",")
    assert places["ميناء"] == "1A" and places["جديد"] == "2A"


def test_a_word_in_a_name_has_the_form_it_has_there() -> None:
    text = "رسالة لتيخونوف"
    named = tokenise(text, language="ar", names=[Span(7, len(text))])
    assert "'تيخونوف':" in index("", text, language="ar", named=named).terms


def test_a_text_of_any_length_and_content_can_be_indexed() -> None:
    many = " ".join(f"كلمة{number}" for number in range(100_000))
    indexed = index("", many, language="ar")
    assert 0 < len(indexed.terms.encode()) < 4 * MOST_BYTES
    places = [int(place) for place in re.findall(r":(\d+)B", indexed.terms)]
    assert max(places) == LAST_POSITION
    assert index("", "\x00 ' \\ '' : & | ! 'a'b", language="en").terms == "'a':10B 'ab':10B"
    assert index("", "", language="ar").terms == ""
