"""Dates and clock times as ISO 8601, relative ones only against a reference day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from articles.analysis.normalise import fold
from articles.analysis.spans import Span
from articles.analysis.tables import phrases, rows

_YEAR = r"(?:1[5-9]\d\d|20[0-4]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NOT_INSIDE = r"(?<![\d.,:/\w])"
_ENDS = r"(?![\d/]|[.,:]\d)"
_PARTICLE = r"(?:[وف]?[بلك]?)"
_LONG_AGO = 183


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date or time; `value` is ISO 8601, as exact as the text: 2023-09-13, 2023-09, --09-13, T18:38."""

    span: Span
    value: str


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
                found.append(DateMention(span=folded.span(*match.span("date")), value=value))
    return _outermost(found)


def _outermost(found: list[DateMention]) -> tuple[DateMention, ...]:
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return tuple(kept)


_Reader = Callable[[re.Match[str], date | None], str | None]


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    month, latin_month = _alternatives(_months()), _alternatives(_months(), latin=True)
    weekday = _alternatives(_listed("weekday"))
    shift, unit = _alternatives(_listed("shift")), _alternatives(_listed("span"))
    named = rf"(?P<month>{month})(?:\s?[/(]\s?(?:{month})\)?)?"
    lead = rf"(?:{_PARTICLE}(?:ال)?(?:{weekday})[\s،,]{{1,3}})?(?:الموافق )?(?:ال)?"
    year = rf"(?:[\s،,]{{1,3}}(?:من )?(?:(?:ال)?عام |(?:ال)?سنه )?(?P<year>{_YEAR}))"
    return tuple(
        (re.compile(pattern), read)
        for pattern, read in (
            # 13 سبتمبر/أيلول 2023; Wednesday 13 September
            (
                rf"(?<!\w)(?P<date>{lead}(?<![\d.,:/])(?P<day>{_DAY})(?:st|nd|rd|th)?[\s-]{{1,2}}"
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
                rf"(?<!\w){_PARTICLE}(?P<date>(?P<relative>{_relative_days()})(?:[\s،,]{{1,3}}(?:{weekday}))?)(?!\w)",
                _read_day,
            ),
            (
                rf"(?<!\w){_PARTICLE}(?P<date>(?:(?P<before>last|next|this)\s)?(?P<weekday>{weekday})"
                rf"(?:\s(?P<after>{shift}))?)(?!\w)",
                _read_weekday,
            ),
            (rf"(?<!\w){_PARTICLE}(?P<date>(?P<span>{unit})\s(?P<after>{shift}))(?!\w)", _read_span),
            (rf"(?<!\w)(?P<date>(?P<after>last|next|this|هذا|هذه)\s(?P<span>{unit}))(?!\w)", _read_span),
        )
    )


# Names of months that are also other words count only behind one of these.
_BEFORE_MONTH = (
    "في|شهر|بشهر|لشهر|منذ|خلال|حتي|اواخر|مطلع|منتصف|نهايه|بدايه|اوايل|من شهر"
    "|in|since|by|until|early|late|mid|during|last|next"
)
_BEFORE_YEAR = (
    r"[وف]?[بل]?(?:عام|العام|سنه|السنه|في|منذ|حتي|صيف|شتاء|خريف|ربيع|موسم|مونديال)"
    r"|in|since|by|until|from|during|early|late|mid|year|summer|winter|autumn|spring"
)
_COUNTED = r"(?:شخص|جندي|دولار|قتيل|طن|متر|كيلو|people|soldiers|troops|dollars|men|women|police)"
_ZONES = (
    r"(?:صباحا|مساء|ظهرا|فجرا|ليلا|عصرا)?\s?(?:بالتوقيت المحلي|بتوقيت \w+|توقيت غرينتش|ت\.? ?غ|غرينتش|جرينتش)"
    r"|صباحا|مساء|ظهرا|فجرا|ليلا|عصرا|[ap]\.?m\.?(?: gmt| local time)?|gmt|utc|local time|et|bst"
)


def _alternatives(forms: dict[str, int], *, latin: bool = False) -> str:
    chosen = [f for f in forms if f.isascii() or not latin]
    return "|".join(re.escape(f).replace(r"\ ", r"\s") for f in sorted(chosen, key=len, reverse=True))


@cache
def _months() -> dict[str, int]:
    return {" ".join(p): int(number) for number, forms in rows("months.tsv") for p in phrases(forms)}


@cache
def _listed(role: str) -> dict[str, int]:
    found = [(value, forms) for kind, value, forms in rows("days.tsv") if kind == role]
    units = {"week": 7, "month": 30, "year": 365}
    return {" ".join(p): units.get(value) or int(value) for value, forms in found for p in phrases(forms)}


def _relative_days() -> str:
    return _alternatives(_listed("day"))


def _read_date(match: re.Match[str], reference: date | None) -> str | None:
    written = match["month"]
    month = int(written) if written.isdecimal() else _months()[" ".join(written.split())]
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
    if reference is None:
        return None
    return (reference + timedelta(days=_listed("day")[" ".join(match["relative"].split())])).isoformat()


def _read_weekday(match: re.Match[str], reference: date | None) -> str | None:
    """The latest such day up to the reference day, as news means it, unless said to be the next."""
    if reference is None:
        return None
    shift = _listed("shift").get(match["after"] or match["before"] or "", 0)
    back = (reference.weekday() - _listed("weekday")[match["weekday"]]) % 7
    if shift > 0:
        return (reference + timedelta(days=7 - back)).isoformat()
    return (reference - timedelta(days=back or (7 if shift < 0 else 0))).isoformat()


def _read_span(match: re.Match[str], reference: date | None) -> str | None:
    if reference is None:
        return None
    shift, days = _listed("shift")[match["after"]], _listed("span")[match["span"]]
    if days == 365:
        return str(reference.year + shift)
    if days == 30:
        month = reference.year * 12 + reference.month - 1 + shift
        return f"{month // 12:04}-{month % 12 + 1:02}"
    year, week, _ = (reference + timedelta(weeks=shift)).isocalendar()
    return f"{year:04}-W{week:02}"
