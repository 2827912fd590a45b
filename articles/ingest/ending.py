"""After the article: where it ends, and whether readers or another article follow."""

from collections.abc import Sequence
from functools import cached_property

from articles.analysis.language import detect
from articles.ingest.datelines import Dateline, read_dateline
from articles.ingest.page import Page, is_prose, is_title, remove_menus
from articles.ingest.records import BlockKind
from articles.ingest.topic import content, continues, shared

# Evidence that a second article begins; see _Turn._score.
_ENOUGH_EVIDENCE = 4
# Fewer words than this before the supposed end of an article make the end doubtful.
_SHORTEST_ARTICLE = 40
# A headline that nothing announces: from so many words on; of them the next paragraph tells this share, and
# more than each paragraph before; what stands before knows less than these shares of it and of its text.
_LONG_TITLE = 6
_TOLD, _MORE_TOLD, _KNOWN, _SAME_TOPIC = 0.25, 0.15, 0.3, 0.2
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
    following = page.prose_after(last + 1)
    while following is not None:
        before.extend(page.open_places(last, last + 1))
        turn = _Turn(page, before, following)
        if turn.is_second_article:
            kind = BlockKind.FURNITURE if turn.is_short_from_here else BlockKind.SECOND_ARTICLE
            rule = "after_the_end" if turn.is_short_from_here else "second_article"
            for place in range(turn.start, following):
                if page.decisions[place] == (BlockKind.RELATED, "related_item"):
                    page.decide(place, kind, rule)  # below its title and not below the cue of links
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


class _Turn:
    """What stands between two paragraphs, and whether the second opens another article."""

    def __init__(self, page: Page, before: Sequence[int], following: int) -> None:
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
        if self.title is None or len(self.before) < 3:
            return False
        title, opening = self.page.lines[self.title], self.page.lines[self.following]
        if title.length < _LONG_TITLE or continues(opening) or self._is_short_so_far():
            return False
        if any(not is_prose(self.page.lines[place]) for place in self.before[1:]):
            return False  # an article with subheadings or lists, of which this may be the next
        words = content([title.text])
        told = shared(words, content([opening.text]))
        told_before = max(shared(words, content([text])) for text in self._texts_before())
        if told < _TOLD or told < told_before + _MORE_TOLD:
            return False
        before = content(self._texts_before())
        return shared(words, before) < _KNOWN and shared(self._beginning(), before) < _SAME_TOPIC

    @cached_property
    def _is_dated_anew(self) -> bool:
        """Whether a title and another dateline than the article's own stand here."""
        if self.title is None:
            return False
        first, here = (self._dateline(place) for place in (self.before[0], self.following))
        return here is not None and first is not None and here.place != first.place

    def _dateline(self, place: int) -> Dateline | None:
        text = self.page.lines[place].text
        return read_dateline(text, language=detect(text))

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
        score = 2 * self._has_ended + cue + dated + (self.title is not None) + 2 * self._is_dated_anew
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
        return len(before) >= 3 and shared(self._beginning(), content(before)) < 0.5 * usual

    def _beginning(self) -> frozenset[str]:
        """The words of what begins here."""
        places = self.page.open_places(self.following, self.following + 8)[:4]
        return content(self.page.lines[at].text for at in places)

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
    """Short lines after the article's end, among links, keywords, credits or forms, are of the page."""
    if page.first is None:
        return
    kept = page.open_places(0, len(page.lines))
    start = max((place for place in kept if is_prose(page.lines[place])), default=0)
    ended: BlockKind | None = None
    for place in range(start + 1, len(page.lines)):
        kind = page.kind(place)
        if kind in _ENDING:
            ended = kind
        elif kind is None and ended and not page.lines[place].is_stopped:
            is_link = ended is BlockKind.RELATED
            page.decide(place, BlockKind.RELATED if is_link else BlockKind.FURNITURE, "after_the_end")
    remove_menus(page, start + 1, len(page.lines))
