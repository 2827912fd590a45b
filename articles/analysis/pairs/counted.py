"""What a figure counts: people by what befell them, all else by its noun; and where it is said that none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from articles.analysis.figures.figures import Figure
from articles.analysis.pairs.similarity import REMEMBERED
from articles.analysis.reading import Reading
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.negation import denies
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import phrases, rows
from articles.analysis.text.tokens import Token

PEOPLE = "people"
_FATE_REACH = 5  # words between a figure and what befell those it counts
_TOLL_REACH = 8  # words between «the number of the dead» and the number
_DENIAL_REACH = 6  # words between a negator and whom nothing befell
_BARE_REACH = 2  # words in «killing at least 14»
_PART_REACH = 3  # words between «among them» and its figure
_SUBJECT = 3  # words of a subject between a negator and what it denies
_OF = frozenset(["of", "من"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure and what it counts; without a `figure` the text says that there is none.

    noun: `PEOPLE`, a unit of measure, or the lemma of what is counted
    fate: what befell the people, as dead or harmed; empty for all else
    """

    span: Span
    figure: Figure | None
    noun: str
    fate: str = ""

    @property
    def measures(self) -> bool:
        return self.figure is not None and self.figure.measures


@lru_cache(maxsize=REMEMBERED)
def counts(reading: Reading, sentence: int) -> tuple[Count, ...]:
    """All that is counted in a sentence, in order; ordinals and numbers of nothing are left out."""
    span = reading.sentences[sentence]
    found = [*_counted(reading, sentence, span), *_none(reading, span)]
    return tuple(sorted(found, key=lambda count: count.span))


def _counted(reading: Reading, sentence: int, span: Span) -> Iterator[Count]:
    figures = [f for f in within(reading.figures, span) if span.covers(f.span) and not f.ordinal]
    words = within(reading.tokens, span)
    for figure in figures:
        around = _around(words, figure, [other for other in figures if other is not figure])
        if figure.measures:
            yield Count(span=figure.span, figure=figure, noun=figure.measure[1] or "")
        elif not _is_part(around.before):
            yield from _count(figure, around, _unit_word(words, figure))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """The words on both sides of a figure, nearest first, up to the next figure."""

    before: Sequence[Token]
    after: Sequence[Token]


def _around(words: Sequence[Token], figure: Figure, others: Sequence[Figure]) -> _Around:
    start = max((f.span.end for f in others if f.span.end <= figure.span.start), default=0)
    end = min((f.span.start for f in others if f.span.start >= figure.span.end), default=None)
    before = [w for w in words if start <= w.span.start and w.span.end <= figure.span.start]
    after = [w for w in words if w.span.start >= figure.span.end and (end is None or w.span.end <= end)]
    return _Around(before=before[::-1], after=after)


def _unit_word(words: Sequence[Token], figure: Figure) -> Token | None:
    """The word of what is counted, where it stands in the figure."""
    inside = [word for word in words if figure.span.overlap(word.span)]
    return next((word for word in reversed(inside) if word.lemma == figure.unit), None)


def _count(figure: Figure, around: _Around, unit: Token | None) -> Iterator[Count]:
    span = figure.span
    if unit is None and figure.unit is None:
        fate = _fate_of_toll(around)
        if fate:
            yield Count(span=span, figure=figure, noun=PEOPLE, fate=fate)
        return
    people = unit is not None and _is(unit, "people")
    own = (_entry(unit, "people") or _fate(unit)) if unit is not None else ""
    fate = (own if not people else "") or _nearest_fate(around) or own
    yield Count(span=span, figure=figure, noun=PEOPLE if people or own else figure.unit or "", fate=fate)


def _nearest_fate(around: _Around) -> str:
    """What befell those who are counted: the nearest word that tells, of two as near the one before."""
    near = [
        (distance, side, fate)
        for side, words in enumerate((around.before, around.after))
        for distance, word in enumerate(words[: _FATE_REACH + 1])
        if (fate := _fate(word))
    ]
    return min(near)[2] if near else ""


def _fate_of_toll(around: _Around) -> str:
    """«The number of the dead rose to 47», «killing at least 14»."""
    between = list(takewhile(lambda word: not _befallen(word), around.before[:_TOLL_REACH]))
    if len(between) == min(len(around.before), _TOLL_REACH):
        return ""
    told = around.before[len(between)]
    before_it = around.before[len(between) + 1 : len(between) + 4]
    summed = any(_is(word, "toll") for word in (*between, *before_it))
    bare = len(between) <= _BARE_REACH and all(word.stop or _is(word, "reach") for word in between)
    return _befallen(told) if summed or bare else ""


def _befallen(word: Token) -> str:
    return _fate(word) or _entry(word, "people") or ""


def _is_part(before: Sequence[Token]) -> bool:
    """«Among them 3 children»."""
    return any(_is(word, "part") for word in before[:_PART_REACH])


# Where the text says that there are none.


def _none(reading: Reading, span: Span) -> Iterator[Count]:
    words = within(reading.tokens, span)
    for place, word in enumerate(words):
        ahead = words[place + 1 : place + 1 + _DENIAL_REACH]
        of_some = bool(ahead) and ahead[0].form in _OF
        negates = denies(word, reading.language) or _is(word, "deny") or _is(word, "nobody")
        if negates and not of_some:
            yield from _nobody_befallen(word, ahead, reading)


def _nobody_befallen(negator: Token, ahead: Sequence[Token], reading: Reading) -> Iterator[Count]:
    """The first fate ahead, if «any», «no one» or a word of being there makes sure that it is denied.

    Only subjects may stand between: «did not say how many died» and «denied any part in the killing» say
    nothing about the dead.
    """
    sure, closed = _is(negator, "nobody"), _is(negator, "nobody")
    strangers = 0
    for distance, word in enumerate(ahead):
        if _is(word, "other") or within(reading.figures, word.span):
            return
        if fate := _fate(word):
            behind = ahead[distance + 1 : distance + 3]
            if any(_is(each, "other") for each in behind[:1]):
                return
            whom = any(_is(each, "any") for each in behind) and not _is(negator, "deny")
            if sure or (not distance and (_is(negator, "nothing") or whom)):
                place = Span(negator.span.start, word.span.end)
                yield Count(span=place, figure=None, noun=PEOPLE, fate=fate)
            return
        if _is(word, "any") or (not distance and _is(word, "people")):
            sure = closed = True
        elif _is(word, "exist"):
            sure = True
        elif not (word.stop or within(reading.mentions, word.span)):
            strangers += 1
            if closed or strangers > _SUBJECT:
                return


# Words.


def _is(word: Token, role: str) -> bool:
    return _entry(word, role) is not None


def _fate(word: Token) -> str:
    return _entry(word, "fate") or ""


def _entry(word: Token, role: str) -> str | None:
    """What the list says of a word in this role: by its form, without attached particles, or by its lemma."""
    listed = _listed(role)
    forms = (rest.removeprefix(ARTICLE) for _, rest in splits(word.form))
    return next((listed[form] for form in (*forms, word.form, word.lemma) if form in listed), None)


@cache
def _listed(role: str) -> dict[str, str]:
    found = [(name, forms) for each, name, forms in rows("counted.tsv") if each == role]
    return {form: "" if name == "-" else name for name, forms in found for (form,) in phrases(forms)}
