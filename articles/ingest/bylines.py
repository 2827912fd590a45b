"""Names in by-lines and under pictures: who wrote an article, and where its picture is from."""

import re
from collections.abc import Sequence

from articles.analysis.names.persons import given_names
from articles.analysis.text.normalise import fold_key
from articles.ingest.agencies import agency_named, credits_picture
from articles.ingest.datelines import is_place, read_dateline_line
from articles.ingest.lines import Line
from articles.ingest.outlets import OUTLET_SORTS, credited_outlet
from articles.ingest.phrases import book, photo_credits
from articles.ingest.records import UNKNOWN, Block, BlockKind, How, Known

_LONGEST_NAME = 8
_NAME_RULES = frozenset({"byline_name", "name_beside_byline"})
_DATED_RULES = frozenset({"dated_dateline", "date_among_others"})
_AFTER_NAME = re.compile(r"\s*(?:[|·•@\d(\[/]|\s[-–—]\s).*$")
_SEPARATOR = re.compile(r"\s*[-–—ـ/|·•]+\s*")
_BRACKETED = re.compile(r"[(\[|©]\s*([^()\[\]|©\n]{2,70})\s*[)\]]?\s*\.?\s*$")
_DASHED = re.compile(r"\s[-–—/]\s*([^-–—()\[\]\n]{2,50})\s*$")


def find_author(original: str, blocks: Sequence[Block], *, language: str) -> Known[str | None]:
    """The writer whom a by-line names, as it is printed; no agency, outlet or "newsroom"."""
    for block in blocks:
        if block.kind is not BlockKind.BYLINE and block.rule not in _DATED_RULES:
            continue
        text = original[block.start : block.end]
        if name := _author(text, block.rule, language=language):
            return Known(value=name, how=How.TEXT, evidence=text)
    return UNKNOWN


def names_person(text: str) -> bool:
    """Whether words that might be a place's name begin with a given name, and are none that is known."""
    words = fold_key(text).split()
    return len(words) > 1 and words[0] in given_names() and not is_place(text)


def _author(text: str, rule: str, *, language: str) -> str | None:
    if rule == "byline_label":
        return _person(_behind(text))
    parts = [part for part in _SEPARATOR.split(text) if part]
    if rule in _NAME_RULES and len(parts) == 1:
        return _person(text)
    named = next((name for part in parts if names_person(part) and (name := _person(part))), None)
    if named or rule in _DATED_RULES:
        return named
    if rule in ("dateline", "place_and_name", *_NAME_RULES):
        dateline = read_dateline_line(text, language=language)
        parts = list(dateline.parts[1:]) if dateline else parts[1:]
        return next((name for part in parts if (name := _person(part)) and not is_place(part)), None)
    return None


def without_label(text: str) -> str:
    """A name without the label that is set off before it, such as "Author:"."""
    behind = _behind(text)
    return behind if behind and text[: len(text) - len(behind)].rstrip().endswith((":", "：", "|")) else text


def _behind(text: str) -> str:
    """What stands behind a label that a line begins with."""
    line = Line.of(text)
    size = book("byline.labels", "byline.short").opening(line.forms)
    return line.text[line.words[size - 1].end :].lstrip(" \xa0:：-–—|\u0651\u064b") if size else ""


def _person(text: str) -> str | None:
    name = _without_role(_AFTER_NAME.sub("", text).strip(" .,،:؛;|\u200e\u200f\xa0*"))
    words = Line.of(name).forms
    if not 1 <= len(words) <= _LONGEST_NAME or book("byline.alone").opening(words) == len(words):
        return None
    is_office = words[0] in OUTLET_SORTS or any(map(credited_outlet, (name, text)))
    return None if is_office or agency_named(name.upper()) else name


def _without_role(name: str) -> str:
    """The name without what its bearer is to the outlet; "" where one word is left, of a place perhaps."""
    line = Line.of(name)
    size = book("byline.roles").opening(line.forms)
    if not size:
        return name
    rest = line.text[line.words[size - 1].end :]
    rest = rest.rpartition(",")[2].rpartition("،")[2].strip(" :：-–—")  # «مراسلنا في بيروت، فلان الفلاني»
    return rest if len(rest.split()) > 1 else ""


def find_photo_credit(original: str, blocks: Sequence[Block]) -> Known[str | None]:
    """Who made the picture, by the first caption that says so, as it is printed."""
    for place, block in enumerate(blocks):
        text = original[block.start : block.end]
        if block.kind is BlockKind.CAPTION and (credit := _credit(text)):
            return Known(value=credit, how=How.TEXT, evidence=text)
        if credits_picture(blocks, place):
            return Known(value=text.strip(" ()[]"), how=How.TEXT, evidence=text)
    return UNKNOWN


def _credit(caption: str) -> str | None:
    line = Line.of(caption[-240:])
    labels = book("caption.credits")
    for place in reversed(range(len(line.words))):
        size = labels.opening(line.forms[place:])
        if not size or place + size >= len(line.words):
            continue
        rest = line.text[line.words[place + size - 1].end :]
        behind = rest.lstrip(" \xa0:：-–—،,.").rstrip(" \xa0.)]")
        is_set_off = rest.lstrip(" \xa0")[:1] in (":", "：", "-", "–", "—", "،", ",") or size > 1
        if is_set_off and 1 <= len(Line.of(behind).forms) <= _LONGEST_NAME and not line.is_stopped:
            return behind
    for pattern in (_BRACKETED, _DASHED):
        match = pattern.search(line.text)
        if match and _is_source(match[1]):
            return match[1].strip()
    return None


def _is_source(credit: str) -> bool:
    last = re.split(r"[/\\]", credit)[-1]
    return photo_credits().covers(Line.of(credit).forms) or photo_credits().covers(Line.of(last).forms)
