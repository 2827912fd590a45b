"""The days, months and years that an article names, reckoned from the day on which it was published."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from articles.analysis.figures.dates import Basis, find_dates
from articles.analysis.pairs.elapsed import find_elapsed
from articles.analysis.stories.tellings import Telling, Tellings
from articles.analysis.text.spans import Span, start_before

ELAPSED = "elapsed"  # counted back from the day of publication by a duration
_ISO = re.compile(r"(\d{4})(?:/(\d{4})|-W(\d\d)|-(\d\d)(?:-(\d\d))?)?$")
# An article without a date is of about the same days as its story: near enough for years.
_LONG_AGO = 180
_ANY_DAY = date(2000, 6, 15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A stretch of days, from `first` to `last`, that the words at `span` name.

    iso: as exact as the text, as 2023-09-13, 2023-09 or 2019
    basis: how it was reckoned, a `dates.Basis` or ELAPSED
    """

    span: Span
    sentence: int
    iso: str
    basis: str
    first: date
    last: date

    @property
    def exact(self) -> int:
        """How many days it may be."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, kw_only=True)
class Days:
    """What one article names; `unresolved` days have no place in time, as «yesterday» without a date."""

    found: tuple[Day, ...]
    unresolved: int


def days_of(telling: Telling, tellings: Tellings) -> Days:
    """In the order of the text, outside of headings; clock times are left out."""
    own = telling.published.date() if telling.published else None
    near = own or about(tellings)
    named = [day for day in _named(telling, own) if day is not None]
    lasting = [
        day for day in _lasting(telling, near) if own or (near and (near - day.last).days >= _LONG_AGO)
    ]
    days = sorted([*named, *lasting], key=lambda day: day.span)
    return Days(found=tuple(days), unresolved=0 if own else _unresolved(telling))


def about(tellings: Tellings) -> date | None:
    """The day around which a story was told: the middle day of publication, else the latest named."""
    published = sorted(each.published.date() for each in tellings if each.published)
    if published:
        return published[len(published) // 2]
    named = [day for telling in tellings for day in _named(telling, None) if day and day.exact == 1]
    return max((day.first for day in named), default=None)


def _named(telling: Telling, reference: date | None) -> Iterator[Day | None]:
    reading = telling.reading
    starts = [span.start for span in reading.sentences]
    for mention in find_dates(reading.text, language=reading.language, reference=reference):
        sentence = _sentence_at(starts, reading.sentences, mention.span)
        bounds = stretch(mention.value)
        if sentence is not None and bounds is not None:
            yield Day(
                span=mention.span,
                sentence=sentence,
                iso=mention.value,
                basis=mention.basis.value,
                first=bounds[0],
                last=bounds[1],
            )


def _sentence_at(starts: list[int], sentences: tuple[Span, ...], span: Span) -> int | None:
    if not starts or span.start < starts[0]:
        return None
    index = starts.index(start_before(starts, span.start))
    return index if sentences[index].covers(span) else None


def _lasting(telling: Telling, reference: date | None) -> Iterator[Day]:
    if reference is None:
        return
    for index, sentence in enumerate(telling.reading.sentences):
        for each in find_elapsed(telling.reading, sentence, reference):
            yield Day(
                span=each.span,
                sentence=index,
                iso=_shared(each.first, each.last),
                basis=ELAPSED,
                first=each.first,
                last=each.last,
            )


def _shared(first: date, last: date) -> str:
    """What both days have in common, or the years between which it lies."""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first.year:04}" if first.year == last.year else f"{first.year:04}/{last.year:04}"


def stretch(iso: str) -> tuple[date, date] | None:
    """The first and last day of an ISO 8601 day, week, month, year or stretch of years; None for all else."""
    match = _ISO.match(iso)
    if not match:
        return None
    year, until, week, month, day = (int(part) if part else None for part in match.groups())
    try:
        if week:
            monday = date.fromisocalendar(year or 1, week, 1)
            return monday, monday + timedelta(days=6)
        first = date(year or 1, month or 1, day or 1)
        if month:
            return first, first if day else first.replace(day=monthrange(first.year, month)[1])
        return first, date(until or first.year, 12, 31)
    except (ValueError, OverflowError):
        return None


def _unresolved(telling: Telling) -> int:
    """Days of an undated article that only a day of publication would place."""
    text, language = telling.reading.text, telling.reading.language
    written = {m.span for m in find_dates(text, language=language) if not m.value.startswith(("-", "T"))}
    named = find_dates(text, language=language, reference=_ANY_DAY)
    relative = [m for m in named if m.basis in (Basis.REFERENCE, Basis.NEAREST_YEAR)]
    return sum(not any(m.span.overlap(span) for span in written) for m in relative)
