"""Days as readers type them: 2024-05-07, ٢٠٢٤/٥/٧, 7/5/2024, 2024-05, 5/2024, 2024, «7 May 2024»."""

import re
from calendar import monthrange
from datetime import date

from articles.analysis.figures.dates import find_dates
from articles.analysis.text.normalise import fold

_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")
# The day before the month, as Arabic and most other newspapers write it.
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")


def first_day(text: str) -> date | None:
    """The day, or the first one of the month or year; None where the text is no day."""
    try:
        year, month, day = _numbers(text)
        return date(year, month or 1, day or 1)
    except ValueError:
        return None


def last_day(text: str) -> date | None:
    """The day, or the last one of the month or year; None where the text is no day."""
    try:
        year, month, day = _numbers(text)
        return date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None


def _numbers(text: str) -> tuple[int, int | None, int | None]:
    """Year, month and day; raises ValueError where the text is none of them."""
    written = fold(text.strip()).text
    turned = _DAY_FIRST.fullmatch(written)
    found = _DAY.fullmatch(written) or _DAY.fullmatch(_in_words(text.strip()))
    if not turned and not found:
        raise ValueError(text)
    numbers = reversed(turned.groups()) if turned else found.groups() if found else ()
    year, month, day = (int(number) if number else None for number in numbers)
    assert year is not None
    return year, month, day


def _in_words(text: str) -> str:
    """The ISO 8601 form of a text that is a date written out, and nothing else."""
    for language in ("ar", "en"):
        for found in find_dates(text, language=language):
            if found.span.of(text) == text:
                return found.value
    return ""
