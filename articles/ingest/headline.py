"""Before the article: its headline, and what stands between the headline and the first paragraph."""

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from articles.analysis.text.normalise import fold
from articles.ingest.lines import Line
from articles.ingest.page import LONGEST_LINK, Page, is_title, remove_menus, repeats_title
from articles.ingest.phrases import forms
from articles.ingest.records import BlockKind
from articles.ingest.topic import content, continues, shared

# The share of a line's words that the text's beginning has, in a headline and in a link to another piece.
_TOLD, _NOT_TOLD = 0.4, 0.25
_CREDIT_AT_END = re.compile(r"(?:\s[-–—|]\s*|[(\[/])([^-–—|()\[\]/]{2,30})[)\]]?$")
_PLACE_AND_NAME = re.compile(r"^[^\W\d]+(?: [^\W\d]+){0,2}\s*[-–—ـ/]\s*[^\W\d]+(?: [^\W\d]+){0,3}$")


def find_headline(page: Page) -> None:
    """Find the headline and settle the lines before it and between it and the article."""
    if page.first is None:
        _headline_without_prose(page)
        return
    chosen = _choose_headline(page, page.first) if page.repeated is None else page.repeated
    if chosen is None:
        return
    page.decide(chosen, BlockKind.HEADLINE, "headline")
    for place in page.open_places(chosen + 1, len(page.lines)):
        if page.lines[place].forms == page.lines[chosen].forms and page.lines[place].length > 2:
            page.decide(place, BlockKind.FURNITURE, "headline_repeated")
    for place in page.open_places(0, chosen):
        is_title = repeats_title(page.lines[place], page.lines[chosen])
        page.decide(place, BlockKind.FURNITURE, "page_title" if is_title else "before_headline")
    start = page.prose_after(chosen) if page.first < chosen else page.first
    end = len(page.lines) if start is None else start
    for place in range(chosen + 1, end):
        _between(page, place, start)
    remove_menus(page, chosen + 1, end)


def _headline_without_prose(page: Page) -> None:
    """Of a few short lines the first is the headline if it stands apart, or the rest are sentences."""
    places = page.open_places(0, len(page.lines))
    if len(places) < 2:
        return
    first, second = (page.lines[place] for place in places[:2])
    rest = [page.lines[place] for place in places[2:]]
    stands_apart = second.after_blank and bool(rest) and not all(line.after_blank for line in rest)
    if is_title(first) and (stands_apart or (second.is_stopped and not rest)):
        page.decide(places[0], BlockKind.HEADLINE, "headline")


def _choose_headline(page: Page, first: int) -> int | None:
    above = dropwhile(lambda place: _is_section(page.lines[place]), page.open_places(0, first))
    places = list(takewhile(lambda place: is_title(page.lines[place]), above))
    if not places:
        return first if _is_long_headline(page, first) else None
    chosen = _most_like_headline(page, places, first) if len(places) > 1 else places[0]
    line = page.lines[chosen]
    follows = chosen + 1 == first
    if follows and line.length > 8 and continues(page.lines[first]):
        return None  # the article begins with this line: what follows goes on with it
    return chosen


def _is_section(line: Line) -> bool:
    """Whether a line may name a section of the site: one word, set in no sentence."""
    return line.length == 1 and not line.end_sign


def _most_like_headline(page: Page, places: Sequence[int], first: int) -> int:
    """The first of the lines that is more than a kicker and, in a longer list, shares words with the text."""
    body = content(page.lines[place].text for place in page.open_places(first, first + 8)[:4])
    words = {place: content([page.lines[place].text]) for place in places}
    for place in places:
        later = [other for other in places if other > place and page.lines[other].length >= 4]
        better = [other for other in later if len(words[other] & body) >= 2]
        much_better = any(shared(words[other], body) >= _TOLD for other in better)
        is_kicker = page.lines[place].length <= 2
        is_stranger = not words[place] & body or (much_better and shared(words[place], body) < _NOT_TOLD)
        if not better or not (is_kicker or (len(places) >= 4 and is_stranger)):
            return place
    return places[0]


def _is_long_headline(page: Page, first: int) -> bool:
    """A headline as long as a paragraph: unfinished, and set off from a text that repeats its words."""
    line = page.lines[first]
    following = page.prose_after(first + 1)
    if following is None or not is_title(line) or page.open_places(0, first):
        return False
    if any(not page.is_open(place) for place in range(first + 1, following)):
        return True
    opening = page.lines[following]
    return not continues(opening) and shared(content([line.text]), content([opening.text])) >= 0.4


def _between(page: Page, place: int, start: int | None) -> None:
    """Settle a line between the headline and the article."""
    line = page.lines[place]
    if page.marks[place] and not page.is_open(place):
        return
    if start is not None and _names_dateline(line, page.lines[start]):
        page.decide(place, BlockKind.CAPTION, "credited_as_dateline")
    elif line.length <= LONGEST_LINK and _is_agency_alone(page, place + 1):
        page.decide(place, BlockKind.CAPTION, "above_picture_credit")
    elif _is_signature(line) and _has_mark_beside(page, place):
        page.decide(place, BlockKind.BYLINE, "name_beside_byline")
    elif start is not None and _is_place_and_name(line):
        page.decide(place, BlockKind.BYLINE, "place_and_name")


def _names_dateline(line: Line, opening: Line) -> bool:
    """Whether a line ends with a credit that the article's dateline names as well."""
    match = _CREDIT_AT_END.search(line.text)
    if not match or line.length < 4 or line.is_stopped:
        return False
    credit = forms(match[1])
    head = forms(opening.text[:70].partition(":")[0])
    return bool(credit) and any(
        head[at : at + len(credit)] == credit for at in range(1, min(len(head), 6) - len(credit) + 1)
    )


def _is_agency_alone(page: Page, place: int) -> bool:
    return place < len(page.lines) and page.decisions[place] == (BlockKind.CREDIT, "agency_alone")


def _is_signature(line: Line) -> bool:
    """Whether a line may be a writer's name and no more."""
    return 2 <= line.length <= 4 and not line.end_sign and not any(map(str.isdigit, line.text))


def _has_mark_beside(page: Page, place: int) -> bool:
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(page.lines)]
    return any(page.kind(at) in (BlockKind.BYLINE, BlockKind.DATE) for at in beside)


def _is_place_and_name(line: Line) -> bool:
    """Such as «بيروت - فلان الفلاني»: a writer where he writes from."""
    return line.length <= 6 and bool(_PLACE_AND_NAME.match(fold(line.text).text.replace('"', "")))
