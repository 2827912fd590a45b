"""A page cut into blocks: what is the article, what the page put around it, by named rules."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import pairwise, takewhile

from articles.analysis.normalise import fold
from articles.analysis.spans import Span
from articles.ingest.lines import Line, cut_lines
from articles.ingest.marks import Mark, Zone, mark
from articles.ingest.outlets import site_name_start
from articles.ingest.phrases import forms, page_list
from articles.ingest.records import Block, BlockKind
from articles.ingest.topic import content, continues, shared

_Decision = tuple[BlockKind, str]

# Labels within a line are looked for in this much of its end.
_TAIL = 1_200
_SHORTEST_WITH_TAIL = 60
_LONGEST_LABEL = 45
_COLON = re.compile("[:：]")
_SENTENCE_END = re.compile(r"[.!?؟][»”\"')]*\s*$")
_LONGEST_HEADLINE = 30
_LONGEST_HEADING = 12
_LONGEST_ITEM = 25
# A longer run of short lines amid an article is its own, whatever stands above it.
_MOST_LINKS = 12
_SHORTEST_MENU = 6
# Evidence that a second article begins; see _Turn.score.
_ENOUGH_EVIDENCE = 4
# Fewer words than this before the supposed end of an article make the end doubtful.
_SHORTEST_ARTICLE = 40


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page in order; together they cover all of it but white space."""
    page = _Page(_split_lines(text))
    _headline(page)
    _lists(page)
    _end(page)
    _tail(page)
    _body(page)
    return tuple(page.blocks())


class _Page:
    """The lines of a page while they are being judged; what has no decision yet may be article."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.marks = _with_repeated_captions(lines, [mark(line) for line in lines])
        prose = [place for place, line in enumerate(lines) if not self.marks[place] and _is_prose(line)]
        # Where the headline stands a second time; a page in full has it in its title as well.
        self.repeated = _repeated_headline(lines, prose)
        prose = [place for place in prose if self.repeated is None or place > self.repeated]
        self.first = self._first_of(prose)
        self.last = prose[-1] if prose else None
        self.decisions: list[_Decision | None] = [self._by_mark(place) for place in range(len(lines))]

    def _first_of(self, prose: Sequence[int]) -> int | None:
        """The article's first paragraph; a sentence above bylines and dates is its standfirst."""
        if len(prose) > 1:
            between = [found.kind for found in self.marks[prose[0] : prose[1]] if found]
            if between.count(BlockKind.BYLINE) + between.count(BlockKind.DATE) > 1 and prose[1] < 30:
                return prose[1]
        return prose[0] if prose else None

    def _by_mark(self, place: int) -> _Decision | None:
        found = self.marks[place]
        if not found or not self._holds(found.zone, place):
            return None
        return found.kind, found.rule

    def _holds(self, zone: Zone, place: int) -> bool:
        if zone is Zone.ANYWHERE or self.first is None or self.last is None:
            return True
        return place < self.first or (zone is Zone.AROUND and place > self.last)

    def decide(self, place: int, kind: BlockKind, rule: str) -> None:
        self.decisions[place] = kind, rule

    def kind(self, place: int) -> BlockKind | None:
        decision = self.decisions[place]
        return decision[0] if decision else None

    def is_open(self, place: int) -> bool:
        return self.decisions[place] is None

    def open_places(self, start: int, end: int) -> list[int]:
        return [place for place in range(start, min(end, len(self.lines))) if self.is_open(place)]

    def prose_after(self, place: int) -> int | None:
        """The next undecided paragraph of prose at or after a place."""
        places = range(place, len(self.lines))
        return next((at for at in places if self.is_open(at) and _is_prose(self.lines[at])), None)

    def blocks(self) -> Iterator[Block]:
        """One block a line; the lines of a second article that follow each other are one."""
        last: Block | None = None
        for line, decision in zip(self.lines, self.decisions, strict=True):
            assert decision is not None
            kind, rule = decision
            if last and kind is last.kind is BlockKind.SECOND_ARTICLE:
                last = Block(start=last.start, end=line.span.end, kind=kind, rule=rule)
                continue
            if last:
                yield last
            last = Block(start=line.span.start, end=line.span.end, kind=kind, rule=rule)
        if last:
            yield last


# Lines


def _split_lines(text: str) -> list[Line]:
    lines = [part for line in cut_lines(text) for part in _split_tail(line)]
    for place, line in enumerate(lines):
        found = mark(line)
        if found and found.kind not in (BlockKind.CAPTION, BlockKind.BYLINE):
            continue
        start = site_name_start(line.text) if line.length <= _LONGEST_HEADLINE + 6 else None
        if start and not _is_prose(line):
            title, name = _cut(line, [start])
            lines[place : place + 1] = [title, replace(name, is_site_name=True)]
        break
    return lines


def _split_tail(line: Line) -> list[Line]:
    """Labels cut off that stand after the last sentence of a long line."""
    if len(line.text) < _SHORTEST_WITH_TAIL or line.is_code:
        return [line]
    starts = list(_labels(line.text, max(0, len(line.text) - _TAIL)))
    while starts and not _SENTENCE_END.search(line.text[: starts[0]][-20:]):
        del starts[0]
    for place in range(len(starts)):
        parts = _cut(line, starts[place:])
        if all(mark(part) for part in parts[1:]):
            return parts
    return [line]


def _labels(text: str, start: int) -> Iterator[int]:
    """Where, from a place on, labels begin that a colon follows."""
    for colon in _COLON.finditer(text, start):
        before = max(start, colon.start() - _LONGEST_LABEL)
        head = text[before : colon.start()]
        words = Line.of(head).words
        sizes = range(min(len(words), 5), 0, -1)
        found = (size for size in sizes if tuple(word.form for word in words[-size:]) in _tail_labels())
        size = next(found, 0)
        if size:
            yield before + len(head) - len(head.lstrip()) + words[-size].start


def _cut(line: Line, places: Sequence[int]) -> list[Line]:
    bounds = [0, *places, len(line.text)]
    parts = []
    for start, end in pairwise(bounds):
        text = line.text[start:end]
        words = text.strip()
        first = line.span.start + start + len(text) - len(text.lstrip())
        span = Span(first, first + len(words))
        parts.append(Line(span=span, text=words, after_blank=line.after_blank and not start))
    return [part for part in parts if part.text]


@cache
def _tail_labels() -> frozenset[tuple[str, ...]]:
    names = ("keywords.labels", "credit.labels", "related.openings", "related.labels")
    return frozenset(forms(phrase) for name in names for phrase in page_list(name))


def _is_prose(line: Line) -> bool:
    """Whether a line is a paragraph by its length and end; headlines and captions are shorter or open."""
    return line.length >= 18 or (line.is_stopped and line.length >= 6)


def _is_title(line: Line) -> bool:
    return 2 <= line.length <= _LONGEST_HEADLINE and not line.is_bullet and line.end_sign not in (
        *(".", "۔", "。", ":", "،", ",", ";", "؛"),
    )


def _with_repeated_captions(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[Mark | None]:
    """A caption without its credit, above or below the one with it, is a caption as well."""
    found = list(marks)
    for place, line in enumerate(lines):
        beside = [at for at in (place - 1, place + 1) if 0 <= at < len(lines)]
        captions = [at for at in beside if (other := marks[at]) and other.kind is BlockKind.CAPTION]
        size = len(line.forms)
        if marks[place] is None and size > 3 and any(lines[at].forms[:size] == line.forms for at in captions):
            found[place] = Mark(kind=BlockKind.CAPTION, rule="caption_repeated")
    return found


def _repeated_headline(lines: Sequence[Line], prose: Sequence[int]) -> int | None:
    """The last line that repeats the page's first and has most of the prose after it."""
    title = next((line for line in lines if line.length >= 4), None)
    if title is None or title.length > _LONGEST_HEADLINE + 6 or title.is_stopped:
        return None
    start = prose[len(prose) // 4] if prose else 0
    places = range(start - 1, 0, -1)
    return next((place for place in places if _repeats(title, lines[place])), None)


def _repeats(title: Line, line: Line) -> bool:
    """Whether a line is the page's title, with or without the name of the site."""
    size = len(line.forms)
    if line is title or size < 4 or title.forms[:size] != line.forms:
        return False
    rest = title.text[title.words[size - 1].end :].lstrip("\"'»”)?!؟. ")
    return not rest or rest[0] in "|-–—:»·•"


# Before the article


def _headline(page: _Page) -> None:
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
        is_title = _repeats(page.lines[place], page.lines[chosen])
        page.decide(place, BlockKind.FURNITURE, "page_title" if is_title else "before_headline")
    start = page.prose_after(chosen) if page.first < chosen else page.first
    end = len(page.lines) if start is None else start
    for place in range(chosen + 1, end):
        _between(page, place, start)
    _menus(page, chosen + 1, end)


def _headline_without_prose(page: _Page) -> None:
    """Of a few short lines the first is the headline if it stands apart, or the rest are sentences."""
    places = page.open_places(0, len(page.lines))
    if len(places) < 2:
        return
    first, second = (page.lines[place] for place in places[:2])
    rest = [page.lines[place] for place in places[2:]]
    stands_apart = second.after_blank and bool(rest) and not all(line.after_blank for line in rest)
    if _is_title(first) and (stands_apart or (second.is_stopped and not rest)):
        page.decide(places[0], BlockKind.HEADLINE, "headline")


def _choose_headline(page: _Page, first: int) -> int | None:
    places = list(takewhile(lambda place: _is_title(page.lines[place]), page.open_places(0, first)))
    if not places:
        return first if _is_long_headline(page, first) else None
    chosen = _most_like_headline(page, places, first) if len(places) > 1 else places[0]
    line = page.lines[chosen]
    follows = chosen + 1 == first
    if follows and line.length > 8 and continues(page.lines[first]):
        return None  # the article begins with this line: what follows goes on with it
    return chosen


def _most_like_headline(page: _Page, places: Sequence[int], first: int) -> int:
    """The first of the lines that is more than a kicker and, in a longer list, shares words with the text."""
    body = content(page.lines[place].text for place in page.open_places(first, first + 8)[:4])
    for place in places:
        line = page.lines[place]
        better = [
            other
            for other in places
            if other > place
            and page.lines[other].length >= 4
            and len(content([page.lines[other].text]) & body) >= 2
        ]
        is_kicker = line.length <= 2
        is_stranger = len(places) >= 4 and not content([line.text]) & body
        if not better or not (is_kicker or is_stranger):
            return place
    return places[0]


def _is_long_headline(page: _Page, first: int) -> bool:
    """A headline as long as a paragraph: unfinished, and set off from a text that repeats its words."""
    line = page.lines[first]
    following = page.prose_after(first + 1)
    if following is None or not _is_title(line) or page.open_places(0, first):
        return False
    if any(not page.is_open(place) for place in range(first + 1, following)):
        return True
    opening = page.lines[following]
    return not continues(opening) and shared(content([line.text]), content([opening.text])) >= 0.4


def _between(page: _Page, place: int, start: int | None) -> None:
    """Settle a line between the headline and the article."""
    line = page.lines[place]
    if page.marks[place] and not page.is_open(place):
        return
    if start is not None and _names_dateline(line, page.lines[start]):
        page.decide(place, BlockKind.CAPTION, "credited_as_dateline")
    elif line.length <= _LONGEST_ITEM and _is_agency_alone(page, place + 1):
        page.decide(place, BlockKind.CAPTION, "above_picture_credit")
    elif _is_signature(line) and _has_mark_beside(page, place):
        page.decide(place, BlockKind.BYLINE, "name_beside_byline")
    elif start is not None and _is_place_and_name(line):
        page.decide(place, BlockKind.BYLINE, "place_and_name")


def _menus(page: _Page, start: int, end: int) -> None:
    """Long runs of words and pairs of words outside the text are what pages link to."""
    run: list[int] = []
    for place in range(start, end + 1):
        line = page.lines[place] if place < end else None
        is_link = line and line.length <= 5 and not line.end_sign and not line.is_bullet
        if is_link and page.is_open(place):
            run.append(place)
        elif line is None or page.is_open(place):
            lengths = sum(page.lines[at].length for at in run)
            if len(run) >= _SHORTEST_MENU and lengths <= 3 * len(run):
                for at in run:
                    page.decide(at, BlockKind.FURNITURE, "menu")
            run = []


_CREDIT_AT_END = re.compile(r"(?:\s[-–—|]\s*|[(\[/])([^-–—|()\[\]/]{2,30})[)\]]?$")


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


def _is_agency_alone(page: _Page, place: int) -> bool:
    return place < len(page.lines) and page.decisions[place] == (BlockKind.CREDIT, "agency_alone")


def _is_signature(line: Line) -> bool:
    """Whether a line may be a writer's name and no more."""
    return 2 <= line.length <= 4 and not line.end_sign and not any(map(str.isdigit, line.text))


def _has_mark_beside(page: _Page, place: int) -> bool:
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(page.lines)]
    return any(page.kind(at) in (BlockKind.BYLINE, BlockKind.DATE) for at in beside)


_PLACE_AND_NAME = re.compile(r"^[^\W\d]+(?: [^\W\d]+){0,2}\s*[-–—ـ/]\s*[^\W\d]+(?: [^\W\d]+){0,3}$")


def _is_place_and_name(line: Line) -> bool:
    """Such as «بيروت - فلان الفلاني»: a writer where he writes from."""
    return line.length <= 6 and bool(_PLACE_AND_NAME.match(fold(line.text).text.replace('"', "")))


# Lists that labels open


def _lists(page: _Page) -> None:
    for place, found in enumerate(page.marks):
        if found and found.opens and not page.is_open(place):
            before = page.first is None or place < page.first
            only_bullets = before and found.kind not in _OPENS_ONE
            for item in _items(page, place, found, only_bullets=only_bullets):
                page.decide(item, found.kind, _ITEM_RULES[found.kind])


_ITEM_RULES = {
    BlockKind.RELATED: "related_item",
    BlockKind.KEYWORDS: "keyword",
    BlockKind.CREDIT: "source_name",
    BlockKind.BYLINE: "byline_name",
    BlockKind.COMMENTS: "comment_form_part",
}


_OPENS_ONE = (BlockKind.CREDIT, BlockKind.BYLINE)


def _items(page: _Page, place: int, found: Mark, *, only_bullets: bool) -> list[int]:
    items: list[int] = []
    for at in range(place + 1, len(page.lines)):
        other = page.marks[at]
        if other and not page.is_open(at):
            if other.opens or found.kind in _OPENS_ONE:
                break
            continue
        line = page.lines[at]
        if not _is_item(line, found.kind) or (only_bullets and not line.is_bullet):
            break
        items.append(at)
        if found.kind in _OPENS_ONE:
            break
    goes_on = bool(items) and page.last is not None and items[-1] < page.last
    if found.kind is BlockKind.RELATED and goes_on:
        return _related_amid_text(page, items)
    return items


def _is_item(line: Line, kind: BlockKind) -> bool:
    if kind is BlockKind.RELATED:
        return line.length <= _LONGEST_ITEM and (line.is_bullet or not line.is_stopped)
    if kind is BlockKind.KEYWORDS:
        return line.length <= 6 and not line.end_sign
    return line.length <= 12 and not (line.is_stopped and line.length > 8)


def _related_amid_text(page: _Page, items: list[int]) -> list[int]:
    """Where the article goes on after a list of links, its next subheading is no link."""
    lines = [page.lines[item] for item in items]
    bullets = [place for place, line in enumerate(lines) if line.is_bullet]
    if bullets:
        return items[: bullets[-1] + 1]
    if len(items) > _MOST_LINKS:
        return []
    if len(items) == 1:
        return items if lines[0].length > 4 else []
    others = sum(line.length for line in lines[:-1]) / (len(lines) - 1)
    is_set_off = lines[-1].after_blank and not lines[-2].after_blank and len(lines) > 2
    if is_set_off or (lines[-1].length <= 6 and others >= 1.6 * lines[-1].length):
        return items[:-1]
    return items


# After the article


def _end(page: _Page) -> None:
    """Find where the article ends and readers' comments or a second article begin."""
    last = page.prose_after(0)
    if last is None:
        return
    before = page.open_places(0, last)
    following = page.prose_after(last + 1)
    while following is not None:
        before.extend(page.open_places(last, last + 1))
        turn = _Turn(page, before, following)
        if turn.is_second_article:
            kind = BlockKind.FURNITURE if turn.is_short_from_here else BlockKind.SECOND_ARTICLE
            _rest(page, turn.start, kind, "after_the_end" if turn.is_short_from_here else "second_article")
            return
        if turn.is_comment:
            _rest(page, last + 1, BlockKind.COMMENTS, "reader_comment")
            return
        before.extend(page.open_places(last + 1, following))
        last, following = following, page.prose_after(following + 1)


def _rest(page: _Page, start: int, kind: BlockKind, rule: str) -> None:
    for place in range(start, len(page.lines)):
        if page.is_open(place) or (place == start and page.kind(place) is BlockKind.RELATED):
            page.decide(place, kind, rule)


class _Turn:
    """What stands between two paragraphs, and whether the second opens another article."""

    def __init__(self, page: _Page, before: Sequence[int], following: int) -> None:
        self.page = page
        self.before = before  # the places of what is article so far
        self.last = before[-1]
        self.following = following
        gap = range(self.last + 1, following)
        self.kinds = {page.kind(place) for place in gap}
        self.rules = {decision[1] for place in gap if (decision := page.decisions[place])}
        self.marks = {found.kind for place in gap if (found := page.marks[place])}

    @cached_property
    def title(self) -> int | None:
        """The title right before the following paragraph; bylines, dates and furniture may stand between."""
        for place in range(self.following - 1, self.last, -1):
            found = self.page.marks[place]
            if found and found.kind in (BlockKind.BYLINE, BlockKind.DATE):
                continue
            if self.page.is_open(place) or self.page.decisions[place] == (BlockKind.RELATED, "related_item"):
                line = self.page.lines[place]
                return place if _is_title(line) and line.length >= 3 else None
            if self.page.kind(place) in (BlockKind.RELATED, BlockKind.KEYWORDS, BlockKind.COMMENTS):
                return None
        return None

    @property
    def start(self) -> int:
        return self.following if self.title is None else self.title

    @property
    def is_second_article(self) -> bool:
        if not self.kinds - {None} and not self.marks:
            return False
        return self._score() >= _ENOUGH_EVIDENCE - self._has_ended

    @property
    def is_short_from_here(self) -> bool:
        """Whether too little follows to be an article."""
        after = self.page.open_places(self.following, self.following + _SHORTEST_ARTICLE)
        return 2 * sum(self.page.lines[at].length for at in after) < _SHORTEST_ARTICLE

    @property
    def _has_ended(self) -> bool:
        """Whether keywords or a comment form close what stands before."""
        return bool({BlockKind.KEYWORDS, BlockKind.COMMENTS} & self.kinds)

    @property
    def is_comment(self) -> bool:
        """Whether what follows was written by readers."""
        if "comment_form" in self.rules:
            return not self._is_short_so_far()
        return "comments_label" in self.rules and self._is_shorter_from_here()

    def _score(self) -> int:
        """Signs for a second article, less the signs that the first goes on."""
        cue = ("related_cue" in self.rules) + (BlockKind.CREDIT in self.kinds)
        dated = bool({BlockKind.BYLINE, BlockKind.DATE} & self.marks) and self.title is not None
        opening = self.page.lines[self.following]
        score = 2 * self._has_ended + cue + dated + (self.title is not None)
        score -= 2 * continues(opening) + 2 * self._is_short_so_far() + 2 * self._is_mere_prelude()
        if score < 1:
            return score
        return score + 2 * self._restates_title() + self._breaks_topic()

    def _restates_title(self) -> bool:
        """Whether the paragraph after the title says what the title says, and no paragraph before does."""
        if self.title is None:
            return False
        words = content([self.page.lines[self.title].text])
        here = shared(words, content([self.page.lines[self.following].text]))
        before = max(shared(words, content([text])) for text in self._texts_before())
        return here >= 0.45 and here >= before + 0.15

    def _breaks_topic(self) -> bool:
        """Whether what follows shares far fewer words with the article than its own paragraphs share."""
        before = self._texts_before()
        middle = len(before) // 2
        usual = shared(content(before[middle:]), content(before[:middle]))
        after = [self.page.lines[at].text for at in self.page.open_places(self.following, self.following + 8)]
        return len(before) >= 3 and shared(content(after[:4]), content(before)) < 0.5 * usual

    def _texts_before(self) -> list[str]:
        return [self.page.lines[at].text for at in (*self.before[:-30][:10], *self.before[-30:])]

    def _is_short_so_far(self) -> bool:
        return sum(self.page.lines[at].length for at in self.before[-_SHORTEST_ARTICLE:]) < _SHORTEST_ARTICLE

    def _is_mere_prelude(self) -> bool:
        """Whether little stands before and much follows: more likely the article itself."""
        before = sum(self.page.lines[at].length for at in self.before[-100:])
        after = self.page.open_places(self.following, self.following + 200)
        return before < 3 * _SHORTEST_ARTICLE and 3 * before < sum(self.page.lines[at].length for at in after)

    def _is_shorter_from_here(self) -> bool:
        """Whether less than half as much follows as stands before."""
        after = self.page.open_places(self.following, self.following + len(self.before) + 1)
        lengths = [sum(self.page.lines[at].length for at in places) for places in (self.before, after)]
        return lengths[0] >= 2 * lengths[1]


_ENDING = (
    BlockKind.KEYWORDS,
    BlockKind.COMMENTS,
    BlockKind.RELATED,
    BlockKind.CREDIT,
    BlockKind.BYLINE,
)


def _tail(page: _Page) -> None:
    """Short lines after the article's end, among links, keywords, credits or forms, are of the page."""
    if page.first is None:
        return
    start = max((place for place in range(len(page.lines)) if page.is_open(place) and _is_prose(page.lines[place])), default=0)
    ended: BlockKind | None = None
    for place in range(start + 1, len(page.lines)):
        kind = page.kind(place)
        if kind in _ENDING:
            ended = kind
        elif kind is None and ended and not page.lines[place].is_stopped:
            is_link = ended is BlockKind.RELATED
            page.decide(place, BlockKind.RELATED if is_link else BlockKind.FURNITURE, "after_the_end")
    _menus(page, start + 1, len(page.lines))


# The article


def _body(page: _Page) -> None:
    """What is left is the article: headings are short, open, and stand before a paragraph."""
    places = page.open_places(0, len(page.lines))
    for order, place in enumerate(places):
        following = page.lines[places[order + 1]] if order + 1 < len(places) else None
        run = _short_run(page, places, order)
        if _is_heading(page.lines[place], following) and run <= 2:
            page.decide(place, BlockKind.HEADING, "heading")
        else:
            page.decide(place, BlockKind.PARAGRAPH, "paragraph")


def _is_heading(line: Line, following: Line | None) -> bool:
    if following is None or line.is_bullet or line.length > _LONGEST_HEADING:
        return False
    if line.end_sign in ("?", "؟", "!"):
        return line.length <= 10 and not line.text.startswith(("\"", "«", "“", "-", "–"))
    return not line.end_sign and len(line.words) > 0


def _short_run(page: _Page, places: Sequence[int], order: int) -> int:
    """How many short open lines in a row stand around this one: verses and lists are no headings."""
    def is_short(at: int) -> bool:
        line = page.lines[places[at]]
        return line.length <= _LONGEST_HEADING and not line.is_stopped

    start = order
    while start > 0 and is_short(start - 1) and order - start < 3:
        start -= 1
    end = order
    while end + 1 < len(places) and is_short(end + 1) and end - order < 3:
        end += 1
    return end - start + 1
