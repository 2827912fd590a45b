"""Publication dates as pages print them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.ingest.dates import (
    date_in_address,
    is_date_line,
    is_dated_dateline,
    parse_date,
    parse_hijri_date,
    published_by_text,
)
from articles.ingest.phrases import forms
from articles.ingest.records import Precision

DAY, MINUTE = Precision.DAY, Precision.MINUTE


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("line", "moment", "precision"),
    [
        ("14 مارس 2022", utc(2022, 3, 14), DAY),
        ("١٤ آذار ٢٠٢٢", utc(2022, 3, 14), DAY),
        ("الاثنين 14 مارس/آذار 2022", utc(2022, 3, 14), DAY),
        ("نُشر في: 14 شتنبر 2022 - 09:20", utc(2022, 9, 14, 9, 20), MINUTE),
        ("14 جويلية 2022", utc(2022, 7, 14), DAY),
        ("السبت، 12 نوفمبر 2022 03:40 م", utc(2022, 11, 12, 15, 40), MINUTE),
        ("12 نوفمبر 2022 12:05 ص", utc(2022, 11, 12, 0, 5), MINUTE),
        ("Published May 4, 2021 9:30 pm", utc(2021, 5, 4, 21, 30), MINUTE),
        ("4th May 2021", utc(2021, 5, 4), DAY),
        ("Publié le 1er février 2024 à 18h05", utc(2024, 2, 1, 18, 5), MINUTE),
        ("15 августа 2023 года", utc(2023, 8, 15), DAY),
        ("2023-09-13T14:30:00Z", utc(2023, 9, 13, 14, 30), MINUTE),
        ("2023/09/13", utc(2023, 9, 13), DAY),
        ("13.09.2023", utc(2023, 9, 13), DAY),
        ("03/04/2023", utc(2023, 4, 3), DAY),
        ("27 صفر 1445 هـ الموافق 12 سبتمبر 2023 م", utc(2023, 9, 12), DAY),
        ("28/02/25 - 10:05", utc(2025, 2, 28, 10, 5), MINUTE),
        ("19.03.25, 14:32", utc(2025, 3, 19, 14, 32), MINUTE),
        ("Le 12/03/25 à 18h", utc(2025, 3, 12, 18), MINUTE),
        ("3 июня 2025 года, 22.41", utc(2025, 6, 3, 22, 41), MINUTE),
        ("6 يونيو 2025 - الساعة 5 مساءً", utc(2025, 6, 6, 17), MINUTE),
        ("13 جانفي 2026 على الساعة 10 صباحا", utc(2026, 1, 13, 10), MINUTE),
        ("05.11.2025", utc(2025, 11, 5), DAY),
    ],
)
def test_it_reads_the_day_and_the_minute(line: str, moment: datetime, precision: Precision) -> None:
    assert parse_date(line, day_first=True) == (moment, precision)


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("13 سبتمبر 2023 - 18:05 بتوقيت أبوظبي", 4),
        ("13 سبتمبر 2023 - 18:05 بتوقيت غرينتش", 0),
        ("13 сентября 2023, 18:05 МСК", 3),
        ("13 Sep 2023 18:05 CEST", 2),
        ("2023-09-13T18:05:00+09:00", 9),
        ("13 Sep 2023 18:05 GMT-5", -5),
        ("13 أيلول 2023 - 18:05 (توقيت الإمارات)", 4),
        ("13 سبتمبر 2023، 18:05 بتوقيت مكة المكرمة", 3),
        ("13 septembre 2023 à 18h05, heure de Paris", 2),
        ("13 سبتمبر 2023 18:05 بتوقيت بيروت", 3),
    ],
)
def test_it_keeps_the_time_zone(line: str, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    assert parse_date(line, day_first=True) == (datetime(2023, 9, 13, 18, 5, tzinfo=zone), MINUTE)


@pytest.mark.parametrize(
    ("line", "hours"), [("Nov. 13, 2023, 5:03 p.m. ET", -5), ("June 13, 2023, 5:03 p.m. ET", -4)]
)
def test_a_zone_with_seasons_is_as_far_from_utc_as_on_that_day(line: str, hours: int) -> None:
    found = parse_date(line, day_first=None)
    assert found and found[1] is MINUTE and found[0].utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("line", ["Nov. 13, 2023, 5:03 p.m. IST", "13 نوفمبر 2023 17:03 بالتوقيت المحلي"])
def test_it_knows_only_the_day_where_a_zone_means_several(line: str) -> None:
    assert parse_date(line, day_first=None) == (utc(2023, 11, 13), DAY)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "27 صفر 1445 هـ",
        "31 فبراير 2023",
        "13 سبتمبر",
        "99/99/2023",
        "99/99/23",
        "1.2.3.4",
        "14:30",
        "3 hours ago",
        "٩" * 400,
    ],
)
def test_it_does_not_guess_a_date(line: str) -> None:
    assert parse_date(line, day_first=True) is None


def test_it_does_not_guess_which_number_is_the_month() -> None:
    assert parse_date("03/04/2023", day_first=None) is None


def test_a_number_above_twelve_is_the_day_whatever_the_custom() -> None:
    for line, custom in (("04/13/2023", True), ("13/04/2023", False)):
        assert parse_date(line, day_first=custom) == (utc(2023, 4, 13), DAY)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("الاثنين 03/04/2023", utc(2023, 4, 3)),
        ("Saturday 03/04/2023", utc(2023, 3, 4)),
        ("۱۳/۰۹/۲۰۲۳", utc(2023, 9, 13)),
    ],
)
def test_the_weekday_tells_which_number_is_the_month(line: str, moment: datetime) -> None:
    assert parse_date(line, day_first=None) == (moment, DAY)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("27 صفر 1445 هـ", (utc(2023, 9, 12), DAY)),
        ("نُشر في ١٠ رمضان ١٤٤٥هـ 09:20", (utc(2024, 3, 20, 9, 20), MINUTE)),
        ("31 صفر 1445", None),
        ("27 صفر", None),
        ("13 سبتمبر 2023", None),
        ("1 " * 400, None),
    ],
)
def test_it_converts_hijri_days(line: str, expected: tuple[datetime, Precision] | None) -> None:
    assert parse_hijri_date(line) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2023/09/13/opening", utc(2023, 9, 13)),
        ("https://a.example/news/2023-9-3", utc(2023, 9, 3)),
        ("https://a.example/2023/13/40/x", None),
        ("https://a.example/2023/09/13/on/2022/01/02", None),
        ("https://a.example/?d=/2023/09/13/", None),
        ("", None),
    ],
)
def test_it_finds_the_day_in_an_address(url: str, expected: datetime | None) -> None:
    assert date_in_address(url) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("وصل الوفد أمس الثلاثاء 12 سبتمبر 2023 إلى المدينة", "ar", utc(2023, 9, 13)),
        ("افتُتح اليوم، 13 سبتمبر/أيلول 2023، الجسر الجديد", "ar", utc(2023, 9, 13)),
        ("It opened yesterday, 12 September 2023.", "en", utc(2023, 9, 13)),
        ("Le pont a ouvert aujourd’hui, mercredi 13 septembre 2023.", "fr", utc(2023, 9, 13)),
        ("Мост открыли вчера, 12 сентября 2023 года.", "ru", utc(2023, 9, 13)),
        ("في مثل هذا اليوم 13 سبتمبر 1993 وُقّع الاتفاق", "ar", None),
        ("وصل الوفد أمس الثلاثاء 12 سبتمبر إلى المدينة", "ar", None),
        ("وصل الوفد في 12 سبتمبر 2023", "ar", None),
        ("", "ar", None),
    ],
)
def test_it_infers_the_day_of_writing(text: str, language: str, expected: datetime | None) -> None:
    found = published_by_text(text, language=language)
    assert (found and found[0]) == expected
    assert found is None or found[1] in text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("14 مارس 2022 - 09:20", True),
        ("آخر تحديث: الاثنين 14 مارس/آذار 2022", True),
        ("منذ 3 ساعات", True),
        ("Updated 3 hours ago", True),
        ("2023-09-13T14:30:00+03:00", True),
        ("Mis à jour le 13 janvier 2024 à 09h10", True),
        ("في 14 مارس 2022 اندلعت الحرب", False),
        ("ثورة 1952", False),
        ("2 مايو", False),
        ("March of the penguins", False),
        ("اليوم", False),
        ("", False),
    ],
)
def test_it_tells_a_date_line_from_words_with_a_date(line: str, expected: bool) -> None:
    assert is_date_line(forms(line), line) is expected


def test_it_knows_a_dateline_with_its_date() -> None:
    line = "الرياض 27 صفر 1445 هـ الموافق 12 سبتمبر 2023 م واس"
    assert is_dated_dateline(forms(line), line)
    assert not is_dated_dateline(
        forms("افتتح المعرض في 12 سبتمبر 2023 م"), "افتتح المعرض في 12 سبتمبر 2023 م"
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Опубликовано вт, 03/11/2025 - 09:15", (3, 11)),
        ("Tue, 03/11/2025", (3, 11)),
        ("Mon, 03/11/2025", (11, 3)),
        ("mar 11/03/2025", (3, 11)),
    ],
)
def test_a_short_weekday_settles_a_date_in_numbers(line: str, day: tuple[int, int]) -> None:
    found = parse_date(line, day_first=None)
    assert found and (found[0].month, found[0].day) == day
