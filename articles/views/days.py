"""The days that an article names, with how each was reckoned."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.analysis.figures.dates import Basis, find_dates
from articles.models import Article

BASIS_LABELS = {
    Basis.WRITTEN: "",
    Basis.NEAREST_YEAR: gettext_lazy("the year that is nearest the day of publication"),
    Basis.REFERENCE: gettext_lazy("counted from the day of publication"),
    Basis.HIJRI: gettext_lazy("converted by the Umm al-Qura calendar"),
}
_ISO = re.compile(r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)$")
_WITHOUT_YEAR = re.compile(r"--(?P<month>\d\d)-(?P<day>\d\d)$")


@dataclass(frozen=True, kw_only=True)
class NamedDay:
    """`words` stand at `start` of the body, in the sentence that begins at `sentence`."""

    words: str
    start: int
    end: int
    sentence: int
    iso: str
    value: str
    basis: str
    basis_label: str


def named_days(article: Article) -> Iterator[NamedDay]:
    """Days, weeks, months and years in order, those that say more than their own words; no clock times."""
    reference = article.published.date() if article.published else None
    starts = article.sentence_starts()
    for found in find_dates(article.body, language=article.language, reference=reference):
        value = in_words(found.value)
        if value:
            yield NamedDay(
                words=found.span.of(article.body),
                start=found.span.start,
                end=found.span.end,
                sentence=max((start for start in starts if start <= found.span.start), default=0),
                iso=found.value,
                value=value,
                basis=found.basis,
                basis_label=str(BASIS_LABELS[found.basis]),
            )


def in_words(iso: str) -> str:
    """An ISO 8601 day, week, month or day without a year, for people; empty for all else."""
    if match := _WITHOUT_YEAR.match(iso):
        return date_format(date(2000, int(match["month"]), int(match["day"])), "j F")
    match = _ISO.match(iso)
    if not match:
        return ""
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return _("the week from %(day)s") % {"day": date_format(monday, "j F Y")}
    day = date(year, int(match["month"]), int(match["day"] or 1))
    return date_format(day, "l j F Y" if match["day"] else "F Y")
