"""Datelines: the place, the agency and the day that open a report, as in «بيروت (أ ف ب) -»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from articles.analysis.figures.dates import find_dates
from articles.analysis.text.gazetteer import Kind, load
from articles.analysis.text.normalise import fold_key
from articles.ingest.dates import is_date_line
from articles.ingest.outlets import credited_outlet
from articles.ingest.phrases import agencies, forms

_LONGEST = 100
_MOST_WORDS = 3
_END = re.compile(r"(?:\s*[-–—]{1,3}|\s+ـ{1,3}|:|\s/|(?P<stop>\.)|(?<=\w)(?P<close>[)\]/]))(?=\s|[«“\"])")
_PARTS = re.compile(r"\s+ـ+\s+|\s*[-–—/:|،,()\[\]«»“”\"]+\s*")
_BROKEN = re.compile(r"[!?؟…\n]")
_JOINING = frozenset(forms("في يوم من ل م ه الموافق on in le à de"))


@dataclass(frozen=True, kw_only=True)
class Dateline:
    """`text` is as printed, up to the sign that ends it; `place` is None where only an agency stands."""

    text: str
    parts: tuple[str, ...]
    place: str | None
    is_dated: bool


def read_dateline(paragraph: str, *, language: str) -> Dateline | None:
    """The dateline that a report's first paragraph opens with, None where it opens with a sentence."""
    head = paragraph[:_LONGEST].lstrip("\u200e\u200f\u202b\u202a \xa0")
    found = None
    for end in _END.finditer(head):
        text = head[: end.end() if end["close"] else end.start()].strip()
        if _BROKEN.search(text):
            break
        read = _parse(text, language=language)
        if read and _ends(read, is_stop=bool(end["stop"]), is_closed=bool(end["close"])):
            found = read
    return found


def _ends(found: Dateline, *, is_stop: bool, is_closed: bool) -> bool:
    """Whether a report begins after it: «Sept.» is no end, «РИА Новости.» and «بكين 3 مارس (شينخوا)» are."""
    if (is_stop or is_closed) and not _is_source(found.parts[-1]):
        return False
    return not is_closed or found.is_dated or (found.place is not None and is_place(found.place))


def read_dateline_line(line: str, *, language: str) -> Dateline | None:
    """The dateline that fills a line between headline and text; it may name the writer too."""
    return _parse(line.strip(), language=language, may_name_writer=True) if len(line) <= _LONGEST else None


def is_place(text: str) -> bool:
    """Whether the words are the name of a known place, in Arabic or English."""
    return fold_key(text) in _places()


def _parse(text: str, *, language: str, may_name_writer: bool = False) -> Dateline | None:
    rest, is_dated = _without_dates(text, language=language)
    parts = tuple(_parts(rest))
    if not 0 < len(parts) <= 5:
        return None
    others = [part for part in parts if not _is_source(part)]
    place = others[0] if others and others[0] == parts[0] else None
    if others and place is None:
        return None
    is_supported = is_dated or len(others) < len(parts)
    beside = others[1:]
    if not all(is_place(part) or (may_name_writer and is_supported and _is_short(part)) for part in beside):
        return None
    if place and not _opens_report(place, is_supported=is_supported, is_set_off=bool(beside)):
        return None
    if not (place or is_supported):
        return None
    return Dateline(text=text, parts=parts, place=place, is_dated=is_dated)


def _opens_report(place: str, *, is_supported: bool, is_set_off: bool) -> bool:
    """A known town, or capitals, by itself; with an agency, a day or a country any short name."""
    if not _is_short(place):
        return False
    is_latin, in_capitals = place[0].isascii(), place.isupper()
    if is_supported or is_set_off:
        return not is_latin or in_capitals or is_place(place)
    return (not is_latin or in_capitals) and fold_key(place) in _places() - _countries()


def _is_source(part: str) -> bool:
    return agencies().covers(forms(part)) or credited_outlet(part) is not None


def _is_short(part: str) -> bool:
    return len(part.split()) <= _MOST_WORDS


def _parts(text: str) -> Iterator[str]:
    for part in _PARTS.split(text):
        words = part.strip(" .\xa0\u200e\u200f").split()
        while words and set(forms(words[0])) <= _JOINING:
            del words[0]
        while words and set(forms(words[-1])) <= _JOINING:
            del words[-1]
        named = " ".join(words)
        if any(map(str.isalpha, named)) and not is_date_line(forms(named), named):
            yield named


def _without_dates(text: str, *, language: str) -> tuple[str, bool]:
    """The text with a comma for each of its dates, and whether it had any."""
    days = [found for found in find_dates(text, language=language) if found.value[0] != "T"]
    for day in reversed(days):
        before = re.sub(r"(?<!\w)(?:في|يوم|le|on|الموافق)\s*$", "", text[: day.span.start])
        text = f"{before}, {text[day.span.end :]}"
    return text, bool(days)


@cache
def _places() -> frozenset[str]:
    places = [place for place in load().entities.values() if place.kind is Kind.PLACE]
    return frozenset(fold_key(name.text) for place in places for name in place.names)


@cache
def _countries() -> frozenset[str]:
    groups, entities = load().groups, load().entities
    countries = [entities[key] for key, group in groups.items() if group == "countries"]
    return frozenset(fold_key(name.text) for country in countries for name in country.names)
