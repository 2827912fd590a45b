"""After the article: where it ends, and whether readers or another article follow."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from articles.analysis.text.language import detect
from articles.ingest.datelines import Dateline, read_dateline, read_dateline_line
from articles.ingest.page import Page, is_prose, is_title, remove_menus
from articles.ingest.records import BlockKind
from articles.ingest.topic import content, continues, shared, telling, told

# Evidence that a second article begins; see _Turn._score.
_ENOUGH_EVIDENCE = 4
# Fewer words than this before the supposed end of an article make the end doubtful.
_SHORTEST_ARTICLE = 40
# A headline that nothing announces has this many words; what stands before it knows no more than this share
# of what it tells, what follows tells that much of it, and more by so much.
_LONG_TITLE = 5
_KNOWN, _TOLD, _MORE_TOLD = 0.2, 0.3, 0.2
# What follows tells of what stands before no more than this, and less by far than its own paragraphs of each
# other, or next to nothing; behind a line above the title that may be a cue, little.
_SAME_TOPIC, _USUAL, _NOTHING, _LITTLE = 0.2, 0.7, 0.06, 0.1
_LONGEST_CUE = 6
# Of lists and round-ups each item has fewer paragraphs, and pull quotes stand amid an article.
_FEWEST_PARAGRAPHS, _MOST_SECTIONS, _SOON = 3, 3, 60
# So many short lines between two articles are a signature and a cue; more are verses or a list.
_MOST_BETWEEN = 3
_QUOTED = re.compile(r"^[\"«“„'‘].*[\"»”“'’]$")
_DRAWN = "_" * 5
_ENDING = (
    BlockKind.KEYWORDS,
    BlockKind.COMMENTS,
    BlockKind.RELATED,
    BlockKind.CREDIT,
    BlockKind.BYLINE,
)


def find_end(page: Page) -> None:
    """Find where the article ends and readers' comments or a second article begin."""
    last = page.prose_after(0)
    if last is None:
        return
    before = page.open_places(0, last)
    opening = _Opening(page, last)
    following = page.prose_after(last + 1)
    while following is not None:
        before.extend(page.open_places(last, last + 1))
        turn = _Turn(page, before, following, opening)
        if turn.is_second_article:
            kind = BlockKind.FURNITURE if turn.is_short_from_here else BlockKind.SECOND_ARTICLE
            rule = "after_the_end" if turn.is_short_from_here else "second_article"
            for place in range(turn.start, following):
                if page.decisions[place] == (BlockKind.RELATED, "related_item"):
                    page.decide(place, kind, rule)  # below its title and not below the cue of links
            _clear_between(page, last + 1, turn.start)
            _rest(page, turn.start, kind, rule)
            return
        if turn.is_comment:
            _rest(page, last + 1, BlockKind.COMMENTS, "reader_comment")
            return
        before.extend(page.open_places(last + 1, following))
        last, following = following, page.prose_after(following + 1)


def _rest(page: Page, start: int, kind: BlockKind, rule: str) -> None:
    for place in range(start, len(page.lines)):
        if page.is_open(place) or (place == start and page.kind(place) is BlockKind.RELATED):
            page.decide(place, kind, rule)


def _clear_between(page: Page, start: int, end: int) -> None:
    """A signature and a cue that no list has, between an article and the next one's headline."""
    between = page.open_places(start, end)
    if len(between) <= _MOST_BETWEEN:
        for place in between:
            if not page.lines[place].is_stopped:
                page.decide(place, BlockKind.FURNITURE, "after_the_end")


class _Opening:
    """How the article begins, up to its first paragraph."""

    def __init__(self, page: Page, first: int) -> None:
        self._page, self._first = page, first

    @cached_property
    def language(self) -> str:
        places = self._page.open_places(0, len(self._page.lines))
        return detect(" ".join(self._page.lines[place].text for place in places)[:1_000])

    @cached_property
    def dateline(self) -> Dateline | None:
        """The first with a place."""
        datelines = map(self.dateline_at, range(self._first + 1))
        return next((dateline for dateline in datelines if dateline and dateline.place), None)

    def dateline_at(self, place: int) -> Dateline | None:
        line = self._page.lines[place]
        if self._page.kind(place) is BlockKind.BYLINE:
            return read_dateline_line(line.text, language=self.language)
        return read_dateline(line.text, language=self.language) if self._page.is_open(place) else None


class _Turn:
    """What stands between two paragraphs, and whether the second opens another article."""

    def __init__(self, page: Page, before: Sequence[int], following: int, opening: _Opening) -> None:
        self.page = page
        self.opening = opening
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
                return place if is_title(line) and line.length >= 3 else None
            if self.page.kind(place) in (BlockKind.RELATED, BlockKind.KEYWORDS, BlockKind.COMMENTS):
                return None
        return None

    @property
    def start(self) -> int:
        return self.following if self.title is None else self.title

    @property
    def is_second_article(self) -> bool:
        if self._is_unannounced:
            return True
        if not self.kinds - {None} and not self.marks and not self._is_dated_anew:
            return False
        return self._score() >= _ENOUGH_EVIDENCE - self._has_ended

    @property
    def _is_unannounced(self) -> bool:
        """Whether a headline stands here of which the article so far knows nothing, and what follows much."""
        if self.title is None or len(self.before) < 3 or self._is_short_so_far():
            return False
        title = self.page.lines[self.title]
        if (
            title.length < _LONG_TITLE
            or _QUOTED.match(title.text)
            or continues(self.page.lines[self.following])
        ):
            return False
        if not self._has_paragraphs or self._is_plainly_known(title.text):
            return False
        return self._is_told_from_here and self._is_of_other_topic

    def _is_plainly_known(self, title: str) -> bool:
        """Whether the article has most of a title's words as they are; spares the weighing of subheadings."""
        words = content([title])
        before = " ".join(self._texts_before()).casefold()
        return sum(word in before for word in words) * 2 > len(words)

    @property
    def _has_paragraphs(self) -> bool:
        """Whether enough paragraphs follow before another line like a headline, and few such lines."""
        sections = [0]
        for place in self.page.open_places(self.following, self.following + _SOON):
            line = self.page.lines[place]
            if is_prose(line):
                sections[-1] += 1
            elif is_title(line) and line.length >= _LONG_TITLE:
                sections.append(0)
        is_last = len(sections) == 1
        return sections[0] + is_last >= _FEWEST_PARAGRAPHS and len(sections) <= _MOST_SECTIONS

    @property
    def _is_told_from_here(self) -> bool:
        """Whether what follows the title tells what it says, and nothing before does."""
        assert self.title is not None
        title = self._telling([self.page.lines[self.title].text])
        here, known = told(title, self._telling(self._texts_from_here())), told(title, self._told_before)
        return known <= _KNOWN and here >= max(_TOLD, known + _MORE_TOLD)

    @cached_property
    def _is_of_other_topic(self) -> bool:
        """Whether what follows shares far less with the article than its own paragraphs share."""
        before = self._texts_before()
        middle = len(before) // 2
        usual = told(self._telling(before[middle:]), self._telling(before[:middle]))
        most = max(_LITTLE if self._has_cue else _NOTHING, _USUAL * usual)
        return told(self._telling(self._texts_from_here()), self._told_before) <= min(_SAME_TOPIC, most)

    @property
    def _has_cue(self) -> bool:
        """Whether another short line stands above the title, as "elsewhere today" does."""
        above = None if self.title is None else self.title - 1
        if above is None or above <= self.last or not self.page.is_open(above):
            return False
        line = self.page.lines[above]
        return is_title(line) and line.length <= _LONGEST_CUE

    @cached_property
    def _told_before(self) -> Mapping[str, float]:
        return self._telling(self._texts_before())

    def _telling(self, texts: Sequence[str]) -> Mapping[str, float]:
        return telling(texts, language=self.opening.language)

    @cached_property
    def _is_dated_anew(self) -> bool:
        """Whether a title and another dateline than the article's own stand here."""
        here = None if self.title is None else self.opening.dateline_at(self.following)
        if here is None or here.place is None:
            return False
        first = self.opening.dateline
        return here.place != first.place if first else len(here.parts) > 1

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
        if {"comment_form", "numbered_reply"} & self.rules:
            return not self._is_short_so_far()
        return "comments_label" in self.rules and self._is_shorter_from_here()

    def _score(self) -> int:
        """Signs for a second article, less the signs that the first goes on."""
        cue = ("related_cue" in self.rules) + (BlockKind.CREDIT in self.kinds)
        dated = bool({BlockKind.BYLINE, BlockKind.DATE} & self.marks) and self.title is not None
        opening = self.page.lines[self.following]
        score = 2 * self._has_ended + cue + dated + (self.title is not None) + 3 * self._is_dated_anew
        score -= 2 * continues(opening) + 2 * self._is_short_so_far() + 2 * self._is_mere_prelude()
        if score < 1:
            return score
        return score + 2 * self._restates_title() + (self._breaks_topic() or self._is_of_other_topic)

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
        return len(before) >= 3 and shared(self._beginning(), content(before)) < 0.5 * usual

    def _beginning(self) -> frozenset[str]:
        """The words of what begins here."""
        return content(self._texts_from_here())

    def _texts_from_here(self) -> list[str]:
        places = self.page.open_places(self.following, self.following + 8)[:4]
        return [self.page.lines[at].text for at in places]

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


def clear_tail(page: Page) -> None:
    """Short lines after the article's end, among links, keywords, credits or forms, are of the page.

    So are those below a line drawn of underscores, as forums draw above a signature.
    """
    if page.first is None:
        return
    kept = page.open_places(0, len(page.lines))
    start = max((place for place in kept if is_prose(page.lines[place])), default=0)
    ended: BlockKind | None = None
    for place in range(start + 1, len(page.lines)):
        kind = page.kind(place)
        if kind in _ENDING:
            ended = kind
        elif page.lines[place].text.startswith(_DRAWN):
            ended = BlockKind.FURNITURE
        elif kind is None and ended and not page.lines[place].is_stopped:
            is_link = ended is BlockKind.RELATED
            page.decide(place, BlockKind.RELATED if is_link else BlockKind.FURNITURE, "after_the_end")
    remove_menus(page, start + 1, len(page.lines))
