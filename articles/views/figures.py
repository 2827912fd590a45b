"""A story's figures and dates: what is given for one thing, and what is told to have happened when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.analysis.figures.dates import Basis
from articles.analysis.stories.events import Event, Events
from articles.analysis.stories.reckoning import ELAPSED
from articles.analysis.stories.tallies import Agreement, Given, Tallies, Tally
from articles.analysis.stories.tellings import Place
from articles.analysis.text.pieces import Mark
from articles.analysis.text.spans import Span
from articles.coverage import Coverage
from articles.coverage.passages import Shown, part
from articles.forms.stories import FiguresForm
from articles.sheets import AGREEMENT_LABELS
from articles.views.coverage import covered, story_page
from articles.views.days import BASIS_LABELS, in_words
from articles.views.event_axis import Axis, draw

# Of a story with more events, those of one outlet are shown on demand only.
MOST_EVENTS = 30
# So many tellings of one thing are quoted; of the others the outlet is named.
MOST_QUOTED = 4


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """What one article says, with the words marked that give the figure or day."""

    shown: Shown
    words: str
    reading: str


@dataclass(frozen=True, kw_only=True)
class Value:
    """One figure or day, and who gives it; `others` are not quoted."""

    quoted: tuple[Quoted, ...]
    others: tuple[Quoted, ...]
    name: str
    language: str
    apart: bool


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing of which several articles give a figure or a day."""

    id: str
    label: Quoted
    agreement: str
    conflicts: bool
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One event in the timeline."""

    id: str
    day: str
    iso: str
    outlets: int
    quoted: tuple[Quoted, ...]
    others: tuple[Quoted, ...]


@require_safe
def story_figures(request: HttpRequest, pk: int) -> HttpResponse:
    found = covered(request, pk)
    form = FiguresForm(request.GET)
    asked = form.cleaned_data["events"] if form.is_valid() else ""
    events = found.section(Events)
    listed = _listed(found, events.events, everything=asked == "all") if events else ()
    context = {
        "things": list(_things(found)),
        "tallies": found.section(Tallies),
        "events": events,
        "axis": _axis(found, listed),
        "happenings": [_happening(found, n, event) for n, event in listed],
        "hidden": len(events.events) - len(listed) if events else 0,
    }
    return story_page(request, "story_figures.html", found, context)


def _things(coverage: Coverage) -> Iterator[Thing]:
    tallies = coverage.section(Tallies)
    for number, tally in enumerate(tallies.tallies if tallies else (), start=1):
        quoted = [_given(coverage, given) for given in tally.given]
        yield Thing(
            id=f"thing-{number}",
            label=readable(quoted),
            agreement=str(AGREEMENT_LABELS[tally.agreement]),
            conflicts=tally.agreement is Agreement.CONFLICT,
            values=tuple(_values(tally, quoted)),
        )


def _values(tally: Tally, quoted: Sequence[Quoted]) -> Iterator[Value]:
    """Grouped by what is given, figures from the lowest, days from the earliest."""
    apart = {index for pair in tally.apart for index in pair}
    places = sorted(range(len(quoted)), key=lambda n: (_value(tally.given[n]), n))
    for _key, group in groupby(places, key=lambda n: _value(tally.given[n])):
        members = list(group)
        shown = _in_own_language_first([quoted[n] for n in members])
        given, first = tally.given[members[0]], shown[0]
        yield Value(
            name=told_day(given.iso) if given.iso else first.words,
            language=(get_language() or "") if given.iso else first.shown.article.language,
            quoted=tuple(shown[:MOST_QUOTED]),
            others=tuple(shown[MOST_QUOTED:]),
            apart=any(n in apart for n in members),
        )


def _value(given: Given) -> tuple[float, str, str]:
    return (
        -1.0 if given.value is None else given.value,
        given.unit if given.value is None else "",
        given.iso,
    )


def _given(coverage: Coverage, given: Given) -> Quoted:
    place = Place(article=given.place.article, sentence=given.place.sentence, span=given.clause)
    return _quoted(coverage, place, given.place.span, given.iso, given.basis)


def _quoted(coverage: Coverage, place: Place, words: Span, iso: str, basis: str) -> Quoted:
    body = coverage.by_number[place.article].body
    shown = part(coverage, place, [Mark(span=words, kind="hit")])
    return Quoted(shown=shown, words=words.of(body), reading=reading_of_day(iso, basis))


def reading_of_day(iso: str, basis: str) -> str:
    """What a day or duration means, where its words alone don't say it."""
    if not iso or basis == Basis.WRITTEN:
        return ""
    how = _("counted back from the day of publication") if basis == ELAPSED else BASIS_LABELS[Basis(basis)]
    return f"{told_day(iso)} · {how}"


def told_day(iso: str) -> str:
    """A day, week, month, year or stretch of years for people."""
    if "/" in iso:
        first, last = iso.split("/")
        return gettext("between %(first)s and %(last)s") % {"first": first, "last": last}
    return in_words(iso) or iso


def readable(quoted: Sequence[Quoted]) -> Quoted:
    """The shortest clear wording, in the reader's language where one of the texts has it."""
    return min(
        quoted, key=lambda one: (one.shown.article.language != get_language(), *_length(one.shown.text))
    )


def _length(text: str) -> tuple[bool, int]:
    """A clause of a few words says too little."""
    return len(text.split()) < _CLEAR, len(text)


_CLEAR = 6


def _in_own_language_first(quoted: Sequence[Quoted]) -> list[Quoted]:
    return sorted(quoted, key=lambda one: one.shown.article.language != get_language())


# Timeline.


def _listed(
    coverage: Coverage, events: Sequence[Event], *, everything: bool
) -> tuple[tuple[int, Event], ...]:
    """The events with their numbers; of many only those that several articles tell of."""
    numbered = enumerate(events, start=1)
    if everything or len(events) <= MOST_EVENTS:
        return tuple(numbered)
    return tuple((n, event) for n, event in numbered if _outlets(coverage, event) > 1)


def _outlets(coverage: Coverage, event: Event) -> int:
    """How many outlets tell of an event; articles of nobody known count one each."""
    return len({coverage.by_number[told.place.article].teller for told in event.told})


def _happening(coverage: Coverage, number: int, event: Event) -> Happening:
    quoted = [_quoted(coverage, told.place, told.when, told.iso, told.basis) for told in event.told]
    label = readable(quoted)
    rest = [one for one in _in_own_language_first(quoted) if one is not label]
    return Happening(
        id=f"event-{number}",
        day=told_day(event.iso),
        iso=event.iso,
        outlets=_outlets(coverage, event),
        quoted=(label, *rest[: MOST_QUOTED - 1]),
        others=tuple(rest[MOST_QUOTED - 1 :]),
    )


def _short(event: Event) -> str:
    """The day as the picture has room for."""
    return date_format(event.first, "j M Y") if event.first == event.last else told_day(event.iso)


def _axis(coverage: Coverage, events: Iterable[tuple[int, Event]]) -> Axis | None:
    marks = [(event.first, _short(event), _outlets(coverage, event)) for _, event in events]
    return draw(marks) if len({day for day, *_ in marks}) > 1 else None
