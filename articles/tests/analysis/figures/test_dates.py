"""Dates and times as ISO 8601."""

from datetime import date

import pytest

from articles.analysis.figures.dates import Basis, find_dates

WEDNESDAY = date(2023, 9, 13)


def values(text: str, language: str = "ar", reference: date | None = None) -> list[str]:
    return [d.value for d in find_dates(text, language=language, reference=reference)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الأربعاء 13 سبتمبر/أيلول 2023، قبل الظهر", ["2023-09-13"]),
        ("١٣ سبتمبر ٢٠٢٣", ["2023-09-13"]),
        ("في 18 شتنبر 2021", ["2021-09-18"]),
        ("يوم 5 جويلية", ["--07-05"]),
        ("في يوليو/تموز، قال", ["--07"]),
        ("كانون الثاني 2020", ["2020-01"]),
        ("في آب", ["--08"]),
        ("عام 1948", ["1948"]),
        ("بين 2018-2019", ["2018/2019"]),
        ("الساعة 18,38 بالتوقيت المحلي (09,38 ت غ)", ["T18:38", "T09:38Z"]),
        ("الساعة 10 مساء", ["T22:00"]),
        ("13/09/2023", ["2023-09-13"]),
        ("31 فبراير", []),
        ("مارس الضغط عليه", []),
        ("أمس الأربعاء", []),
    ],
)
def test_it_reads_arabic(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("September 13, 2023", ["2023-09-13"]),
        ("13 September 2023", ["2023-09-13"]),
        ("Sept. 11", ["--09-11"]),
        ("in July", ["--07"]),
        ("it may march on", []),
        ("at 6:30 p.m.", ["T18:30"]),
        ("03/04/2023", []),
        ("25/12/2023", ["2023-12-25"]),
    ],
)
def test_it_reads_english(text: str, expected: list[str]) -> None:
    assert values(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("أمس الثلاثاء", "ar", ["2023-09-12"]),
        ("أمس الأربعاء", "ar", ["2023-09-13"]),
        ("أمس السبت", "ar", ["2023-09-09"]),
        ("أول من أمس", "ar", ["2023-09-11"]),
        ("الإثنين،", "ar", ["2023-09-11"]),
        ("الأربعاء", "ar", ["2023-09-13"]),
        ("الاثنين المقبل", "ar", ["2023-09-18"]),
        ("الأسبوع الماضي", "ar", ["2023-W36"]),
        ("هذا الشهر", "ar", ["2023-09"]),
        ("العام الماضي", "ar", ["2022"]),
        ("في ديسمبر", "ar", ["2023-12"]),
        ("yesterday", "en", ["2023-09-12"]),
        ("last week", "en", ["2023-W36"]),
        ("next Monday", "en", ["2023-09-18"]),
    ],
)
def test_it_resolves_against_a_reference_day(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language, WEDNESDAY) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("mercredi 13 septembre 2023", "fr", ["2023-09-13"]),
        ("le 1er août", "fr", ["2023-08-01"]),
        ("en juillet", "fr", ["2023-07"]),
        ("hier", "fr", ["2023-09-12"]),
        ("avant-hier", "fr", ["2023-09-11"]),
        ("mardi dernier", "fr", ["2023-09-12"]),
        ("lundi prochain", "fr", ["2023-09-18"]),
        ("la semaine dernière", "fr", ["2023-W36"]),
        ("l’an dernier", "fr", ["2022"]),
        ("в среду, 13 сентября 2023 года", "ru", ["2023-09-13"]),
        ("в сентябре", "ru", ["2023-09"]),
        ("вчера", "ru", ["2023-09-12"]),
        ("во вторник", "ru", ["2023-09-12"]),
        ("в прошлую субботу", "ru", ["2023-09-09"]),
        ("на прошлой неделе", "ru", ["2023-W36"]),
        ("Mardi Gras", "en", []),
    ],
)
def test_it_reads_french_and_russian(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language, WEDNESDAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 صفر 1445 هـ", ["2023-09-12"]),
        ("الثلاثاء ٢٧ صفر ١٤٤٥هـ", ["2023-09-12"]),
        ("27 صفر 1445 هـ الموافق 12 سبتمبر 2023 م", ["2023-09-12"]),
        ("10 من ذي الحجة 1444", ["2023-06-28"]),
        ("31 صفر 1445 هـ", []),
        ("27 صفر 1245 هـ", []),
        ("في رمضان", []),
    ],
)
def test_it_converts_hijri_dates(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("13 سبتمبر 2023", Basis.WRITTEN),
        ("13 سبتمبر", Basis.NEAREST_YEAR),
        ("أمس الأول", Basis.REFERENCE),
        ("الثلاثاء الماضي", Basis.REFERENCE),
        ("27 صفر 1445 هـ", Basis.HIJRI),
    ],
)
def test_it_says_what_a_value_rests_on(text: str, basis: Basis) -> None:
    (found,) = find_dates(text, language="ar", reference=WEDNESDAY)
    assert found.basis is basis


def test_it_keeps_the_double_month_in_one_span() -> None:
    text = "وصل في 13\u200f سبتمبر/ أيلول 2023."
    (found,) = find_dates(text, language="ar")
    assert found.span.of(text) == "13\u200f سبتمبر/ أيلول 2023"


@pytest.mark.parametrize("text", ["", "/" * 5000, "13 " * 5000, "سبتمبر/" * 2000])
def test_it_survives_hostile_text(text: str) -> None:
    find_dates(text, language="ar")
