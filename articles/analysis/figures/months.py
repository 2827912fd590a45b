"""The names of months, in Arab newsrooms' calendars, English, French and Russian, and of the Hijri year."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from hijridate import Hijri

from articles.analysis.text.tables import phrases, rows

# Languages with lists of their own; months.tsv and days.tsv hold Arabic and English, which all texts may use.
LISTED = ("fr", "ru")


@cache
def months(*languages: str) -> Mapping[str, int]:
    """Month by folded name, in Arabic and English and in those of these languages that have a list."""
    names = [f"months_{language}.tsv" for language in languages if language in LISTED]
    return MappingProxyType({form: number for name in ("months.tsv", *names) for form, number in _read(name)})


@cache
def hijri_months() -> Mapping[str, int]:
    """Hijri month by folded name."""
    return MappingProxyType(dict(_read("months_hijri.tsv")))


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The day in the Gregorian calendar, by the Umm al-Qura calendar (1343 to 1500); None beyond it.

    Where the moon was sighted otherwise, a country's own count may be a day off.
    """
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def _read(name: str) -> list[tuple[str, int]]:
    return [(" ".join(phrase), int(number)) for number, forms in rows(name) for phrase in phrases(forms)]
