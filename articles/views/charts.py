"""Pictures worked out for templates to draw: plain numbers, no markup."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.analysis.stories.timeline import Period, Timeline, Unit

WIDTH, HEIGHT = 1000, 100
_GAP = 0.2  # of a bar's room
_LOWEST = 3  # so that a period with one mention beside one with hundreds is seen


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A period's bar; `x` counts from the left, as SVG does in every language."""

    period: Period
    label: str
    x: float
    y: float
    width: float
    height: float


def bars(times: Timeline, *, mirrored: bool) -> tuple[Bar, ...]:
    """One for each period that counts anything; mirrored, time runs from right to left."""
    room = WIDTH / max(len(times.periods), 1)
    found = []
    for place, period in enumerate(times.periods):
        if not period.count:
            continue
        height = max(HEIGHT * period.count / max(times.highest, 1), _LOWEST)
        start = place * room + room * _GAP / 2
        width = room * (1 - _GAP)
        x = WIDTH - start - width if mirrored else start
        found.append(
            Bar(
                period=period,
                label=_label(period, times.unit),
                x=round(x, 2),
                y=round(HEIGHT - height, 2),
                width=round(width, 2),
                height=round(height, 2),
            )
        )
    return tuple(found)


def _label(period: Period, unit: Unit) -> str:
    if unit is Unit.YEAR:
        return date_format(period.first, "Y")
    if unit is Unit.MONTH:
        return date_format(period.first, "F Y")
    day = date_format(period.first, "j F Y")
    return _("week of %(day)s") % {"day": day} if unit is Unit.WEEK else day
