"""Dates and clock times as ISO 8601, relative ones only against a reference day."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from articles.analysis.figures.months import LISTED, from_hijri, hijri_months, months
from articles.analysis.text.normalise import fold
from articles.analysis.text.spans import Span
from articles.analysis.text.tables import phrases, rows

_YEAR = r"(?:1[5-9]\d\d|20[0-4]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NOT_INSIDE = r"(?<![\d.,:/\w])"
_ENDS = r"(?![\d/]|[.,:]\d)"
_PARTICLE = r"(?:[وف]?[بلك]?)"
_LONG_AGO = 183


class Basis(StrEnum):
    """What a date's value rests on besides its words."""

    WRITTEN = "written"
    NEAREST_YEAR = "nearest_year"  # a day without a year, taken for the one nearest the reference day
    REFERENCE = "reference"  # counted from the reference day, as «أمس» and weekdays are
    HIJRI = "hijri"  # converted by the Umm al-Qura calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date or time; `value` is ISO 8601, as exact as the text: 2023-09-13, 2023-09, --09-13, T18:38."""

    span: Span
    value: str
    basis: Basis = Basis.WRITTEN


def find_dates(text: str, *, language: str, reference: date | None = None) -> tuple[DateMention, ...]:
    """Dates and times in order, outermost only.

    Weekdays, «أمس» and the like are found only with a reference day, the day of publication; it also
    completes dates without a year, taken for the nearest such day.
    """
    folded = fold(text)
    found: list[DateMention] = []
    for pattern, read in _patterns(language):
        for match in pattern.finditer(folded.text):
            value = read(match, reference)
            if value is not None:
                span, basis = folded.span(*match.span("date")), _basis(read, match, reference)
                found.append(DateMention(span=span, value=value, basis=basis))
    return _outermost(found)


def _basis(read: "_Reader", match: re.Match[str], reference: date | None) -> Basis:
    if read is _read_hijri:
        return Basis.HIJRI
    if read in (_read_day, _read_weekday, _read_span):
        return Basis.REFERENCE
    is_completed = read is _read_date and reference is not None and not match["year"]
    return Basis.NEAREST_YEAR if is_completed else Basis.WRITTEN


def _outermost(found: list[DateMention]) -> tuple[DateMention, ...]:
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return tuple(kept)


_Reader = Callable[[re.Match[str], date | None], str | None]


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    month = alternatives(months(language))
    latin_month = alternatives({form: number for form, number in months(language).items() if form.isascii()})
    hijri = alternatives(hijri_months())
    weekday = alternatives(listed("weekday", language))
    shift, unit = alternatives(listed("shift", language)), alternatives(listed("span", language))
    relative = alternatives(listed("day", language))
    leading_shift = shift if language == "ru" else "last|next|this|هذا|هذه"
    named = rf"(?P<month>{month})(?:\s?[/(]\s?(?:{month})\)?)?"
    in_hijri = rf"{_DAY}\s(?:من\s)?(?:{hijri})[\s،,]{{1,3}}1[34]\d\d(?:\s?ه)?[\s،,(]{{1,3}}"
    lead = (
        rf"(?:{_PARTICLE}(?:ال)?(?:{weekday})[\s،,]{{1,3}})?"
        rf"(?:(?:{in_hijri})?(?:ال)?موافق[\sل]{{1,3}})?(?:ال)?"
    )
    year = rf"(?:[\s،,]{{1,3}}(?:من |de )?(?:(?:ال)?عام |(?:ال)?سنه )?(?P<year>{_YEAR}))"
    return tuple(
        (re.compile(pattern), read)
        for pattern, read in (
            # 27 صفر 1445 هـ, unless its day in the other calendar follows
            (
                rf"(?<!\w)(?P<date>(?:(?:ال)?(?:{weekday})[\s،,]{{1,3}})?(?<![\d.,:/])(?P<day>{_DAY})\s(?:من\s)?"
                rf"(?P<month>{hijri})[\s،,]{{1,3}}(?:(?:ال)?عام |(?:ال)?سنه )?(?P<year>1[34]\d\d)"
                rf"(?!(?:\s?ه)?\.?\s?[،,(]?\s?(?:ال)?موافق)(?:\s?ه(?!\w))?)(?![\d/]|[.,:]\d|\w)",
                _read_hijri,
            ),
            # 13 سبتمبر/أيلول 2023; Wednesday 13 September
            (
                rf"(?<!\w)(?P<date>{lead}(?<![\d.,:/])(?P<day>{_DAY})(?:st|nd|rd|th|er)?[\s-]{{1,2}}"
                rf"(?:من (?:شهر )?|of )?{named}{year}?){_ENDS}(?!\w)",
                _read_date,
            ),
            # September 13, 2023
            (
                rf"(?<!\w)(?P<date>{lead}(?P<month>{latin_month})\.?\s(?P<day>{_DAY})"
                rf"(?:st|nd|rd|th)?(?:,?\s(?P<year>{_YEAR}))?){_ENDS}(?!\w)",
                _read_date,
            ),
            # سبتمبر/أيلول 2023; in July
            (rf"(?<!\w){_PARTICLE}(?P<date>{named}(?P<day>){year}){_ENDS}(?!\w)", _read_date),
            (
                rf"(?<!\w)(?:{_BEFORE_MONTH})\s(?P<date>{named}(?P<day>)(?P<year>)){_ENDS}(?!\w)",
                _read_date,
            ),
            (
                rf"(?<!\w)(?P<date>(?P<month>{month})\s?/\s?(?:{month})(?P<day>)(?P<year>)){_ENDS}(?!\w)",
                _read_date,
            ),
            (rf"{_NOT_INSIDE}(?P<date>(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)){_ENDS}", _read_date),
            (
                rf"{_NOT_INSIDE}(?P<date>(?P<day>\d\d?)([/.-])(?P<month>\d\d?)\3(?P<year>{_YEAR})){_ENDS}",
                _read_numeric if language == "en" else _read_date,
            ),
            (
                rf"(?<!\w)(?:{_BEFORE_YEAR})\s?(?P<date>(?P<year>{_YEAR})){_ENDS}(?!\w|%|[-\s]?{_COUNTED})",
                _read_year,
            ),
            (rf"\((?P<date>(?P<year>{_YEAR}))\)", _read_year),
            (rf"{_NOT_INSIDE}(?P<date>(?P<year>{_YEAR})\s?[-–/]\s?(?P<until>{_YEAR})){_ENDS}", _read_years),
            (
                rf"{_NOT_INSIDE}(?P<date>(?P<hour>[01]?\d|2[0-3])[:.,](?P<minute>[0-5]\d)\s?"
                rf"(?P<zone>{_ZONES})){_ENDS}",
                _read_time,
            ),
            (
                rf"(?<!\w)(?:{_PARTICLE}الساعه|at)\s(?P<date>(?P<hour>[01]?\d|2[0-3])(?:[:.,](?P<minute>[0-5]\d))?"
                rf"(?:\s?(?P<zone>{_ZONES}))?){_ENDS}(?!\s?%|\w)",
                _read_clock,
            ),
            (
                rf"(?<!\w){_PARTICLE}(?P<date>(?P<relative>{relative})(?:[\s،,]{{1,3}}(?P<weekday>{weekday}))?)(?!\w)",
                _read_day,
            ),
            (
                rf"(?<!\w){_PARTICLE}(?P<date>(?:(?P<before>{leading_shift})\s)?(?P<weekday>{weekday})"
                rf"(?:\s(?P<after>{shift}))?)(?!\w)",
                _read_weekday,
            ),
            (rf"(?<!\w){_PARTICLE}(?P<date>(?P<span>{unit})\s(?P<after>{shift}))(?!\w)", _read_span),
            (rf"(?<!\w)(?P<date>(?P<after>{leading_shift})\s(?P<span>{unit}))(?!\w)", _read_span),
        )
    )


# Names of months that are also other words count only behind one of these.
_BEFORE_MONTH = (
    "في|شهر|بشهر|لشهر|منذ|خلال|حتي|اواخر|مطلع|منتصف|نهايه|بدايه|اوايل|من شهر"
    "|in|since|by|until|early|late|mid|during|last|next"
    "|en|depuis|fin|debut|des|mi|courant|в|с|до|к|за|в начале|в конце"
)
_BEFORE_YEAR = (
    r"[وف]?[بل]?(?:عام|العام|سنه|السنه|في|منذ|حتي|صيف|شتاء|خريف|ربيع|موسم|مونديال)"
    r"|in|since|by|until|from|during|early|late|mid|year|summer|winter|autumn|spring"
    r"|en|depuis|des|fin|debut|ete|hiver|automne|printemps|l'annee|в|с|до|к"
)
_COUNTED = r"(?:شخص|جندي|دولار|قتيل|طن|متر|كيلو|people|soldiers|troops|dollars|men|women|police)"
_ZONES = (
    r"(?:صباحا|مساء|ظهرا|فجرا|ليلا|عصرا)?\s?(?:بالتوقيت المحلي|بتوقيت \w+|توقيت غرينتش|ت\.? ?غ|غرينتش|جرينتش)"
    r"|صباحا|مساء|ظهرا|فجرا|ليلا|عصرا|[ap]\.?m\.?(?: gmt| local time)?|gmt|utc|local time|et|bst"
)


def alternatives(forms: Iterable[str]) -> str:
    """A pattern of these folded phrases, the longest first."""
    return "|".join(re.escape(f).replace(r"\ ", r"\s") for f in sorted(forms, key=len, reverse=True))


@cache
def listed(role: str, language: str) -> dict[str, int]:
    """The words of days.tsv in one role, such as "weekday", with their numbers."""
    names = ("days.tsv", f"days_{language}.tsv") if language in LISTED else ("days.tsv",)
    found = [(value, forms) for name in names for kind, value, forms in rows(name) if kind == role]
    units = {"week": 7, "month": 30, "year": 365}
    return {" ".join(p): units.get(value) or int(value) for value, forms in found for p in phrases(forms)}


@cache
def _anywhere(role: str) -> dict[str, int]:
    """As _listed, in all languages: which one a text is in was settled by the pattern that matched."""
    return {form: value for language in LISTED for form, value in listed(role, language).items()}


def _read_date(match: re.Match[str], reference: date | None) -> str | None:
    written = match["month"]
    month = int(written) if written.isdecimal() else months(*LISTED)[" ".join(written.split())]
    day = int(match["day"]) if match["day"] else None
    if match["year"]:
        return _iso(int(match["year"]), month, day)
    if reference is None:
        return f"--{month:02}" + (f"-{day:02}" if day else "") if _iso(2000, month, day) else None
    years = (reference.year - 1, reference.year, reference.year + 1)
    dates = [d for y in years if (d := _date(y, month, day or 1))]
    if not dates:
        return None
    nearest = min(dates, key=lambda d: abs((d - reference).days))
    return _iso(nearest.year, month, day)


def _read_hijri(match: re.Match[str], reference: date | None) -> str | None:
    month = hijri_months()[" ".join(match["month"].split())]
    found = from_hijri(int(match["year"]), month, int(match["day"]))
    return found.isoformat() if found else None


def _read_numeric(match: re.Match[str], reference: date | None) -> str | None:
    """English writes both orders: only a day above twelve tells."""
    first, second, year = int(match["day"]), int(match["month"]), int(match["year"])
    if first <= 12 and second <= 12 and first != second:
        return None
    return _iso(year, *((second, first) if second <= 12 else (first, second)))


def _iso(year: int, month: int, day: int | None) -> str | None:
    if _date(year, month, day or 1) is None:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_year(match: re.Match[str], reference: date | None) -> str | None:
    return match["year"]


def _read_years(match: re.Match[str], reference: date | None) -> str | None:
    return f"{match['year']}/{match['until']}" if match["year"] < match["until"] else None


def _read_time(match: re.Match[str], reference: date | None) -> str | None:
    hour, zone = int(match["hour"]), match["zone"] or ""
    minute = int(match["minute"] or 0)
    if (hour < 12 and re.search(r"مساء|عصرا|p\.?m", zone)) or (hour < 4 and "ظهرا" in zone):
        hour += 12
    if hour == 12 and re.search(r"a\.?m|فجرا", zone):
        hour = 0
    universal = re.search(r"غرينتش|جرينتش|ت\.? ?غ|gmt|utc", zone)
    return f"T{hour:02}:{minute:02}" + ("Z" if universal else "")


def _read_clock(match: re.Match[str], reference: date | None) -> str | None:
    """«at 5» alone is no time in English."""
    if match["minute"] or match["zone"] or not match[0].startswith("at"):
        return _read_time(match, reference)
    return None


def _read_day(match: re.Match[str], reference: date | None) -> str | None:
    """The day that such a word means; a weekday beside it decides, for what came out around midnight."""
    if reference is None:
        return None
    day = reference + timedelta(days=_anywhere("day")[" ".join(match["relative"].split())])
    if match["weekday"] is None:
        return day.isoformat()
    near = (day + timedelta(days=shift) for shift in (0, -1, 1))
    weekday = _anywhere("weekday")[match["weekday"]]
    return next((each.isoformat() for each in near if each.weekday() == weekday), None)


def _read_weekday(match: re.Match[str], reference: date | None) -> str | None:
    """The latest such day up to the reference day, as news means it, unless said to be the next."""
    if reference is None:
        return None
    shift = _anywhere("shift").get(match["after"] or match["before"] or "", 0)
    back = (reference.weekday() - _anywhere("weekday")[match["weekday"]]) % 7
    if shift > 0:
        return (reference + timedelta(days=7 - back)).isoformat()
    return (reference - timedelta(days=back or (7 if shift < 0 else 0))).isoformat()


def _read_span(match: re.Match[str], reference: date | None) -> str | None:
    if reference is None:
        return None
    shift, days = _anywhere("shift")[match["after"]], _anywhere("span")[match["span"]]
    if days == 365:
        return str(reference.year + shift)
    if days == 30:
        month = reference.year * 12 + reference.month - 1 + shift
        return f"{month // 12:04}-{month % 12 + 1:02}"
    year, week, _ = (reference + timedelta(weeks=shift)).isocalendar()
    return f"{year:04}-W{week:02}"
