"""A page's lines while they are being judged: what each shows, and what has been decided."""

from collections.abc import Iterator, Sequence

from articles.ingest.lines import Line
from articles.ingest.marks import Mark, Zone, mark
from articles.ingest.records import Block, BlockKind

Decision = tuple[BlockKind, str]

LONGEST_HEADLINE = 30
LONGEST_LINK = 25
_SHORTEST_MENU = 6
# A standfirst stands among a page's first lines.
_HEAD = 30
_UNFINISHED = frozenset(".۔。:،,;؛")


class Page:
    """The lines of a page while they are being judged; what has no decision yet may be article."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.marks = _with_repeated_captions(lines, [mark(line) for line in lines])
        prose = [place for place, line in enumerate(lines) if not self.marks[place] and is_prose(line)]
        # Where the headline stands a second time; a page in full has it in its title as well.
        self.repeated = _repeated_headline(lines, prose)
        prose = [place for place in prose if self.repeated is None or place > self.repeated]
        self.first = self._first_of(prose)
        self.last = prose[-1] if prose else None
        self.decisions: list[Decision | None] = [self._by_mark(place) for place in range(len(lines))]

    def _first_of(self, prose: Sequence[int]) -> int | None:
        """The article's first paragraph; a sentence above bylines and dates is its standfirst."""
        if len(prose) > 1:
            between = [found.kind for found in self.marks[prose[0] : prose[1]] if found]
            if between.count(BlockKind.BYLINE) + between.count(BlockKind.DATE) > 1 and prose[1] < _HEAD:
                return prose[1]
        return prose[0] if prose else None

    def _by_mark(self, place: int) -> Decision | None:
        found = self.marks[place]
        if not found or not self._holds(found.zone, place):
            return None
        return found.kind, found.rule

    def _holds(self, zone: Zone, place: int) -> bool:
        if zone is Zone.ANYWHERE or self.first is None or self.last is None:
            return True
        if zone is Zone.AFTER:
            return place > self.first
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
        return next((at for at in places if self.is_open(at) and is_prose(self.lines[at])), None)

    def blocks(self) -> Iterator[Block]:
        """One block a line."""
        for line, decision in zip(self.lines, self.decisions, strict=True):
            assert decision is not None
            kind, rule = decision
            yield Block(start=line.span.start, end=line.span.end, kind=kind, rule=rule)


def is_prose(line: Line) -> bool:
    """Whether a line is a paragraph by its length and end; headlines and captions are shorter or open."""
    return line.length >= 18 or (line.is_stopped and line.length >= 6)


def is_title(line: Line) -> bool:
    """Whether a line may be a headline: short, and ending neither as a statement nor amid one."""
    return 2 <= line.length <= LONGEST_HEADLINE and not line.is_bullet and line.end_sign not in _UNFINISHED


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
    if title is None or title.length > LONGEST_HEADLINE + 6 or title.is_stopped:
        return None
    start = prose[len(prose) // 4] if prose else 0
    places = range(start - 1, 0, -1)
    return next((place for place in places if repeats_title(title, lines[place])), None)


def repeats_title(title: Line, line: Line) -> bool:
    """Whether a line is the page's title, with or without the name of the site."""
    size = len(line.forms)
    if line is title or size < 4 or title.forms[:size] != line.forms:
        return False
    rest = title.text[title.words[size - 1].end :].lstrip("\"'»”)?!؟. ")
    return not rest or rest[0] in "|-–—:»·•"


def remove_menus(page: Page, start: int, end: int) -> None:
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
