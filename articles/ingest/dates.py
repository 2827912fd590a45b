"""Publication dates as pages print them: which lines are dates, and which day and minute they name."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from articles.analysis.figures.dates import alternatives, find_dates, listed
from articles.analysis.figures.months import LISTED, from_hijri, hijri_months, months
from articles.analysis.text.normalise import fold
from articles.ingest import words
from articles.ingest.phrases import (
    LANGUAGES,
    Phrasebook,
    agencies,
    agency_names,
    book,
    forms,
    page_list,
)
from articles.ingest.records import Precision

_NUMERIC = r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)"
_SHORT_YEAR = r"(?<![\d/.\-])(\d{1,2})([/.\-])(\d{1,2})\2(\d{2})(?![/.\-]?\d)"
_YEAR_FIRST = r"(?<!\d)(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)"
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})\s?[:h]\s?(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(a\.?m|p\.?m|ص|م|صباحا|مساء)?(?![\w])"
    r"|t(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?"
)
# «الساعة 5 مساء», "18h", "22.41": forms that mean something else beside hours with a colon.
_BARE_TIME = re.compile(
    r"(?<![\d:.,])(\d{1,2})(?:\s?(?P<half>a\.?m|p\.?m|صباحا|مساء|ظهرا)|\s?h(?:eures?)?|\.(?P<minute>\d{2}))(?![\w:]|[.,]\d)"
)
_YEAR_FIRST_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
# A date, with a weekday before it, ends within so many letters after the word that tells its distance.
_LONGEST_DATE = 70
_RELATIVE = (("today", 0), ("yesterday", -1))
# A number with what is written to it: 18h05, 2:15pm, «2024م», «1446هـ».
_UNIT = re.compile(r"^(\d{1,4})(?:h(?:\d{2})?|am|pm|م|ه|ص|г)$")
_OFFSET = re.compile(
    r"(?:(?:gmt|utc)\s?([+-])(\d{1,2}):?(\d{2})?|:\d{2}(?:\.\d+)?\s?([+-])(\d{2}):?(\d{2}))(?!\d)"
)
_DIGIT = re.compile(r"\d")
_NAME_AND_DASH = re.compile(r"(?:[^\s\d]+\s){1,3}[-–—|]\s")


def is_date_line(line: Sequence[str], text: str) -> bool:
    """Whether a line holds a date, a time or an age and nothing else; `line` are its folded words."""
    folded = fold(text).text
    line = [_UNIT.sub(r"\1", word) for word in line]
    if re.search(_YEAR_FIRST + "t", folded):
        return len(line) <= 8
    if _date_words().covers(line):
        labelled = book("date.labels").opening(line) and len(line) > 1
        return bool(labelled or _weekday_and_number(line) or _day(folded, day_first=True))
    if all(map(str.isdigit, line)) and _day(folded, day_first=True):
        return True
    return len(line) > 1 and _ages().covers(line)


def has_age_at_end(line: Sequence[str]) -> bool:
    """Whether a line, such as a name, ends with how long ago it was printed: «فلان منذ 4 ساعات»."""
    ends = (line[place:] for place in range(1, len(line) - 1))
    return any(_ages().covers(end) and any(word.isdigit() for word in end) for end in ends)


def is_dated_dateline(line: Sequence[str], text: str) -> bool:
    """Whether a line is a place or outlet of up to three words, a date, and perhaps an agency.

    Such as «الرياض … واس»; two words and more only before an agency or a dash.
    """
    if _day(fold(text).text, day_first=True) is None:
        return False
    is_signed = any(agencies().covers(line[-size:]) for size in (1, 2, 3))
    sizes = (1, 2, 3) if is_signed or _NAME_AND_DASH.match(text) else (1,)
    return any(_dateline_words().covers(line[size:]) for size in sizes)


def parse_date(text: str, *, day_first: bool | None) -> tuple[datetime, Precision] | None:
    """The date a line names; a Hijri one is no answer.

    `day_first` settles 3/4/2023 where no weekday does; None where nothing tells.
    """
    folded = fold(text).text
    day = _day(folded, day_first=day_first)
    if day is None:
        return None
    return _with_clock(day, folded)


def is_in_numbers(text: str) -> bool:
    """Whether a text holds a date such as 3/4/2023 or 13.4.23."""
    return next(_in_numbers(text), None) is not None


def day_comes_first(text: str) -> bool | None:
    """Whether the day stands before the month in such a date; None where both are below 13."""
    return next((one > 12 for one, two in _in_numbers(text) if (one > 12) != (two > 12)), None)


def _in_numbers(text: str) -> Iterator[tuple[int, int]]:
    folded = fold(text).text
    yield from ((int(one), int(two)) for one, two, _ in re.findall(_NUMERIC, folded))
    yield from ((int(one), int(two)) for one, _, two, _ in re.findall(_SHORT_YEAR, folded))


def parse_hijri_date(text: str) -> tuple[datetime, Precision] | None:
    """The day that a line names in the Hijri calendar only, by the Umm al-Qura calendar."""
    folded = fold(text).text
    match = _hijri_date().search(folded)
    if not match:
        return None
    month = hijri_months()[" ".join(match["month"].split())]
    day = from_hijri(int(match["year"]), month, int(match["day"]) if match["day"].isdigit() else 1)
    return _with_clock((day.year, day.month, day.day), folded) if day else None


def date_in_address(url: str) -> datetime | None:
    """The day in the path of an address such as /2023/09/13/, if it has exactly one."""
    found = set(_YEAR_FIRST_IN_PATH.findall(urlsplit(url).path))
    days = {day for parts in found if (day := _real_day(*map(int, parts)))}
    return datetime(*days.pop(), tzinfo=UTC) if len(days) == 1 else None


def published_by_text(text: str, *, language: str) -> tuple[datetime, str] | None:
    """The day of publication as a text's own words imply it, with these words; None where they don't.

    Such words say a whole date and where it stands from the day of writing: «اليوم الأربعاء 13 سبتمبر 2023»,
    "yesterday, 12 September 2023".
    """
    folded = fold(text)
    for relative in _relative_words(language).finditer(folded.text):
        end = relative.end() + _LONGEST_DATE
        if re.search(r"\d{4}", folded.text[relative.end() : end]):  # most texts have no such place to be read
            near = folded.span(relative.start(), min(end, len(folded.text))).of(text)
            if found := _day_of_writing(near, language=language):
                return found
    return None


def _day_of_writing(near: str, *, language: str) -> tuple[datetime, str] | None:
    """The same for a stretch of text that begins with «today», «yesterday» or the like."""
    folded = fold(near)
    for found in find_dates(near, language=language):
        place = folded.index(found.span.start)
        match = _today_or_yesterday(language).match(folded.text[:place])
        if match and len(found.value) == 10 and found.value[0] != "-":
            shift = next(value for name, value in _RELATIVE if match[name])
            day = date.fromisoformat(found.value) - timedelta(days=shift)
            return datetime(day.year, day.month, day.day, tzinfo=UTC), near[: found.span.end]
    return None


def _with_clock(day: tuple[int, int, int], folded: str) -> tuple[datetime, Precision]:
    clock, zone = _clock(folded), _zone(folded)
    if clock is None or zone is None:
        return datetime(*day, tzinfo=UTC), Precision.DAY
    moment = datetime(*day, *clock, tzinfo=zone)
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta())), Precision.MINUTE


def _day(folded: str, *, day_first: bool | None) -> tuple[int, int, int] | None:
    if not _DIGIT.search(folded):
        return None
    days = (_real_day(*parts) for parts in _days(folded, day_first=day_first))
    return next((day for day in days if day), None)


def _real_day(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return (year, month, day) if 1900 <= year <= 2100 else None


def _days(folded: str, *, day_first: bool | None) -> list[tuple[int, int, int]]:
    found = [
        (int(match["year"]), months(*LISTED)[" ".join(match["month"].split())], int(match["day"]))
        for pattern in _named_dates()
        for match in pattern.finditer(folded)
    ]
    found.extend((int(year), int(month), int(day)) for year, month, day in re.findall(_YEAR_FIRST, folded))
    for numbers in re.findall(_NUMERIC, folded):
        found.extend(_numbered(*map(int, numbers), folded=folded, day_first=day_first))
    if not found:
        for one, _, two, year in re.findall(_SHORT_YEAR, folded):
            found.extend(_numbered(int(one), int(two), 2000 + int(year), folded=folded, day_first=day_first))
    return found


def _numbered(
    one: int, two: int, year: int, *, folded: str, day_first: bool | None
) -> list[tuple[int, int, int]]:
    """Day and month of a date in numbers: by one above twelve, by the weekday, or by custom."""
    orders = [(year, two, one), (year, one, two)]
    weekday = next((_weekdays()[word] for word in re.findall(r"\w+", folded) if word in _weekdays()), None)
    days = {day for order in orders if (day := _real_day(*order))}
    fitting = [day for day in days if weekday is not None and date(*day).weekday() == weekday]
    if len(fitting) == 1:
        return fitting
    if one > 12 or (day_first and two <= 12):
        return orders[:1]
    return orders[1:] if two > 12 or day_first is False else []


def _clock(folded: str) -> tuple[int, int] | None:
    if match := _TIME.search(folded):
        hour, minute, half = int(match[1] or match[4]), int(match[2] or match[5]), match[3]
    elif match := _BARE_TIME.search(folded):
        hour, minute, half = int(match[1]), int(match["minute"] or 0), match["half"]
    else:
        return None
    half = (half or "").replace(".", "")
    if half in ("pm", "م", "مساء", "ظهرا") and hour < 12:
        hour += 12
    elif half in ("am", "ص", "صباحا") and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else None


def _zone(folded: str) -> tzinfo | None:
    """The zone that a line names, UTC where it names none; None for a name that means several."""
    offset = _OFFSET.search(folded)
    if offset:
        sign, hours, rest = offset[1] or offset[4], offset[2] or offset[5], offset[3] or offset[6] or "0"
        minutes = int(hours) * 60 + int(rest)
        return timezone(timedelta(minutes=minutes if sign == "+" else -minutes)) if minutes < 1440 else None
    for name, zone in _zones().items():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            return zone
    return UTC


def _weekday_and_number(line: Sequence[str]) -> bool:
    return len(line) > 1 and any(word.isdigit() for word in line) and line[0] not in ("1", "2")


@cache
def _weekdays() -> dict[str, int]:
    """Monday is 0; with the short forms that stand beside dates in numbers."""
    short = {
        form: day
        for language in LANGUAGES
        for day, written in enumerate(words.table(f"page_{language}.toml")["date"].get("weekdays", ()))
        for form in forms(written)
    }
    return short | {form: day for language in LISTED for form, day in listed("weekday", language).items()}


@cache
def _hijri_date() -> re.Pattern[str]:
    names = alternatives(hijri_months())
    return re.compile(
        rf"(?<![\d\w])(?P<day>\d{{1,2}}|غره)\s(?:من\s)?(?P<month>{names})[\s،,]{{1,3}}(?P<year>1[34]\d\d)(?!\d)"
    )


@cache
def _relative_words(language: str) -> re.Pattern[str]:
    """«Today» and «yesterday» by themselves: «في مثل هذا اليوم» is about another year."""
    days = listed("day", language)
    near = alternatives(form for form in days if days[form] in dict(_RELATIVE).values())
    return re.compile(rf"(?<!\w)(?<!هذا )(?<!مثل )(?:{near})(?!\w)")


@cache
def _today_or_yesterday(language: str) -> re.Pattern[str]:
    """A relative day, perhaps with the weekday, and nothing else before a date."""
    weekdays = alternatives(listed("weekday", language))
    days = listed("day", language)
    groups = "|".join(
        rf"(?P<{name}>{alternatives(form for form in days if days[form] == shift)})"
        for name, shift in _RELATIVE
    )
    return re.compile(rf"(?:{groups})[\s،,(]{{1,3}}(?:{weekdays})?[\s،,(]{{0,3}}$")


@cache
def _zones() -> dict[str, tzinfo | None]:
    """By folded name, longer names first."""
    rows = (row.split("\t") for row in words.lines("zones.tsv"))
    zones = {fold(name).text: _zone_of(value) for value, names in rows for name in names.split("|")}
    return dict(sorted(zones.items(), key=lambda pair: -len(pair[0])))


def _zone_of(value: str) -> tzinfo | None:
    if value == "?":
        return None
    return ZoneInfo(value) if "/" in value else timezone(timedelta(minutes=int(value)))


@cache
def _named_dates() -> tuple[re.Pattern[str], ...]:
    """Day, month, year, and month, day, year; a second name of the month may follow a stroke."""
    names = alternatives(months(*LISTED))
    month = rf"(?P<month>{names})\.?(?:\s*[/(]\s*(?:{names})\)?)?"
    return (
        re.compile(
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?[\s\-/]+{month}[\s,،\-/]+(?P<year>\d{{4}})(?!\d)"
        ),
        re.compile(rf"\b{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,،]+(?P<year>\d{{4}})(?!\d)"),
    )


@cache
def _date_words() -> Phrasebook:
    return Phrasebook(_date_phrases())


def _date_phrases() -> list[str]:
    ordinals = [f"{number}{ending}" for number in range(1, 32) for ending in ("st", "nd", "rd", "th", "er")]
    return [
        *months(*LISTED),
        *hijri_months(),
        *_zones(),
        *ordinals,
        *page_list("date.pieces"),
        *page_list("date.labels"),
    ]


@cache
def _dateline_words() -> Phrasebook:
    return Phrasebook([*_date_phrases(), *agency_names()])


@cache
def _ages() -> Phrasebook:
    return Phrasebook([*page_list("date.ago"), *page_list("date.labels")])
