"""Moments as machines write them: ISO 8601, the mail format of RSS, seconds since 1970."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from articles.ingest.dates import parse_date
from articles.ingest.records import Precision

Moment = tuple[datetime, Precision]

_YEARS = range(1900, 2101)
_SECONDS = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")
_NUMERIC_DAY = re.compile(r"\d{8}")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$")


def parse_moment(text: str, *, day_first: bool | None = None) -> Moment | None:
    """The moment a text names, in any format of machines or of people; None where there is none.

    A moment without a zone is taken as UTC. Exact midnight is what programs write that know the day only.
    `day_first` is as for parse_date().
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return _checked(_from_seconds(text), Precision.MINUTE)
    if _NUMERIC_DAY.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    moment = _from_iso(text) or _from_mail(text)
    if moment is None:
        return parse_date(text, day_first=day_first)
    if len(text) <= 10 or _MIDNIGHT.search(text):
        return _checked(datetime(moment.year, moment.month, moment.day, tzinfo=UTC), Precision.DAY)
    return _checked(moment if moment.tzinfo else moment.replace(tzinfo=UTC), Precision.MINUTE)


def _checked(moment: datetime | None, precision: Precision) -> Moment | None:
    return (moment, precision) if moment and moment.year in _YEARS else None


def _from_seconds(text: str) -> datetime | None:
    seconds = float(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(seconds, tz=UTC)


def _from_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.replace(" UTC", "Z").replace(" GMT", "Z"))
    except ValueError:
        return None


def _from_mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
