"""Whether two figures or two dates can both be right."""

from math import inf

from articles.analysis.figures.figures import Bound, Figure

_ABOUT = 0.15  # «about 100» is right for 85 to 115
_ROUNDED = 0.03  # a figure this near is the same one, rounded


def compatible(one: Figure, other: Figure) -> bool:
    """Whether one number can be what both say: more than 4 years is compatible with 4 years and 5 months."""
    low, high = (bound(_range(one)[n], _range(other)[n]) for n, bound in ((0, max), (1, min)))
    slack = _ROUNDED * max(abs(one.measure[0]), abs(other.measure[0]))
    return low <= high + slack


def _range(figure: Figure) -> tuple[float, float]:
    """What the text allows the number to be, in base units."""
    low = figure.measure[0]
    high = low if figure.high is None or not figure.value else low * figure.high / figure.value
    match figure.bound:
        case Bound.ABOUT:
            return low - _ABOUT * abs(low), high + _ABOUT * abs(high)
        case Bound.MORE_THAN:
            return low, inf
        case Bound.LESS_THAN | Bound.UP_TO:
            return -inf, high
        case _:
            return low, high


def compatible_dates(one: str, other: str) -> bool:
    """Whether two dates or times, as ISO 8601 of any exactness, can be one: 2023-09 and --09-13 can.

    Times in different zones, or of which only one names its zone, are not held against each other.
    """
    if one.startswith("T") or other.startswith("T"):
        return one == other or one[:1] != other[:1] or one.endswith("Z") != other.endswith("Z")
    if "/" in one + other or "W" in one + other:
        return True
    return all(a == b or not a or not b for a, b in zip(_parts(one), _parts(other), strict=True))


def _parts(date: str) -> tuple[str, str, str]:
    """Year, month and day, empty where they are not said."""
    if date.startswith("--"):
        month, _, day = date[2:].partition("-")
        return "", month, day
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    return year, month, day
