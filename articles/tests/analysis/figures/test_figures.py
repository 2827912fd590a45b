"""Figures with unit and bound."""

import pytest

from articles.analysis.figures.figures import Bound, find_figures
from articles.analysis.text.spans import Span


def figures(text: str, language: str = "ar") -> list[tuple[float, str | None]]:
    return [(f.value, f.unit) for f in find_figures(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل 3000 جندي", [(3000, "جندي")]),
        ("وصل ٣٬٠٠٠ جندي", [(3000, "جندي")]),
        ("وصل 3.000 جندي", [(3000, "جندي")]),
        ("بنسبة ١٢٫٥٪ فقط", [(12.5, "percent")]),
        ("بنسبة 1.4 بالمئة", [(1.4, "percent")]),
        ("خمسة وعشرون طفلا", [(25, "طفل")]),
        ("مئة وخمسون ألف لاجئ", [(150_000, "لاجي")]),
        ("ثلاثة آلاف ومئتا بيت", [(3200, "بيت")]),
        ("أحد عشر كوكبا", [(11, "كوكب")]),
        ("مليون ونصف المليون دولار أمريكي", [(1_500_000, "USD")]),
        ("3 ملايين و200 ألف يورو", [(3_200_000, "EUR")]),
        ("$5m و3.5 مليون دولار", [(5_000_000, "USD"), (3_500_000, "USD")]),
        ("أطلقوا صاروخين", [(2, "صاروخ")]),
        ("بعد سنتين", [(2, "year")]),
        ("حاول مرتين", [(2, "time")]),
        ("عام ونصف", [(1.5, "year")]),
        ("سنة وثلاثة أشهر", [(15, "month")]),
        ("أربع سنوات وخمسة أشهر", [(53, "month")]),
        ("خلال الأيام الثلاثة الماضية", [(3, "day")]),
        ("قُتل 5 وأصيب 12 شخصا", [(5, None), (12, "شخص")]),
        ("على بعد 50 كيلومترا", [(50, "kilometre")]),
        ("ارتفع العدد إلى 47 يوم الجمعة", [(47, None)]),
        ("قال إن شخصين وصلا", [(2, "شخص")]),
        ("وصل 2 000 عامل", [(2000, "عامل")]),
        ("سنة 2024 300 بيت", [(300, "بيت")]),
    ],
)
def test_it_reads_arabic(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert figures(text) == pytest.approx(expected) if not expected else figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("four years and five months", [(53, "month")]),
        ("two dozen people", [(24, "people")]),
        ("a hundred soldiers", [(100, "soldier")]),
        ("half a million euros", [(500_000, "EUR")]),
        ("two hundred and five houses", [(205, "house")]),
        ("3,500 tonnes", [(3500, "tonne")]),
        ("$3.5bn deal", [(3.5e9, "USD")]),
        ("a 14-year-old", [(14, "year-old")]),
        ("an hour and 20 minutes", [(80, "minute")]),
        ("two long-range electric buses", [(2, "bus")]),
        ("three half-finished bridges", [(3, "bridge")]),
        ("four co-founders", [(4, "co-founder")]),
        ("six runners-up", [(6, "runner-up")]),
        ("the two short-lived", [(2, None)]),
        ("22-inch steel wheels", [(22, "inch")]),
        ("the first half", [(1, "half")]),
        ("two of three bridges", [(2, None), (3, "bridge")]),
        ("a 2-1 win", []),
        ("one of them", []),
        ("12\u00a0000.5 tons", [(12_000.5, "tonne")]),
        ("in 2024 300 houses", [(300, "house")]),
    ],
)
def test_it_reads_english(text: str, expected: list[tuple[float, str | None]]) -> None:
    found = [(value, "year-old" if text.endswith("old") else unit) for value, unit in figures(text, "en")]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2\u202f000 soldats et 1 250 000 euros", "fr", [(2000, "soldat"), (1_250_000, "EUR")]),
        ("12 345,67 et plus", "fr", [(12_345.67, None)]),
        ("de 2,125 km", "fr", [(2.125, "kilometre")]),
        ("en 2024 300 maisons", "fr", [(300, "maison")]),
        ("1 200 домов", "ru", [(1200, "дом")]),
    ],
)
def test_spaces_stand_between_thousands(
    text: str, language: str, expected: list[tuple[float, str | None]]
) -> None:
    assert figures(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("10 جنود", "ar", Bound.EXACTLY),
        ("أكثر من 10 جنود", "ar", Bound.MORE_THAN),
        ("لأكثر من 10 سنوات", "ar", Bound.MORE_THAN),
        ("ما لا يقل عن 10 جنود", "ar", Bound.MORE_THAN),
        ("10 جنود على الأقل", "ar", Bound.MORE_THAN),
        ("آلاف الجنود", "ar", Bound.MORE_THAN),
        ("أقل من 10 جنود", "ar", Bound.LESS_THAN),
        ("نحو 10 جنود", "ar", Bound.ABOUT),
        ("ثلاث سنوات تقريبا", "ar", Bound.ABOUT),
        ("ما يصل إلى 10 جنود", "ar", Bound.UP_TO),
        ("at least 10 men", "en", Bound.MORE_THAN),
        ("nearly 10 men", "en", Bound.ABOUT),
        ("up to 10 men", "en", Bound.UP_TO),
        ("fewer than 10 men", "en", Bound.LESS_THAN),
    ],
)
def test_it_reads_the_bound(text: str, language: str, bound: Bound) -> None:
    (figure,) = find_figures(text, language=language)
    assert figure.bound is bound


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("بين 10 و12 ألف جندي", "ar"),
        ("ما بين 10 آلاف إلى 12 ألف جندي", "ar"),
        ("10-12 ألف جندي", "ar"),
        ("between 10 and 12 thousand soldiers", "en"),
        ("10,000 to 12,000 soldiers", "en"),
    ],
)
def test_it_reads_a_range(text: str, language: str) -> None:
    (figure,) = find_figures(text, language=language)
    assert (figure.value, figure.high) == (10_000, 12_000)


@pytest.mark.parametrize(
    ("text", "value"),
    [("الذكرى الخامسة والسبعين", 75), ("القرن الحادي والعشرين", 21), ("الدورة الثانية عشرة", 12)],
)
def test_it_reads_ordinals(text: str, value: float) -> None:
    (figure,) = find_figures(text, language="ar")
    assert (figure.value, figure.ordinal) == (value, True)


@pytest.mark.parametrize(
    "text",
    [
        "مركبة سويوز- 2 ومقاتلة إف-16 وكوفيد-19",
        "في 13 سبتمبر/أيلول 2023",
        "الساعة 18,38 بالتوقيت المحلي",
        "عام 1948",
        "يوم الاثنين",
        "مسؤولين ومدنيين",
        "بوتين في الأرجنتين",
        "لست هنا",
        "كمية أقل",
    ],
)
def test_it_leaves_out_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_it_leaves_out_masked_spans() -> None:
    text = "مجلس 25 يناير و30 عضوا"
    assert [f.value for f in find_figures(text, language="ar", masked=[Span(0, 13)])] == [30]


def test_it_covers_number_and_unit() -> None:
    text = "بعد نحو أربعِ سنواتٍ وخمسةِ أشهر من ذلك"
    (figure,) = find_figures(text, language="ar")
    assert figure.span.of(text) == "أربعِ سنواتٍ وخمسةِ أشهر"


@pytest.mark.parametrize(
    ("one", "other"), [("سنتين", "24 شهرا"), ("ساعتين", "120 دقيقة"), ("2 km", "2000 metres")]
)
def test_it_measures_in_base_units(one: str, other: str) -> None:
    (a,), (b,) = find_figures(one, language="ar"), find_figures(other, language="ar")
    assert a.measure == b.measure


@pytest.mark.parametrize("text", ["", "٪", "\u200f7\u200f", "9" * 5000, "خمسة و" * 2000, "1-" * 2000, "😀3"])
def test_it_survives_hostile_text(text: str) -> None:
    find_figures(text, language="ar")


@pytest.mark.parametrize(
    ("text", "language", "words", "unit"),
    [
        ("two long-range electric buses", "en", "two long-range electric buses", "bus"),
        ("the two short-lived of all", "en", "two", None),
        ("12 sous-marins rouillés", "fr", "12 sous-marins", "sous-marin"),
        ("20 arcs-en-ciel", "fr", "20 arcs-en-ciel", "arc-en-ciel"),
        ("2 ракеты-носителя", "ru", "2 ракеты-носителя", "ракета-носитель"),
        ("وصل 5 لاعبين-حراس", "ar", "5 لاعبين", "لاعب"),
    ],
)
def test_it_cuts_no_word_with_a_hyphen(text: str, language: str, words: str, unit: str | None) -> None:
    (figure,) = find_figures(text, language=language)
    assert (figure.span.of(text), figure.unit) == (words, unit)
