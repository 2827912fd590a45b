"""The picture of a timeline: events as discs on an axis whose long empty stretches are shortened."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import get_language_bidi

WIDTH = 1000.0
_MARGIN = 60.0
_BASE = 64.0  # where the axis lies
_LEAST_STEP = 0.9  # between two days that follow each other, where log10 of the days between would be nothing
_FAR = 200  # days, from which on an empty stretch is drawn as a break
_LABEL = 112.0  # the width that one day's label needs
_ROWS = 2


@dataclass(frozen=True, kw_only=True)
class Disc:
    """The events of one day; `label` is empty where there is no room for it."""

    x: float
    radius: float
    title: str
    label: str
    y: float


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A piece of the axis between two days; one over a long time is broken."""

    x1: float
    x2: float
    broken: bool


@dataclass(frozen=True, kw_only=True)
class Axis:
    discs: tuple[Disc, ...]
    stretches: tuple[Stretch, ...]


def draw(marks: Sequence[tuple[date, str, int]]) -> Axis:
    """Of each event the first day, the day for people, and how many outlets tell of it; at least two days."""
    days = sorted({day for day, *_ in marks})
    places = _places(days)
    most = max(outlets for *_, outlets in marks)
    discs: list[Disc] = []
    ends = [-math.inf] * _ROWS
    for day in days:
        of_day = [(label, outlets) for each, label, outlets in marks if each == day]
        label, outlets = max(of_day, key=lambda one: one[1])
        x = places[day]
        row = next((n for n in range(_ROWS) if x - _LABEL / 2 >= ends[n]), None)
        if row is not None:
            ends[row] = x + _LABEL / 2
        radius = 6 + 14 * math.sqrt(outlets / most)
        discs.append(
            Disc(
                x=_mirrored(x),
                radius=round(radius, 1),
                title=label,
                label=label if row is not None else "",
                y=_BASE + 40 + 20 * (row or 0),
            )
        )
    stretches = (
        Stretch(x1=_mirrored(places[a]), x2=_mirrored(places[b]), broken=(b - a).days >= _FAR)
        for a, b in pairwise(days)
    )
    return Axis(discs=tuple(discs), stretches=tuple(stretches))


def _places(days: Sequence[date]) -> dict[date, float]:
    """Where each day stands: steps grow with the logarithm of the time between, so that all can be seen."""
    steps = [_LEAST_STEP + math.log10(1 + (b - a).days) for a, b in pairwise(days)]
    scale = (WIDTH - 2 * _MARGIN) / (sum(steps) or 1)
    places, x = {days[0]: _MARGIN}, _MARGIN
    for day, step in zip(days[1:], steps, strict=True):
        x += step * scale
        places[day] = x
    return places


def _mirrored(x: float) -> float:
    """Time runs in the direction of the page."""
    return round(WIDTH - x if get_language_bidi() else x, 1)
