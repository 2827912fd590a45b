"""Publication dates as pages print them: which lines are dates, and which day and minute they name."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from articles.analysis.normalise import fold
from articles.ingest import words
from articles.ingest.phrases import Phrasebook, agencies, agency_names, book, page_list
from articles.ingest.records import Precision

_NUMERIC = r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)"
_YEAR_FIRST = r"(?<!\d)(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)"
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})\s?[:h]\s?(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(a\.?m|p\.?m|ص|م|صباحا|مساء)?(?![\w])"
    r"|t(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?"
)
_HOUR = re.compile(r"^\d{1,2}h(?:\d{2})?$")
_OFFSET = re.compile(
    r"(?:(?:gmt|utc)\s?([+-])(\d{1,2}):?(\d{2})?|:\d{2}(?:\.\d+)?\s?([+-])(\d{2}):?(\d{2}))(?!\d)"
)


def is_date_line(line: Sequence[str], text: str) -> bool:
    """Whether a line holds a date, a time or an age and nothing else; `line` are its folded words."""
    folded = fold(text).text
    line = [_HOUR.sub("1", word) for word in line]
    if re.search(_YEAR_FIRST + "t", folded):
        return len(line) <= 8
    if _date_words().covers(line):
        labelled = book("date.labels").opening(line) and len(line) > 1
        return bool(labelled or _day(folded, day_first=True) or _weekday_and_number(line))
    return len(line) > 1 and _ages().covers(line)


def has_age_at_end(line: Sequence[str]) -> bool:
    """Whether a line, such as a name, ends with how long ago it was printed: «فلان منذ 4 ساعات»."""
    ends = (line[place:] for place in range(1, len(line) - 1))
    return any(_ages().covers(end) and any(word.isdigit() for word in end) for end in ends)


def is_dated_dateline(line: Sequence[str], text: str) -> bool:
    """Whether a line is a place of up to three words, a date, and perhaps an agency: «الرياض … واس»."""
    if _day(fold(text).text, day_first=True) is None:
        return False
    is_signed = any(agencies().covers(line[-size:]) for size in (1, 2, 3))
    return any(_dateline_words().covers(line[size:]) for size in ((1, 2, 3) if is_signed else (1,)))


def parse_date(text: str, *, day_first: bool) -> tuple[datetime, Precision] | None:
    """The date a line names; `day_first` settles 3/4/2023. None where there is none, or it is Hijri."""
    folded = fold(text).text
    day = _day(folded, day_first=day_first)
    if day is None:
        return None
    clock, zone = _clock(folded), _zone(folded)
    if clock is None or zone is None:
        return datetime(*day, tzinfo=UTC), Precision.DAY
    return datetime(*day, *clock, tzinfo=zone), Precision.MINUTE


def _day(folded: str, *, day_first: bool) -> tuple[int, int, int] | None:
    for year, month, day in _days(folded, day_first=day_first):
        try:
            datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            continue
        if 1900 <= year <= 2100:
            return year, month, day
    return None


def _days(folded: str, *, day_first: bool) -> list[tuple[int, int, int]]:
    found = [
        (int(match["year"]), _months()[match["month"]], int(match["day"]))
        for pattern in _named_dates()
        for match in pattern.finditer(folded)
    ]
    found.extend((int(year), int(month), int(day)) for year, month, day in re.findall(_YEAR_FIRST, folded))
    for numbers in re.findall(_NUMERIC, folded):
        one, two, year = map(int, numbers)
        if one > 12 or day_first:
            found.append((year, two, one))
        elif two > 12:
            found.append((year, one, two))
    return found


def _clock(folded: str) -> tuple[int, int] | None:
    match = _TIME.search(folded)
    if not match:
        return None
    hour, minute = int(match[1] or match[4]), int(match[2] or match[5])
    half = (match[3] or "").replace(".", "")
    if half in ("pm", "م", "مساء") and hour < 12:
        hour += 12
    elif half in ("am", "ص", "صباحا") and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else None


def _zone(folded: str) -> timezone | None:
    """The zone that a line names, UTC where it names none; None for a name that means several."""
    offset = _OFFSET.search(folded)
    if offset:
        sign, hours, rest = offset[1] or offset[4], offset[2] or offset[5], offset[3] or offset[6] or "0"
        minutes = int(hours) * 60 + int(rest)
        return timezone(timedelta(minutes=minutes if sign == "+" else -minutes)) if minutes < 1440 else None
    for name, distance in _zones().items():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            return None if distance is None else timezone(timedelta(minutes=distance))
    return UTC


def _weekday_and_number(line: Sequence[str]) -> bool:
    return len(line) > 1 and any(word.isdigit() for word in line) and line[0] not in ("1", "2")


@cache
def _months() -> dict[str, int]:
    rows = (row.split("\t") for row in words.lines("months.tsv"))
    return {fold(name).text: int(number) for number, names in rows for name in names.split("|")}


@cache
def _zones() -> dict[str, int | None]:
    rows = (row.split("\t") for row in words.lines("zones.tsv"))
    return {
        fold(name).text: None if minutes == "?" else int(minutes)
        for minutes, names in rows
        for name in names.split("|")
    }


@cache
def _named_dates() -> tuple[re.Pattern[str], ...]:
    """Day, month, year, and month, day, year; a second name of the month may follow a stroke."""
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
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
    months = [name for row in words.lines("months.tsv") for name in row.split("\t")[1].split("|")]
    ordinals = [f"{number}{ending}" for number in range(1, 32) for ending in ("st", "nd", "rd", "th", "er")]
    return [*months, *ordinals, *page_list("date.pieces"), *page_list("date.labels")]


@cache
def _dateline_words() -> Phrasebook:
    return Phrasebook([*_date_phrases(), *agency_names()])


@cache
def _ages() -> Phrasebook:
    return Phrasebook([*page_list("date.ago"), *page_list("date.labels")])
